import type { SeenFact } from '../engine/fact-index.ts'
import type { SystemSeen } from '../model.ts'
import { reason, type Case, type Verdict } from './rule.ts'

/** What one system's fact says; undefined: it says nothing. */
export type Judge = (fact: SeenFact, system: SystemSeen) => 'good' | 'half' | 'bad' | undefined

interface Codes {
  /** Code of the answer; `-met`, `-partly`, `-not-met`, `-unknown` is added. */
  readonly about: string
  readonly change: string
}

/**
 * One result over all systems that the register gives the institution. A system without a fact keeps the whole from being met, and is never
 * counted as bad: all good → met; something bad beside something good → partly; only bad → not met; good and silent → unknown.
 */
export function overSystems(
  asked: Case,
  type: string,
  judge: Judge,
  { about, change }: Codes,
): Verdict {
  const systems = asked.institution.systems
  if (systems.length === 0)
    return { result: 'not-applicable', why: reason('no-systems'), change: null, facts: [] }
  const count = { good: 0, half: 0, bad: 0, silent: 0 }
  const facts: SeenFact[] = []
  for (const system of systems) {
    const fact = asked.facts.current('system', system.id, type, 'seen')
    const said = fact && judge(fact, system)
    count[said ?? 'silent'] += 1
    if (fact && said) facts.push(fact)
  }
  const result = together(count)
  return {
    result,
    why: reason(`${about}-${result}`, { ...count, systems: systems.length }),
    change: result === 'met' ? null : reason(change, { missing: systems.length - count.good }),
    facts,
  }
}

function together(count: {
  readonly good: number
  readonly half: number
  readonly bad: number
  readonly silent: number
}): Exclude<Verdict['result'], 'not-applicable'> {
  if (count.bad > 0) return count.good + count.half > 0 ? 'partly' : 'not-met'
  if (count.silent > 0) return 'unknown'
  return count.half > 0 ? 'partly' : 'met'
}
