import { holds, type Actor } from '@mtandao/identity/contract'
import type { Text } from '@mtandao/problem'
import { changeService, type ServicesDeps } from './deps.ts'
import type { OfferedService } from './offered-service.ts'
import { updateStatus } from './offered-store.ts'
import { problem } from './problems.ts'
import { setRouteStatus } from './route-store.ts'

/** Calls are refused from the next snapshot on; agreements stay. e-GA may put its own no over the provider's. */
export async function suspendService(
  deps: ServicesDeps,
  actor: Actor,
  id: string,
  reason: Text,
): Promise<void> {
  await changeService(deps, actor, id, async (db, service) => {
    const by = sideOf(actor, service)
    if (service.status === 'suspended' && (by !== 'ega' || service.suspendedBy === 'ega')) {
      throw problem('wrong-state')
    }
    await updateStatus(db, id, 'suspended', { reason, by })
    await setRouteStatus(db, id, 'suspended')
    await deps.audit.record(db, actor, {
      action: 'exchange.service-suspended',
      subject: { type: 'service', id },
      institutions: [service.institution],
      detail: { by, reason },
    })
  })
}

/** @throws Problem `services.suspended-by-ega` for the institution, when it was e-GA that suspended it */
export async function resumeService(deps: ServicesDeps, actor: Actor, id: string): Promise<void> {
  await changeService(deps, actor, id, async (db, service) => {
    if (service.status === 'active') throw problem('wrong-state')
    if (!mayResume(actor, service)) throw problem('suspended-by-ega')
    await updateStatus(db, id, 'active', null)
    if (service.listed) await setRouteStatus(db, id, 'active')
    await deps.audit.record(db, actor, {
      action: 'exchange.service-resumed',
      subject: { type: 'service', id },
      institutions: [service.institution],
    })
  })
}

/** What e-GA took off the bus only e-GA puts back. */
export function mayResume(actor: Actor, service: OfferedService): boolean {
  return service.suspendedBy !== 'ega' || holds(actor, 'ega-officer')
}

/** e-GA's officers act as the institution for e-GA's own services only. */
function sideOf(actor: Actor, service: OfferedService): 'institution' | 'ega' {
  return actor.institution === service.institution ? 'institution' : 'ega'
}
