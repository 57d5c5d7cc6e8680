import type { Agreement } from '@mtandao/contracts'
import type { Database, Db } from '@mtandao/pg'
import type { Register } from '@mtandao/register/contract'
import { canonicalize } from '@mtandao/seal'
import { listAgreements } from '../rights/agreement-store.ts'
import { AgreementContent, sealContent, type SealedContent } from './content.ts'
import { dayOf, lastDayBefore } from './days.ts'
import { insertEnrolled, listAdopted, nameServices, type EnrolledRow } from './adopt-store.ts'

export interface AdoptDeps {
  readonly database: Database
  readonly register: Register
  readonly now: () => Date
}

/** Rows of one statement. */
const batch = 500

/**
 * Gives every agreement that an enrolment brought a record of its own, marked as brought: no approvals, and none invented.
 * A file that changed since adds a version beside the old one. What people agreed to here is left alone. Repeating it
 * changes nothing. It sees all institutions on purpose: the file is the bus's own.
 * @returns how many records or versions were added
 */
export async function adoptEnrolledAgreements(deps: AdoptDeps): Promise<number> {
  const { database, register, now } = deps
  return await database.transact(async (db) => {
    const agreements = await listAgreements(db)
    const adopted = await listAdopted(db)
    const known = new Map(adopted.map((row) => [row.id, row]))
    const people = new Set(adopted.filter(({ kind }) => kind !== 'enrolment').map(({ id }) => id))
    const unknown = agreements.filter(({ id }) => !people.has(id))
    if (unknown.length === 0) return 0
    const nameOf = await readNames(db, register)
    const rows = unknown.flatMap((agreement) => {
      const before = known.get(agreement.id)
      const version = (before?.newest ?? 0) + 1
      const content = contentFrom(agreement, version, nameOf)
      return before && isSame(before.content, content)
        ? []
        : [rowOf(agreement, content, sealContent(content), version)]
    })
    for (let at = 0; at < rows.length; at += batch) {
      await insertEnrolled(db, rows.slice(at, at + batch), now())
    }
    return rows.length
  })
}

/** Names of parties change without anybody agreeing to anything else. */
function isSame(before: string, after: AgreementContent): boolean {
  const termsOf = ({ consumer, service, purpose, validity, rules, quota }: AgreementContent) =>
    canonicalize([consumer.system, service.id, purpose, validity, rules, quota])
  return termsOf(AgreementContent.parse(JSON.parse(before))) === termsOf(after)
}

type Names = Awaited<ReturnType<typeof readNames>>

async function readNames(db: Db, register: Register) {
  const { institutions, systems } = await register.listAll(db)
  return {
    institutions: new Map(institutions.map((one) => [one.id, one])),
    systems: new Map(systems.map((one) => [one.id, one])),
    services: new Map((await nameServices(db)).map((one) => [one.id, one])),
  }
}

function contentFrom(agreement: Agreement, version: number, names: Names): AgreementContent {
  const service = names.services.get(agreement.service)
  if (!service) throw new Error(`invariant: agreement ${agreement.id} is of no service`)
  return {
    format: 'serikali-mtandao/agreement/v1',
    agreement: agreement.id,
    version,
    kind: 'enrolment',
    consumer: partyOf(names, agreement.consumer),
    provider: partyOf(names, service.system),
    service: { id: service.id, name: service.name, version: service.version },
    purpose: { codes: agreement.purposes, sw: null, en: null },
    legalBasis: { words: null, citation: null },
    dataItems: [],
    retention: { days: null, after: null },
    personalData: { held: null, consumerRegistration: null },
    volume: { perDay: null, peakPerMinute: null },
    validity: {
      from: dayOf(new Date(agreement.validFrom)),
      until: lastDayBefore(new Date(agreement.validUntil)),
    },
    rules: agreement.rules,
    quota: agreement.quota,
  }
}

function partyOf({ institutions, systems }: Names, id: string): AgreementContent['consumer'] {
  const system = systems.get(id)
  const institution = system && institutions.get(system.institution)
  if (!institution) throw new Error(`invariant: system ${id} is of no institution`)
  const { name } = institution
  return { institution: institution.id, name, system: id, systemName: system.name }
}

function rowOf(
  agreement: Agreement,
  content: AgreementContent,
  sealed: SealedContent,
  version: number,
): EnrolledRow {
  return {
    id: agreement.id,
    version,
    consumerInstitution: content.consumer.institution,
    consumerSystem: content.consumer.system,
    providerInstitution: content.provider.institution,
    providerSystem: content.provider.system,
    service: agreement.service,
    state: agreement.status,
    reasonSw: agreement.reason?.sw ?? null,
    reasonEn: agreement.reason?.en ?? null,
    validFrom: agreement.validFrom,
    validUntil: agreement.validUntil,
    quota: agreement.quota,
    content: sealed.text,
    hash: sealed.hash,
  }
}
