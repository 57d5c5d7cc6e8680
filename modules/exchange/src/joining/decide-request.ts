import type { Actor } from '@mtandao/identity/contract'
import type { Db } from '@mtandao/pg'
import { writing, type JoiningDeps } from './deps.ts'
import { addClient } from './make-client.ts'
import { problem } from './problems.ts'
import { readPublicKey } from './public-key.ts'
import { decideRequestRow, findRequestForUpdate, type RequestRow } from './request-store.ts'

/**
 * The client is made with the key that was asked for and no secret: its own officer makes one, so that nobody else ever sees it.
 * @returns the id of the client
 * Nobody approves what they asked for themselves, whatever they are appointed to.
 * @throws Problem `joining.not-allowed`, `request-not-found`, `wrong-state`, `own-request`, `key-known`
 */
export async function approveRequest(
  deps: JoiningDeps,
  actor: Actor,
  command: { readonly request: string },
): Promise<string> {
  return await writing(deps, actor, 'ega-officer').transact(async (db) => {
    const request = await openPending(db, command.request)
    if (request.askedBy === actor.person.id) throw problem('own-request')
    const system = await deps.register.findSystem(db, request.system)
    if (!system) throw problem('system-not-found')
    const client = await addClient(db, deps, actor, {
      system,
      environment: 'production',
      label: request.label,
      key: readPublicKey(request.publicKey),
    })
    const decided = { at: deps.now(), by: actor.person.id, client }
    await decideRequestRow(db, { id: request.id, state: 'approved', ...decided })
    await deps.audit.record(db, actor, {
      action: 'exchange.production-approved',
      subject: { type: 'client-request', id: request.id },
      institutions: [request.institution],
      detail: { system: request.system, client },
    })
    return client
  })
}

/** @throws Problem `joining.not-allowed`, `request-not-found`, `wrong-state` */
export async function refuseRequest(
  deps: JoiningDeps,
  actor: Actor,
  command: { readonly request: string; readonly reason: string },
): Promise<void> {
  await writing(deps, actor, 'ega-officer').transact(async (db) => {
    const request = await openPending(db, command.request)
    const { reason } = command
    const decided = { at: deps.now(), by: actor.person.id, reason }
    await decideRequestRow(db, { id: request.id, state: 'refused', ...decided })
    await deps.audit.record(db, actor, {
      action: 'exchange.production-refused',
      subject: { type: 'client-request', id: request.id },
      institutions: [request.institution],
      detail: { system: request.system, reason },
    })
  })
}

async function openPending(db: Db, id: string): Promise<RequestRow> {
  const request = await findRequestForUpdate(db, id)
  if (!request) throw problem('request-not-found')
  if (request.state !== 'pending') throw problem('wrong-state')
  return request
}
