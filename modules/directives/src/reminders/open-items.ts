import { assessQuarter, type Inputs } from '../engine/assess.ts'
import type { FactIndex } from '../engine/fact-index.ts'
import type { Assessment } from '../model.ts'
import { dayAt, quarterOf } from '../quarter.ts'
import { addDays, type OwedItem } from './schedule.ts'

/** What is owed now, as reminding sees it. @param closed `institution|obligation|period` */
export function itemsOf(
  results: Iterable<readonly Assessment[]>,
  closed: ReadonlySet<string>,
): OwedItem[] {
  return [...results].flatMap((assessments) =>
    assessments.map(({ institution, obligation, period, dueOn, result }) => ({
      institution,
      obligation,
      period,
      dueOn,
      result,
      closed: closed.has(`${institution}|${obligation}|${period ?? ''}`),
    })),
  )
}

/**
 * What recurs is owed again each quarter, and the engine speaks of the present one: what was owed by the end of the quarter before is
 * asked for until this one ends. Evidence that came late settles it, and so does an exemption that held on its last day.
 */
export function lastQuarter(inputs: Inputs, facts: FactIndex, now: number): Assessment[] {
  const { from } = quarterOf(dayAt(now))
  const quarter = quarterOf(addDays(from, -1))
  const exempt = new Set(
    inputs.exemptions
      .filter((one) => one.from <= quarter.to && one.until >= quarter.to)
      .map(({ institution, obligation }) => `${institution}|${obligation}`),
  )
  const made = assessQuarter(inputs, { at: now, knownBy: now }, facts, quarter)
  return made.filter(({ institution, obligation }) => !exempt.has(`${institution}|${obligation}`))
}
