import { createPublicKey, type KeyObject } from 'node:crypto'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import {
  append,
  appendSeries,
  open,
  origin,
  series,
  temporaryDirectory,
  vkey,
} from '../test/logs.ts'
import { parseVkey } from './note.ts'
import { parseProof } from './proof-file.ts'
import { directoryTiles, TileReader } from './tile-reader.ts'

/** The parts of @sigstore/verify that check a log: code that is not ours. */
interface Entry {
  canonicalizedBody: Buffer
  inclusionProof: { logIndex: string; hashes: Buffer[]; checkpoint: { envelope: string } }
}
interface LogCheckpoint {
  origin: string
  logSize: bigint
  logHash: Buffer
}
interface Log {
  logID: Buffer
  baseURL: string
  publicKey: KeyObject
}
const require = createRequire(import.meta.url)
const folder = join(dirname(require.resolve('@sigstore/verify/package.json')), 'dist/tlog')
const sigstore: {
  verifyCheckpoint: (entry: Entry, logs: Log[]) => LogCheckpoint
  verifyMerkleInclusion: (entry: Entry, checkpoint: LogCheckpoint) => void
} = { ...require(join(folder, 'checkpoint.js')), ...require(join(folder, 'merkle.js')) }

/** What sigstore must be told about a log: its key, key id and name. */
function sigstoreLog(): Log {
  const { keyId, publicKey } = parseVkey(vkey)
  const logID = Buffer.alloc(32)
  logID.writeUInt32BE(keyId, 0)
  const x = publicKey.toString('base64url')
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
  return { logID, baseURL: origin, publicKey: key }
}

test('sigstore verifies our checkpoint and the inclusion of every entry', async () => {
  const dir = temporaryDirectory()
  const journal = await open(dir)
  const size = 600
  await appendSeries(journal, 0, size)
  await journal.publish()

  const reader = new TileReader(directoryTiles(dir))
  const checkpoint = await reader.checkpoint(vkey)
  for (let index = 0; index < size; index += 7) {
    const proof = parseProof(await reader.proofFile(index, checkpoint))
    const entry: Entry = {
      canonicalizedBody: Buffer.from(series(index)),
      inclusionProof: {
        logIndex: String(proof.index),
        hashes: proof.hashes.map((hash) => Buffer.from(hash)),
        checkpoint: { envelope: proof.checkpoint },
      },
    }
    const opened = sigstore.verifyCheckpoint(entry, [sigstoreLog()])
    expect(opened).toMatchObject({ origin, logSize: BigInt(size) })
    sigstore.verifyMerkleInclusion(entry, opened)
    const other = { ...entry, canonicalizedBody: Buffer.from(series(index + 1)) }
    expect(() => sigstore.verifyMerkleInclusion(other, opened)).toThrow(/does not match/)
  }
  await append(journal, 'last')
  await journal.close()
})
