import type { Actor } from '@mtandao/identity/contract'
import type { Text } from '@mtandao/problem'
import { changeService, type ServicesDeps } from './deps.ts'
import { updateStatus } from './offered-store.ts'
import { problem } from './problems.ts'
import { setRouteStatus } from './route-store.ts'

/** Calls are refused from the next snapshot on; agreements stay. */
export async function suspendService(
  deps: ServicesDeps,
  actor: Actor,
  id: string,
  reason: Text,
): Promise<void> {
  await changeService(deps, actor, id, async (db, service) => {
    if (service.status === 'suspended') throw problem('wrong-state')
    await updateStatus(db, id, 'suspended', reason)
    await setRouteStatus(db, id, 'suspended')
    await deps.audit.record(db, actor, {
      action: 'exchange.service-suspended',
      subject: { type: 'service', id },
      institutions: [service.institution],
      detail: { reason },
    })
  })
}

export async function resumeService(deps: ServicesDeps, actor: Actor, id: string): Promise<void> {
  await changeService(deps, actor, id, async (db, service) => {
    if (service.status === 'active') throw problem('wrong-state')
    await updateStatus(db, id, 'active', null)
    if (service.listed) await setRouteStatus(db, id, 'active')
    await deps.audit.record(db, actor, {
      action: 'exchange.service-resumed',
      subject: { type: 'service', id },
      institutions: [service.institution],
    })
  })
}
