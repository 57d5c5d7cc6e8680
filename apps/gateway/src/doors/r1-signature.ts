import type { IncomingMessage } from 'node:http'
import {
  contentDigest,
  httpSigner,
  httpVerifier,
  signHttpMessage,
  verifyContentDigest,
  verifyDigestStream,
  verifyHttpMessage,
  type Component,
  type HttpSigner,
  type SignedRequest,
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

const maxAgeSeconds = 300
const skewSeconds = 30

/** `undefined` when the request is not signed. */
export function requestSignature(message: R1Message): VerifySignature | undefined {
  const { headers } = message.request
  verifyDigest(message)
  if (headers['signature-input'] === undefined && headers['signature'] === undefined)
    return undefined
  return async (keys) => {
    const verifiers = keys
      .filter(({ curve }) => curve !== 'secp256k1')
      .map((key) => httpVerifier(key))
    const verdict = verifyHttpMessage(signedRequest(message), {
      keyOf: (keyid) => verifiers.find((one) => keyid === undefined || one.keyid === keyid),
      required: requiredComponents(message),
      now: Math.floor(Date.now() / 1000),
      maxAgeSeconds,
      skewSeconds,
    })
    if (!verdict.verified) throw problem('signature-invalid', { extra: { reason: verdict.reason } })
    return { key: verdict.keyid, signature: verdict.signature.toString('base64') }
  }
}

/** What a signature must cover to be worth anything: the operation, who says it, and the content. */
function requiredComponents({ request, body }: R1Message): Component[] {
  const hasBody = body === undefined || body.length > 0
  const digest = hasBody || request.headers['content-digest'] !== undefined
  return [
    '@method',
    '@path',
    '@query',
    'x-road-client',
    ...(digest ? ['content-digest'] : []),
  ].filter((name) => name !== '@query' || (request.url ?? '').includes('?'))
}

function signedRequest({ request, method, target }: R1Message): SignedRequest {
  const scheme = 'encrypted' in request.socket ? 'https' : 'http'
  return {
    method,
    targetUri: `${scheme}://${request.headers.host ?? ''}${target}`,
    requestTarget: target,
    headers: request.headers,
  }
}

function verifyDigest({ request, body }: R1Message): void {
  const field = digestField(request)
  if (field === undefined || body === undefined) return
  const verdict = verifyContentDigest(field, body)
  if (verdict !== 'matches') throw problem('digest-mismatch', { extra: { digest: verdict } })
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
  const request = signedRequest(message)
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
