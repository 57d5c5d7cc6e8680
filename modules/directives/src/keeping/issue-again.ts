import { scopeOf, type Actor } from '@mtandao/identity/contract'
import { z } from 'zod'
import type { DirectivesDeps } from '../deps.ts'
import { requireEga } from '../keepers.ts'
import { problem } from '../problems.ts'
import { dayAt } from '../quarter.ts'
import { day, id, line, text } from '../shapes.ts'
import { insertIssuance, moveDueDays, selectIssuances } from './session-store.ts'

export const reissue = z.strictObject({
  directive: id,
  office: text(300),
  holder: line(200).nullable(),
  issuedOn: day,
  /** Null: no day was given, and days that were due stay. */
  dueOn: day.nullable(),
  citation: line(2_000),
})

/** A higher office issued it again; from that day what is due once is due on the new day. */
export async function issueAgain(
  deps: DirectivesDeps,
  actor: Actor,
  given: z.output<typeof reissue>,
): Promise<void> {
  requireEga(actor)
  const today = dayAt(deps.now().getTime())
  if (given.issuedOn > today) throw problem('days-in-past', { extra: { field: 'issuedOn' } })
  if (given.dueOn !== null && given.dueOn < given.issuedOn)
    throw problem('days-in-past', { extra: { field: 'dueOn' } })
  await deps.database.within(scopeOf(actor)).transact(async (db) => {
    const before = (await selectIssuances(db, given.directive)).at(-1)
    if (!before) throw problem('not-found')
    if (before.issuedOn > given.issuedOn)
      throw problem('issued-later', { extra: { field: 'issuedOn' } })
    const row = { ...given, number: before.number + 1, effectiveOn: given.issuedOn }
    // Two at once: the days of the other stand, and this one looks again.
    if (!(await insertIssuance(db, row, deps.now())))
      throw problem('issued-later', { extra: { field: 'issuedOn' } })
    const moved =
      given.dueOn === null ? 0 : await moveDueDays(db, given.directive, given.dueOn, today)
    await deps.audit.record(db, actor, {
      action: 'directives.directive-reissued',
      subject: { type: 'directive', id: given.directive },
      institutions: [],
      detail: { office: given.office.sw, issuedOn: given.issuedOn, dueOn: given.dueOn, moved },
    })
  })
  await deps.standings.refresh()
}
