import type { Actor } from '@mtandao/identity/contract'
import { endSecretsBefore, listSecrets, raiseGeneration, takeOver } from './client-store.ts'
import { openOwnClient, writing, type JoiningDeps } from './deps.ts'
import { addSecret } from './make-client.ts'
import { endOf } from './overlap.ts'

/**
 * A new secret, shown once. The old one goes on to `oldUntil` (`YYYY-MM-DD`, at most 90 days ahead), or ends at once when that is
 * '': then tokens that were got with it end too.
 */
export async function changeSecret(
  deps: JoiningDeps,
  actor: Actor,
  command: { readonly client: string; readonly oldUntil: string },
): Promise<string> {
  return await writing(deps, actor, 'ict-officer').transact(async (db) => {
    const client = await openOwnClient(db, actor, command.client)
    const now = deps.now()
    const end = endOf(command.oldUntil, now, 'oldUntil')
    await takeOver(db, client.id)
    const isFirst = (await listSecrets(db, client.id)).length === 0
    const secret = await addSecret(db, client.id, actor, now)
    const [newest] = await listSecrets(db, client.id)
    await endSecretsBefore(db, client.id, newest?.number ?? 1, end)
    if (command.oldUntil === '' && !isFirst) await raiseGeneration(db, client.id)
    await deps.audit.record(db, actor, {
      action: 'exchange.secret-made',
      subject: { type: 'client', id: client.id },
      institutions: [client.institution],
      detail: { number: newest?.number, oldUntil: command.oldUntil },
    })
    return secret
  })
}
