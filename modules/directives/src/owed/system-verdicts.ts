import { assessorOf } from '../engine/assess.ts'
import type { Assessment, Result, RuleName } from '../model.ts'
import type { CountryNow } from '../standing/standings.ts'

/** What the rule of an obligation says of one system by itself. */
export interface SystemVerdict {
  readonly system: string
  readonly result: Result
  /** Of the fact it rests on, milliseconds since 1970; null: there is none. */
  readonly observedAt: number | null
}

/** Rules that ask the same of every system of an institution. */
const eachSystem: ReadonlySet<RuleName> = new Set([
  'registered-systems',
  'hosting-approved',
  'recovery-site-and-drill',
  'security-assessment-age',
  'source-ownership',
  'sustainable-systems',
  'key-rotation',
])

/**
 * Which of the institution's systems keep it from being met: the rule is asked about each as if it were the only one. What does not concern a
 * system is left out. Nothing for rules about the institution as a whole.
 */
export function systemVerdicts(
  { inputs, facts, asOf }: CountryNow,
  { institution, obligation }: Pick<Assessment, 'institution' | 'obligation'>,
): SystemVerdict[] {
  const owed = inputs.obligations.find(({ id }) => id === obligation)
  const seen = inputs.register.institutions.find(({ id }) => id === institution)
  if (!owed || !seen || !eachSystem.has(owed.rule)) return []
  // Whether it owes was decided of the whole; one system alone might not fit the predicate.
  const everybody = { ...owed, addressee: { type: 'institutions', which: { is: 'all' } } } as const
  const assessor = assessorOf({ ...inputs, obligations: [everybody], exemptions: [] }, asOf, facts)
  return seen.systems.flatMap((system) =>
    assessor({ ...seen, systems: [system] })
      .filter(({ result }) => result !== 'not-applicable')
      .map(({ result, facts: used }) => ({
        system: system.id,
        result,
        observedAt: used[0]?.observedAt ?? null,
      })),
  )
}
