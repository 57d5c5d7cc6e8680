import { randomBytes } from 'node:crypto'
import { holds, type Actor } from '@mtandao/identity/contract'
import { contentOf, sealContent, type AgreementHead, type AgreementTerms } from './content.ts'
import { instantsOf } from './days.ts'
import { byOf, writing, type AgreementDeps } from './deps.ts'
import { problem } from './problems.ts'
import { findLiveRecord, insertContent, insertRecord, insertVersion } from './record-store.ts'
import { findPublishedService } from './service-head.ts'
import { insertEvent } from './trail-store.ts'

export interface AgreementRequest {
  readonly system: string
  readonly service: string
  readonly terms: AgreementTerms
}

/**
 * Writes a draft that only the consumer sees, until it is submitted.
 * @returns the id of the agreement
 */
export async function requestAgreement(
  deps: AgreementDeps,
  actor: Actor,
  { system, service, terms }: AgreementRequest,
): Promise<string> {
  if (actor.suspended || !holds(actor, 'ict-officer')) throw problem('not-allowed')
  const at = deps.now()
  const id = `mk-${randomBytes(8).toString('hex')}`
  const named = await nameParties(deps, actor.institution, system, service)
  const head: AgreementHead = { agreement: id, version: 1, kind: 'first', ...named, rules: [] }
  const content = contentOf(head, terms)
  const sealed = sealContent(content)
  const text = { sealed, ...instantsOf(content.validity), personalData: terms.personalData }

  await writing(deps, actor)
    .transact(async (db) => {
      const live = await findLiveRecord(db, system, service)
      if (live) throw alreadyExists(live.id)
      await insertRecord(
        db,
        {
          id,
          consumerInstitution: actor.institution,
          consumerSystem: system,
          providerInstitution: head.provider.institution,
          providerSystem: head.provider.system,
          service,
        },
        at,
      )
      await insertVersion(db, id, { number: 1, kind: 'first' }, text, at)
      await insertContent(db, { agreement: id, version: 1, revision: 1 }, sealed, byOf(actor), at)
      await insertEvent(db, { agreement: id, at, event: 'drafted', version: 1, by: byOf(actor) })
      await deps.audit.record(db, actor, {
        action: 'exchange.agreement-drafted',
        subject: { type: 'agreement', id },
        institutions: [],
        detail: { system, service, content: sealed.hash },
      })
    })
    .catch(onlyOnce)
  return id
}

/**
 * Parties and service as they are called today. The register and the catalogue are public, so they are read outside the
 * actor's scope.
 * @throws Problem `agreements.no-such-service`, `agreements.no-such-system`, `agreements.own-service`
 */
export async function nameParties(
  { database, register }: AgreementDeps,
  institution: string,
  system: string,
  service: string,
): Promise<Pick<AgreementHead, 'consumer' | 'provider' | 'service'>> {
  const [offered, own] = await Promise.all([
    findPublishedService(database, service),
    register.findSystem(database, system),
  ])
  if (!offered) throw problem('no-such-service', { extra: { field: 'service' } })
  if (!own || own.institution !== institution || own.status !== 'active') {
    throw problem('no-such-system', { extra: { field: 'system' } })
  }
  const providing = await register.findSystem(database, offered.system)
  if (!providing) throw new Error(`invariant: service ${service} belongs to no system`)
  if (providing.institution === institution) {
    throw problem('own-service', { extra: { field: 'service' } })
  }
  const names = await register.institutionNames(database, [institution, providing.institution])
  const nameOf = (id: string) => names.get(id) ?? { sw: id, en: id }
  return {
    consumer: { institution, name: nameOf(institution), system, systemName: own.name },
    provider: {
      institution: providing.institution,
      name: nameOf(providing.institution),
      system: providing.id,
      systemName: providing.name,
    },
    service: { id: offered.id, name: offered.name, version: offered.version },
  }
}

const alreadyExists = (agreement?: string) =>
  problem('already-exists', { extra: { field: 'system', ...(agreement && { agreement }) } })

/** Two officers who ask at once: the index lets one through. */
function onlyOnce(error: unknown): never {
  const constraint = error instanceof Error && 'constraint' in error ? error.constraint : undefined
  throw constraint === 'agreement_record_once' ? alreadyExists() : error
}
