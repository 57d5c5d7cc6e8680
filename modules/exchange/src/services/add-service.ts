import { createHash } from 'node:crypto'
import { actsFor, scopeOf, type Actor } from '@mtandao/identity/contract'
import { requireManager, type ServicesDeps } from './deps.ts'
import type { ServiceDescription } from './offered-service.ts'
import { insertService } from './offered-store.ts'
import { problem } from './problems.ts'
import { normalise, searchMore } from './search-text.ts'

export interface ServiceToAdd extends ServiceDescription {
  readonly system: string
  /** Short name in addresses, `[a-z0-9][a-z0-9-]*`. */
  readonly code: string
  readonly kind: 'pull' | 'push'
}

/**
 * Begins a service of one of the institution's systems. It is seen by nobody else until a version is published.
 * @returns its id
 * @throws Problem `services.not-allowed`, `services.system-unknown`, `services.name-taken`
 */
export async function addService(
  deps: ServicesDeps,
  actor: Actor,
  asked: ServiceToAdd,
): Promise<string> {
  requireManager(actor)
  // The register's own view of a system is public; whose it is is checked here.
  const system = await deps.register.findSystem(deps.database, asked.system)
  if (!system || !actsFor(actor, system.institution)) {
    throw problem('system-unknown', { extra: { field: 'system' } })
  }
  const id = idOf(asked.system, asked.code)
  await deps.database.within(scopeOf(actor)).transact(async (db) => {
    const added = await insertService(db, {
      ...asked,
      // A push has no answer to wait for.
      mode: asked.kind === 'push' ? 'async' : asked.mode,
      id,
      institution: system.institution,
      esbCode: null,
      listed: false,
      status: 'active',
      origin: 'portal',
      createdBy: actor.person.id,
      searchName: searchName(asked),
      searchMore: searchMore([asked.summary.sw, asked.summary.en], undefined),
    })
    if (!added) throw problem('name-taken', { extra: { field: 'segment' } })
    await deps.audit.record(db, actor, {
      action: 'exchange.service-added',
      subject: { type: 'service', id },
      institutions: [system.institution],
      detail: { system: asked.system, kind: asked.kind, name: asked.name },
    })
  })
  return id
}

export function searchName({
  name,
  code,
}: {
  readonly name: { readonly sw: string; readonly en: string }
  readonly code: string
}): string {
  return normalise(`${name.sw} ${name.en} ${code}`)
}

/** `heslb.mikopo.mgao`; shortened with a mark of its own where that is longer than ids may be. */
function idOf(system: string, code: string): string {
  const whole = `${system}.${code}`
  if (whole.length <= 64) return whole
  const mark = createHash('sha256').update(whole).digest('hex').slice(0, 10)
  return `${whole.slice(0, 53)}-${mark}`
}
