import type { Body } from '@mtandao/seal'
import {
  bodyFromPlain,
  buildRequest,
  EnvelopeFault,
  parseEnvelope,
  verifyEnvelope,
  type Envelope,
} from '@mtandao/seal'
import { validKeys } from '../access/authenticate.ts'
import type { UpstreamAnswer } from '../forward/upstream.ts'
import type { GatewayParts } from '../gateway-parts.ts'
import { continueTrace } from '../operations/trace.ts'
import { problem } from '../problems.ts'
import type { Authorised, Recorded } from '../proofs.ts'
import type { ServiceEntry, SystemEntry, ValidKey } from '../snapshot/routing-table.ts'
import type { EsbAnswer } from './govesb-answer.ts'
import { busKeyFor, type EsbFormat, type EsbMessage } from './govesb-message.ts'

/** What is put before a provider, whether at once or from the queue. */
export interface ProviderQuestion {
  readonly codeKind: 'apiCode' | 'pushCode'
  readonly code: string
  readonly body: Body | undefined
  readonly requestId: string
  readonly userId?: string | undefined
  readonly traceparent?: string | undefined
}

/** The synchronous provider leg: envelope or plain body out, verified answer back. @throws Problem `provider-*` */
export async function askProvider(
  parts: GatewayParts,
  message: EsbMessage,
  allowed: Authorised,
  asked: Recorded,
): Promise<EsbAnswer> {
  const { envelope } = message
  const entry = allowed.route.service
  const format = entry.service.format
  const answer = await parts.providers.forward(
    allowed,
    asked,
    providerRequest(parts, entry, {
      codeKind: 'apiCode',
      code: envelope.code?.value ?? '',
      body: envelope.body,
      requestId: asked.exchange,
      userId: envelope.userId,
      traceparent: message.traceparent,
    }),
  )
  return readAnswer(answer, format, entry, parts.clock.now())
}

/** Builds what goes over the wire to this provider: signed by the bus, or plain as the register says. */
export function providerRequest(
  parts: GatewayParts,
  entry: ServiceEntry,
  question: ProviderQuestion,
) {
  const { format } = entry.service
  const headers = [
    'content-type',
    `application/${format}; charset=utf-8`,
    'accept',
    `application/${format}`,
    'x-exchange-id',
    question.requestId,
    'traceparent',
    continueTrace(question.traceparent, question.requestId),
  ]
  const url = entry.url
  if (!url) throw problem('service-wrong-kind')
  const body =
    entry.security?.type === 'signed'
      ? signedBody(parts, entry, question)
      : plainBody(question.body, format)
  return { path: url.pathname + url.search, method: 'POST', headers, body, stream: false }
}

function signedBody(parts: GatewayParts, entry: ServiceEntry, question: ProviderQuestion): Buffer {
  const { codeKind, code, body, requestId, userId } = question
  return buildRequest(
    {
      format: entry.service.format,
      codeKind,
      code,
      requestId,
      ...(body && { body }),
      ...(userId !== undefined && { userId }),
    },
    busKeyFor(parts.keys.bus, signerOf(entry.of)),
  ).bytes
}

/** The client of a system whose keys sign for it: the first active one that has keys. */
export function signerOf(system: SystemEntry) {
  return system.clients.find((client) => client.active && client.keys.length > 0)
}

export function keysOf(system: SystemEntry, nowMs: number): ValidKey[] {
  return system.clients
    .filter((client) => client.active)
    .flatMap((client) => validKeys(client, nowMs))
}

export function plainBody(body: Body | undefined, format: EsbFormat): Buffer {
  if (!body) return format === 'json' ? Buffer.from('{}') : Buffer.from('<root></root>')
  return body.plain(format)
}

/** Judges what the provider said. Nothing unsigned passes where a signature was agreed, not even an error. */
export async function readAnswer(
  answer: UpstreamAnswer,
  format: EsbFormat,
  entry: ServiceEntry,
  nowMs: number,
): Promise<EsbAnswer> {
  if (!('body' in answer)) throw problem('provider-answer-too-large')
  const { status, body } = answer
  if (status >= 300 && status < 400)
    throw problem('provider-redirected', { extra: { providerStatus: status } })
  if (entry.security?.type !== 'signed') return readPlain(status, body, format)
  const envelope = parseAnswer(body, format, status)
  if (!envelope.signature) throw problem('provider-signature-invalid')
  const verified = await verifyEnvelope(envelope, keysOf(entry.of, nowMs))
  if (!verified) throw problem('provider-signature-invalid')
  return {
    status: 200,
    success: envelope.success ?? status < 300,
    body: envelope.body,
    message: envelope.message,
    provider: { raw: body, key: verified.key.id, signature: envelope.signature },
  }
}

function parseAnswer(body: Buffer, format: EsbFormat, status: number): Envelope {
  try {
    return parseEnvelope(body, format)
  } catch (cause) {
    if (!(cause instanceof EnvelopeFault)) throw cause
    if (status >= 400)
      throw problem('provider-failed', { cause, extra: { providerStatus: status } })
    throw problem('provider-answer-malformed', { cause, extra: { fault: cause.code } })
  }
}

function readPlain(status: number, raw: Buffer, format: EsbFormat): EsbAnswer {
  if (status >= 500) throw problem('provider-failed', { extra: { providerStatus: status } })
  const body = raw.length === 0 ? undefined : parsePlain(raw, format, status)
  const success = status < 400
  return {
    status: 200,
    success,
    body,
    ...(!success && { message: `HTTP ${status}` }),
    provider: { raw },
  }
}

function parsePlain(raw: Buffer, format: EsbFormat, status: number): Body | undefined {
  try {
    return bodyFromPlain(raw, format)
  } catch (cause) {
    if (!(cause instanceof EnvelopeFault)) throw cause
    if (status >= 400) return undefined
    throw problem('provider-answer-malformed', { cause, extra: { fault: cause.code } })
  }
}
