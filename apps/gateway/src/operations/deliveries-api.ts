import type { IncomingMessage, ServerResponse } from 'node:http'
import { FailedFilter, FailedListRequest, SettleMany, SettleOne } from '@mtandao/contracts'
import type { Logger } from '@mtandao/log'
import { problemBody } from '@mtandao/problem'
import { problemOf, readBody } from '../doors/http.ts'
import type { FailedDeliveries } from '../delivery/failed.ts'
import { problem } from '../problems.ts'
import { requireOpsToken } from './ops-token.ts'

/** Failed deliveries over the operations port, for the platform; shapes in `@mtandao/contracts`. */
export interface DeliveriesApi {
  /** Undefined: this path is not ours. */
  answer(request: IncomingMessage, response: ServerResponse): Promise<void> | undefined
}

export interface DeliveriesApiOptions {
  /** Absent: this gateway has no queue. */
  readonly failed: FailedDeliveries | undefined
  readonly secret: Buffer | undefined
  readonly node: string
  readonly logger: Logger
}

/** A filter names 2,000 systems at most. */
const bodyBytesMax = 256 * 1024

const onePath = /^\/deliveries\/(\d{1,15})(\/settle)?$/

export function createDeliveriesApi(options: DeliveriesApiOptions): DeliveriesApi {
  const { logger } = options
  return {
    answer(request, response) {
      const url = URL.parse(request.url ?? '/', 'http://ops')
      if (!url?.pathname.startsWith('/deliveries/')) return undefined
      return reply(options, request, url).then(
        (body) => end(response, 200, body),
        (error: unknown) => {
          const no = problemOf(error)
          if (no.code === 'gateway.defect') logger.error('defect', { cause: no.cause })
          end(response, no.kind.status, problemBody(no))
        },
      )
    },
  }
}

async function reply(
  { failed, secret, node, logger }: DeliveriesApiOptions,
  request: IncomingMessage,
  url: URL,
): Promise<unknown> {
  requireOpsToken(request, secret)
  if (!failed) throw problem('queue-unavailable')
  const [, leg, settles] = onePath.exec(url.pathname) ?? []
  if (request.method === 'GET' && leg !== undefined && !settles) {
    if (url.searchParams.get('body') !== '1') return found(await failed.find(Number(leg)))
    logger.info('delivery-body-shown', { leg: Number(leg) })
    return found(await failed.body(Number(leg)))
  }
  if (request.method !== 'POST') throw problem('method-wrong')
  const asked = await readJson(request)
  if (leg !== undefined && settles) {
    const wish = read(SettleOne, asked)
    const settled = await failed.settleOne(Number(leg), wish)
    logger.info('delivery-decided', { leg: Number(leg), decision: wish.decision, ...settled })
    return settled
  }
  switch (url.pathname) {
    case '/deliveries/causes':
      return { ...(await failed.causes(read(FailedFilter, asked))), node }
    case '/deliveries/list':
      return failed.list(read(FailedListRequest, asked))
    case '/deliveries/count':
      return failed.count(read(FailedFilter, asked))
    case '/deliveries/settle': {
      const wish = read(SettleMany, asked)
      const settled = await failed.settleMany(wish)
      logger.info('deliveries-decided', {
        request: wish.request,
        decision: wish.decision,
        ...settled,
      })
      return settled
    }
    default:
      throw problem('delivery-unknown')
  }
}

function found<Value>(value: Value | undefined): Value {
  if (value === undefined) throw problem('delivery-unknown')
  return value
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const bytes = await readBody(request, bodyBytesMax)
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch (cause) {
    throw problem('ops-request-malformed', { cause })
  }
}

interface Shape<Value> {
  safeParse(
    value: unknown,
  ):
    | { readonly success: true; readonly data: Value }
    | { readonly success: false; readonly error: Error }
}

function read<Value>(shape: Shape<Value>, value: unknown): Value {
  const parsed = shape.safeParse(value)
  if (!parsed.success) throw problem('ops-request-malformed', { cause: parsed.error })
  return parsed.data
}

function end(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body)
  response
    .writeHead(status, {
      'content-type': status === 200 ? 'application/json' : 'application/problem+json',
      'content-length': Buffer.byteLength(text),
      'cache-control': 'no-store',
      ...(status === 401 && { 'www-authenticate': 'Bearer' }),
    })
    .end(text)
}
