import { holds, scopeOf, type Actor } from '@mtandao/identity/contract'
import type { FactView } from './contract.ts'
import type { FactsDeps } from './deps.ts'
import { selectTrail, type TrailRow } from './fact-store.ts'
import { hindranceOf, type Hindrance } from './keeping/independence.ts'
import { problem } from './problems.ts'
import { viewOf } from './read-facts.ts'

export interface TrailStep extends FactView {
  /** What was said when it was recorded; null to those it does not concern. */
  readonly remark: string | null
}

/** What is left to do with a fact, and for whom. */
export type Verifying = 'may' | 'done' | Hindrance
export type Correcting = 'may' | 'done' | 'machine' | 'not-yours'

export interface Trail {
  readonly fact: TrailStep
  /** With what it corrects and what has taken its place, oldest first. */
  readonly steps: readonly TrailStep[]
  /** `done`: another fact has taken its place, or it was never declared. */
  readonly verifying: Verifying
  readonly correcting: Correcting
}

/** A fact with its whole way. @throws Problem `facts.not-found` */
export async function readTrail(
  { database }: Pick<FactsDeps, 'database'>,
  actor: Actor | undefined,
  id: string,
): Promise<Trail> {
  const rows = await selectTrail(database.within(scopeOf(actor)), id)
  const at = rows.findIndex((row) => row.id === id)
  const row = rows[at]
  if (!row) throw problem('not-found')
  const steps = rows.map((one) => ({ ...viewOf(actor, one), remark: one.remark }))
  const fact = steps[at]
  if (!fact) throw new Error('invariant: every row is a step')
  const hindrance = hindranceFor(actor, row, rows.slice(0, at + 1))
  const verifying = row.source !== 'declared' || row.supersededBy !== null ? 'done' : hindrance
  return { fact, steps, verifying, correcting: correctingOf(actor, row, hindrance) }
}

function hindranceFor(
  actor: Actor | undefined,
  row: TrailRow,
  until: readonly TrailRow[],
): 'may' | Hindrance {
  if (!actor) return 'no-office'
  const reporters = until.flatMap(({ source, collector, byInstitution }) =>
    source === 'declared' && byInstitution !== null
      ? [{ person: collector, institution: byInstitution }]
      : [],
  )
  return hindranceOf(actor, row, reporters) ?? 'may'
}

function correctingOf(
  actor: Actor | undefined,
  { source, supersededBy, institution }: TrailRow,
  hindrance: 'may' | Hindrance,
): Correcting {
  if (source === 'machine') return 'machine'
  if (supersededBy !== null) return 'done'
  if (source === 'verified') return hindrance === 'may' ? 'may' : 'not-yours'
  const isOwn = actor?.institution === institution && holds(actor, 'ict-officer', 'head')
  return isOwn && !actor.suspended ? 'may' : 'not-yours'
}
