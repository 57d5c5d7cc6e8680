import { scopeOf, seesCountry, type Actor } from '@mtandao/identity/contract'
import type { Page } from '../contract.ts'
import type { RegisterDeps } from '../deps.ts'
import { problem } from '../problems.ts'
import { selectRevisions, type RevisionView } from '../revision-store.ts'
import type { SystemFile } from './record.ts'
import { findFile, selectFiles, type FileSearch } from './record-store.ts'

/** Everyone signed in may see what a system is for; the rest of it is in `detail` for those it is for. */
export async function showSystem(
  deps: RegisterDeps,
  actor: Actor | undefined,
  id: string,
): Promise<SystemFile> {
  const file = await findFile(deps.database.within(scopeOf(actor)), id)
  if (!file) throw problem('system-not-found')
  return file
}

export async function listSystems(
  deps: RegisterDeps,
  actor: Actor | undefined,
  search: FileSearch,
): Promise<Page<SystemFile>> {
  const limit = Math.max(1, Math.min(search.limit, 200))
  const rows = await selectFiles(deps.database.within(scopeOf(actor)), { ...search, limit })
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return rows.length > limit && last ? { items, next: last.id } : { items }
}

/** Newest first, at most 200. @throws Problem `register.system-not-found` for other institutions */
export async function listRevisions(
  deps: RegisterDeps,
  actor: Actor,
  id: string,
): Promise<RevisionView[]> {
  const within = deps.database.within(scopeOf(actor))
  const file = await findFile(within, id)
  if (!file || !(file.institution === actor.institution || seesCountry(actor))) {
    throw problem('system-not-found')
  }
  return await selectRevisions(within, 'system', id, 200)
}
