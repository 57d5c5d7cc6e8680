import { timingSafeEqual } from 'node:crypto'
import { problem } from '../problems.ts'
import { hmacSha256 } from './hmac.ts'

/**
 * Access tokens: `v1.<base64url JSON>.<base64url HMAC-SHA-256>`. Opaque to clients, checked without any store, the same on
 * every worker and node that holds the token key. Revocation: the client's generation in the snapshot (access/authenticate.ts).
 */
export interface TokenClaims {
  /** Client id. */
  readonly c: string
  /** The client's generation when the token was issued. */
  readonly g: number
  /** Expiry, seconds since the epoch. */
  readonly e: number
  /** Thumbprint of the client certificate the token is bound to (RFC 8705 §3). */
  readonly x?: string
}

export interface Tokens {
  readonly lifetimeSeconds: number
  issue(claims: Omit<TokenClaims, 'e'>): string
  /** @throws Problem `token-invalid`, `token-expired` */
  read(token: string): TokenClaims
}

const cacheMax = 20_000

/** @param key 32 bytes shared by the workers and nodes of one gateway. */
export function createTokens(key: Buffer, lifetimeSeconds: number, nowMs: () => number): Tokens {
  // Existing clients ask for a token per call, others keep theirs: verified ones are remembered, oldest forgotten first.
  let young = new Map<string, TokenClaims>()
  let old = new Map<string, TokenClaims>()

  const mac = hmacSha256(key)

  function verify(token: string): TokenClaims {
    const [version, payload, signature, ...rest] = token.length <= 1024 ? token.split('.') : []
    if (version !== 'v1' || !payload || !signature || rest.length > 0)
      throw problem('token-invalid')
    const given = Buffer.from(signature, 'base64url')
    const expected = mac(payload)
    if (given.length !== expected.length || !timingSafeEqual(given, expected))
      throw problem('token-invalid')
    if (given.toString('base64url') !== signature) throw problem('token-invalid')
    return JSON.parse(Buffer.from(payload, 'base64url').toString()) as TokenClaims // made by us: the MAC says so
  }

  function remember(token: string, claims: TokenClaims): void {
    if (young.size >= cacheMax) {
      old = young
      young = new Map()
    }
    young.set(token, claims)
  }

  return {
    lifetimeSeconds,
    issue(claims) {
      const e = Math.floor(nowMs() / 1000) + lifetimeSeconds
      const payload = Buffer.from(JSON.stringify({ ...claims, e })).toString('base64url')
      return `v1.${payload}.${mac(payload).toString('base64url')}`
    },
    read(token) {
      let claims = young.get(token) ?? old.get(token)
      if (!claims) remember(token, (claims = verify(token)))
      if (claims.e * 1000 <= nowMs()) throw problem('token-expired')
      return claims
    },
  }
}
