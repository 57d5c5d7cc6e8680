import {
  COSIGNATURE_V1,
  ed25519Key,
  ed25519Verify,
  formatSignature,
  formatVkey,
  noteKeyId,
  type NoteSignature,
  type NoteVerifier,
  parseNote,
  parseVkey,
} from './note.ts'
import { parseCheckpoint } from './checkpoint.ts'
import { TlogError } from './tlog-error.ts'

/** C2SP tlog-cosignature v1 (Ed25519): a witness saw this checkpoint, consistent with all before, at this time. */
export interface Cosigner {
  readonly name: string
  readonly vkey: string
  /** The signature line over a checkpoint note; `timestamp` in seconds since the Epoch. */
  cosign(checkpointNote: string, timestamp: number): string
}

export function cosigner(name: string, seed: Uint8Array): Cosigner {
  const key = ed25519Key(seed)
  const keyId = noteKeyId(name, COSIGNATURE_V1, key.publicKey)
  return {
    name,
    vkey: formatVkey(name, COSIGNATURE_V1, key.publicKey),
    cosign: (checkpointNote, timestamp) => {
      const { text } = parseNote(checkpointNote)
      parseCheckpoint(text)
      const time = Buffer.alloc(8)
      time.writeBigUInt64BE(BigInt(timestamp))
      const signature = Buffer.concat([time, key.sign(cosignedMessage(text, BigInt(timestamp)))])
      return formatSignature({ name, keyId, signature })
    },
  }
}

/** A verifier for a type 0x04 key; throws TlogError for any other type. */
export function cosignatureVerifier(vkey: string): NoteVerifier {
  const { name, keyId, type, publicKey } = parseVkey(vkey)
  if (type !== COSIGNATURE_V1 || publicKey.length !== 32)
    throw new TlogError(`${name} is not a cosignature/v1 key`)
  const check = ed25519Verify(publicKey)
  return {
    name,
    keyId,
    verify: (text, signature) => {
      if (signature.length !== 72) return false
      const time = Buffer.from(signature).readBigUInt64BE(0)
      return time < 2n ** 63n && check(cosignedMessage(text, time), signature.subarray(8))
    },
  }
}

/** When a (verified) cosignature was made, in seconds since the Epoch. */
export function cosignatureTime({ signature }: NoteSignature): number {
  return Number(signature.readBigUInt64BE(0))
}

function cosignedMessage(text: string, time: bigint): Buffer {
  return Buffer.from(`cosignature/v1\ntime ${time}\n${text}`)
}
