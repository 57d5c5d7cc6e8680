import type { Db } from '@mtandao/pg'
import type { InstitutionSearch, InstitutionView, Page } from '../contract.ts'
import { selectInstitutions } from './institution-store.ts'

export async function listInstitutions(
  db: Db,
  search: InstitutionSearch,
): Promise<Page<InstitutionView>> {
  const limit = Math.max(1, Math.min(search.limit, 200))
  const rows = await selectInstitutions(db, { ...search, limit })
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return rows.length > limit && last ? { items, next: last.id } : { items }
}
