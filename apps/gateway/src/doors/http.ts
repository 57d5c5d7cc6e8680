import type { IncomingMessage, ServerResponse } from 'node:http'
import type { TLSSocket } from 'node:tls'
import { Problem } from '@mtandao/problem'
import type { Credentials } from '../access/authenticate.ts'
import { problem } from '../problems.ts'

/**
 * Reads a whole body.
 * @throws Problem `body-too-large`, `body-truncated`, `request-timeout`
 */
export function readBody(request: IncomingMessage, bytesMax: number): Promise<Buffer> {
  const announced = Number(request.headers['content-length'] ?? 0)
  if (announced > bytesMax) return Promise.reject(tooLarge(bytesMax))
  return new Promise((resolve, reject) => {
    let first: Buffer | undefined
    let chunks: Buffer[] | undefined
    let bytes = 0
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes > bytesMax) {
        reject(tooLarge(bytesMax))
        request.removeAllListeners('data')
        request.resume()
        return
      }
      if (!first) first = chunk
      else (chunks ??= [first]).push(chunk)
    })
    request.on('end', () => resolve(chunks ? Buffer.concat(chunks) : (first ?? empty)))
    request.on('error', (cause) => reject(problem('body-truncated', { cause })))
    request.on('close', () => {
      if (!request.complete) reject(problem('body-truncated'))
    })
  })
}

const empty = Buffer.alloc(0)

function tooLarge(bytesMax: number): Problem {
  return problem('body-too-large', { extra: { bytesMax } })
}

/** What the connection and the head of a request say about who is calling. */
export function credentialsOf(request: IncomingMessage): Credentials {
  return { authorization: request.headers.authorization, certificate: certificateOf(request) }
}

/** base64url SHA-256 of the client certificate, when the TLS layer has verified one. */
export function certificateOf(request: IncomingMessage): string | undefined {
  const socket = request.socket as Partial<TLSSocket>
  if (!socket.authorized || !socket.getPeerCertificate) return undefined
  const { fingerprint256 } = socket.getPeerCertificate()
  return fingerprint256
    ? Buffer.from(fingerprint256.replaceAll(':', ''), 'hex').toString('base64url')
    : undefined
}

/** The one value of a header; a repeated one is no value anybody can rely on. */
export function single(value: string | string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}

/** Anything thrown becomes a Problem: what is not one of ours is a defect, told to nobody but the log. */
export function problemOf(error: unknown): Problem {
  return error instanceof Problem ? error : problem('defect', { cause: error })
}

/** Headers that every refusal carries where they apply. */
export function refusalHeaders({ kind, extra }: Problem, challenge = 'Bearer'): string[] {
  const headers: string[] = []
  if (kind.status === 401) headers.push('www-authenticate', challenge)
  const wait = extra['retryAfterSeconds'] ?? (kind.status === 503 ? 2 : undefined)
  if (typeof wait === 'number') headers.push('retry-after', String(wait))
  if (typeof extra['rateLimit'] === 'string') headers.push('ratelimit', extra['rateLimit'])
  return headers
}

/**
 * Sends a complete answer. A connection whose request has not come to its end is not reused; it is closed when the caller has
 * had time to stop sending and to read.
 */
export function send(
  response: ServerResponse,
  status: number,
  headers: string[],
  body: Buffer | string,
): void {
  if (response.headersSent || response.destroyed) return
  const unread = isStillComing(response.req)
  if (unread) response.shouldKeepAlive = false
  response.writeHead(
    status,
    saysLength(response, status, body)
      ? [...headers, 'content-length', String(Buffer.byteLength(body))]
      : headers,
  )
  // Node writes head and body of a string in one piece, of a buffer in two; latin1 keeps every byte as it is.
  if (unread) sendAndLinger(response, body)
  else if (typeof body === 'string' || body.length > onePieceBytesMax) response.end(body)
  else response.end(body.toString('latin1'), 'latin1')
}

const onePieceBytesMax = 16 * 1024

function isStillComing({ complete, headers }: IncomingMessage): boolean {
  if (complete) return false
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
}

const lingerMs = 5_000

/**
 * Closing while bytes are still coming resets the connection, and the reset can overtake the answer. So the rest is read and
 * thrown away, for a while.
 */
function sendAndLinger(response: ServerResponse, body: Buffer | string): void {
  const { req } = response
  if (body.length > 0) response.write(body)
  const over = () => response.end()
  const timer = setTimeout(over, lingerMs)
  response.once('close', () => clearTimeout(timer))
  req.removeAllListeners('data').removeAllListeners('readable')
  req
    .once('end', over)
    .once('close', over)
    .on('data', () => undefined)
}

/**
 * RFC 9110 section 8.6: none with 204, none with 304 or to HEAD unless it is the one that GET would have had. For a provider's
 * answer to HEAD that is the provider's to say.
 */
function saysLength({ req }: ServerResponse, status: number, body: Buffer | string): boolean {
  if (status === 204 || status === 304) return false
  return req.method !== 'HEAD' || body.length > 0
}
