import type { Actor } from '@mtandao/identity/contract'
import type { Db } from '@mtandao/pg'
import type { ServiceContract } from './contract/service-contract.ts'
import { changeService, type ServicesDeps } from './deps.ts'
import { selectEndpoint } from './endpoint-store.ts'
import { advanceVersion } from './lifecycle.ts'
import { searchName } from './add-service.ts'
import { nextEsbCode, updateDescription, updateListing } from './offered-store.ts'
import { versionName, type OfferedService } from './offered-service.ts'
import { problem } from './problems.ts'
import { saveRoute } from './route-store.ts'
import { namesAround } from './search-names.ts'
import { searchMore } from './search-text.ts'
import { selectContract, setVersionStatus } from './version-store.ts'
import { weigh, type Weighing } from './weigh-version.ts'

export interface Publication {
  /** From the weighing that was looked at. */
  readonly fingerprint: string
  /** The person knows that the version breaks what others do today. */
  readonly breaks?: boolean | undefined
  /** Last day of the version in force now, `YYYY-MM-DD`; needed when others use it and the new one breaks. */
  readonly endsOn?: string | undefined
}

/**
 * Puts the draft in force: the row that the gateway routes, the codes of the bus, the end of the version before, all at once.
 * @throws Problem `services.changed-meanwhile`, `services.breaking-unconfirmed`, `services.end-date-needed`,
 * `services.endpoint-missing`
 */
export async function publishVersion(
  deps: ServicesDeps,
  actor: Actor,
  id: string,
  publication: Publication,
): Promise<{ readonly number: number; readonly esbCode: string }> {
  return await changeService(deps, actor, id, async (db, service) => {
    const weighing = await weigh(deps, db, service)
    const end = decideEnd(weighing, publication, deps.now())
    const { draft, current } = weighing
    const { endpoint } = await selectEndpoint(db, id)
    if (service.kind === 'pull' && !endpoint) throw problem('endpoint-missing')
    const at = deps.now()
    if (current) {
      const status = advanceVersion(current.status, end === undefined ? 'supersede' : 'deprecate')
      await setVersionStatus(db, id, current.number, { status, at, endsOn: end })
    }
    const by = actor.person.id
    const status = advanceVersion(draft.status, 'publish')
    await setVersionStatus(db, id, draft.number, { status, at, by })
    const esbCode = service.esbCode ?? (await nextEsbCode(db, service.kind))
    await updateListing(db, id, { listed: true, esbCode })
    const contract = await selectContract(db, id, draft.number)
    if (!contract) throw new Error('invariant: a draft without a contract')
    const around = await namesAround(deps, service)
    await updateDescription(db, id, service, {
      name: `${searchName(service)} ${esbCode.toLowerCase()}`,
      more: searchMore([service.summary.sw, service.summary.en, ...around], contract),
    })
    await writeRoute(db, { ...service, esbCode, listed: true }, draft.number, contract)
    await deps.audit.record(db, actor, {
      action: 'exchange.service-published',
      subject: { type: 'service', id },
      institutions: [service.institution],
      detail: {
        version: draft.number,
        code: esbCode,
        breaking: weighing.changes.filter(({ verdict }) => verdict === 'breaking').length,
        consumers: weighing.consumers.length,
        before: current?.number ?? null,
        beforeEndsOn: end ?? null,
      },
    })
    return { number: draft.number, esbCode }
  })
}

/** The last day of the version before, or nothing when the new one simply takes its place. */
function decideEnd(
  { fingerprint, current, changes, consumers }: Weighing,
  asked: Publication,
  now: Date,
): string | undefined {
  if (asked.fingerprint !== fingerprint) throw problem('changed-meanwhile')
  if (!current) return undefined
  const breaking = changes.some(({ verdict }) => verdict === 'breaking')
  if (!breaking) return asked.endsOn === undefined ? undefined : checkDay(asked.endsOn, now)
  if (asked.breaks !== true) {
    throw problem('breaking-unconfirmed', { extra: { field: 'breaks' } })
  }
  if (asked.endsOn === undefined && consumers.length === 0) return undefined
  return checkDay(asked.endsOn, now)
}

/** Today in East Africa Time, or later. @throws Problem `services.end-date-needed` */
export function checkDay(day: string | undefined, now: Date): string {
  const today = new Date(now.getTime() + 3 * 60 * 60 * 1000).toISOString().slice(0, 10)
  if (day === undefined || day < today) {
    throw problem('end-date-needed', { extra: { field: 'endsOn' } })
  }
  return day
}

const openapiTextMax = 2_000_000
const endpointsMax = 500

/** The row that the gateway routes, as the service stands now. The provider's address comes from its own table. */
export async function writeRoute(
  db: Db,
  service: OfferedService,
  version: number,
  contract: ServiceContract,
): Promise<void> {
  const { endpoint, timeoutMs, concurrency, answerBytesMax } = await selectEndpoint(db, service.id)
  const openapi = contract.format.startsWith('openapi') ? JSON.stringify(contract.root) : undefined
  await saveRoute(db, {
    id: service.id,
    system: service.system,
    code: service.code,
    name: service.name,
    version: versionName(version),
    kind: service.kind,
    mode: service.mode,
    ...(service.esbCode !== null && { esbCode: service.esbCode }),
    status: service.status,
    ...(endpoint && { endpoint }),
    format: service.format,
    timeoutMs,
    concurrency,
    answerBytesMax,
    endpoints: contract.operations
      .flatMap(({ method, path }) => (method && path ? { method, path: path.slice(0, 300) } : []))
      .slice(0, endpointsMax),
    ...(openapi !== undefined && openapi.length <= openapiTextMax && { openapi }),
  })
}
