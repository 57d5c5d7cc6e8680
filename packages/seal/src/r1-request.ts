import type { HttpHeaders, SignedRequest } from './http-components.ts'
import { verifyContentDigest, type DigestVerdict } from './http-digest.ts'
import { httpVerifier, type HttpVerifier } from './http-keys.ts'
import {
  verifyHttpMessage,
  type Component,
  type HttpVerdict,
  type VerifyOptions,
} from './http-signature.ts'
import type { VerifyingKey } from './keys.ts'

/**
 * What the r1 door asks of a request's signature and digest. The gateway decides by these functions, and whoever explains its
 * decisions asks the same ones.
 */
export interface R1Request {
  readonly method: string
  readonly scheme: 'http' | 'https'
  /** Path and query as they came. */
  readonly target: string
  /** Lower-case names, as `node:http` gives them. */
  readonly headers: HttpHeaders
  /** Undefined: it streams, and is compared when it has passed. */
  readonly body: Buffer | undefined
}

/** Seconds that `created` may lie back, and that clocks may be apart. */
export const r1SignatureTimes = { maxAgeSeconds: 300, skewSeconds: 30 } as const

/** `undefined` when there is nothing to compare: no digest, one that stands twice, or a body still to come. */
export function r1Digest({ headers, body }: R1Request): DigestVerdict | undefined {
  const field = headers['content-digest']
  if (typeof field !== 'string' || body === undefined) return undefined
  return verifyContentDigest(field, body)
}

/** A request that carries any part of a signature must be right; one that carries none passes on its token. */
export function isR1Signed({ headers }: R1Request): boolean {
  return headers['signature-input'] !== undefined || headers['signature'] !== undefined
}

/** Whether one of these keys signed the request, and enough of it. */
export function verifyR1(
  request: R1Request,
  keys: readonly VerifyingKey[],
  nowSeconds: number,
): HttpVerdict {
  return verifyHttpMessage(signedR1(request), r1Options(request, keys, nowSeconds))
}

export function r1Options(
  request: R1Request,
  keys: readonly VerifyingKey[],
  nowSeconds: number,
): VerifyOptions {
  const verifiers = r1Verifiers(keys)
  return {
    keyOf: (keyid) => verifiers.find((one) => keyid === undefined || one.keyid === keyid),
    required: r1Required(request),
    now: nowSeconds,
    ...r1SignatureTimes,
  }
}

/** RFC 9421 has no algorithm for secp256k1. */
export function r1Verifiers(keys: readonly VerifyingKey[]): readonly HttpVerifier[] {
  return keys.filter(({ curve }) => curve !== 'secp256k1').map((key) => httpVerifier(key))
}

/** What a signature must cover to be worth anything: the operation, who says it, and the content. */
export function r1Required({ headers, body, target }: R1Request): Component[] {
  const hasBody = body === undefined || body.length > 0
  const digest = hasBody || headers['content-digest'] !== undefined
  return [
    '@method',
    '@path',
    '@query',
    'x-road-client',
    ...(digest ? ['content-digest'] : []),
  ].filter((name) => name !== '@query' || target.includes('?'))
}

export function signedR1({ method, scheme, target, headers }: R1Request): SignedRequest {
  const host = headers['host']
  return {
    method,
    targetUri: `${scheme}://${typeof host === 'string' ? host : ''}${target}`,
    requestTarget: target,
    headers,
  }
}
