import type { IncomingMessage } from 'node:http'
import {
  contentDigest,
  httpSigner,
  isR1Signed,
  r1Digest,
  signedR1,
  signHttpMessage,
  verifyDigestStream,
  verifyR1,
  type Component,
  type HttpSigner,
  type R1Request,
} from '@mtandao/seal'
import type { VerifySignature } from '../access/authenticate.ts'
import type { GatewayParts } from '../gateway-parts.ts'
import { problem } from '../problems.ts'
import { single } from './http.ts'
import type { R1Message } from './r1-message.ts'

/**
 * Optional HTTP message signatures (RFC 9421) with content digests (RFC 9530). A request that carries a signature must be
 * right; one that carries none passes on its token. `Accept-Signature` asks for a signed answer, bound to the request.
 */

/** `undefined` when the request is not signed. */
export function requestSignature(message: R1Message): VerifySignature | undefined {
  const request = r1Request(message)
  const digest = r1Digest(request)
  if (digest !== undefined && digest !== 'matches')
    throw problem('digest-mismatch', { extra: { digest } })
  if (!isR1Signed(request)) return undefined
  return (keys) => {
    const verdict = verifyR1(request, keys, Math.floor(Date.now() / 1000))
    if (!verdict.verified)
      return Promise.reject(problem('signature-invalid', { extra: { reason: verdict.reason } }))
    return Promise.resolve({
      key: verdict.keyid,
      signature: verdict.signature.toString('base64'),
    })
  }
}

function r1Request({ request, method, target, body }: R1Message): R1Request {
  const scheme = 'encrypted' in request.socket ? 'https' : 'http'
  return { method, scheme, target, headers: request.headers, body }
}

/** For a body that streams: compared when the last byte has come, before that byte goes on. */
export function streamedDigestCheck({
  request,
}: R1Message): { update(chunk: Buffer): void; matches(): boolean } | undefined {
  const field = digestField(request)
  if (field === undefined) return undefined
  const stream = verifyDigestStream(field)
  return { update: (chunk) => stream.update(chunk), matches: () => stream.verdict() === 'matches' }
}

function digestField(request: IncomingMessage): string | undefined {
  return single(request.headers['content-digest'])
}

let busSigner: HttpSigner | undefined

/**
 * Adds `Content-Digest`, `Signature-Input` and `Signature` to the answer's headers when the caller asked for them. They stand
 * alone: what the provider said in those fields is not mixed with what the bus vouches for.
 */
export function signAnswer(
  parts: GatewayParts,
  message: R1Message,
  answer: { readonly status: number; readonly headers: string[]; readonly body: Buffer },
): { readonly key: string; readonly signature: string } | undefined {
  const { headers } = message.request
  if (headers['accept-signature'] === undefined) return undefined
  busSigner ??= httpSigner(parts.keys.bus['P-256'])
  dropSignatureFields(answer.headers)
  answer.headers.push('content-digest', contentDigest(answer.body))
  const request = signedR1(r1Request(message))
  const bound: Component[] = [
    { name: '@method', req: true },
    { name: '@path', req: true },
    { name: 'x-road-client', req: true },
  ]
  if (message.query !== '') bound.push({ name: '@query', req: true })
  if (headers['content-digest'] !== undefined) bound.push({ name: 'content-digest', req: true })
  if (headers['signature'] !== undefined) bound.push({ name: 'signature', req: true })
  const { signatureInput, signature } = signHttpMessage(
    { status: answer.status, headers: headerMap(answer.headers), request },
    ['@status', 'content-digest', 'x-exchange-id', ...bound],
    busSigner,
    { created: Math.floor(Date.now() / 1000) },
    'bus',
  )
  answer.headers.push('signature-input', signatureInput, 'signature', signature)
  return { key: busSigner.keyid, signature: signature.slice('bus=:'.length, -1) }
}

function dropSignatureFields(flat: string[]): void {
  for (let at = flat.length - 2; at >= 0; at -= 2)
    if (/^(?:content-digest|signature|signature-input)$/i.test(flat[at] ?? '')) flat.splice(at, 2)
}

function headerMap(flat: readonly string[]): Record<string, string> {
  const map: Record<string, string> = {}
  for (let at = 0; at + 1 < flat.length; at += 2)
    map[(flat[at] ?? '').toLowerCase()] = flat[at + 1] ?? ''
  return map
}
