import { scopeOf, type Actor } from '@mtandao/identity/contract'
import type { Db } from '@mtandao/pg'
import { z } from 'zod'
import type { DirectivesDeps } from '../deps.ts'
import { requireEga } from '../keepers.ts'
import { selectIssuances } from '../keeping/session-store.ts'
import { problem } from '../problems.ts'
import { dayAt } from '../quarter.ts'
import { id } from '../shapes.ts'
import { selectVersions } from './directive-store.ts'
import { checkDraft, insertDraft } from './draft-obligation.ts'
import { obligationDraft, type ObligationDraft } from './obligation-shapes.ts'

export const newObligation = z.strictObject({ directive: id, ...obligationDraft.shape })

/** Something more that a directive makes somebody owe, from today or from the day the directive takes effect. @returns its id */
export async function addObligation(
  deps: DirectivesDeps,
  actor: Actor,
  { directive, ...draft }: z.output<typeof newObligation>,
): Promise<string> {
  requireEga(actor)
  const today = dayAt(deps.now().getTime())
  const obligation = await deps.database.within(scopeOf(actor)).transact(async (db) => {
    const effectiveOn = await check(deps, db, directive, draft)
    const from = effectiveOn > today ? effectiveOn : today
    const taken = new Set((await selectVersions(db, directive)).map((one) => one.id))
    const made = await insertDraft(db, draft, { directive, from, taken })
    await deps.audit.record(db, actor, {
      action: 'directives.obligation-added',
      subject: { type: 'obligation', id: made },
      institutions: [],
      detail: { directive, title: draft.title.sw, rule: draft.rule, from },
    })
    return made
  })
  await deps.standings.refresh()
  return obligation
}

/** Everything that adding it would say no to, and nothing done. */
export async function tryObligation(
  deps: DirectivesDeps,
  actor: Actor,
  { directive, ...draft }: z.output<typeof newObligation>,
): Promise<void> {
  requireEga(actor)
  await deps.database.within(scopeOf(actor)).transact((db) => check(deps, db, directive, draft))
}

/** @returns the day the directive takes effect */
async function check(
  { register }: DirectivesDeps,
  db: Db,
  directive: string,
  draft: ObligationDraft,
): Promise<string> {
  const [first] = await selectIssuances(db, directive)
  if (!first) throw problem('not-found')
  await checkDraft(db, register, draft, first.effectiveOn)
  return first.effectiveOn
}
