import { sign as cryptoSign, verify as cryptoVerify } from 'node:crypto'
import type { Curve, SigningKey, VerifyingKey } from './keys.ts'
import { KeyFault } from './fault.ts'
import { decodeBase64 } from './strict-base64.ts'

/** Group orders, big-endian (SEC 2). r and s must be below them. */
const order: Record<Exclude<Curve, 'Ed25519'>, Buffer> = {
  'P-256': Buffer.from('ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551', 'hex'),
  secp256k1: Buffer.from('fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141', 'hex'),
}

/** ECDSA with SHA-256 over `bytes`: base64 of the ASN.1 DER signature. Throws `KeyFault` for an Ed25519 key. */
export function sign(key: SigningKey, bytes: Uint8Array): string {
  if (key.curve === 'Ed25519') throw new KeyFault('key-kind-refused')
  return cryptoSign('sha256', bytes, key.keyObject).toString('base64')
}

/**
 * True when `signatureBase64` is canonical base64 of a strict DER ECDSA-Sig-Value made over `bytes`. Low and high
 * s are both accepted, because existing clients make both: so one message has two good signatures, and a signature
 * is never an identifier.
 */
export function verify(key: VerifyingKey, bytes: Uint8Array, signatureBase64: string): boolean {
  const der = strictSignature(key, signatureBase64)
  return der !== undefined && cryptoVerify('sha256', bytes, key.keyObject, der)
}

/**
 * The same on libuv's thread pool. A verification is the dearest step of an exchange (secp256k1: a third of a millisecond);
 * there it holds nobody else up.
 */
export function verifyInPool(
  key: VerifyingKey,
  bytes: Uint8Array,
  signatureBase64: string,
): Promise<boolean> {
  const der = strictSignature(key, signatureBase64)
  if (der === undefined) return Promise.resolve(false)
  return new Promise((resolve, reject) => {
    cryptoVerify('sha256', bytes, key.keyObject, der, (error, isValid) => {
      if (error) reject(error)
      else resolve(isValid)
    })
  })
}

function strictSignature(key: VerifyingKey, signatureBase64: string): Buffer | undefined {
  if (key.curve === 'Ed25519' || signatureBase64.length > 96) return undefined
  const der = decodeBase64(signatureBase64)
  return der !== undefined && isStrictSignature(der, key.curve) ? der : undefined
}

/**
 * ECDSA-Sig-Value in DER and nothing else: SEQUENCE of two minimal INTEGERs in [1, n−1], short-form lengths, no byte
 * left over (X.690 sections 8.3 and 10.1). For 256-bit curves every length is below 128.
 */
export function isStrictSignature(der: Uint8Array, curve: Exclude<Curve, 'Ed25519'>): boolean {
  if (der.length < 8 || der.length > 72 || der[0] !== 0x30 || der[1] !== der.length - 2)
    return false
  const afterR = endOfScalar(der, 2, order[curve])
  if (afterR < 0) return false
  return endOfScalar(der, afterR, order[curve]) === der.length
}

/** Offset after the INTEGER at `at`, or −1 when it is not a minimal positive one below `n`. */
function endOfScalar(der: Uint8Array, at: number, n: Uint8Array): number {
  const length = der[at + 1]
  if (der[at] !== 0x02 || length === undefined || length < 1 || length > 33) return -1
  const end = at + 2 + length
  if (end > der.length) return -1
  let start = at + 2
  const first = der[start] ?? 0
  if (first >= 0x80) return -1
  if (first === 0) {
    // A leading zero is right only where the next byte would otherwise read as a sign.
    if ((der[start + 1] ?? 0) < 0x80 || length === 1) return -1
    start += 1
  }
  return end - start <= 32 && isBelow(der, start, end, n) ? end : -1
}

function isBelow(der: Uint8Array, start: number, end: number, n: Uint8Array): boolean {
  if (end - start < n.length) return true
  for (let i = 0; i < n.length; i++) {
    const difference = (der[start + i] ?? 0) - (n[i] ?? 0)
    if (difference !== 0) return difference < 0
  }
  return false
}
