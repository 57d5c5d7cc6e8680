import { holds, type Actor } from '@mtandao/identity/contract'
import type { Db } from '@mtandao/pg'
import type { Reason } from '../contract.ts'
import { advanceClient } from '../rights/lifecycle.ts'
import { findClientForUpdate, setStatus, type ClientRow } from './client-store.ts'
import { writing, type JoiningDeps } from './deps.ts'
import { problem } from './problems.ts'

/** Who may take a client off the bus: its institution's, and e-GA's. */
export const stoppers = ['ict-officer', 'head', 'ega-officer'] as const

/**
 * At once: nothing the client signs is taken any more, and its tokens are dead for good, because the generation rises. The
 * reason is shown to whoever looks at the client.
 * @throws Problem `joining.client-not-found`, `exchange.wrong-state`
 */
export async function suspendClient(
  deps: JoiningDeps,
  actor: Actor,
  command: { readonly client: string; readonly reason: Reason },
): Promise<void> {
  await writing(deps, actor, ...stoppers).transact(async (db) => {
    const client = await openStoppable(db, actor, command.client)
    const status = advanceClient(client.status, 'suspend')
    const { reason } = command
    await setStatus(db, client.id, {
      status,
      generation: client.generation + 1,
      reason,
      suspendedBy: sideOf(actor, client),
    })
    await deps.audit.record(db, actor, {
      action: 'exchange.client-suspended',
      subject: { type: 'client', id: client.id },
      institutions: [client.institution],
      detail: { reason },
    })
  })
}

/** @throws Problem `joining.client-not-found`, `exchange.wrong-state`, `joining.suspended-by-ega` */
export async function resumeClient(
  deps: JoiningDeps,
  actor: Actor,
  command: { readonly client: string },
): Promise<void> {
  await writing(deps, actor, ...stoppers).transact(async (db) => {
    const client = await openStoppable(db, actor, command.client)
    const status = advanceClient(client.status, 'resume')
    if (client.suspendedBy === 'ega' && sideOf(actor, client) !== 'ega') {
      throw problem('suspended-by-ega')
    }
    await setStatus(db, client.id, { status, generation: client.generation })
    await deps.audit.record(db, actor, {
      action: 'exchange.client-resumed',
      subject: { type: 'client', id: client.id },
      institutions: [client.institution],
    })
  })
}

async function openStoppable(db: Db, actor: Actor, id: string): Promise<ClientRow> {
  const client = await findClientForUpdate(db, id)
  const isEga = holds(actor, 'ega-officer')
  if (!client || (client.institution !== actor.institution && !isEga)) {
    throw problem('client-not-found')
  }
  return client
}

/** e-GA's officers act as the institution for e-GA's own clients only. */
function sideOf(actor: Actor, client: ClientRow): 'institution' | 'ega' {
  return actor.institution === client.institution ? 'institution' : 'ega'
}
