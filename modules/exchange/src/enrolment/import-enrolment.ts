import type { Db, Transact } from '@mtandao/pg'
import type { Text } from '@mtandao/problem'
import type { Register } from '@mtandao/register/contract'
import type { EnrolmentCounts } from '../contract.ts'
import { problem } from '../problems.ts'
import { findAgreedByPeople } from '../agreements/adopt-store.ts'
import { upsertAgreements } from '../rights/agreement-store.ts'
import { upsertClients } from '../rights/client-store.ts'
import { findServiceIds, upsertServices } from '../rights/service-store.ts'
import { setInstance } from '../snapshot/snapshot-store.ts'
import { Enrolment } from './enrolment.ts'
import { sealSecrets } from './seal-endpoints.ts'

interface EnrolmentFault {
  /** `services.3.endpoint.url` */
  readonly path: string
  readonly message: string
}

/** More would not be read by anyone. */
const faultsMax = 200

/**
 * Takes an enrolment file in one transaction: all of it or nothing, and doing it again changes nothing. Statuses of clients
 * and agreements that exist stay as people set them.
 * @throws Problem `exchange.enrolment-refused` with every fault
 */
export async function importEnrolment(
  deps: { transact: Transact; register: Register; sealingKey: Uint8Array },
  file: unknown,
): Promise<EnrolmentCounts> {
  const parsed = Enrolment.safeParse(file)
  if (!parsed.success) {
    throw refused(
      parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })),
    )
  }
  const enrolment = parsed.data
  await deps.transact(async (db) => {
    const faults = await findDangling(db, deps.register, enrolment)
    if (faults.length > 0) throw refused(faults)
    const { clients, services } = await sealSecrets(db, enrolment, deps.sealingKey)
    try {
      await setInstance(db, enrolment.instance)
      await deps.register.enrol(db, enrolment)
      await upsertServices(db, services)
      const institutions = await institutionsOf(db, deps.register, enrolment)
      await upsertClients(
        db,
        clients.map((client) => ({
          ...client,
          institution: institutions.get(client.system) ?? '',
        })),
      )
      const agreed = await findAgreedByPeople(
        db,
        enrolment.agreements.map(({ id }) => id),
      )
      await upsertAgreements(
        db,
        enrolment.agreements.filter(({ id }) => !agreed.has(id)),
      )
    } catch (error) {
      throw ofConstraint(error) ?? error
    }
  })
  return {
    institutions: enrolment.institutions.length,
    systems: enrolment.systems.length,
    clients: enrolment.clients.length,
    services: enrolment.services.length,
    agreements: enrolment.agreements.length,
  }
}

/** By system, in the file or known before: whose client it is. */
async function institutionsOf(
  db: Db,
  register: Register,
  file: Enrolment,
): Promise<ReadonlyMap<string, string>> {
  const owners = new Map(file.systems.map(({ id, institution }) => [id, institution]))
  for (const { system } of file.clients) {
    if (owners.has(system)) continue
    const known = await register.findSystem(db, system)
    if (known) owners.set(system, known.institution)
  }
  return owners
}

/** References must lead to something in the file or already known. */
async function findDangling(
  db: Db,
  register: Register,
  file: Enrolment,
): Promise<EnrolmentFault[]> {
  const faults: EnrolmentFault[] = []
  const check = (
    list: keyof Enrolment,
    refs: readonly string[],
    member: string,
    known: ReadonlySet<string>,
  ) =>
    refs.forEach((ref, at) => {
      if (!known.has(ref))
        faults.push({ path: `${list}.${at}.${member}`, message: `«${ref}» is not known` })
    })

  const institutions = file.systems.map((system) => system.institution)
  const named = await register.institutionNames(db, institutions)
  check('systems', institutions, 'institution', join(file.institutions, named.keys()))

  const systemRefs = {
    clients: file.clients.map((client) => client.system),
    services: file.services.map((service) => service.system),
    agreements: file.agreements.map((agreement) => agreement.consumer),
  }
  const asked = Object.values(systemRefs).flat()
  const systems = join(file.systems, await register.knownSystems(db, asked))
  check('clients', systemRefs.clients, 'system', systems)
  check('services', systemRefs.services, 'system', systems)
  check('agreements', systemRefs.agreements, 'consumer', systems)

  const services = file.agreements.map((agreement) => agreement.service)
  check('agreements', services, 'service', join(file.services, await findServiceIds(db, services)))
  return faults
}

function join(inFile: readonly { id: string }[], known: Iterable<string>): ReadonlySet<string> {
  return new Set([...inFile.map((one) => one.id), ...known])
}

/** Names of our unique constraints: what stands in the way is another row, known or in the file. */
const inTheWay: Readonly<Record<string, string>> = {
  institution_address: 'institutions.*.code',
  system_address: 'systems.*.code',
  service_address: 'services.*.code',
  service_esb_code: 'services.*.esbCode',
}

function ofConstraint(error: unknown) {
  if (!(error instanceof Error) || !('constraint' in error)) return undefined
  const path = inTheWay[String(error.constraint)]
  const detail = 'detail' in error ? String(error.detail) : error.message
  return path === undefined ? undefined : refused([{ path, message: detail }], error)
}

function refused(faults: readonly EnrolmentFault[], cause?: unknown) {
  const [first] = faults
  const more = faults.length > 1 ? ` (+${faults.length - 1})` : ''
  const said = `${first?.path}: ${first?.message}${more}`
  const detail: Text = { sw: `Kosa: ${said}`, en: `Fault: ${said}` }
  return problem('enrolment-refused', {
    detail,
    cause,
    extra: { faults: faults.slice(0, faultsMax) },
  })
}
