import { isStrictSignature } from '../ecdsa.ts'
import { decodeBase64 } from '../strict-base64.ts'

/** What is unusual about the text of a signature. */
export type SignatureMistake =
  | 'base64-spaces'
  | 'base64url'
  | 'base64-unpadded'
  | 'hex'
  | 'raw-r-s'
  | 'der-not-strict'
  | 'not-a-signature'

export interface SignatureReading {
  /** DER, for OpenSSL; absent when the text is no signature however it is read. */
  readonly der?: Buffer
  readonly mistakes: readonly SignatureMistake[]
}

/** Reads the text of an ECDSA signature as forgivingly as can be, and says what had to be forgiven. */
export function readSignature(text: string): SignatureReading {
  const mistakes: SignatureMistake[] = []
  const bytes = bytesOf(text, mistakes)
  if (!bytes) return { mistakes: [...mistakes, 'not-a-signature'] }
  if (bytes.length === 64 && !isDer(bytes))
    return { der: derOf(bytes), mistakes: [...mistakes, 'raw-r-s'] }
  if (bytes[0] !== 0x30 || bytes.length < 8 || bytes.length > 144)
    return { mistakes: [...mistakes, 'not-a-signature'] }
  return isDer(bytes)
    ? { der: bytes, mistakes }
    : { der: bytes, mistakes: [...mistakes, 'der-not-strict'] }
}

function isDer(bytes: Buffer): boolean {
  return isStrictSignature(bytes, 'P-256') || isStrictSignature(bytes, 'secp256k1')
}

function bytesOf(text: string, mistakes: SignatureMistake[]): Buffer | undefined {
  const bare = text.replaceAll(/\s+/g, '')
  if (bare !== text) mistakes.push('base64-spaces')
  if (bare.length > 400 || bare === '') return undefined
  const exact = decodeBase64(bare)
  if (exact && !/^[0-9a-fA-F]{96,}$/.test(bare)) return exact
  if (/^(?:[0-9a-fA-F]{2}){32,}$/.test(bare)) {
    mistakes.push('hex')
    return Buffer.from(bare, 'hex')
  }
  const usual = bare.replaceAll('-', '+').replaceAll('_', '/')
  if (usual !== bare) mistakes.push('base64url')
  const padded = usual
    .replace(/=+$/, '')
    .padEnd(Math.ceil(usual.replace(/=+$/, '').length / 4) * 4, '=')
  if (padded !== usual && usual === bare) mistakes.push('base64-unpadded')
  return decodeBase64(padded)
}

/** ECDSA-Sig-Value of r ‖ s. */
function derOf(raw: Buffer): Buffer {
  const r = integer(raw.subarray(0, 32))
  const s = integer(raw.subarray(32))
  return Buffer.concat([Buffer.from([0x30, r.length + s.length]), r, s])
}

function integer(scalar: Buffer): Buffer {
  let from = 0
  while (from < scalar.length - 1 && scalar[from] === 0) from += 1
  const bare = scalar.subarray(from)
  const sign = (bare[0] ?? 0) >= 0x80 ? [0] : []
  return Buffer.concat([Buffer.from([0x02, bare.length + sign.length, ...sign]), bare])
}
