import { scopeOf, type Actor } from '@mtandao/identity/contract'
import type { Database } from '@mtandao/pg'
import type { Text } from '@mtandao/problem'
import type { Register } from '@mtandao/register/contract'
import type { ServiceContract } from '../services/contract/service-contract.ts'
import type { OfferedService, ServiceVersion } from '../services/offered-service.ts'
import { selectService } from '../services/offered-store.ts'
import { problem } from '../services/problems.ts'
import { selectContract, selectDocument, selectVersions } from '../services/version-store.ts'
import {
  selectCatalogue,
  selectProviders,
  type CatalogueFilter,
  type CataloguePlace,
} from './catalogue-store.ts'
import { searchQuery } from './search-query.ts'

export interface CatalogueDeps {
  readonly database: Database
  readonly register: Register
}

export interface CatalogueSearch extends Omit<CatalogueFilter, 'query'> {
  readonly search?: string | undefined
  readonly limit: number
}

export interface CatalogueItem {
  readonly service: OfferedService
  readonly institutionName: Text | null
}

/** Services in the catalogue, as far as this reader sees it: public ones to anyone. */
export async function searchCatalogue(
  { database, register }: CatalogueDeps,
  actor: Actor | undefined,
  { search, limit, ...filter }: CatalogueSearch,
): Promise<{ readonly items: readonly CatalogueItem[]; readonly next?: CataloguePlace }> {
  const query = search === undefined ? undefined : searchQuery(search)
  const rows = await selectCatalogue(
    database.within(scopeOf(actor)),
    { ...filter, query },
    limit + 1,
  )
  const shown = rows.slice(0, limit)
  const institutions = [...new Set(shown.map(({ service }) => service.institution))]
  const names = await register.institutionNames(database, institutions)
  const last = shown.at(-1)
  return {
    items: shown.map(({ service }) => ({
      service,
      institutionName: names.get(service.institution) ?? null,
    })),
    ...(rows.length > limit && last && { next: last.place }),
  }
}

/** Names of institutions with services in the catalogue. */
export async function listProviders(
  { database, register }: CatalogueDeps,
  actor: Actor | undefined,
): Promise<readonly { readonly id: string; readonly name: Text }[]> {
  const ids = await selectProviders(database.within(scopeOf(actor)))
  const names = await register.institutionNames(database, ids)
  return ids.flatMap((id) => {
    const name = names.get(id)
    return name ? { id, name } : []
  })
}

export interface CatalogueEntry extends CatalogueItem {
  readonly systemName: Text | null
  /** Newest first, drafts left out. */
  readonly versions: readonly ServiceVersion[]
  readonly version: ServiceVersion
  readonly contract: ServiceContract
}

/** One service with the document of a version: the one in force unless another is asked for. @throws Problem `services.not-found` */
export async function getCatalogueEntry(
  { database, register }: CatalogueDeps,
  actor: Actor | undefined,
  id: string,
  number?: number,
): Promise<CatalogueEntry> {
  const found = await database.within(scopeOf(actor)).transact(async (db) => {
    const service = await selectService(db, id)
    // Who owns a draft sees the row too; the catalogue shows what is in it.
    if (!service?.listed) throw problem('not-found')
    const versions = (await selectVersions(db, id)).filter(({ status }) => status !== 'draft')
    const version =
      number === undefined
        ? (versions.find(({ status }) => status === 'published') ?? versions[0])
        : versions.find((one) => one.number === number)
    if (!version) throw problem('version-not-found')
    const contract = await selectContract(db, id, version.number)
    if (!contract) throw problem('version-not-found')
    return { service, versions, version, contract }
  })
  const { institution, system } = found.service
  const [institutions, systems] = await Promise.all([
    register.institutionNames(database, [institution]),
    register.systemNames(database, [system]),
  ])
  return {
    ...found,
    institutionName: institutions.get(institution) ?? null,
    systemName: systems.get(system) ?? null,
  }
}

/** The document as it was given. @throws Problem `services.not-found`, `services.version-not-found` */
export async function getDocument(
  { database }: CatalogueDeps,
  actor: Actor | undefined,
  id: string,
  number: number,
): Promise<{ readonly kind: 'openapi' | 'wsdl' | 'example'; readonly text: string }> {
  return await database.within(scopeOf(actor)).transact(async (db) => {
    const service = await selectService(db, id)
    if (!service?.listed) throw problem('not-found')
    const versions = await selectVersions(db, id)
    if (!versions.some((one) => one.number === number && one.status !== 'draft')) {
      throw problem('version-not-found')
    }
    const document = await selectDocument(db, id, number)
    if (!document) throw problem('version-not-found')
    return document
  })
}
