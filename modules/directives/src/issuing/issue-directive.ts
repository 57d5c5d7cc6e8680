import { scopeOf, type Actor } from '@mtandao/identity/contract'
import type { Db } from '@mtandao/pg'
import type { Text } from '@mtandao/problem'
import { z } from 'zod'
import type { DirectivesDeps } from '../deps.ts'
import { requireEga } from '../keepers.ts'
import { insertDirective, insertIssuance } from '../keeping/session-store.ts'
import { problem } from '../problems.ts'
import { dayAt } from '../quarter.ts'
import { day, id, line, text } from '../shapes.ts'
import { checkDraft, insertDraft } from './draft-obligation.ts'
import { obligationDraft } from './obligation-shapes.ts'
import { findResolution } from './session-read-store.ts'
import { slugOf } from './slug.ts'

export const newDirective = z.strictObject({
  /** An accepted resolution; null: it rests on something else, which the citation names. */
  resolution: id.nullable(),
  /** Null: the resolution's own. */
  title: text(500).nullable(),
  office: text(300),
  holder: line(200).nullable(),
  issuedOn: day,
  effectiveOn: day,
  /** The day by which the directive as a whole is due; null: none was given. */
  dueOn: day.nullable(),
  citation: line(2_000),
  obligations: z.array(obligationDraft).min(1).max(20),
})
type NewDirective = z.output<typeof newDirective>

/** A directive with what it makes whom owe. @returns its id */
export async function issueDirective(
  deps: DirectivesDeps,
  actor: Actor,
  given: NewDirective,
): Promise<string> {
  requireEga(actor)
  const today = dayAt(deps.now().getTime())
  // What is written down today was owed by nobody's report of yesterday.
  const from = given.effectiveOn > today ? given.effectiveOn : today
  const directive = await deps.database.within(scopeOf(actor)).transact(async (db) => {
    const row = await check(deps, db, given)
    if (!(await insertDirective(db, row)))
      throw problem('already-issued', { extra: { field: 'title' } })
    await insertIssuance(db, { ...given, directive: row.id, number: 1 }, deps.now())
    const taken = new Set<string>()
    for (const draft of given.obligations) {
      const at = { directive: row.id, from, taken }
      taken.add(await insertDraft(db, draft, at))
    }
    await deps.audit.record(db, actor, {
      action: 'directives.directive-issued',
      subject: { type: 'directive', id: row.id },
      institutions: [],
      detail: {
        title: row.title.sw,
        office: given.office.sw,
        issuedOn: given.issuedOn,
        effectiveOn: given.effectiveOn,
        dueOn: given.dueOn,
        obligations: [...taken],
      },
    })
    return row.id
  })
  await deps.standings.refresh()
  return directive
}

/** Everything that issuing it would say no to, and nothing done: before somebody is shown whom it hits. */
export async function tryDirective(
  deps: DirectivesDeps,
  actor: Actor,
  given: NewDirective,
): Promise<void> {
  requireEga(actor)
  await deps.database.within(scopeOf(actor)).transact((db) => check(deps, db, given))
}

async function check(deps: DirectivesDeps, db: Db, given: NewDirective) {
  checkDays(given, dayAt(deps.now().getTime()))
  for (const draft of given.obligations)
    await checkDraft(db, deps.register, draft, given.effectiveOn)
  return await groundOf(db, given)
}

function checkDays({ issuedOn, effectiveOn, dueOn }: NewDirective, today: string): void {
  if (issuedOn > today) throw problem('days-in-past', { extra: { field: 'issuedOn' } })
  if (effectiveOn < issuedOn) throw problem('days-in-past', { extra: { field: 'effectiveOn' } })
  if (dueOn !== null && dueOn < effectiveOn)
    throw problem('days-in-past', { extra: { field: 'dueOn' } })
}

/** What it is called and what it rests on. */
async function groundOf(
  db: Db,
  { resolution, title, issuedOn }: NewDirective,
): Promise<{ id: string; resolution: string | null; title: Text }> {
  if (resolution === null) {
    if (!title) throw problem('title-missing', { extra: { field: 'title' } })
    const year = issuedOn.slice(0, 4)
    return { id: `elekezo-${year}-${slugOf(title.sw, 50)}`, resolution, title }
  }
  const found = await findResolution(db, resolution)
  if (!found) throw problem('not-found')
  if (!found.acceptance) throw problem('not-accepted')
  if (found.directive !== null) throw problem('already-issued')
  if (issuedOn < found.acceptance.on)
    throw problem('days-in-past', { extra: { field: 'issuedOn' } })
  return { id: resolution, resolution, title: title ?? found.title }
}
