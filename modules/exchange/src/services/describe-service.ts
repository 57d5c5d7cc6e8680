import type { Actor } from '@mtandao/identity/contract'
import { searchName } from './add-service.ts'
import { changeService, type ServicesDeps } from './deps.ts'
import { updateDescription } from './offered-store.ts'
import type { ServiceDescription } from './offered-service.ts'
import { writeRoute } from './publish-version.ts'
import { searchMore } from './search-text.ts'
import { namesAround } from './search-names.ts'
import { selectContract, selectVersions } from './version-store.ts'

/** Says it better: names, summary, audience. What the bus routes by follows when it is published already. */
export async function describeService(
  deps: ServicesDeps,
  actor: Actor,
  id: string,
  description: ServiceDescription,
): Promise<void> {
  await changeService(deps, actor, id, async (db, service) => {
    const mode = service.kind === 'push' ? 'async' : description.mode
    const [newest] = (await selectVersions(db, id)).filter(({ status }) => status !== 'draft')
    const contract = newest && (await selectContract(db, id, newest.number))
    const changed = { ...description, mode } as const
    const around = await namesAround(deps, service)
    await updateDescription(db, id, changed, {
      name: searchName({ ...service, ...changed }),
      more: searchMore([changed.summary.sw, changed.summary.en, ...around], contract),
    })
    if (service.listed && newest && contract) {
      await writeRoute(db, { ...service, ...changed }, newest.number, contract)
    }
    await deps.audit.record(db, actor, {
      action: 'exchange.service-described',
      subject: { type: 'service', id },
      institutions: [service.institution],
      detail: { ...changed },
    })
  })
}
