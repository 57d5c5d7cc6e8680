import type { Decision, FailedDelivery } from '@mtandao/contracts'
import { holds, scopeOf, type Actor } from '@mtandao/identity/contract'
import type { Db } from '@mtandao/pg'
import { ownSystems, type DeliveriesDeps } from './deps.ts'
import { problem } from './problems.ts'
import { rightsOver, sightOf } from './rights.ts'
import { deskOf, filterOf, findSeen, type Wanted } from './see-deliveries.ts'

/*
 * The queue is the gateway's, the audit log the platform's: no transaction spans both. What somebody wants is written down
 * first and then done, so nothing is ever done that nobody is known to have wanted. Doing it again does nothing more.
 */

const manyMax = 10_000

/**
 * Sends one failed delivery again, or empties its body for good.
 * @param failedAt as it was seen: one that failed again since is not touched
 * @throws Problem `deliveries.not-found`, `not-yours-to-decide`, `changed-meanwhile`, `gateway-away`
 */
export async function decideOne(
  deps: DeliveriesDeps,
  actor: Actor,
  id: string,
  { decision, failedAt }: { readonly decision: Decision; readonly failedAt: string },
): Promise<void> {
  const { desk, delivery, own } = await findSeen(deps, actor, id)
  if (delivery.state !== 'open') throw problem('changed-meanwhile')
  const rights = rightsOver(actor, own, delivery)
  if (!(decision === 'retry' ? rights.retry : rights.letGo)) throw problem('not-yours-to-decide')
  await deps.database.within(scopeOf(actor)).transact(async (db) =>
    deps.audit.record(db, actor, {
      action: decision === 'retry' ? 'exchange.delivery-sent-again' : 'exchange.delivery-let-go',
      subject: { type: 'delivery', id },
      institutions: await institutionsOf(deps, db, delivery),
      detail: factsOf(delivery),
    }),
  )
  const { changed } = await desk.settleOne(delivery.leg, { decision, failedAt })
  if (changed === 0) throw problem('changed-meanwhile')
}

/** A dry run: how many would be sent again, and up to when they failed. @throws Problem `deliveries.gateway-away` */
export async function countMany(
  deps: DeliveriesDeps,
  actor: Actor,
  wanted: Wanted,
): Promise<{ readonly queue: string; readonly count: number; readonly until: string }> {
  requireDecider(actor)
  const desk = deskOf(await deps.desks.list(), wanted.queue)
  const sight = sightOf(actor, await ownSystems(deps, actor))
  const counted = await desk.count({ ...filterOf(wanted, sight), state: 'open' })
  return { queue: desk.id, ...counted }
}

export interface Many {
  readonly wanted: Wanted
  /** UUID of the asker's making: a second click does nothing more. */
  readonly request: string
  /** Both as the dry run said. */
  readonly until: string
  readonly expected: number
}

/**
 * Sends again exactly those that the dry run counted.
 * @throws Problem `deliveries.count-changed` when they are no longer that many: then none is sent
 */
export async function sendManyAgain(
  deps: DeliveriesDeps,
  actor: Actor,
  { wanted, request, until, expected }: Many,
): Promise<number> {
  requireDecider(actor)
  if (expected < 1) throw problem('nothing-to-send')
  if (expected > manyMax) throw problem('too-many')
  const desk = deskOf(await deps.desks.list(), wanted.queue)
  const sight = sightOf(actor, await ownSystems(deps, actor))
  const { code, receiver, service, exchange } = wanted
  await deps.database.within(scopeOf(actor)).transact((db) =>
    deps.audit.record(db, actor, {
      action: 'exchange.deliveries-sent-again',
      subject: { type: 'delivery-request', id: request },
      institutions: [],
      detail: { queue: desk.id, code, receiver, service, exchange, until, expected },
    }),
  )
  const { changed } = await desk.settleMany({
    request,
    decision: 'retry',
    filter: { ...filterOf(wanted, sight), state: 'open', until },
    expected,
  })
  return changed
}

export interface BodySeen {
  readonly text: string
  readonly bytes: number
  readonly cut: boolean
}

/**
 * What did not arrive, to the ICT officer of the institution that wrote it. That it was looked at, by whom and why, is in the
 * audit log before it is shown.
 * @throws Problem `deliveries.body-not-yours`, `body-gone`, `not-found`
 */
export async function readBody(
  deps: DeliveriesDeps,
  actor: Actor,
  id: string,
  reason: string,
): Promise<BodySeen> {
  const { desk, delivery, own } = await findSeen(deps, actor, id)
  if (delivery.bodyBytes === 0) throw problem('body-gone')
  if (!rightsOver(actor, own, delivery).readBody) throw problem('body-not-yours')
  await deps.database.within(scopeOf(actor)).transact(async (db) =>
    deps.audit.record(db, actor, {
      action: 'exchange.delivery-body-read',
      subject: { type: 'delivery', id },
      institutions: await institutionsOf(deps, db, delivery),
      detail: { ...factsOf(delivery), reason },
    }),
  )
  const body = await desk.body(delivery.leg)
  if (!body) throw problem('body-gone')
  return body
}

/** For e-GA: the country; for an ICT officer: what its institution is party to. */
function requireDecider(actor: Actor): void {
  if (actor.suspended || !holds(actor, 'ict-officer', 'ega-officer'))
    throw problem('not-yours-to-decide')
}

function factsOf({ exchange, service, receiver, code, failedAt }: FailedDelivery) {
  return { exchange, service, receiver, code, failedAt }
}

async function institutionsOf(
  { register }: DeliveriesDeps,
  db: Db,
  { consumer, provider, receiver }: FailedDelivery,
): Promise<string[]> {
  const found = new Set<string>()
  for (const id of new Set([consumer, provider, receiver])) {
    const system = id === null ? undefined : await register.findSystem(db, id)
    if (system) found.add(system.institution)
  }
  return [...found]
}
