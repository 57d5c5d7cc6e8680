import { assessorOf, everyone } from '../engine/assess.ts'
import type { Assessment } from '../model.ts'
import type { Quarter } from '../quarter.ts'
import type { CountryNow } from '../standing/standings.ts'

/**
 * What one institution owed by the end of a quarter that is over, as facts tell now: evidence that came late settles it. An exemption that held
 * on the last day of it counts. Reminders ask in the same way.
 */
export function resultsOfQuarter(
  { inputs, facts, asOf }: CountryNow,
  institution: string,
  quarter: Quarter,
): Assessment[] {
  const seen = everyone(inputs).find(({ id }) => id === institution)
  if (!seen) return []
  const recurring = {
    ...inputs,
    obligations: inputs.obligations.filter(({ due }) => due.type === 'every-quarter'),
  }
  const end = Date.parse(`${quarter.to}T23:59:59+03:00`)
  const then = assessorOf(recurring, { at: end, knownBy: asOf.knownBy }, facts, quarter)(seen)
  const exempt = new Map(then.map((one) => [one.obligation, one.exemptUntil]))
  return assessorOf(
    { ...recurring, exemptions: [] },
    asOf,
    facts,
    quarter,
  )(seen).map((one) => {
    const until = exempt.get(one.obligation) ?? null
    return until === null || one.result === 'met' || one.result === 'not-applicable'
      ? one
      : { ...one, result: 'exempt', exemptUntil: until, daysLate: 0 }
  })
}
