import { randomUUID } from 'node:crypto'
import { scopeOf, type Actor } from '@mtandao/identity/contract'
import { z } from 'zod'
import type { DirectivesDeps } from '../deps.ts'
import { belongsTo, requireEga } from '../keepers.ts'
import { problem } from '../problems.ts'
import { dayAt, daysBetween } from '../quarter.ts'
import { day, id, words } from '../shapes.ts'
import { insertExemption } from './exemption-store.ts'
import { selectObligations } from './session-store.ts'

/** Three years: longer is not an exemption but another directive. */
const daysMax = 1_096

export const exemptionGrant = z.strictObject({
  obligation: id,
  institution: id,
  until: day,
  reason: words(2_000),
})

/**
 * From today until a day that must be said. What is met is shown as met all the same. Nobody exempts an institution of their own, and so
 * nobody exempts e-GA: who is above it issues the directive again.
 */
export async function grantExemption(
  deps: DirectivesDeps,
  actor: Actor,
  given: z.output<typeof exemptionGrant>,
): Promise<void> {
  requireEga(actor)
  if (belongsTo(actor, given.institution)) throw problem('not-yours')
  const now = deps.now()
  const from = dayAt(now.getTime())
  if (given.until < from || daysBetween(from, given.until) > daysMax)
    throw problem('days-in-past', { extra: { field: 'until' } })
  await deps.database.within(scopeOf(actor)).transact(async (db) => {
    const known = await selectObligations(db, from)
    if (!known.some((one) => one.id === given.obligation)) throw problem('not-found')
    await insertExemption(db, { ...given, id: randomUUID(), from, by: actor.person.id, at: now })
    await deps.audit.record(db, actor, {
      action: 'directives.exemption-granted',
      subject: { type: 'obligation', id: given.obligation },
      institutions: [given.institution],
      detail: { until: given.until },
    })
  })
}
