import { scopeOf, type Actor } from '@mtandao/identity/contract'
import { z } from 'zod'
import { hasPublicReason } from '../country/what-the-public-sees.ts'
import type { DirectivesDeps } from '../deps.ts'
import type { Inputs } from '../engine/assess.ts'
import type { FactIndex } from '../engine/fact-index.ts'
import { requireEga } from '../keepers.ts'
import { selectExemptions } from '../keeping/exemption-store.ts'
import { selectObligations } from '../keeping/session-store.ts'
import type { AsOf } from '../model.ts'
import { problem } from '../problems.ts'
import { dayAt, endOfDay, quarterBefore, quarterOf, type Quarter } from '../quarter.ts'
import { orNothing, quarterId, words } from '../shapes.ts'
import { ruleSetOn } from '../standing/rule-set-on.ts'
import { resultTable } from './result-table.ts'
import { selectRuleSets } from './rule-set-store.ts'
import { findTable, insertResults, insertTable, type PublishedTable } from './table-store.ts'

export const tableToPublish = z.strictObject({
  period: quarterId,
  /** Asked for when the quarter has an edition already. */
  reason: orNothing(words(2_000)),
})

/** A transaction under way may still commit what it recorded before: results that must stay the same are of a minute ago. */
const settledMs = 60_000
const earlierQuarters = 4
const rowsAtOnce = 2_000

/** The quarter under way, and those before it that may still be published. */
export function publishableQuarters(now: Date): readonly Quarter[] {
  const quarters = [quarterOf(dayAt(now.getTime() - settledMs))]
  for (let last = quarters[0]; last && quarters.length <= earlierQuarters; last = quarters.at(-1))
    quarters.push(quarterBefore(last))
  return quarters
}

/**
 * Publishes a quarter: how things stood at its last moment, or now while it is under way, from what is known by now. Rule set and obligations
 * are those in force on that day; the register is as it stands now, since it keeps no picture of each day.
 * @throws Problem `directives.quarter-closed-to-publishing`, `directives.not-computed`, `directives.reason-missing`
 */
export async function publishQuarter(
  deps: DirectivesDeps,
  actor: Actor,
  { period, reason }: z.output<typeof tableToPublish>,
): Promise<PublishedTable> {
  requireEga(actor)
  const now = deps.now()
  const quarter = publishableQuarters(now).find(({ id }) => id === period)
  if (!quarter) throw problem('quarter-closed-to-publishing', { extra: { field: 'period' } })
  const known = await findTable(deps.database.within(scopeOf(actor)), period)
  if (known && reason === null) throw problem('reason-missing', { extra: { field: 'reason' } })
  await deps.standings.refresh()
  const country = deps.standings.current()
  if (!country) throw problem('not-computed')
  const knownBy = now.getTime() - settledMs
  const asOf = { at: Math.min(endOfDay(quarter.to), knownBy), knownBy }
  const day = dayAt(asOf.at)
  const db = deps.database.within(scopeOf(actor))
  const ruleSet = ruleSetOn(await selectRuleSets(db), day)
  if (!ruleSet) throw problem('quarter-closed-to-publishing', { extra: { field: 'period' } })
  const obligations = await selectObligations(db, day)
  const exemptions = await selectExemptions(db, new Date(knownBy))
  const { register } = country.inputs
  const inputs = { ruleSet, obligations, exemptions, register }
  return await publishTable(deps, actor, { inputs, asOf, facts: country.facts }, reason)
}

/**
 * Publishes the quarter that `asOf.at` lies in. Another edition of the same quarter needs a reason that all can read; nothing that was
 * published changes. The act in the log has both hashes.
 */
export async function publishTable(
  deps: Pick<DirectivesDeps, 'database' | 'audit' | 'now'>,
  actor: Actor,
  given: { readonly inputs: Inputs; readonly asOf: AsOf; readonly facts: FactIndex },
  reason: string | null,
): Promise<PublishedTable> {
  requireEga(actor)
  const now = deps.now()
  const { inputs, asOf, facts } = given
  if (asOf.at > now.getTime() || asOf.knownBy > now.getTime())
    throw problem('days-in-past', { extra: { field: 'asOf' } })
  const period = quarterOf(dayAt(asOf.at)).id
  const { head, results, hash, publicHash } = await resultTable(period, inputs, asOf, facts)
  const rows = results.map((one) => ({ one, open: hasPublicReason(one.rule) }))
  return await deps.database.within(scopeOf(actor)).transact(async (db) => {
    const edition = ((await findTable(db, period))?.edition ?? 0) + 1
    if (edition > 1 && reason === null)
      throw problem('reason-missing', { extra: { field: 'reason' } })
    const shown = { ...head, edition, hash, publicHash, rows: rows.length, reason }
    const table = { ...shown, publishedAt: now }
    const { id: by, name } = actor.person
    if (!(await insertTable(db, table, { inputs, by, name }))) throw problem('busy')
    for (let position = 0; position < rows.length; position += rowsAtOnce)
      await insertResults(
        db,
        { period, edition, position },
        rows.slice(position, position + rowsAtOnce),
      )
    await deps.audit.record(db, actor, {
      action: 'directives.table-published',
      subject: { type: 'result-table', id: `${period}/${edition}` },
      institutions: [],
      detail: { hash, publicHash, ruleSet: head.ruleSet },
    })
    return { ...table, publisher: name }
  })
}
