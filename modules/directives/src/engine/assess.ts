import { centralGovernment, owes } from '../addressees.ts'
import type {
  AsOf,
  Assessment,
  DatedSetting,
  Exemption,
  FactUsed,
  InstitutionSeen,
  Obligation,
  RegisterView,
  RuleSet,
} from '../model.ts'
import { dayAt, daysBetween, quarterOf, type Quarter } from '../quarter.ts'
import { getRule } from '../rules/registry.ts'
import type { Rule, Verdict } from '../rules/rule.ts'
import type { FactIndex } from './fact-index.ts'

/** Everything that results are made of, but the facts. */
export interface Inputs {
  readonly ruleSet: RuleSet
  readonly obligations: readonly Obligation[]
  readonly exemptions: readonly Exemption[]
  readonly register: RegisterView
}

const factsShownMax = 20

/** What every addressee's every obligation comes to. Pure: the same inputs and the same facts give the same, in whatever order they came. */
export function assess(inputs: Inputs, asOf: AsOf, facts: FactIndex): Assessment[] {
  return everyone(inputs).flatMap(assessorOf(inputs, asOf, facts))
}

/** Who may owe: the institutions of the register, and the Government as a whole. */
export function everyone({ register }: Inputs): readonly InstitutionSeen[] {
  return [...register.institutions, { id: centralGovernment, kind: null, systems: [] }]
}

interface Prepared {
  readonly obligation: Obligation
  readonly rule: Rule
  readonly label: string
  readonly period: string | null
  readonly dueOn: string
  readonly setting: (name: string) => number
}

/** Prepared once for many institutions: what each of them comes to. */
export function assessorOf(
  inputs: Inputs,
  asOf: AsOf,
  facts: FactIndex,
  quarter: Quarter = quarterOf(dayAt(asOf.at)),
) {
  const { ruleSet } = inputs
  const day = dayAt(asOf.at)
  const view = facts.asOf(asOf)
  const exempt = exemptionsOn(inputs.exemptions, day)
  const prepared = inputs.obligations
    .map((obligation) => prepare(obligation, ruleSet, day, quarter))
    .filter((one) => one !== undefined)
  return (institution: InstitutionSeen): Assessment[] => {
    const made: Assessment[] = []
    for (const one of prepared) {
      if (!owes(one.obligation.addressee, institution)) continue
      const until = exempt.get(`${one.obligation.id}/${institution.id}`)
      const verdict = one.rule.judge({
        institution,
        obligation: one.obligation,
        period: one.period,
        at: asOf.at,
        facts: view,
        setting: one.setting,
      })
      made.push(assessmentOf(one, ruleSet, institution.id, { day, verdict, until }))
    }
    return made
  }
}

/** Undefined: nothing is owed yet on that day. */
function prepare(
  obligation: Obligation,
  ruleSet: RuleSet,
  day: string,
  quarter: Quarter,
): Prepared | undefined {
  const { due } = obligation
  const rule = getRule(ruleSet, obligation.rule)
  const label = `${rule.name}@${rule.version}`
  const settings = new Map(
    rule.settings.map((name) => [name, settingOn(ruleSet.settings, `${rule.name}.${name}`, day)]),
  )
  const setting = (name: string): number => {
    const value = settings.get(name)
    if (value === undefined) throw new Error(`invariant: ${label} has no setting ${name}`)
    return value
  }
  const common = { obligation, rule, label, setting }
  if (due.type !== 'every-quarter') return { ...common, period: null, dueOn: due.day }
  if (day < due.from || quarter.to < due.from) return undefined
  return { ...common, period: quarter.id, dueOn: quarter.to }
}

/** The value in force on a day; before the first, the first. */
function settingOn(
  settings: readonly DatedSetting[],
  key: string,
  day: string,
): number | undefined {
  const dated = settings
    .filter((one) => one.key === key)
    .toSorted((a, b) => (a.from < b.from ? -1 : 1))
  return (dated.findLast(({ from }) => from <= day) ?? dated[0])?.value
}

function exemptionsOn(exemptions: readonly Exemption[], day: string): ReadonlyMap<string, string> {
  const until = new Map<string, string>()
  for (const one of exemptions) {
    if (one.from > day || one.until < day) continue
    const key = `${one.obligation}/${one.institution}`
    const known = until.get(key)
    if (known === undefined || known < one.until) until.set(key, one.until)
  }
  return until
}

function assessmentOf(
  { obligation, label, period, dueOn }: Prepared,
  ruleSet: RuleSet,
  institution: string,
  found: { readonly day: string; readonly verdict: Verdict; readonly until: string | undefined },
): Assessment {
  const { day, verdict, until } = found
  const exempt = until !== undefined && verdict.result !== 'met'
  const settled = exempt || verdict.result === 'met' || verdict.result === 'not-applicable'
  return {
    obligation: obligation.id,
    directive: obligation.directive,
    institution,
    period,
    dueOn,
    daysLate: settled ? 0 : Math.max(0, daysBetween(dueOn, day)),
    result: exempt ? 'exempt' : verdict.result,
    exemptUntil: exempt ? until : null,
    rule: label,
    ruleSet: ruleSet.version,
    why: verdict.why,
    change: verdict.change,
    facts: shown(verdict),
  }
}

function shown({ facts }: Verdict): FactUsed[] {
  const used = facts.map(({ id, type, subject, observedAt, source }) => ({
    id,
    type,
    subject,
    observedAt,
    source,
  }))
  if (used.length > 1) used.sort((a, b) => (a.id < b.id ? -1 : 1))
  return used.length > factsShownMax ? used.slice(0, factsShownMax) : used
}
