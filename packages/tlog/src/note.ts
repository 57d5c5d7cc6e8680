import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import { decodeBase64, encodeBase64 } from './base64.ts'
import { sha256 } from './merkle.ts'
import { TlogError } from './tlog-error.ts'

/** C2SP signed-note: text signed by one or more keys. */

/** Signature type bytes assigned by signed-note. */
const ED25519 = 0x01
export const COSIGNATURE_V1 = 0x04

const NOTE_BYTES_MAX = 1_000_000
const SIGNATURES_MAX = 100

export interface NoteSigner {
  readonly name: string
  readonly keyId: number
  /** The verifier key others need, `name+hex(key id)+base64(type ‖ public key)`. */
  readonly vkey: string
  sign(text: string): Buffer
}

export interface NoteVerifier {
  readonly name: string
  readonly keyId: number
  verify(text: string, signature: Uint8Array): boolean
}

export interface NoteSignature {
  readonly name: string
  readonly keyId: number
  readonly signature: Buffer
}

export interface Note {
  /** What is signed; ends in a newline. */
  readonly text: string
  readonly signatures: readonly NoteSignature[]
}

export interface OpenedNote {
  readonly text: string
  /** Signatures of known keys, every one checked; at least one. */
  readonly verified: readonly NoteSignature[]
}

// DER around the 32 bytes of an Ed25519 key (RFC 8410).
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex')
const SPKI = Buffer.from('302a300506032b6570032100', 'hex')

export interface Ed25519Key {
  readonly publicKey: Buffer
  sign(message: Uint8Array): Buffer
}

/** `seed` is the 32-byte private key of RFC 8032. */
export function ed25519Key(seed: Uint8Array): Ed25519Key {
  if (seed.length !== 32) throw new TlogError('an Ed25519 seed has 32 bytes')
  const key = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' })
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' })
  return {
    publicKey: Buffer.from(spki.subarray(SPKI.length)),
    sign: (message) => sign(null, message, key),
  }
}

/** Checks Ed25519 signatures under a raw 32-byte public key. */
export function ed25519Verify(
  publicKey: Uint8Array,
): (message: Uint8Array, signature: Uint8Array) => boolean {
  const key = createPublicKey({
    key: Buffer.concat([SPKI, publicKey]),
    format: 'der',
    type: 'spki',
  })
  return (message, signature) => signature.length === 64 && verify(null, message, key, signature)
}

export function noteKeyId(name: string, type: number, publicKey: Uint8Array): number {
  return sha256(
    Buffer.concat([Buffer.from(`${name}\n`), Uint8Array.of(type), publicKey]),
  ).readUInt32BE(0)
}

export function formatVkey(name: string, type: number, publicKey: Uint8Array): string {
  checkName(name)
  const id = noteKeyId(name, type, publicKey).toString(16).padStart(8, '0')
  return `${name}+${id}+${encodeBase64(Buffer.concat([Uint8Array.of(type), publicKey]))}`
}

export interface VerifierKey {
  readonly name: string
  readonly keyId: number
  readonly type: number
  readonly publicKey: Buffer
}

/** Parses a verifier key and holds its key id to the key; throws TlogError. */
export function parseVkey(vkey: string): VerifierKey {
  const [, name, id, material] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(vkey) ?? []
  const bytes = material === undefined ? undefined : decodeBase64(material)
  const type = bytes?.[0]
  if (name === undefined || id === undefined || bytes === undefined || type === undefined)
    throw new TlogError('a verifier key is name+key id+base64')
  checkName(name)
  const publicKey = bytes.subarray(1)
  const keyId = noteKeyId(name, type, publicKey)
  if (keyId !== Number.parseInt(id, 16)) throw new TlogError('a verifier key with a wrong key id')
  return { name, keyId, type, publicKey }
}

/** Signs notes as `name` with plain Ed25519 (type 0x01). */
export function noteSigner(name: string, seed: Uint8Array): NoteSigner {
  const key = ed25519Key(seed)
  return {
    name,
    keyId: noteKeyId(name, ED25519, key.publicKey),
    vkey: formatVkey(name, ED25519, key.publicKey),
    sign: (text) => key.sign(Buffer.from(text)),
  }
}

/** A verifier for a type 0x01 key; throws TlogError for any other type. */
export function noteVerifier(vkey: string): NoteVerifier {
  const { name, keyId, type, publicKey } = parseVkey(vkey)
  if (type !== ED25519 || publicKey.length !== 32)
    throw new TlogError(`${name} is not an Ed25519 note key`)
  const check = ed25519Verify(publicKey)
  return { name, keyId, verify: (text, signature) => check(Buffer.from(text), signature) }
}

/** `— name base64(key id ‖ signature)` with its newline. */
export function formatSignature({ name, keyId, signature }: NoteSignature): string {
  const id = Buffer.alloc(4)
  id.writeUInt32BE(keyId)
  return `\u2014 ${name} ${Buffer.concat([id, signature]).toString('base64')}\n`
}

/** The note: text, blank line, one signature line per signer. */
export function signNote(text: string, signers: readonly NoteSigner[]): string {
  if (!text.endsWith('\n') || !isNoteText(text)) throw new TlogError('a note text is whole lines')
  const lines = signers.map((signer) => {
    checkName(signer.name)
    const { name, keyId } = signer
    return formatSignature({ name, keyId, signature: signer.sign(text) })
  })
  return `${text}\n${lines.join('')}`
}

/** Takes a note apart; verifies nothing. Throws TlogError when it is malformed or beyond the limits. */
export function parseNote(note: string): Note {
  if (note.length > NOTE_BYTES_MAX || !isNoteText(note)) throw new TlogError('malformed note')
  const blank = note.lastIndexOf('\n\n')
  const lines = note.slice(blank + 2).split('\n')
  if (blank < 0 || lines.pop() !== '' || lines.length === 0)
    throw new TlogError('a note without signatures')
  if (lines.length > SIGNATURES_MAX) throw new TlogError('a note with too many signatures')
  return { text: note.slice(0, blank + 1), signatures: lines.map(parseSignature) }
}

/** Parses one signature line, without its newline. */
function parseSignature(line: string): NoteSignature {
  const [, name, encoded] = /^\u2014 ([^\s+]+) (\S+)$/u.exec(line) ?? []
  const bytes = encoded === undefined ? undefined : decodeBase64(encoded)
  if (name === undefined || bytes === undefined || bytes.length < 5)
    throw new TlogError('malformed signature line')
  return { name, keyId: bytes.readUInt32BE(0), signature: bytes.subarray(4) }
}

/**
 * Verifies a note. Signatures of unknown keys are ignored; a bad signature of a known key refuses the whole note,
 * and so does the absence of any known key. Throws TlogError.
 */
export function openNote(note: string, verifiers: readonly NoteVerifier[]): OpenedNote {
  const { text, signatures } = parseNote(note)
  const verified = signatures.filter((signature) => {
    const known = verifiers.find((v) => v.name === signature.name && v.keyId === signature.keyId)
    if (known === undefined) return false
    if (!known.verify(text, signature.signature))
      throw new TlogError(`a bad signature by ${signature.name}`)
    return true
  })
  if (verified.length === 0) throw new TlogError('no signature by a known key')
  return { text, verified }
}

/** Key names are not empty and hold neither Unicode spaces nor plus. */
function checkName(name: string): void {
  if (!/^[^\s+]+$/u.test(name) || !isNoteText(name)) throw new TlogError('not a key name')
}

/** Valid UTF-8 when encoded, and no ASCII control character but newline. */
function isNoteText(text: string): boolean {
  // oxlint-disable-next-line no-control-regex -- the specification forbids exactly these
  return text.isWellFormed() && !/[\u0000-\u0009\u000b-\u001f]/.test(text)
}
