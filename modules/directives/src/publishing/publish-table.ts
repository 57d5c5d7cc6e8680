import { scopeOf, type Actor } from '@mtandao/identity/contract'
import type { DirectivesDeps } from '../deps.ts'
import type { Inputs } from '../engine/assess.ts'
import type { FactIndex } from '../engine/fact-index.ts'
import { requireEga } from '../keepers.ts'
import type { AsOf } from '../model.ts'
import { problem } from '../problems.ts'
import { dayAt, quarterOf } from '../quarter.ts'
import { resultTable } from './result-table.ts'
import { findTable, insertTable } from './table-store.ts'

/**
 * Publishes the quarter that `asOf.at` lies in. Another edition of the same quarter needs a reason that all can read; nothing that was
 * published changes. @returns its hash
 */
export async function publishTable(
  deps: DirectivesDeps,
  actor: Actor,
  made: { readonly inputs: Inputs; readonly asOf: AsOf; readonly facts: FactIndex },
  reason: string | null,
): Promise<string> {
  requireEga(actor)
  const now = deps.now()
  if (made.asOf.at > now.getTime() || made.asOf.knownBy > now.getTime())
    throw problem('days-in-past', { extra: { field: 'asOf' } })
  const period = quarterOf(dayAt(made.asOf.at)).id
  const { table, hash } = resultTable(period, made.inputs, made.asOf, made.facts)
  await deps.database.within(scopeOf(actor)).transact(async (db) => {
    const edition = ((await findTable(db, period))?.edition ?? 0) + 1
    if (edition > 1 && reason === null)
      throw problem('reason-missing', { extra: { field: 'reason' } })
    await insertTable(db, { edition, table, inputs: made.inputs, hash }, { at: now, reason })
    await deps.audit.record(db, actor, {
      action: 'directives.table-published',
      subject: { type: 'result-table', id: `${period}/${edition}` },
      institutions: [],
      detail: { hash, ruleSet: table.ruleSet },
    })
  })
  return hash
}
