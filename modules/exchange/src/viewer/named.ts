import type { Db } from '@mtandao/pg'
import type { Text } from '@mtandao/problem'
import type { Register } from '@mtandao/register/contract'
import {
  listInstitutionsSeen,
  listJournalNames,
  serviceNames,
  type FoundExchange,
} from './search-store.ts'
import { salamu, salamuSystem } from '../joining/salamu.ts'

/** An exchange with the names that people know its parties by; undefined where the register has none. */
export interface NamedExchange extends FoundExchange {
  readonly consumerName: Text | undefined
  readonly providerName: Text | undefined
  readonly consumerSystemName: Text | undefined
  readonly providerSystemName: Text | undefined
  readonly serviceName: Text | undefined
  /** Origin of the log that holds the entries, its key, and which bus it is of. */
  readonly log: { readonly origin: string; readonly vkey: string } | undefined
  readonly environment: string
}

/**
 * Names are public, so they are read outside the reader's scope; the exchanges they belong to were read within it.
 */
export async function nameExchanges(
  { database, register }: { readonly database: Db; readonly register: Register },
  rows: readonly FoundExchange[],
): Promise<NamedExchange[]> {
  const known = (...of: ((row: FoundExchange) => string | null)[]) => [
    ...new Set(rows.flatMap((row) => of.map((one) => one(row))).filter((id) => id !== null)),
  ]
  const institutions = known(
    (row) => row.consumerInstitution,
    (row) => row.providerInstitution,
  )
  const systems = known(
    (row) => row.consumerSystem,
    (row) => row.providerSystem,
  )
  const [names, systemNames, services, journals] = await Promise.all([
    register.institutionNames(database, institutions),
    register.systemNames(database, systems),
    serviceNames(
      database,
      known((row) => row.service),
    ),
    listJournalNames(database),
  ])
  const of = (map: ReadonlyMap<string, Text>, id: string | null) =>
    id === null ? undefined : map.get(id)
  return rows.map((row) => {
    const log = journals.find(({ id }) => id === row.journal)
    return {
      ...row,
      consumerName: of(names, row.consumerInstitution),
      providerName: of(names, row.providerInstitution),
      consumerSystemName: of(systemNames, row.consumerSystem),
      providerSystemName:
        row.providerSystem === salamu.system
          ? salamuSystem.name
          : of(systemNames, row.providerSystem),
      serviceName: row.service === salamu.id ? salamu.name : of(services, row.service),
      log: log && { origin: log.origin, vkey: log.vkey },
      environment: log?.environment ?? 'production',
    }
  })
}

/** Institutions that were ever seen on the bus, for choosing one. Public: names, and that they exchange. */
export async function namesSeen({
  database,
  register,
}: {
  readonly database: Db
  readonly register: Register
}): Promise<ReadonlyMap<string, Text>> {
  return await register.institutionNames(database, await listInstitutionsSeen(database))
}
