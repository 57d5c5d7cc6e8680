import type { Actor } from '@mtandao/identity/contract'
import { listClientRows } from './client-store.ts'
import { getOwnSystem, writing, type JoiningDeps } from './deps.ts'
import { findService, listGrantRows, upsertGrant } from './grant-store.ts'
import { problem } from './problems.ts'

const grantLifeMs = 2 * 365 * 24 * 60 * 60 * 1000
/** Services that one system tries at a time. */
export const grantsMax = 200

/**
 * Lets a system call a service in the sandbox, at once and without asking anybody: the answers are simulated.
 * @throws Problem `joining.not-allowed`, `system-not-found`, `service-not-found`, `not-for-sandbox`, `too-many`
 */
export async function grantSandbox(
  deps: JoiningDeps,
  actor: Actor,
  command: { readonly system: string; readonly service: string },
): Promise<void> {
  await writing(deps, actor, 'ict-officer').transact(async (db) => {
    const system = await getOwnSystem(db, deps.register, actor, command.system)
    const clients = { system: system.id, environment: 'sandbox', limit: 1 } as const
    if ((await listClientRows(db, clients)).length === 0) throw problem('not-for-sandbox')
    const service = await findService(db, command.service)
    if (!service) throw problem('service-not-found')
    if ((await listGrantRows(db, system.id, grantsMax)).length === grantsMax) {
      throw problem('too-many')
    }
    const from = deps.now()
    await upsertGrant(db, {
      consumer: system.id,
      service: service.id,
      institution: system.institution,
      from,
      until: new Date(from.getTime() + grantLifeMs),
      by: actor.person.id,
    })
    await deps.audit.record(db, actor, {
      action: 'exchange.sandbox-granted',
      subject: { type: 'system', id: system.id },
      institutions: [system.institution],
      detail: { service: service.id },
    })
  })
}
