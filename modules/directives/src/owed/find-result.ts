import type { Db } from '@mtandao/pg'
import type { DirectivesDeps } from '../deps.ts'
import { selectObligations } from '../keeping/session-store.ts'
import type { Assessment, Obligation } from '../model.ts'
import { problem } from '../problems.ts'
import { dayAt, getQuarter, quarterNamed, quarterOf } from '../quarter.ts'
import { findOwed } from './owed-store.ts'
import { resultsOfQuarter } from './quarter-results.ts'
import type { Work } from './step-store.ts'

export interface ResultAsked {
  readonly institution: string
  readonly obligation: string
  /** Undefined: the present quarter, where it recurs. */
  readonly period?: string | undefined
}

export interface FoundWork extends Work {
  readonly owed: Obligation
  /** The quarter is over. */
  readonly isPast: boolean
}

/** @throws Problem `directives.not-found`: no such obligation, or none of that quarter */
export async function getWork(
  { now }: Pick<DirectivesDeps, 'now'>,
  db: Db,
  { institution, obligation, period }: ResultAsked,
): Promise<FoundWork> {
  const today = dayAt(now().getTime())
  const owed = (await selectObligations(db, today)).find(({ id }) => id === obligation)
  if (!owed) throw problem('not-found')
  if (owed.due.type !== 'every-quarter') {
    if (period !== undefined) throw problem('not-found')
    return { institution, obligation, owed, period: null, isPast: false }
  }
  const present = quarterOf(today)
  const asked = period === undefined ? present : quarterNamed(period)
  // An id that no quarter has, one that has not begun, one before anything was owed.
  if (!asked || asked.from > today || asked.to < owed.due.from) throw problem('not-found')
  return { institution, obligation, owed, period: asked.id, isPast: asked.id !== present.id }
}

/** The result for who may see all of it: as written in their scope; of a quarter that is over, as facts tell now. */
export async function findResult(
  { standings }: Pick<DirectivesDeps, 'standings'>,
  db: Db,
  work: FoundWork,
): Promise<Assessment | undefined> {
  const { institution, obligation, period, isPast } = work
  if (!isPast) return await findOwed(db, { institution, obligation }, period ?? '')
  const country = standings.current()
  if (!country || period === null) return undefined
  const then = resultsOfQuarter(country, institution, getQuarter(period))
  return then.find((one) => one.obligation === obligation)
}

/** The same; who does something about a result must owe it. @throws Problem `directives.not-found` */
export async function getResult(
  deps: Pick<DirectivesDeps, 'standings' | 'now'>,
  db: Db,
  asked: ResultAsked,
): Promise<{ readonly work: FoundWork; readonly result: Assessment }> {
  const work = await getWork(deps, db, asked)
  const result = await findResult(deps, db, work)
  if (!result) throw problem('not-found')
  return { work, result }
}
