import { parseCidr } from '@mtandao/net'
import type { Actor } from '@mtandao/identity/contract'
import { checkUrl, resolveByDns, type Resolve } from '../networks/check-url.ts'
import { listAllowedNetworks } from '../snapshot/snapshot-store.ts'
import { setCallbackUrl } from './client-store.ts'
import { openOwnClient, writing, type JoiningDeps } from './deps.ts'

export interface CallbackDeps extends JoiningDeps {
  /** Networks that are allowed whatever the table says: a demonstration's own machine. */
  readonly allowedNetworks?: readonly string[]
  /** Asks DNS unless given. */
  readonly resolve?: Resolve
}

/**
 * Where late answers and pushed messages are delivered, as envelopes signed by the bus; '' takes it away.
 * @throws Problem `joining.client-not-found`, `networks.url-refused` beside the field `url`
 */
export async function setCallback(
  deps: CallbackDeps,
  actor: Actor,
  command: { readonly client: string; readonly url: string },
): Promise<void> {
  const workspace = writing(deps, actor, 'ict-officer')
  if (command.url !== '') {
    // Before the transaction: a name server may be slow.
    const decided = await listAllowedNetworks(workspace, deps.now())
    const allowed = [...(deps.allowedNetworks ?? []), ...decided].flatMap(
      (network) => parseCidr(network) ?? [],
    )
    await checkUrl(command.url, 'signed', allowed, deps.resolve ?? resolveByDns)
  }
  await workspace.transact(async (db) => {
    const client = await openOwnClient(db, actor, command.client)
    await setCallbackUrl(db, client.id, command.url || null)
    await deps.audit.record(db, actor, {
      action: 'exchange.callback-set',
      subject: { type: 'client', id: client.id },
      institutions: [client.institution],
      detail: { url: command.url },
    })
  })
}
