import { scopeOf, type Actor } from '@mtandao/identity/contract'
import { z } from 'zod'
import type { DirectivesDeps } from '../deps.ts'
import { requireEga } from '../keepers.ts'
import { problem } from '../problems.ts'
import { dayAt } from '../quarter.ts'
import { day, id, words } from '../shapes.ts'
import { endVersion, findLatest } from './directive-store.ts'

export const obligationEnd = z.strictObject({
  obligation: id,
  /** The last day on which it is owed; today at the earliest, so that no past quarter changes. */
  lastDay: day,
  why: words(2_000),
})

/** After that day nobody owes it any more. What was found of it stays in published tables. */
export async function endObligation(
  deps: DirectivesDeps,
  actor: Actor,
  { obligation, lastDay, why }: z.output<typeof obligationEnd>,
): Promise<void> {
  requireEga(actor)
  const today = dayAt(deps.now().getTime())
  await deps.database.within(scopeOf(actor)).transact(async (db) => {
    const latest = await findLatest(db, obligation)
    if (!latest) throw problem('not-found')
    if (lastDay < today || lastDay < latest.from)
      throw problem('days-in-past', { extra: { field: 'lastDay' } })
    if (!(await endVersion(db, obligation, { on: lastDay, why }))) throw problem('already-ended')
    await deps.audit.record(db, actor, {
      action: 'directives.obligation-ended',
      subject: { type: 'obligation', id: obligation },
      institutions: [],
      // The whole of it is in the row; an act holds 8 KiB.
      detail: { lastDay, why: Array.from(why).slice(0, 1_000).join('') },
    })
  })
  await deps.standings.refresh()
}
