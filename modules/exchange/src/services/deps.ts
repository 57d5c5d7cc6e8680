import type { Audit } from '@mtandao/audit/contract'
import { actsFor, holds, scopeOf, type Actor } from '@mtandao/identity/contract'
import type { Database, Db } from '@mtandao/pg'
import type { Register } from '@mtandao/register/contract'
import type { Resolve } from '../networks/check-url.ts'
import { selectServiceForUpdate } from './offered-store.ts'
import type { OfferedService } from './offered-service.ts'
import { problem } from './problems.ts'

/** What every use case of services works with. */
export interface ServicesDeps {
  readonly database: Database
  readonly register: Register
  readonly audit: Audit
  readonly now: () => Date
  /** 32 bytes, shared with the gateway: endpoint secrets are sealed with it. */
  readonly sealingKey: Uint8Array
  readonly resolve: Resolve
  /** Networks allowed by the machine's own configuration, besides those e-GA decided on. */
  readonly allowedNetworks: readonly string[]
}

/** Who changes services of their institution. */
export const managers = ['ict-officer', 'head', 'ega-officer'] as const

/** @throws Problem `services.not-allowed` */
export function requireManager(actor: Actor): void {
  if (actor.suspended || !holds(actor, ...managers)) throw problem('not-allowed')
}

export function mayManage(actor: Actor | undefined, service: OfferedService): boolean {
  if (!actor || actor.suspended || !holds(actor, ...managers)) return false
  return actsFor(actor, service.institution)
}

/**
 * One change of one service of the actor's own institution, in one transaction within its scope. Of others' services nothing is
 * found, published or not.
 * @throws Problem `services.not-allowed`, `services.not-found`
 */
export async function changeService<Result>(
  { database }: ServicesDeps,
  actor: Actor,
  id: string,
  work: (db: Db, service: OfferedService) => Promise<Result>,
): Promise<Result> {
  requireManager(actor)
  return await database.within(scopeOf(actor)).transact(async (db) => {
    const service = await selectServiceForUpdate(db, id)
    if (!service || !mayManage(actor, service)) throw problem('not-found')
    return await work(db, service)
  })
}
