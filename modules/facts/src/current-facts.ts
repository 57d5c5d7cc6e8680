import type { Fact } from './contract.ts'

/**
 * What the facts say at a moment, from what was known by another: a pure fold, whatever order the facts come in.
 *
 * A series is a type about a subject, in one of two lanes: what was seen (`machine`, `verified`) and what was merely `declared`, which
 * never speaks over the other. In each lane the last observed counts; at the same moment the last recorded, then the greater id. What a
 * correction names is out, for as long as the correction is known; what is declared corrects nothing that was seen, and no correction
 * reaches into another series. One past its validity says nothing, and no older one speaks in its place.
 */
export function currentFacts(
  facts: Iterable<Fact>,
  { at, knownBy }: { readonly at: Date; readonly knownBy: Date },
): Fact[] {
  const known = [...facts].filter((fact) => fact.recordedAt <= knownBy)
  const corrected = new Set(
    known.flatMap((fact) =>
      fact.supersedes === null ? [] : [`${laneOf(fact)} ${seriesOf(fact)} ${fact.supersedes}`],
    ),
  )
  const last = new Map<string, Fact>()
  for (const fact of known) {
    if (fact.observedAt > at || isCorrected(fact, corrected)) continue
    const key = `${laneOf(fact)} ${seriesOf(fact)}`
    const rival = last.get(key)
    if (!rival || isLater(fact, rival)) last.set(key, fact)
  }
  return [...last.entries()]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([, fact]) => fact)
    .filter(({ validUntil }) => validUntil === null || validUntil > at)
}

/** The series of a fact, both lanes together. */
export function seriesOf({ subject, type }: Pick<Fact, 'subject' | 'type'>): string {
  return JSON.stringify([subject.type, subject.id, type])
}

function laneOf({ source }: Fact): 'seen' | 'declared' {
  return source === 'declared' ? 'declared' : 'seen'
}

function isCorrected(fact: Fact, corrected: ReadonlySet<string>): boolean {
  const by = laneOf(fact) === 'declared' ? ['seen', 'declared'] : ['seen']
  return by.some((lane) => corrected.has(`${lane} ${seriesOf(fact)} ${fact.id}`))
}

function isLater(left: Fact, right: Fact): boolean {
  const observed = left.observedAt.getTime() - right.observedAt.getTime()
  if (observed !== 0) return observed > 0
  const recorded = left.recordedAt.getTime() - right.recordedAt.getTime()
  return recorded === 0 ? left.id > right.id : recorded > 0
}
