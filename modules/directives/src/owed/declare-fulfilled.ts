import type { Fact } from '@mtandao/facts/contract'
import { scopeOf, type Actor } from '@mtandao/identity/contract'
import type { DirectivesDeps } from '../deps.ts'
import { requireOwnVoice } from '../keepers.ts'
import type { RuleName } from '../model.ts'
import { problem } from '../problems.ts'
import { dayAt } from '../quarter.ts'
import { getResult, type FoundWork } from './find-result.ts'
import { takeStatusStep } from './take-status-step.ts'
import { selectSteps } from './step-store.ts'
import { refusalOf } from './status-steps.ts'

/** What an institution may say of an obligation by this rule; everything else the machinery sees by itself. */
export const declaredBy: Partial<Readonly<Record<RuleName, 'obligation.evidence' | 'bus.joined'>>> =
  {
    'manual-evidence': 'obligation.evidence',
    'joined-govesb': 'bus.joined',
  }

export interface Fulfilment {
  readonly obligation: string
  readonly period?: string | undefined
  /** Since when it is so, `YYYY-MM-DD`. */
  readonly on: string
  readonly note?: string | undefined
  /** Hex SHA-256 of evidence that the institution has given. */
  readonly evidence: string | null
}

/**
 * The institution says that it fulfilled an obligation: a declared fact, and the work is submitted. Until somebody else verifies it the result
 * stays what was seen. The fact comes first: a crash between the two leaves one that the institution sees, and it submits by hand.
 * @throws Problem `directives.not-yours`, `directives.not-found`, `directives.seen-not-said`, `directives.day-ahead`, and those of `facts.declare`
 */
export async function declareFulfilled(
  deps: DirectivesDeps,
  actor: Actor,
  { on, note, evidence, ...asked }: Fulfilment,
): Promise<Fact> {
  requireOwnVoice(actor)
  const { institution } = actor
  const now = deps.now()
  const today = dayAt(now.getTime())
  if (on > today) throw problem('day-ahead', { extra: { field: 'on' } })
  const within = deps.database.within(scopeOf(actor))
  const { work, result } = await getResult(deps, within, { institution, ...asked })
  const said = sayingOf(work, note)
  const fact = await deps.facts.declare(actor, {
    ...said,
    observedAt: on === today ? now : new Date(`${on}T12:00:00+03:00`),
    evidence,
  })
  const [last] = await selectSteps(within, work)
  const refusal = refusalOf('submit', {
    latest: last?.status,
    result: result.result,
    voice: 'institution',
    isReporter: true,
  })
  if (!refusal) await takeStatusStep(deps, actor, { institution, ...asked, step: 'submit' })
  await deps.standings.refresh()
  return fact
}

function sayingOf({ institution, obligation, period, owed }: FoundWork, note: string | undefined) {
  const type = declaredBy[owed.rule]
  if (type === undefined) throw problem('seen-not-said')
  if (type === 'bus.joined')
    return { type, subject: { type: 'institution', id: institution }, value: { joined: true } }
  const id = [institution, obligation, ...(period === null ? [] : [period])].join('/')
  const value = { fulfilled: true, ...(note !== undefined && { note }) }
  return { type, subject: { type: 'obligation', id }, value }
}
