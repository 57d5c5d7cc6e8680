import type { FormState } from '@mtandao/ui'
import { z } from 'zod'
import { ruleNames, type DatedSetting, type RuleName, type RuleSet } from '../model.ts'
import { problem } from '../problems.ts'
import { findRule, rules } from '../rules/registry.ts'
import { day, line } from '../shapes.ts'
import type { NewRuleSet } from './publish-rule-set.ts'

/** The next version of a rule set as a form: what is typed, and what it makes of the version before. Pure. */

export const bases = ['practice', 'product', 'statute'] as const

/** `{rule}.{name}` of every setting that some version of a rule has. */
const settingKeys: readonly string[] = [
  ...new Set(rules.flatMap(({ name, settings }) => settings.map((one) => `${name}.${one}`))),
]

/** Versions of a rule that there is code for. */
export function versionsOf(name: RuleName): readonly number[] {
  return rules.filter((rule) => rule.name === name).map(({ version }) => version)
}

export function keysOf(name: RuleName): readonly string[] {
  return settingKeys.filter((key) => key.startsWith(`${name}.`))
}

const number = z
  .string()
  .trim()
  .refine((text) => /^\d{1,6}(\.\d{1,3})?$/.test(text), {
    params: { text: { sw: 'Andika namba, mfano 30', en: 'Write a number, such as 30' } },
    abort: true,
  })
  .transform(Number)

/** The fields of one setting are `value.{key}`, `from.{key}` and so on. */
const settingFields = {
  value: number.pipe(z.number().min(0).max(100_000)),
  /** Empty: as before, or where the value is another, the day the version takes effect. */
  from: z.union([z.literal(''), day]).optional(),
  basis: z.enum(bases),
  citation: line(500),
  verified: z.literal('yes').optional(),
} as const
type Part = keyof typeof settingFields

const ofSettings: Record<string, z.ZodType> = Object.fromEntries(
  settingKeys.flatMap((key) =>
    Object.entries(settingFields).map(([part, shape]) => [`${part}.${key}`, shape]),
  ),
)
const ofRules: Record<string, z.ZodType> = Object.fromEntries(
  ruleNames.map((name) => [`rule.${name}`, number.pipe(z.int().min(1).max(1_000))]),
)

export const draftFields = z.strictObject({
  step: z.enum(['preview', 'publish']).optional(),
  version: number.pipe(z.int().min(1).max(100_000)),
  /** Hex SHA-256 of the draft whose effect was shown; '' before the first. */
  shown: z.string().max(64).optional(),
  effectiveFrom: day,
  ...ofRules,
  ...ofSettings,
})
export type DraftFields = z.output<typeof draftFields>

/** The form before anybody typed: the version published last. */
export function startOf(last: RuleSet, effectiveFrom: string): FormState['values'] {
  const values: Record<string, string> = {
    version: String(last.version + 1),
    shown: '',
    effectiveFrom,
  }
  for (const name of ruleNames) values[`rule.${name}`] = String(last.rules[name])
  for (const key of settingKeys) {
    const one = latestOf(last.settings, key)
    if (!one) continue
    values[`value.${key}`] = String(one.value)
    values[`from.${key}`] = ''
    values[`basis.${key}`] = one.basis
    values[`citation.${key}`] = one.citation
    values[`verified.${key}`] = one.verified ? 'yes' : ''
  }
  return values
}

/**
 * What was typed, upon the version published last. A value with a later day stands beside the earlier ones; with the same day it takes the
 * place of the last.
 * @throws Problem `directives.days-in-past` where a value begins before the one before it
 */
export function draftOf(last: RuleSet, fields: DraftFields): NewRuleSet {
  const typed = fields as unknown as Readonly<Record<string, unknown>>
  const versions = ruleNames.map((name) => [name, Number(typed[`rule.${name}`])] as const)
  const used = new Set(
    versions.flatMap(([name, version]) =>
      (findRule(name, version)?.settings ?? []).map((one) => `${name}.${one}`),
    ),
  )
  const settings: DatedSetting[] = []
  for (const key of settingKeys) {
    if (!used.has(key)) continue
    const before = last.settings.filter((other) => other.key === key)
    const latest = latestOf(before, key)
    const one = settingOf(key, typed, { latest, effectiveFrom: fields.effectiveFrom })
    if (latest && one.from < latest.from)
      throw problem('days-in-past', {
        extra: { field: typed[`from.${key}`] ? `from.${key}` : 'effectiveFrom' },
      })
    settings.push(...before.filter(({ from }) => from !== one.from), one)
  }
  return {
    version: fields.version,
    effectiveFrom: fields.effectiveFrom,
    rules: Object.fromEntries(versions) as NewRuleSet['rules'],
    settings,
  }
}

/** The schema has made sure of each part. */
function settingOf(
  key: string,
  typed: Readonly<Record<string, unknown>>,
  known: { readonly latest: DatedSetting | undefined; readonly effectiveFrom: string },
): DatedSetting {
  const part = <Name extends Part>(name: Name) =>
    typed[`${name}.${key}`] as z.output<(typeof settingFields)[Name]>
  const value = part('value')
  const isSame = known.latest?.value === value
  return {
    key,
    value,
    from: part('from') || (isSame && known.latest ? known.latest.from : known.effectiveFrom),
    basis: part('basis'),
    citation: part('citation'),
    verified: part('verified') === 'yes',
  }
}

/** The value of a setting that begins last. */
export function latestOf(settings: readonly DatedSetting[], key: string): DatedSetting | undefined {
  return settings
    .filter((one) => one.key === key)
    .reduce<DatedSetting | undefined>(
      (last, one) => (last && last.from > one.from ? last : one),
      undefined,
    )
}

export type RuleSetChange =
  | { readonly type: 'rule'; readonly rule: RuleName; readonly from: number; readonly to: number }
  | {
      readonly type: 'value'
      readonly key: string
      /** Null: there was no such setting. */
      readonly from: number | null
      readonly to: number
      readonly day: string
    }
  | { readonly type: 'source'; readonly key: string }

/** What one version has otherwise than the one before it. */
export function changesBetween(before: RuleSet, after: RuleSet): readonly RuleSetChange[] {
  const ofVersions = ruleNames.flatMap((rule): RuleSetChange[] => {
    const [from, to] = [before.rules[rule], after.rules[rule]]
    return from === to ? [] : [{ type: 'rule', rule, from, to }]
  })
  const ofValues = after.settings.flatMap((one): RuleSetChange[] => {
    const known = before.settings.find(({ key, from }) => key === one.key && from === one.from)
    if (known?.value === one.value) {
      const { basis, citation, verified } = known
      const same = basis === one.basis && citation === one.citation && verified === one.verified
      return same ? [] : [{ type: 'source', key: one.key }]
    }
    const from = (known ?? latestOf(before.settings, one.key))?.value ?? null
    return [{ type: 'value', key: one.key, from, to: one.value, day: one.from }]
  })
  return [...ofVersions, ...ofValues]
}
