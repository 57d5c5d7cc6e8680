import type { Endpoint, Service } from '@mtandao/contracts'
import type { Database, Db } from '@mtandao/pg'
import type { Register } from '@mtandao/register/contract'
import { listServices } from '../rights/service-store.ts'
import { searchName } from './add-service.ts'
import { canonical } from './compare/shape.ts'
import { exampleDocument } from './contract/read-example.ts'
import { readDocument, type DocumentKind } from './contract/read-document.ts'
import { member, textOf, type Json, type ServiceContract } from './contract/service-contract.ts'
import { saveEndpoint, selectEndpoint } from './endpoint-store.ts'
import { endpointDefaults, type OfferedService } from './offered-service.ts'
import { insertService, selectService, updateDescription } from './offered-store.ts'
import { writeRoute } from './publish-version.ts'
import { namesAround } from './search-names.ts'
import { searchMore } from './search-text.ts'
import {
  saveDraft,
  selectContract,
  selectDocument,
  selectVersions,
  setVersionStatus,
} from './version-store.ts'

export interface AdoptDeps {
  readonly database: Database
  readonly register: Register
  readonly now: () => Date
}

/**
 * Gives every service that came with an enrolment a record and a published version from its document, and renews what only
 * enrolments have ever written. What people published in the portal since then is put back where an import wrote over it.
 * Idempotent; run after each import. Uses the plain database: it is the bus's own housekeeping, for all institutions.
 */
export async function adoptEnrolledServices(deps: AdoptDeps): Promise<void> {
  const services = await listServices(deps.database)
  const systems = new Map(
    (await deps.register.listAll(deps.database)).systems.map(({ id, institution }) => [
      id,
      institution,
    ]),
  )
  for (const service of services) {
    const institution = systems.get(service.system)
    if (institution === undefined) continue
    const { kind, text } = documentOf(service)
    // A document that is no document is the sender's; its service is routed all the same, and told of by its kind alone.
    const read = await readDocument(kind, text, service.name.sw)
    const plain = read.contract ? { kind, text } : plainDocument
    const { contract } = read.contract
      ? read
      : await readDocument('example', plain.text, service.name.sw)
    if (!contract) throw new Error('invariant: the plainest document is refused')
    const enrolled = { service, document: plain, contract }
    await deps.database.transact(async (db) => {
      const known = await selectService(db, service.id)
      if (known) await renew(deps, db, known, enrolled)
      else await adopt(deps, db, institution, enrolled)
    })
  }
}

interface DocumentText {
  readonly kind: DocumentKind
  readonly text: string
}

/** What an enrolled service is known by: its row, and its document as it was read. */
interface Enrolled {
  readonly service: Service
  readonly document: DocumentText
  readonly contract: ServiceContract
}

const plainDocument: DocumentText = { kind: 'example', text: exampleDocument('{}', '{}') }

function documentOf({ openapi }: Service): DocumentText {
  return openapi === undefined ? plainDocument : { kind: 'openapi', text: openapi }
}

async function adopt(
  deps: AdoptDeps,
  db: Db,
  institution: string,
  { service, document, contract }: Enrolled,
): Promise<void> {
  const at = deps.now()
  const own = described(service, contract)
  const around = await namesAround(
    { database: db, register: deps.register },
    { institution, system: service.system },
  )
  const added = await insertService(db, {
    ...own,
    id: service.id,
    institution,
    system: service.system,
    code: service.code,
    kind: service.kind,
    esbCode: service.esbCode ?? null,
    listed: true,
    status: service.status,
    origin: 'enrolment',
    createdBy: null,
    searchName: `${searchName(service)} ${(service.esbCode ?? '').toLowerCase()}`,
    searchMore: searchMore([own.summary.sw, own.summary.en, ...around], contract),
  })
  // Its address is a portal service's already: that one stays, and the enrolled row goes on being routed.
  if (!added) return
  await keepEndpoint(db, service, institution, at)
  const number = await saveDraft(db, {
    service: service.id,
    institution,
    documentKind: document.kind,
    document: document.text,
    contract,
    at,
    by: null,
  })
  await setVersionStatus(db, service.id, number, { status: 'published', at })
}

async function renew(
  deps: AdoptDeps,
  db: Db,
  known: OfferedService,
  { service, document, contract }: Enrolled,
): Promise<void> {
  const versions = await selectVersions(db, service.id)
  const current = versions.find(({ status }) => ['published', 'deprecated'].includes(status))
  const isOurs = known.origin === 'enrolment' && versions.every(({ number }) => number === 1)
  if (!isOurs) {
    const inForce = current && (await selectContract(db, service.id, current.number))
    if (current && inForce) await writeRoute(db, known, current.number, inForce)
    return
  }
  await keepEndpoint(db, service, known.institution, deps.now())
  const before = await selectDocument(db, service.id, 1)
  if (before?.text !== document.text) {
    await db.rows(
      `update exchange.service_version set document_kind = $2, document = $3, contract = $4
       where service = $1 and number = 1`,
      [service.id, document.kind, document.text, JSON.stringify(contract)],
    )
    const own = described(service, contract)
    const around = await namesAround({ database: db, register: deps.register }, known)
    await updateDescription(db, service.id, own, {
      name: `${searchName(service)} ${(service.esbCode ?? '').toLowerCase()}`,
      more: searchMore([own.summary.sw, own.summary.en, ...around], contract),
    })
  }
  // People suspended it: an import does not give it back.
  if (known.status !== service.status) {
    await db.rows('update exchange.service set status = $2 where id = $1', [
      service.id,
      known.status,
    ])
  }
}

/** Where an enrolled provider stands now; a change a person made stays until the next import of the file says otherwise. */
async function keepEndpoint(
  db: Db,
  service: Service,
  institution: string,
  at: Date,
): Promise<void> {
  const before = await selectEndpoint(db, service.id)
  const kept = {
    endpoint: service.endpoint ?? null,
    timeoutMs: service.timeoutMs,
    concurrency: service.concurrency,
    answerBytesMax: service.answerBytesMax,
    quota: before === endpointDefaults ? endpointDefaults.quota : before.quota,
  }
  const isSame =
    before !== endpointDefaults &&
    before.timeoutMs === kept.timeoutMs &&
    sameEndpoint(before.endpoint, kept.endpoint)
  if (isSame) return
  await saveEndpoint(db, service.id, institution, kept, { at, by: null })
}

/** PostgreSQL keeps the members of jsonb in an order of its own. */
function sameEndpoint(one: Endpoint | null, other: Endpoint | null): boolean {
  // What endpoints are made of is JSON.
  return canonical(one as Json) === canonical(other as Json)
}

/** What the document says of itself under `x-mtandao`; else the careful assumption: for institutions only, with personal data. */
function described(service: Service, contract: ServiceContract) {
  const own = member(contract.root['info'], 'x-mtandao')
  const summary = member(own, 'summary')
  const said = (value: Json | undefined, other: string) => textOf(value) || other
  const { name, mode, format } = service
  return {
    name,
    mode,
    format,
    summary: {
      sw: said(member(summary, 'sw'), contract.description).slice(0, 2_000),
      en: said(member(summary, 'en'), contract.description).slice(0, 2_000),
    },
    audience:
      member(own, 'audience') === 'public' ? ('public' as const) : ('institutions' as const),
    personalData: member(own, 'personalData') !== false,
    contact: textOf(member(own, 'contact')).slice(0, 300),
  }
}
