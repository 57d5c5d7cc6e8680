import type { Audit } from '@mtandao/audit/contract'
import { holds, scopeOf, type Actor, type Identity, type Role } from '@mtandao/identity/contract'
import type { Database, Db, Workspace } from '@mtandao/pg'
import type { Register, SystemView } from '@mtandao/register/contract'
import { findClientForUpdate, type ClientRow } from './client-store.ts'
import { problem } from './problems.ts'

/** What every use case of joining works with. */
export interface JoiningDeps {
  readonly database: Database
  readonly register: Register
  readonly identity: Identity
  readonly audit: Audit
  readonly now: () => Date
}

/** Who looks at clients: never their secrets, which nobody sees twice. */
export const viewers = [
  'ict-officer',
  'head',
  'data-protection-officer',
  'ega-officer',
  'auditor',
] as const satisfies readonly Role[]

/**
 * The scope of somebody who may look. Others are told that there is nothing.
 * @throws Problem `joining.client-not-found`
 */
export function reading({ database }: Pick<JoiningDeps, 'database'>, actor: Actor): Workspace {
  if (actor.suspended || !holds(actor, ...viewers)) throw problem('client-not-found')
  return database.within(scopeOf(actor))
}

/**
 * The scope of an officer who changes something: keys and secrets are for the ICT officers of the institution alone.
 * @throws Problem `joining.not-allowed`
 */
export function writing(
  { database }: Pick<JoiningDeps, 'database'>,
  actor: Actor,
  ...any: readonly Role[]
): Workspace {
  const scope = scopeOf(actor)
  if (actor.suspended || scope.readOnly || !holds(actor, ...any)) throw problem('not-allowed')
  return database.within(scope)
}

/** A system of the actor's own institution. @throws Problem `joining.system-not-found` */
export async function getOwnSystem(
  db: Db,
  register: Register,
  actor: Actor,
  id: string,
): Promise<SystemView> {
  const system = await register.findSystem(db, id)
  if (system?.institution !== actor.institution) throw problem('system-not-found')
  return system
}

/** A client of the actor's own institution, locked. @throws Problem `joining.client-not-found` */
export async function openOwnClient(db: Db, actor: Actor, id: string): Promise<ClientRow> {
  const client = await findClientForUpdate(db, id)
  if (client?.institution !== actor.institution) throw problem('client-not-found')
  return client
}
