import {
  constants,
  createHmac,
  createPublicKey,
  sign,
  timingSafeEqual,
  verify,
  type KeyObject,
} from 'node:crypto'
import { KeyFault } from './fault.ts'
import type { SigningKey, VerifyingKey } from './keys.ts'
import { decodeBase64 } from './strict-base64.ts'

/** Registered names (RFC 9421 section 6.2.2). */
export type HttpAlgorithm = 'ed25519' | 'ecdsa-p256-sha256' | 'hmac-sha256' | 'rsa-pss-sha512'

/** A key for HTTP message signatures. The algorithm belongs to the key; a message cannot choose another. */
export interface HttpVerifier {
  readonly keyid: string
  readonly algorithm: HttpAlgorithm
  verify(base: Buffer, signature: Buffer): boolean
}

export interface HttpSigner extends HttpVerifier {
  sign(base: Buffer): Buffer
}

/** Throws `KeyFault` for secp256k1, which RFC 9421 has no algorithm for. */
export function httpVerifier(key: VerifyingKey, keyid = key.id): HttpVerifier {
  const { keyObject } = key
  if (key.curve === 'secp256k1') throw new KeyFault('key-kind-refused')
  return key.curve === 'Ed25519'
    ? {
        keyid,
        algorithm: 'ed25519',
        verify: (base, signature) => verify(null, base, keyObject, signature),
      }
    : {
        keyid,
        algorithm: 'ecdsa-p256-sha256',
        verify: (base, signature) =>
          signature.length === 64 && verify('sha256', base, raw(keyObject), signature),
      }
}

/** Throws `KeyFault` for secp256k1. */
export function httpSigner(key: SigningKey, keyid = key.id): HttpSigner {
  const { keyObject } = key
  const signBase =
    key.curve === 'Ed25519'
      ? (base: Buffer): Buffer => sign(null, base, keyObject)
      : (base: Buffer): Buffer => sign('sha256', base, raw(keyObject))
  return { ...httpVerifier(key, keyid), sign: signBase }
}

/** r ‖ s, 32 bytes each (RFC 9421 section 3.3.4). */
function raw(key: KeyObject) {
  return { key, dsaEncoding: 'ieee-p1363' } as const
}

/** A secret that both sides hold. Proves nothing to a third party. */
export function hmacKey(keyid: string, secret: Uint8Array): HttpSigner {
  const mac = (base: Buffer): Buffer => createHmac('sha256', secret).update(base).digest()
  return {
    keyid,
    algorithm: 'hmac-sha256',
    sign: mac,
    verify: (base, signature) => signature.length === 32 && timingSafeEqual(mac(base), signature),
  }
}

/** RSA keys are for parties that have nothing else: verifying only, at least 2048 bits. Throws `KeyFault`. */
export function rsaPssVerifier(keyid: string, spkiBase64: string): HttpVerifier {
  const der = decodeBase64(spkiBase64)
  if (der === undefined) throw new KeyFault('key-not-base64')
  const key = readRsa(der)
  return {
    keyid,
    algorithm: 'rsa-pss-sha512',
    verify: (base, signature) =>
      verify(
        'sha512',
        base,
        { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 64 },
        signature,
      ),
  }
}

function readRsa(der: Buffer): KeyObject {
  let key: KeyObject
  try {
    key = createPublicKey({ key: der, format: 'der', type: 'spki' })
  } catch (cause) {
    throw new KeyFault('key-not-der', { cause })
  }
  if ((key.asymmetricKeyDetails?.modulusLength ?? 0) < 2048) throw new KeyFault('key-kind-refused')
  return key
}
