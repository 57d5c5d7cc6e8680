import { hash } from 'node:crypto'
import { bodyFromPlain, buildRequest, buildResponse } from '@mtandao/seal'
import { pushRefusal } from '../delivery/push-agreement.ts'
import type { NewLeg } from '../delivery/queue.ts'
import type { GatewayParts } from '../gateway-parts.ts'
import { problem } from '../problems.ts'
import type { Authorised, Recorded } from '../proofs.ts'
import type { EsbAnswer } from './govesb-answer.ts'
import type { EsbMessage } from './govesb-message.ts'

/**
 * The durable accept: an asynchronous request, a push, or a provider's late answer goes into the queue and is acknowledged;
 * it is delivered later, at least once, under the id acknowledged here.
 * @throws Problem `queue-unavailable`, `idempotency-key-reused`, `request-already-answered`
 */
export function acceptMessage(
  parts: GatewayParts,
  message: EsbMessage,
  allowed: Authorised,
  asked: Recorded,
): Promise<EsbAnswer> {
  return message.call === 'async'
    ? acceptAnswer(parts, message)
    : acceptNew(parts, message, allowed, asked)
}

async function acceptNew(
  parts: GatewayParts,
  message: EsbMessage,
  allowed: Authorised,
  asked: Recorded,
): Promise<EsbAnswer> {
  const { service } = allowed.route.service
  const { client, of } = allowed.caller.client
  const push = message.call === 'push-request'
  const accepted = await parts.queue().accept(
    {
      id: asked.exchange,
      kind: push ? 'push' : 'async',
      service: service.id,
      agreement: allowed.agreement?.agreement.id,
      purpose: allowed.purpose,
      client: client.id,
      system: of.system.id,
      format: message.format,
      envelope: keptEnvelope(parts, message, asked.exchange),
    },
    push ? pushLegs(allowed, parts.clock.now()) : [{ target: 'provider', system: service.system }],
    message.idempotencyKey === undefined
      ? undefined
      : {
          client: client.id,
          key: message.idempotencyKey,
          print: hash('sha256', message.envelope.signedText, 'buffer'),
        },
  )
  parts.wakeDeliveries()
  return {
    status: 200,
    success: true,
    requestId: accepted.requestId,
    ...(push && {
      body: bodyFromPlain(Buffer.from(JSON.stringify({ recipients: accepted.recipients })), 'json'),
    }),
    ...(accepted.replayed && { headers: ['idempotency-replayed', 'true'] }),
  }
}

/** The message as it is kept until it has arrived: our own envelope, so that the sender's token is never stored. */
function keptEnvelope(
  parts: GatewayParts,
  { call, format, envelope }: EsbMessage,
  requestId: string,
): Buffer {
  return buildRequest(
    {
      format,
      codeKind: call === 'push-request' ? 'pushCode' : 'apiCode',
      code: envelope.code?.value ?? '',
      requestId,
      ...(envelope.body && { body: envelope.body }),
      ...(envelope.userId !== undefined && { userId: envelope.userId }),
    },
    parts.keys.bus['P-256'],
  ).bytes
}

/**
 * A push goes once to every consuming system with an agreement in force now, under the first such agreement; each leg lives
 * and fails alone.
 */
function pushLegs({ route }: Authorised, nowMs: number): NewLeg[] {
  const legs = new Map<string, NewLeg>()
  for (const entry of route.service.agreements) {
    const { id, consumer } = entry.agreement
    if (!legs.has(consumer) && pushRefusal(entry, nowMs) === undefined)
      legs.set(consumer, { target: 'consumer', system: consumer, agreement: id })
  }
  return [...legs.values()]
}

async function acceptAnswer(
  parts: GatewayParts,
  { envelope, format }: EsbMessage,
): Promise<EsbAnswer> {
  const requestId = envelope.requestId ?? ''
  const waiting = await parts.queue().findWaiting(requestId)
  if (!waiting) throw problem('request-unknown')
  const kept = buildResponse(
    {
      format,
      success: envelope.success ?? true,
      requestId,
      ...(envelope.body && { body: envelope.body }),
      ...(envelope.message !== undefined && { message: envelope.message }),
    },
    parts.keys.bus['P-256'],
  )
  const print = hash('sha256', envelope.signedText, 'buffer')
  await parts
    .queue()
    .acceptAnswer(requestId, print, { envelope: kept.bytes, format, system: waiting.system })
  parts.wakeDeliveries()
  return { status: 200, success: true, requestId }
}
