import type { FailedCauses, FailedDelivery, FailedFilter } from '@mtandao/contracts'
import { scopeOf, type Actor } from '@mtandao/identity/contract'
import type { Text } from '@mtandao/problem'
import { ownSystems, type DeliveriesDeps } from './deps.ts'
import type { Desk } from './desk.ts'
import { problem } from './problems.ts'
import { requireViewer, rightsOver, sees, sightOf, type Rights, type Sight } from './rights.ts'

/** What a person narrows the list by. */
export interface Wanted {
  /** Queue, by the first part of its id; the first one when left out. */
  readonly queue?: string | undefined
  readonly code?: string | undefined
  readonly receiver?: string | undefined
  readonly service?: string | undefined
  readonly exchange?: string | undefined
  readonly state?: 'open' | 'closed' | undefined
}

export interface DeliveryView extends Omit<FailedDelivery, 'leg'> {
  /** `{queue}-{leg}` */
  readonly id: string
}

export interface DeliveriesSeen {
  readonly queue: string
  readonly queues: readonly { readonly id: string; readonly node: string }[]
  readonly causes: FailedCauses['causes']
  readonly items: readonly DeliveryView[]
  readonly next: string | undefined
  /** Names of the systems mentioned, by id. */
  readonly names: ReadonlyMap<string, Text>
}

const pageSize = 50

/** Failed deliveries by cause, and a page of them. @throws Problem `deliveries.gateway-away` */
export async function seeDeliveries(
  deps: DeliveriesDeps,
  actor: Actor,
  wanted: Wanted,
  after?: string,
): Promise<DeliveriesSeen> {
  requireViewer(actor)
  const sight = sightOf(actor, await ownSystems(deps, actor))
  const desks = await deps.desks.list()
  const desk = deskOf(desks, wanted.queue)
  const filter = filterOf(wanted, sight)
  const { code: _, ...anyCode } = filter
  const [causes, page] = await Promise.all([
    desk.causes(anyCode),
    desk.list({ filter, limit: pageSize, ...(after !== undefined && { after }) }),
  ])
  const systems = page.items.flatMap(({ receiver, consumer, provider }) =>
    [receiver, consumer, provider].filter((id) => id !== null),
  )
  return {
    queue: desk.id,
    queues: desks.map(({ id, node }) => ({ id, node })),
    causes,
    items: page.items.map((item) => viewOf(desk, item)),
    next: page.next,
    names: await namesOf(deps, actor, systems),
  }
}

export function deskOf(desks: readonly Desk[], queue: string | undefined): Desk {
  const desk = queue === undefined ? desks[0] : desks.find(({ id }) => id === queue)
  if (!desk) throw problem('not-found')
  return desk
}

export function filterOf(wanted: Wanted, sight: Sight): FailedFilter {
  const { code, receiver, service, exchange, state = 'open' } = wanted
  return {
    state,
    ...(sight !== 'all' && { systems: [...sight] }),
    ...(code !== undefined && { code }),
    ...(receiver !== undefined && { receiver }),
    ...(service !== undefined && { service }),
    ...(exchange !== undefined && { exchange }),
  }
}

export interface DeliverySeen {
  readonly delivery: DeliveryView
  readonly rights: Rights
  readonly names: ReadonlyMap<string, Text>
}

/** One delivery, without its body. What belongs to others is not found. @throws Problem `deliveries.not-found` */
export async function inspectDelivery(
  deps: DeliveriesDeps,
  actor: Actor,
  id: string,
): Promise<DeliverySeen> {
  const { desk, delivery, own } = await findSeen(deps, actor, id)
  const { receiver, consumer, provider } = delivery
  const systems = [receiver, consumer, provider].filter((one) => one !== null)
  return {
    delivery: viewOf(desk, delivery),
    rights: rightsOver(actor, own, delivery),
    names: await namesOf(deps, actor, systems),
  }
}

/** For whoever decides: the delivery, if this actor sees it. @throws Problem `deliveries.not-found` */
export async function findSeen(
  deps: DeliveriesDeps,
  actor: Actor,
  id: string,
): Promise<{
  readonly desk: Desk
  readonly delivery: FailedDelivery
  readonly own: ReadonlySet<string>
}> {
  requireViewer(actor)
  const [, queue, leg] = /^([0-9a-f]{8})-(\d{1,15})$/.exec(id) ?? []
  if (queue === undefined || leg === undefined) throw problem('not-found')
  const own = await ownSystems(deps, actor)
  const desk = await deps.desks.get(queue)
  const delivery = await desk.find(Number(leg))
  if (!delivery || !sees(sightOf(actor, own), delivery)) throw problem('not-found')
  return { desk, delivery, own }
}

function viewOf(desk: Desk, { leg, ...item }: FailedDelivery): DeliveryView {
  return { ...item, id: `${desk.id}-${leg}` }
}

async function namesOf(
  { database, register }: DeliveriesDeps,
  actor: Actor,
  systems: readonly string[],
): Promise<ReadonlyMap<string, Text>> {
  const ids = [...new Set(systems)]
  return await database.within(scopeOf(actor)).transact((db) => register.systemNames(db, ids))
}
