import { scopeOf, type Actor } from '@mtandao/identity/contract'
import type { DirectivesDeps } from '../deps.ts'
import type { SessionRow } from '../keeping/session-store.ts'
import { noCounts, type MarkCounts } from '../parts.ts'
import { dayAt } from '../quarter.ts'
import { countResults } from './count-results.ts'
import { selectDirectives, type DirectiveLine } from './directive-store.ts'
import { selectSessions } from './session-read-store.ts'

export interface CountedDirective extends DirectiveLine {
  /** Null: results are not worked out yet. */
  readonly counts: MarkCounts | null
}

export interface DirectiveList {
  readonly items: readonly CountedDirective[]
  readonly next?: string
  readonly sessions: readonly SessionRow[]
}

/** All directives, later sessions first, with how many results of each kind they have now. */
export async function listDirectives(
  deps: DirectivesDeps,
  actor: Actor | undefined,
  { after, limit }: { readonly after?: string | undefined; readonly limit: number },
): Promise<DirectiveList> {
  const day = dayAt(deps.now().getTime())
  return await deps.database.within(scopeOf(actor)).transact(async (db) => {
    const rows = await selectDirectives(db, { day, after, limit })
    const items = rows.slice(0, limit)
    const last = items.at(-1)
    const country = deps.standings.current()
    const countsOf = (id: string) =>
      country ? (countResults(country).byDirective.get(id) ?? noCounts) : null
    return {
      items: items.map((line) => ({ ...line, counts: countsOf(line.id) })),
      ...(rows.length > limit && last ? { next: last.id } : {}),
      sessions: await selectSessions(db),
    }
  })
}
