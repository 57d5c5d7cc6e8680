import { randomUUID } from 'node:crypto'
import { EGA, holds, scopeOf, type Actor } from '@mtandao/identity/contract'
import type { DirectivesDeps } from '../deps.ts'
import { belongsTo } from '../keepers.ts'
import { problem } from '../problems.ts'
import { getResult, type ResultAsked } from './find-result.ts'
import { refusalOf, steps, type StepName, type Voice } from './status-steps.ts'
import { insertStep, lockWork, selectSteps, type StatusStep } from './step-store.ts'

export interface StepWanted extends ResultAsked {
  readonly step: StepName
  /** Why; must be said when work is sent back. */
  readonly words?: string | undefined
}

/** For whom the actor may speak about the work of this institution. For e-GA's own work its officers speak as e-GA. */
export function voiceOf(actor: Actor, institution: string, step: StepName): Voice | undefined {
  if (actor.suspended) return undefined
  const { by } = steps[step]
  const may =
    by === 'ega'
      ? actor.institution === EGA && holds(actor, 'ega-officer')
      : actor.institution === institution && holds(actor, 'head', 'ict-officer')
  return may ? by : undefined
}

/** Whoever submitted, and whoever is appointed in the institution under another hat. e-GA's officers review each other's. */
export function isReporter(
  actor: Actor,
  institution: string,
  taken: readonly StatusStep[],
): boolean {
  const submitted = taken.find(({ status }) => status === 'submitted')
  if (submitted?.by === actor.person.id) return true
  if (institution === EGA) return false
  return belongsTo(actor, institution)
}

/**
 * Moves the work on by one step. Two at once: the second finds the work moved, and is refused.
 * @throws Problem `directives.not-yours`, `directives.not-found`, `directives.step-not-now`, `directives.reporter-closes`,
 * `directives.not-met-yet`, `directives.words-missing`
 */
export async function takeStatusStep(
  deps: DirectivesDeps,
  actor: Actor,
  { step, words, ...asked }: StepWanted,
): Promise<void> {
  const voice = voiceOf(actor, asked.institution, step)
  if (!voice) throw problem('not-yours')
  if (steps[step].needsWords && words === undefined)
    throw problem('words-missing', { extra: { field: 'words' } })
  await deps.database.within(scopeOf(actor)).transact(async (db) => {
    const { work, result } = await getResult(deps, db, asked)
    await lockWork(db, work)
    const taken = await selectSteps(db, work)
    const refusal = refusalOf(step, {
      latest: taken[0]?.status,
      result: result.result,
      voice,
      isReporter: isReporter(actor, work.institution, taken),
    })
    if (refusal) throw problem(refusal === 'step-not-yours' ? 'not-yours' : refusal)
    const { institution, obligation, period } = work
    const status = steps[step].to
    const row = { institution, obligation, period, status, words: words ?? null }
    await insertStep(db, { ...row, id: randomUUID(), by: actor.person.id, at: deps.now() })
    await deps.audit.record(db, actor, {
      action: 'directives.work-moved',
      subject: { type: 'obligation', id: obligation },
      institutions: [institution],
      detail: { step, status, period, ...(words !== undefined && { words }) },
    })
  })
}
