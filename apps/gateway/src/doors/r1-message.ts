import { createHash, hash, type Hash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Credentials } from '../access/authenticate.ts'
import { safePath } from '../access/resolve.ts'
import { problem } from '../problems.ts'
import type { Route } from '../proofs.ts'
import type { RoutingTable } from '../snapshot/routing-table.ts'
import { credentialsOf, readBody, single } from './http.ts'

/** One message at the r1 door. */
export interface R1Message {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly startedAt: number
  readonly table: RoutingTable
  readonly method: string
  /** Path and query as they came. */
  readonly target: string
  readonly path: string
  readonly query: string
  readonly credentials: Credentials
  /** `X-Road-Client`: `{instance}/{class}/{member}/{subsystem}`. */
  readonly clientIdentifier: string
  /** `X-Road-Id` of the caller, if it gave one. */
  readonly callerId: string | undefined
  readonly purpose: string | undefined
  /** The whole body when it is small; `undefined`: it streams. */
  readonly body: Buffer | undefined
  /** Set when the agreement is asked for: from then on a refusal names what was wanted. */
  wanted?: Route
}

/** Bodies up to here are read whole before anything else; larger ones, and those of unknown length, stream. */
export const wholeBodyBytesMax = 256 * 1024

export interface R1Intake extends Pick<R1Message, 'request' | 'response' | 'startedAt' | 'table'> {
  readonly bodyBytesMax: number
}

/** @throws Problem 400, 413 */
export async function receiveR1({
  request,
  response,
  startedAt,
  table,
  bodyBytesMax,
}: R1Intake): Promise<R1Message> {
  const target = targetOf(request)
  // TRACE would echo the bus's own credentials for the provider to the caller.
  if (request.method === 'TRACE' || request.method === 'CONNECT') throw problem('method-wrong')
  const mark = target.indexOf('?')
  const path = safePath(mark < 0 ? target : target.slice(0, mark))
  const clientIdentifier = single(request.headers['x-road-client'])
  if (!clientIdentifier || clientIdentifier.length > 300) throw problem('client-header-missing')
  return {
    request,
    response,
    startedAt,
    table,
    method: request.method ?? 'GET',
    target,
    path,
    query: mark < 0 ? '' : target.slice(mark),
    credentials: credentialsOf(request),
    clientIdentifier: clientIdentifier.startsWith('/')
      ? clientIdentifier.slice(1)
      : clientIdentifier,
    callerId: callerIdOf(single(request.headers['x-road-id'])),
    purpose: single(request.headers['x-purpose']),
    body: await wholeBody(request, bodyBytesMax),
  }
}

/**
 * The request target, once it can mean one thing only. A signature covers `@path` and `@authority` of the URL that Host and
 * target make together, so neither may hold a piece of the other.
 */
function targetOf({ url = '/', headers }: IncomingMessage): string {
  if (!/^[A-Za-z0-9.\-:[\]]+$/.test(headers.host ?? '')) throw problem('http-malformed')
  if (!/^[\x21-\x22\x24-\x7e]+$/.test(url)) throw problem('path-unsafe')
  return url
}

function callerIdOf(value: string | undefined): string | undefined {
  return value !== undefined && /^[\x21-\x7e]{1,200}$/.test(value) ? value : undefined
}

const nothing = Buffer.alloc(0)

async function wholeBody(
  request: IncomingMessage,
  bodyBytesMax: number,
): Promise<Buffer | undefined> {
  const { 'content-length': announced, 'transfer-encoding': chunked } = request.headers
  if (announced === undefined && chunked === undefined) return nothing
  const bytes = Number(announced ?? Number.NaN)
  if (bytes > bodyBytesMax) throw problem('body-too-large', { extra: { bytesMax: bodyBytesMax } })
  return bytes <= wholeBodyBytesMax ? readBody(request, wholeBodyBytesMax) : undefined
}

/**
 * Binds the answer to its question (`X-Road-Request-Hash`): base64 SHA-512 over `METHOD target LF client LF id LF body`
 * (docs/protocols/r1.md).
 */
export function requestHashHead(
  { method, target, clientIdentifier }: R1Message,
  roadId: string,
): string {
  return `${method} ${target}\n${clientIdentifier}\n${roadId}\n`
}

export function wholeRequestHash(message: R1Message, roadId: string, body: Buffer): string {
  const head = requestHashHead(message, roadId)
  if (body.length === 0) return hash('sha512', head, 'base64')
  if (head.length * 3 + body.length > scratch.length)
    return createHash('sha512').update(head).update(body).digest('base64')
  const headBytes = scratch.write(head)
  body.copy(scratch, headBytes)
  return hash('sha512', scratch.subarray(0, headBytes + body.length), 'base64')
}

// One call over one buffer; larger bodies take the longer way.
const scratch = Buffer.allocUnsafe(32 * 1024)

export function runningRequestHash(message: R1Message, roadId: string): Hash {
  return createHash('sha512').update(requestHashHead(message, roadId))
}
