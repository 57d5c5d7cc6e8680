import type { Db } from '@mtandao/pg'
import type { OfferedService } from '../services/offered-service.ts'
import { offeredColumns, offeredOf, type OfferedRow } from '../services/offered-store.ts'

export interface CatalogueFilter {
  readonly query?: { readonly query: string; readonly plain: string } | undefined
  readonly institution?: string | undefined
  readonly system?: string | undefined
  readonly kind?: 'pull' | 'push' | undefined
  readonly personalData?: boolean | undefined
  /** Where the last page ended. */
  readonly after?: CataloguePlace | undefined
}

/** Whether its name was hit, its Swahili name, its id. */
export type CataloguePlace = readonly [hit: number, name: string, id: string]

export interface CatalogueRow {
  readonly service: OfferedService
  readonly place: CataloguePlace
}

/** What the reader may see of the catalogue: hits in names first, then by name. */
export async function selectCatalogue(
  db: Db,
  { query, institution, system, kind, personalData, after }: CatalogueFilter,
  limit: number,
): Promise<CatalogueRow[]> {
  const rows = await db.rows<OfferedRow & { hit: number }>(
    `select * from (
       select ${offeredColumns}, case when $2::text is not null
         and to_tsvector('simple', search_name) @@ to_tsquery('simple', $2) then 1 else 0 end as hit
       from exchange.offered_service
       where listed and ($1::text is null or search @@ to_tsquery('simple', $1))
         and ($3::text is null or institution = $3) and ($4::text is null or system = $4)
         and ($5::text is null or kind = $5) and ($6::boolean is null or personal_data = $6)) as found
     where $7::int is null or (-hit, name_sw, id) > (-$7, $8, $9)
     order by -hit, name_sw, id limit $10`,
    [
      query?.query ?? null,
      query?.plain ?? null,
      institution ?? null,
      system ?? null,
      kind ?? null,
      personalData ?? null,
      after?.[0] ?? null,
      after?.[1] ?? null,
      after?.[2] ?? null,
      limit,
    ],
  )
  return rows.map((row) => ({ service: offeredOf(row), place: [row.hit, row.name_sw, row.id] }))
}

/** Institutions that have something in the catalogue, for the filter. */
export async function selectProviders(db: Db): Promise<string[]> {
  const rows = await db.rows<{ institution: string }>(
    'select distinct institution from exchange.offered_service where listed order by institution limit 2000',
  )
  return rows.map(({ institution }) => institution)
}
