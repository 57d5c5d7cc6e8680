import type { Actor } from '@mtandao/identity/contract'
import { changeService, type ServicesDeps } from './deps.ts'
import { advanceVersion } from './lifecycle.ts'
import { updateListing } from './offered-store.ts'
import { problem } from './problems.ts'
import { checkDay } from './publish-version.ts'
import { setRouteStatus } from './route-store.ts'
import { selectVersions, setVersionStatus } from './version-store.ts'
import { listConsumers } from './weigh-version.ts'

/** Says when a version ends, or moves that day. It stays in force until it is retired. */
export async function deprecateVersion(
  deps: ServicesDeps,
  actor: Actor,
  id: string,
  { number, endsOn }: { readonly number: number; readonly endsOn: string },
): Promise<void> {
  await changeService(deps, actor, id, async (db, service) => {
    const version = (await selectVersions(db, id)).find((one) => one.number === number)
    if (!version) throw problem('version-not-found')
    const day = checkDay(endsOn, deps.now())
    const status = advanceVersion(version.status, 'deprecate')
    await setVersionStatus(db, id, number, { status, at: deps.now(), endsOn: day })
    await deps.audit.record(db, actor, {
      action: 'exchange.service-version-deprecated',
      subject: { type: 'service', id },
      institutions: [service.institution],
      detail: { version: number, endsOn: day },
    })
  })
}

/**
 * Ends a version whose day has come, or that nobody has an agreement for. The last one takes the service off the bus.
 * @throws Problem `services.still-used`
 */
export async function retireVersion(
  deps: ServicesDeps,
  actor: Actor,
  id: string,
  number: number,
): Promise<void> {
  await changeService(deps, actor, id, async (db, service) => {
    const versions = await selectVersions(db, id)
    const version = versions.find((one) => one.number === number)
    if (!version) throw problem('version-not-found')
    const status = advanceVersion(version.status, 'retire')
    const now = deps.now()
    const isOver = version.endsOn !== null && endOf(version.endsOn) <= now
    if (!isOver && (await listConsumers(deps, id)).length > 0) throw problem('still-used')
    await setVersionStatus(db, id, number, { status, at: now })
    const remains = versions.some(
      (one) => one.number !== number && ['published', 'deprecated'].includes(one.status),
    )
    if (!remains) {
      await updateListing(db, id, { listed: false, esbCode: service.esbCode })
      await setRouteStatus(db, id, 'suspended')
    }
    await deps.audit.record(db, actor, {
      action: 'exchange.service-version-retired',
      subject: { type: 'service', id },
      institutions: [service.institution],
      detail: { version: number, offTheBus: !remains },
    })
  })
}

/** The moment a day is over in East Africa Time. */
function endOf(day: string): Date {
  return new Date(Date.parse(`${day}T00:00:00+03:00`) + 24 * 60 * 60 * 1000)
}
