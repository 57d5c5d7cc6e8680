import { scopeOf, seesCountry, type Actor } from '@mtandao/identity/contract'
import { mayManage, type ServicesDeps } from './deps.ts'
import { selectEndpoint } from './endpoint-store.ts'
import type { OfferedService, ServiceEndpoint, ServiceVersion } from './offered-service.ts'
import { selectService, selectServicesOf } from './offered-store.ts'
import { problem } from './problems.ts'
import { mayResume } from './suspend-service.ts'
import { selectVersions } from './version-store.ts'
import { listConsumers, type Consumer } from './weigh-version.ts'

/** Services of the institution acted for, drafts too; the whole country's for who sees it. By Swahili name. */
export async function listOwnServices(
  { database }: ServicesDeps,
  actor: Actor,
  page: { readonly after?: readonly [string, string] | undefined; readonly limit: number },
): Promise<{
  readonly items: readonly OfferedService[]
  readonly next?: readonly [string, string]
}> {
  const institution = seesCountry(actor) ? undefined : actor.institution
  const db = database.within(scopeOf(actor))
  const rows = await selectServicesOf(db, institution, page.after, page.limit + 1)
  const items = rows.slice(0, page.limit)
  const last = items.at(-1)
  return {
    items,
    ...(rows.length > page.limit && last && { next: [last.name.sw, last.id] as const }),
  }
}

export interface OwnService {
  readonly service: OfferedService
  readonly versions: readonly ServiceVersion[]
  readonly endpoint: ServiceEndpoint
  readonly consumers: readonly Consumer[]
  /** The actor may change it; others of the institution, and auditors, read it. */
  readonly manages: boolean
  readonly mayResume: boolean
}

/** As its provider sees it. @throws Problem `services.not-found` */
export async function getOwnService(
  deps: ServicesDeps,
  actor: Actor,
  id: string,
): Promise<OwnService> {
  const { service, versions, endpoint } = await deps.database
    .within(scopeOf(actor))
    .transact(async (db) => ({
      service: await selectService(db, id),
      versions: await selectVersions(db, id),
      endpoint: await selectEndpoint(db, id),
    }))
  const isOwn = service && (seesCountry(actor) || service.institution === actor.institution)
  if (!service || !isOwn || actor.suspended) throw problem('not-found')
  const consumers = await listConsumers(deps, id)
  const manages = mayManage(actor, service)
  const resumable = service.status === 'suspended' && mayResume(actor, service)
  return { service, versions, endpoint, consumers, manages, mayResume: manages && resumable }
}
