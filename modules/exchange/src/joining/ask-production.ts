import type { Actor } from '@mtandao/identity/contract'
import { listClientRows } from './client-store.ts'
import { getOwnSystem, writing, type JoiningDeps } from './deps.ts'
import { requireNewKey } from './make-client.ts'
import { problem } from './problems.ts'
import { readPublicKey } from './public-key.ts'
import { decideRequestRow, findRequestForUpdate, insertRequest } from './request-store.ts'

/**
 * Asks e-GA for a client of production. Whoever asks has tried the sandbox.
 * @returns the id of the request
 * @throws Problem `joining.not-allowed`, `system-not-found`, `not-for-sandbox`, `key-known`, `request-pending`
 */
export async function askForProduction(
  deps: JoiningDeps,
  actor: Actor,
  command: {
    readonly system: string
    readonly label: string
    readonly purpose: string
    readonly publicKey: string
  },
): Promise<string> {
  const key = readPublicKey(command.publicKey)
  return await writing(deps, actor, 'ict-officer').transact(async (db) => {
    const system = await getOwnSystem(db, deps.register, actor, command.system)
    const tried = { system: system.id, environment: 'sandbox', limit: 1 } as const
    if ((await listClientRows(db, tried)).length === 0) throw problem('not-for-sandbox')
    await requireNewKey(db, key.publicKey, 'production')
    const id = await insertRequest(db, {
      institution: system.institution,
      system: system.id,
      label: command.label,
      purpose: command.purpose,
      key,
      at: deps.now(),
      by: actor.person.id,
    })
    if (id === undefined) throw problem('request-pending')
    await deps.audit.record(db, actor, {
      action: 'exchange.production-asked',
      subject: { type: 'client-request', id },
      institutions: [system.institution],
      detail: { system: system.id, key: key.id },
    })
    return id
  })
}

/** The institution thinks again. @throws Problem `joining.request-not-found`, `joining.wrong-state` */
export async function withdrawRequest(
  deps: JoiningDeps,
  actor: Actor,
  command: { readonly request: string },
): Promise<void> {
  await writing(deps, actor, 'ict-officer').transact(async (db) => {
    const request = await findRequestForUpdate(db, command.request)
    if (request?.institution !== actor.institution) throw problem('request-not-found')
    if (request.state !== 'pending') throw problem('wrong-state')
    const { id } = request
    await decideRequestRow(db, { id, state: 'withdrawn', at: deps.now(), by: actor.person.id })
    await deps.audit.record(db, actor, {
      action: 'exchange.production-withdrawn',
      subject: { type: 'client-request', id },
      institutions: [request.institution],
    })
  })
}
