import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import {
  EnvelopeFault,
  parseEnvelope,
  verifyEnvelope,
  type Envelope,
  type SigningKey,
} from '@mtandao/seal'
import type { Credentials, VerifySignature } from '../access/authenticate.ts'
import { problem } from '../problems.ts'
import type { Route } from '../proofs.ts'
import type { RoutingTable } from '../snapshot/routing-table.ts'
import { credentialsOf, readBody, single } from './http.ts'

export type EsbCall = 'request' | 'push-request' | 'nida-request' | 'async'
export type EsbFormat = 'json' | 'xml'

/** One message at the GovESB door, from its first byte to its answer. */
export interface EsbMessage {
  readonly call: EsbCall
  readonly format: EsbFormat
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly startedAt: number
  readonly table: RoutingTable
  readonly credentials: Credentials
  readonly raw: Buffer
  readonly envelope: Envelope
  readonly purpose: string | undefined
  readonly idempotencyKey: string | undefined
  readonly traceparent: string | undefined
  /** Set when the agreement is asked for: from then on a refusal names what was wanted. */
  wanted?: Route
}

const calls: ReadonlySet<string> = new Set<EsbCall>([
  'request',
  'push-request',
  'nida-request',
  'async',
])

/** `/engine/esb/{call}`; `undefined` for other paths. */
export function esbCallOf(path: string): EsbCall | undefined {
  const name = path.slice('/engine/esb/'.length)
  return calls.has(name) ? (name as EsbCall) : undefined
}

/** The format named by `Content-Type`; `undefined` when it is neither. */
export function formatOf(headers: IncomingHttpHeaders): EsbFormat | undefined {
  const type = (headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase()
  if (type === 'application/json') return 'json'
  return type === 'application/xml' || type === 'text/xml' ? 'xml' : undefined
}

export interface EsbIntake {
  readonly call: EsbCall
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly startedAt: number
  readonly table: RoutingTable
  readonly bodyBytesMax: number
}

/**
 * Reads and parses one message. Nothing is trusted yet.
 * @throws Problem 400, 405, 413, 415
 */
export async function receive(intake: EsbIntake): Promise<EsbMessage> {
  const { request, call } = intake
  if (request.method !== 'POST') throw problem('method-wrong')
  const format = formatOf(request.headers)
  if (!format) throw problem('media-type-unsupported')
  const raw = await readBody(request, intake.bodyBytesMax)
  return {
    ...intake,
    call,
    format,
    raw,
    credentials: credentialsOf(request),
    envelope: parse(raw, format),
    purpose: single(request.headers['x-purpose']),
    idempotencyKey: idempotencyKeyOf(single(request.headers['idempotency-key'])),
    traceparent: single(request.headers['traceparent']),
  }
}

function parse(raw: Buffer, format: EsbFormat): Envelope {
  try {
    return parseEnvelope(raw, format)
  } catch (cause) {
    if (!(cause instanceof EnvelopeFault)) throw cause
    throw problem('envelope-malformed', {
      cause,
      detail: cause.text,
      extra: { fault: cause.code, position: cause.position },
    })
  }
}

function idempotencyKeyOf(value: string | undefined): string | undefined {
  if (value === undefined) return undefined
  const key = value.replace(/^"(.*)"$/, '$1') // the draft makes it a structured string; clients send it bare too
  if (!/^[\x21-\x7e]{1,200}$/.test(key)) throw problem('idempotency-key-malformed')
  return key
}

/** The envelope's signature against the client's own keys, and no others. */
export function signatureOf(message: EsbMessage): VerifySignature {
  return async (keys) => {
    const { envelope } = message
    if (!envelope.signature) throw problem('signature-missing')
    const verified = await verifyEnvelope(envelope, keys)
    if (!verified) throw problem('signature-invalid')
    return { key: verified.key.id, signature: envelope.signature }
  }
}

/** The bus key a party can verify with: the one on its own curve. */
export function busKeyFor(
  bus: Readonly<Record<'P-256' | 'secp256k1', SigningKey>>,
  party: { readonly keys: readonly { readonly curve: string }[] } | undefined,
): SigningKey {
  return party?.keys.some((key) => key.curve === 'secp256k1') &&
    !party.keys.some((key) => key.curve === 'P-256')
    ? bus.secp256k1
    : bus['P-256']
}
