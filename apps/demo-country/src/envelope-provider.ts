import { setTimeout as sleep } from 'node:timers/promises'
import type { Format, GovEsbHelper } from 'govesb-connector-js'
import { LOOK_UPS, type Answer } from './answers.ts'
import { fetchInTime, formatOf, readEnvelope, type Line } from './bus.ts'
import type { Reply } from './party-server.ts'
import { getOffer } from './plan.ts'
import type { Tally } from './tally.ts'

const LATE_ATTEMPTS_MAX = 10
const LATE_PENDING_MAX = 2_000

export interface ProviderContext {
  readonly line: Line
  readonly tally: Tally
  readonly random: () => number
  /** Aborted when the country stops: late answers not yet sent are dropped then. */
  readonly signal: AbortSignal
}

let latePending = 0

/** A provider that speaks the bus's envelope: verify, look up, answer signed with its own key. */
export async function provide(
  serviceId: string,
  raw: string,
  context: ProviderContext,
): Promise<Reply> {
  const format = formatOf(raw)
  const helper = context.line.connect()
  const data = helper.verifyThenReturnData(raw, format)
  context.tally.checked(data !== null)
  if (data === null)
    return signed(
      403,
      await helper.failureResponse(null, 'Saini ya basi si sahihi', format),
      format,
    )
  context.tally.counts.served += 1
  const { fields, requestId } = readEnvelope(data, format)
  if (getOffer(serviceId).mode === 'async' && requestId !== undefined) {
    void answerLate(serviceId, fields, requestId, context)
    const taken = JSON.stringify({ imepokelewa: true })
    return signed(200, await helper.successResponse(taken, format), format)
  }
  const answer =
    serviceId === 'bot-akaunti'
      ? await answerEncrypted(fields, data, context)
      : await lookUp(serviceId, fields, context)
  return signed(200, await envelopeOf(answer, helper, format), format)
}

async function lookUp(
  serviceId: string,
  fields: Readonly<Record<string, string>>,
  { random }: ProviderContext,
): Promise<Answer> {
  const find = LOOK_UPS[serviceId]
  return find === undefined ? { failure: 'Huduma haipo' } : await find(fields, random)
}

function envelopeOf(answer: Answer, helper: GovEsbHelper, format: Format): Promise<string> {
  return 'row' in answer
    ? helper.successResponse(JSON.stringify(answer.row), format)
    : helper.failureResponse(null, answer.failure, format)
}

/** The bus is blind here: the question was encrypted for us, and the answer is encrypted for whoever asked. */
async function answerEncrypted(
  fields: Readonly<Record<string, string>>,
  data: string,
  context: ProviderContext,
): Promise<Answer> {
  if (fields['encryptedData'] === undefined) return await lookUp('bot-akaunti', fields, context)
  try {
    const helper = context.line.connect()
    const { esbBody } = JSON.parse(data) as { esbBody: unknown }
    const question = JSON.parse(helper.decrypt(JSON.stringify(esbBody))) as Record<string, string>
    const found = await lookUp('bot-akaunti', question, context)
    if ('failure' in found) return found
    const reader = context.line.publicKeyOf(question['mwombaji'] ?? '')
    return { row: JSON.parse(helper.encrypt(JSON.stringify(found.row), reader)) as never }
  } catch {
    return { failure: 'Ujumbe uliosimbwa haukufunguka' }
  }
}

/**
 * The late answer of an asynchronous provider: after a while, an envelope whose requestId names the request. The bus may be
 * down just then, so it is tried again, ever more slowly; what has not been sent when the demo stops is lost with it.
 */
async function answerLate(
  serviceId: string,
  fields: Readonly<Record<string, string>>,
  requestId: string,
  context: ProviderContext,
): Promise<void> {
  if (latePending >= LATE_PENDING_MAX) {
    context.tally.counts.abandonedLate += 1
    return
  }
  latePending += 1
  try {
    await sleep(800 + context.random() * 3_000, undefined, { signal: context.signal })
    const found = await lookUp(serviceId, fields, context)
    const body = 'row' in found ? found.row : { hali: 'HAUPO', maelezo: found.failure }
    for (let attempt = 1; attempt <= LATE_ATTEMPTS_MAX; attempt += 1) {
      if (await sendLate(requestId, JSON.stringify(body), context)) {
        context.tally.counts.answeredLate += 1
        return
      }
      await sleep(Math.min(30_000, 500 * 2 ** attempt), undefined, { signal: context.signal })
    }
    context.tally.counts.abandonedLate += 1
  } catch {
    context.tally.counts.abandonedLate += 1
  } finally {
    latePending -= 1
  }
}

async function sendLate(requestId: string, body: string, { line, tally }: ProviderContext) {
  try {
    const helper = line.connect()
    await helper.getAccessToken()
    // The connector sends its `apiCode` member as the requestId of a late answer; that is how its users do it.
    helper.apiCode = requestId
    const response = await fetchInTime(`${line.gatewayUrl}/engine/esb/async`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${helper.accessToken ?? ''}`,
        'content-type': 'application/json; charset=utf-8',
      },
      body: await helper.asyncSuccessResponse(body, 'json'),
    })
    const data = helper.verifyThenReturnData(await response.text(), 'json')
    tally.checked(data !== null)
    return data !== null && readEnvelope(data, 'json').success
  } catch {
    return false
  }
}

export function signed(status: number, body: string, format: Format): Reply {
  return { status, contentType: `application/${format}; charset=utf-8`, body }
}
