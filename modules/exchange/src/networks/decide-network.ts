import type { Audit } from '@mtandao/audit/contract'
import { holds, scopeOf, type Actor } from '@mtandao/identity/contract'
import { parseCidr } from '@mtandao/net'
import type { Database } from '@mtandao/pg'
import {
  closeNetwork,
  insertNetwork,
  selectNetworks,
  type AllowedNetwork,
} from './network-store.ts'
import { problem } from './problems.ts'

export interface NetworkDeps {
  readonly database: Database
  readonly audit: Audit
  readonly now: () => Date
}

/**
 * Lets providers stand in a network whose addresses are otherwise refused. e-GA decides, with a reason; the gateway has it with
 * the next snapshot.
 * @throws Problem `networks.not-allowed`, `networks.network-unreadable`, `networks.network-known`
 */
export async function allowNetwork(
  { database, audit, now }: NetworkDeps,
  actor: Actor,
  { network, reason }: { readonly network: string; readonly reason: string },
): Promise<number> {
  requireEga(actor)
  const cidr = network.trim()
  // `0.0.0.0/0` would be no decision at all: what is opened is a network of somebody's.
  const parsed = parseCidr(cidr)
  if (!parsed || parsed.prefix < (parsed.family === 4 ? 8 : 16)) {
    throw problem('network-unreadable', { extra: { field: 'network' } })
  }
  return await database.within(scopeOf(actor)).transact(async (db) => {
    const id = await insertNetwork(db, cidr, reason, now(), actor.person.id)
    if (id === undefined) throw problem('network-known', { extra: { field: 'network' } })
    await audit.record(db, actor, {
      action: 'exchange.network-allowed',
      subject: { type: 'network', id: cidr },
      institutions: [],
      detail: { reason },
    })
    return id
  })
}

/** Providers there are no longer called from the next snapshot on. @throws Problem `networks.network-not-found` */
export async function disallowNetwork(
  { database, audit, now }: NetworkDeps,
  actor: Actor,
  id: number,
): Promise<void> {
  requireEga(actor)
  await database.within(scopeOf(actor)).transact(async (db) => {
    const network = await closeNetwork(db, id, now(), actor.person.id)
    if (network === undefined) throw problem('network-not-found')
    await audit.record(db, actor, {
      action: 'exchange.network-closed',
      subject: { type: 'network', id: network },
      institutions: [],
    })
  })
}

/** Newest first, closed ones too. */
export async function listNetworks(
  { database }: NetworkDeps,
  actor: Actor,
  page: { readonly before?: number | undefined; readonly limit: number },
): Promise<{ readonly items: readonly AllowedNetwork[]; readonly next?: number }> {
  const rows = await selectNetworks(database.within(scopeOf(actor)), page.before, page.limit + 1)
  const items = rows.slice(0, page.limit)
  const last = items.at(-1)
  return { items, ...(rows.length > page.limit && last && { next: last.id }) }
}

function requireEga(actor: Actor): void {
  if (actor.suspended || !holds(actor, 'ega-officer')) throw problem('not-allowed')
}
