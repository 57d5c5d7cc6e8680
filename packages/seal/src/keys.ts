import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto'
import { isSoundEd25519Point } from './ed25519-point.ts'
import { KeyFault } from './fault.ts'
import { decodeBase64 } from './strict-base64.ts'

export type Curve = 'P-256' | 'secp256k1' | 'Ed25519'

export interface VerifyingKey {
  /** First 16 characters of base64url(SHA-256(SPKI DER)). One key has one id: only one DER form is accepted. */
  readonly id: string
  readonly curve: Curve
  readonly keyObject: KeyObject
}

export interface SigningKey extends VerifyingKey {
  /** base64 DER, SubjectPublicKeyInfo. */
  readonly publicKeyBase64: string
}

/** Length of SPKI DER with a named curve and an uncompressed point; any other length is another kind of key. */
const spkiBytes: Record<Curve, number> = { 'P-256': 91, secp256k1: 88, Ed25519: 44 }
const keyBase64Max = 1024

/**
 * Public key from base64 SPKI DER. The point is checked to be on its curve (SP 800-186; for Ed25519 also not of
 * small order). Throws `KeyFault`.
 */
export function importPublicKey(spkiBase64: string): VerifyingKey {
  const der = decodeKey(spkiBase64)
  let keyObject: KeyObject
  try {
    keyObject = createPublicKey({ key: der, format: 'der', type: 'spki' })
  } catch (cause) {
    throw new KeyFault('key-not-der', { cause })
  }
  const curve = curveOf(keyObject)
  if (der.length !== spkiBytes[curve] || !exportSpki(keyObject).equals(der))
    throw new KeyFault('key-not-canonical')
  requireSoundPoint(curve, der)
  return { id: keyId(der), curve, keyObject }
}

/** Private key from base64 PKCS#8 DER. Its halves are tried against each other once. Throws `KeyFault`. */
export function importPrivateKey(pkcs8Base64: string): SigningKey {
  const der = decodeKey(pkcs8Base64)
  let keyObject: KeyObject
  try {
    keyObject = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  } catch (cause) {
    throw new KeyFault('key-not-der', { cause })
  }
  return signingKey(keyObject)
}

/** A fresh key pair in the form clients keep: base64 DER, PKCS#8 and SubjectPublicKeyInfo. */
export function generateKeyPair(curve: Curve): {
  readonly privateKey: string
  readonly publicKey: string
} {
  const { privateKey } =
    curve === 'Ed25519'
      ? generateKeyPairSync('ed25519')
      : generateKeyPairSync('ec', { namedCurve: curve === 'P-256' ? 'prime256v1' : curve })
  return {
    privateKey: privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
    publicKey: signingKey(privateKey).publicKeyBase64,
  }
}

const privateForms = /-----BEGIN [A-Z ]*PRIVATE KEY-----|"d"\s*:\s*"[A-Za-z0-9_-]{20,}"/
const base64Run = /[A-Za-z0-9+/_-][A-Za-z0-9+/_\-\s]{30,}/g

/**
 * Whether a text holds a private key as people keep them: PEM, JWK, or base64 DER of PKCS#8, SEC 1 or PKCS#1. These three begin
 * with SEQUENCE { INTEGER 0 or 1 }, where a public key has SEQUENCE { SEQUENCE.
 */
export function holdsPrivateKey(text: string): boolean {
  if (privateForms.test(text)) return true
  return (text.match(base64Run) ?? []).some((run) => {
    const head = Buffer.from(run.replaceAll(/\s/g, '').slice(0, 16), 'base64')
    if (head[0] !== 0x30) return false
    const length = head[1] ?? 0
    const at = length < 0x80 ? 2 : 2 + (length & 0x7f)
    const version = head[at + 2]
    return head[at] === 0x02 && head[at + 1] === 1 && (version === 0 || version === 1)
  })
}

function signingKey(keyObject: KeyObject): SigningKey {
  const curve = curveOf(keyObject)
  const publicKey = createPublicKey(keyObject)
  const der = exportSpki(publicKey)
  if (der.length !== spkiBytes[curve]) throw new KeyFault('key-not-canonical')
  requireSoundPoint(curve, der)
  const probe = Buffer.from('do the halves belong together?')
  const hash = curve === 'Ed25519' ? null : 'sha256'
  if (!verify(hash, probe, publicKey, sign(hash, probe, keyObject)))
    throw new KeyFault('key-halves-differ')
  return { id: keyId(der), curve, keyObject, publicKeyBase64: der.toString('base64') }
}

function decodeKey(text: string): Buffer {
  const der = text.length > keyBase64Max ? undefined : decodeBase64(text)
  if (der === undefined || der.length === 0) throw new KeyFault('key-not-base64')
  return der
}

function curveOf(keyObject: KeyObject): Curve {
  if (keyObject.asymmetricKeyType === 'ed25519') return 'Ed25519'
  const named = keyObject.asymmetricKeyDetails?.namedCurve
  if (keyObject.asymmetricKeyType === 'ec' && named === 'prime256v1') return 'P-256'
  if (keyObject.asymmetricKeyType === 'ec' && named === 'secp256k1') return 'secp256k1'
  throw new KeyFault('key-kind-refused')
}

/** OpenSSL refuses points off the Weierstrass curves while reading them; for Ed25519 it reads any 32 bytes. */
function requireSoundPoint(curve: Curve, der: Buffer): void {
  if (curve === 'Ed25519' && !isSoundEd25519Point(der.subarray(-32)))
    throw new KeyFault('key-point-refused')
}

function exportSpki(keyObject: KeyObject): Buffer {
  return keyObject.export({ format: 'der', type: 'spki' })
}

function keyId(der: Buffer): string {
  return createHash('sha256').update(der).digest('base64url').slice(0, 16)
}
