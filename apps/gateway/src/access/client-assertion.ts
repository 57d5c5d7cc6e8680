import type { VerifyingKey } from '@mtandao/seal'
import { decodeJwt, jwtVerify } from 'jose'
import { problem } from '../problems.ts'

/** private_key_jwt (RFC 7523 §3): the client proves its key instead of sharing a secret. */
export interface AssertionVerifier {
  /** `sub` of an unverified assertion: only good for finding the client's keys. */
  subject(assertion: string): string | undefined
  /** @throws Problem `assertion-wrong` */
  verify(
    assertion: string,
    clientId: string,
    keys: readonly VerifyingKey[],
    audiences: readonly string[],
  ): Promise<void>
}

const lifetimeMaxSeconds = 300
const rememberMax = 100_000
const algorithm: Readonly<Record<VerifyingKey['curve'], string>> = {
  'P-256': 'ES256',
  secp256k1: 'ES256K',
  Ed25519: 'EdDSA',
}

/**
 * A `jti` is accepted once per process; tokens die with the client's generation, so a replay inside five minutes at another
 * worker gains what the original already gave (docs/threat-model.md).
 */
export function createAssertionVerifier(nowMs: () => number): AssertionVerifier {
  const seen = new Map<string, number>()

  function once(jti: string, expiresAtMs: number): void {
    const now = nowMs()
    if (seen.size >= rememberMax) for (const [id, expiry] of seen) if (expiry < now) seen.delete(id)
    if (seen.has(jti) || seen.size >= rememberMax) throw problem('assertion-wrong')
    seen.set(jti, expiresAtMs)
  }

  return {
    subject(assertion) {
      try {
        return assertion.length <= 8192 ? decodeJwt(assertion).sub : undefined
      } catch {
        return undefined
      }
    },
    async verify(assertion, clientId, keys, audiences) {
      for (const key of keys) {
        if (key.curve === 'secp256k1') continue // OpenSSL verifies it, WebCrypto (and so JOSE here) does not
        try {
          const { payload } = await jwtVerify(assertion, key.keyObject, {
            algorithms: [algorithm[key.curve]],
            issuer: clientId,
            subject: clientId,
            audience: [...audiences],
            requiredClaims: ['exp', 'jti'],
            currentDate: new Date(nowMs()),
            clockTolerance: 30,
          })
          const { exp = 0, jti = '' } = payload
          if (exp * 1000 - nowMs() > (lifetimeMaxSeconds + 30) * 1000)
            throw problem('assertion-wrong')
          once(`${clientId} ${jti}`, exp * 1000 + 30_000)
          return
        } catch (cause) {
          if (cause instanceof Error && cause.name === 'Problem') throw cause
        }
      }
      throw problem('assertion-wrong')
    },
  }
}
