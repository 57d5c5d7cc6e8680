import { expect, test } from 'vitest'
import { origin, seed, vkey } from '../test/logs.ts'
import { bitFlips, vectors } from '../test/vectors.ts'
import { signCheckpoint } from './checkpoint.ts'
import { cosigner } from './cosignature.ts'
import { inclusionRanges, leafHash, treeRoot } from './merkle.ts'
import { noteSigner } from './note.ts'
import { formatProof, parseProof, verifyProof } from './proof-file.ts'

const published: { accepted: string[]; refused: string[] } = vectors('proof-files')
const entries = Array.from({ length: 11 }, (_, i) => Buffer.from(`entry ${i}`))
const leaves = entries.map(leafHash)
const entry = entries[4] ?? Buffer.alloc(0)
const signer = noteSigner(origin, seed)
const checkpoint = signCheckpoint({ origin, size: 11, root: treeRoot(leaves) }, [signer])
const hashes = inclusionRanges(4, 11).map(({ lo, hi }) => treeRoot(leaves.slice(lo, hi)))
const proof = formatProof({ index: 4, hashes, checkpoint })

test.each(published.accepted)('%j is a proof file, and is written the same', (form) => {
  const text = form.replace('CHECKPOINT', checkpoint)
  expect(formatProof(parseProof(text))).toBe(text)
})

test.each(published.refused)('%j is no proof file', (form) => {
  expect(() => parseProof(form.replace('CHECKPOINT', checkpoint))).toThrow()
})

test('a proof proves its entry, under the pinned key', () => {
  const proved = verifyProof(proof, entry, { log: vkey })
  expect(proved).toMatchObject({ index: 4, checkpoint: { origin, size: 11 }, cosignatures: [] })
  expect(() => verifyProof(proof, entries[5] ?? entry, { log: vkey })).toThrow(/does not hold/)
  expect(() => verifyProof(proof.replace('index 4', 'index 5'), entry, { log: vkey })).toThrow()
  const stranger = noteSigner(origin, Buffer.alloc(32, 1))
  expect(() => verifyProof(proof, entry, { log: stranger.vkey })).toThrow(/known key/)
})

test('extra data is carried along', () => {
  const extra = Buffer.from('salt')
  const text = formatProof({ index: 4, hashes, checkpoint, extra })
  expect(verifyProof(text, entry, { log: vkey }).extra).toEqual(extra)
})

test('with any bit of the file or of the entry changed it proves nothing', () => {
  for (const flipped of bitFlips(Buffer.from(proof))) {
    const text = Buffer.from(flipped).toString('latin1')
    const changed = Buffer.from(text, 'latin1').toString('utf8')
    expect(() => verifyProof(changed, entry, { log: vkey }), changed).toThrow()
  }
  for (const flipped of bitFlips(entry))
    expect(() => verifyProof(proof, flipped, { log: vkey })).toThrow()
})

test('a quorum of distinct trusted witnesses can be demanded', () => {
  const [w1, w2, w3] = [1, 2, 3].map((n) => cosigner(`witness.example/w${n}`, Buffer.alloc(32, n)))
  if (!w1 || !w2 || !w3) throw new Error('no witness')
  const cosigned =
    proof + w1.cosign(checkpoint, 100) + w1.cosign(checkpoint, 101) + w3.cosign(checkpoint, 102)
  const witnesses = [w1.vkey, w2.vkey]
  const policy = { log: vkey, witnesses, quorum: 1 }
  expect(verifyProof(cosigned, entry, policy).cosignatures).toEqual([
    { witness: w1.name, time: 101 },
  ])
  expect(() => verifyProof(cosigned, entry, { ...policy, quorum: 2 })).toThrow(/1 trusted/)
  expect(() => verifyProof(proof, entry, policy)).toThrow(/0 trusted/)
})
