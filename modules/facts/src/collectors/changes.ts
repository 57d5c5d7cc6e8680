import { isDeepStrictEqual } from 'node:util'
import type { Fact, NewFact } from '../contract.ts'
import { seriesOf } from '../current-facts.ts'

/**
 * Of what was observed, what is worth a row: what nobody had seen, what is other than before, and what must be said again because half
 * of its time is over. So a country that stands still writes a row a fortnight for each series, and not one a minute.
 */
export function changesOf(
  current: Iterable<Fact>,
  observed: readonly NewFact[],
  now: Date,
): NewFact[] {
  const before = new Map(
    [...current]
      .filter(({ source }) => source !== 'declared')
      .map((fact) => [seriesOf(fact), fact] as const),
  )
  return observed.filter((fact) => {
    const known = before.get(seriesOf(fact))
    // An observation of before the last one is not news: the newer counts.
    if (known && fact.observedAt < known.observedAt) return false
    return (
      !known || !isDeepStrictEqual(known.value, fact.value) || isHalfOver(known, fact.source, now)
    )
  })
}

function isHalfOver(
  { observedAt, validUntil, source }: Fact,
  next: Fact['source'],
  now: Date,
): boolean {
  // What somebody verified of a machine's series stands until the machine sees something else.
  if (validUntil === null || source !== next) return false
  const half = (validUntil.getTime() - observedAt.getTime()) / 2
  return now.getTime() >= validUntil.getTime() - half
}
