import type { Audit } from '@mtandao/audit/contract'
import { scopeOf, type Actor } from '@mtandao/identity/contract'
import type { Database } from '@mtandao/pg'
import type { Register } from '@mtandao/register/contract'
import type { Desks } from './desk.ts'

export interface DeliveriesDeps {
  readonly database: Database
  readonly register: Register
  readonly audit: Audit
  readonly desks: Desks
}

/** Ids of the systems of the institution acted for. */
export async function ownSystems(
  { database, register }: DeliveriesDeps,
  actor: Actor,
): Promise<ReadonlySet<string>> {
  const systems = await database
    .within(scopeOf(actor))
    .transact((db) => register.systemsOf(db, actor.institution))
  return new Set(systems.map(({ id }) => id))
}
