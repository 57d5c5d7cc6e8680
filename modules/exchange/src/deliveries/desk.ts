import {
  FailedBody,
  FailedCauses,
  FailedCount,
  FailedDelivery,
  FailedList,
  Settled,
  type FailedFilter,
  type FailedListRequest,
  type SettleMany,
  type SettleOne,
} from '@mtandao/contracts'
import { problem } from './problems.ts'

/** One queue of failed deliveries, asked through the operations port of a gateway that works on it. */
export interface Desk {
  /** First eight characters of the queue's id: part of every address of a delivery. */
  readonly id: string
  /** Name of the gateway that answers for it. */
  readonly node: string
  causes(filter: FailedFilter): Promise<FailedCauses['causes']>
  list(request: FailedListRequest): Promise<FailedList>
  count(filter: FailedFilter): Promise<FailedCount>
  find(leg: number): Promise<FailedDelivery | undefined>
  body(leg: number): Promise<FailedBody | undefined>
  settleOne(leg: number, wish: SettleOne): Promise<Settled>
  /** @throws Problem `deliveries.count-changed` */
  settleMany(wish: SettleMany): Promise<Settled>
}

export interface Desks {
  /** Queues of the gateways that answer, one per queue however many gateways share it. @throws Problem `deliveries.gateway-away` when none does */
  list(): Promise<readonly Desk[]>
  /** @throws Problem `deliveries.not-found`, `deliveries.gateway-away` */
  get(id: string): Promise<Desk>
}

const waitMs = 5_000
const answerBytesMax = 4 * 1024 * 1024

interface Shape<Value> {
  parse(value: unknown): Value
}

/** @param token base64, shared with the gateways; absent: none of them lets us in */
export function openDesks(opsUrls: readonly string[], token: string | undefined): Desks {
  async function list(): Promise<readonly Desk[]> {
    const found = await Promise.allSettled(opsUrls.map((url) => openDesk(url, token)))
    const desks = new Map<string, Desk>()
    for (const one of found)
      if (one.status === 'fulfilled' && !desks.has(one.value.id)) desks.set(one.value.id, one.value)
    const [broken] = found.filter((one) => one.status === 'rejected')
    if (desks.size === 0) throw problem('gateway-away', { cause: broken?.reason })
    return [...desks.values()]
  }
  return {
    list,
    async get(id) {
      const desk = (await list()).find((one) => one.id === id)
      if (!desk) throw problem('not-found')
      return desk
    },
  }
}

async function openDesk(url: string, token: string | undefined): Promise<Desk> {
  const ask = <Value>(path: string, shape: Shape<Value>, body?: unknown) =>
    call(`${url}${path}`, token, shape, body)
  const nothing: FailedFilter = { state: 'open', systems: [] }
  const { queue, node } = await ask('/deliveries/causes', FailedCauses, nothing)
  return {
    id: queue.slice(0, 8),
    node,
    causes: async (filter) => (await ask('/deliveries/causes', FailedCauses, filter)).causes,
    list: (request) => ask('/deliveries/list', FailedList, request),
    count: (filter) => ask('/deliveries/count', FailedCount, filter),
    find: (leg) => unlessUnknown(ask(`/deliveries/${leg}`, FailedDelivery)),
    body: (leg) => unlessUnknown(ask(`/deliveries/${leg}?body=1`, FailedBody)),
    settleOne: (leg, wish) => ask(`/deliveries/${leg}/settle`, Settled, wish),
    settleMany: (wish) => ask('/deliveries/settle', Settled, wish),
  }
}

async function unlessUnknown<Value>(asked: Promise<Value>): Promise<Value | undefined> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof Refused && error.code === 'gateway.delivery-unknown') return undefined
    throw error
  }
}

class Refused extends Error {
  readonly code: string
  constructor(status: number, code: string) {
    super(`the operations port says ${status} ${code}`)
    this.code = code
  }
}

async function call<Value>(
  url: string,
  token: string | undefined,
  shape: Shape<Value>,
  body: unknown,
): Promise<Value> {
  const response = await fetch(url, {
    method: body === undefined ? 'GET' : 'POST',
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    redirect: 'error',
    signal: AbortSignal.timeout(waitMs),
  }).catch((cause: unknown) => {
    throw problem('gateway-away', { cause })
  })
  if (Number(response.headers.get('content-length')) > answerBytesMax)
    throw new Error('invariant: the operations port answers in bounds')
  const said: unknown = await response.json().catch((cause: unknown) => {
    throw problem('gateway-away', { cause })
  })
  if (response.ok) return shape.parse(said)
  const code = codeOf(said)
  if (code === 'gateway.count-changed') throw problem('count-changed')
  const refused = new Refused(response.status, code)
  // Its queue is away, or it does not let us in: nothing that a person here can put right.
  if (response.status === 503 || response.status === 401)
    throw problem('gateway-away', { cause: refused })
  throw refused
}

function codeOf(said: unknown): string {
  return typeof said === 'object' && said !== null && 'code' in said ? String(said.code) : ''
}
