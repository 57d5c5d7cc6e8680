import { isPublicType, typeName } from '@mtandao/facts/contract'
import { code, facts, tag, type Say } from '@mtandao/ui'
import { h, type JSX } from 'preact'
import { cited } from '../issuing/common.ts'
import {
  ruleNames,
  type DatedSetting,
  type Obligation,
  type RuleName,
  type RuleSet,
} from '../model.ts'
import { messages as resultMessages } from '../messages.ts'
import { directiveHref, markTag, settingName } from '../parts.ts'
import { findRule } from '../rules/registry.ts'
import type { Rule } from '../rules/rule.ts'
import { ruleDecides, type Decision } from '../rules/rule-decides.ts'
import { ruleWords } from '../rules/rule-words.ts'
import { asItWillBe } from './compare-rule-sets.ts'
import { ruleMessages } from './messages.ts'

/** Every rule of a set in words, with its settings and what it decides. */
export function rulesInWords(
  say: Say,
  ruleSet: RuleSet,
  { day, obligations }: { readonly day: string; readonly obligations: readonly Obligation[] },
): JSX.Element[] {
  const used = Map.groupBy(obligations, ({ rule }) => rule)
  return ruleNames.map((name) =>
    ruleInWords(say, { name, ruleSet, day, used: used.get(name) ?? [] }),
  )
}

function ruleInWords(
  say: Say,
  asked: {
    readonly name: RuleName
    readonly ruleSet: RuleSet
    readonly day: string
    readonly used: readonly Obligation[]
  },
): JSX.Element {
  const { name, ruleSet, day, used } = asked
  const t = say.of(ruleMessages)
  const words = ruleWords[name]
  const version = ruleSet.rules[name]
  const rule = findRule(name, version)
  const id = `rule-${name}`
  return h(
    'article',
    { class: 'panel rule', 'aria-labelledby': id },
    h('h3', { id }, say.text(words.name), ' ', code(`${name}@${version}`)),
    h('p', null, say.text(words.asks)),
    rule ? settingsOf(say, rule, ruleSet.settings) : null,
    h(
      'details',
      null,
      h('summary', null, t('rule.decides')),
      rule ? decided(say, rule, { ruleSet, day }) : null,
      facts([
        [t('rule.looks-at'), say.text(words.looksAt)],
        [t('rule.reads'), rule ? readsOf(say, rule) : null],
        [t('rule.used'), usedBy(say, used)],
      ]),
    ),
  )
}

function readsOf(say: Say, { reads }: Rule): JSX.Element {
  const t = say.of(ruleMessages)
  return h(
    'span',
    null,
    ...reads.flatMap((type, at) => [
      at === 0 ? null : h('br', null),
      say.text(typeName(type)),
      ' ',
      code(type),
    ]),
    h('small', { class: 'soft block' }, t(reads.every(isPublicType) ? 'rule.open' : 'rule.closed')),
  )
}

function usedBy(say: Say, used: readonly Obligation[]): JSX.Element {
  if (used.length === 0) return h('span', { class: 'soft' }, say.of(ruleMessages)('rule.unused'))
  return h(
    'ul',
    { class: 'plain' },
    ...used.map(({ directive, title }) =>
      h('li', null, h('a', { href: directiveHref(directive) }, say.text(title))),
    ),
  )
}

function decided(
  say: Say,
  { name, version }: Rule,
  at: { readonly ruleSet: RuleSet; readonly day: string },
): JSX.Element[] {
  const t = say.of(ruleMessages)
  const decision = ruleDecides[`${name}@${version}`]
  if (!decision) return []
  const settings = asItWillBe(at.ruleSet, at.day).settings
  const fill = (text: string) =>
    text.replaceAll(/\{([a-z-]+)\}/g, (whole, setting: string) => {
      const one = settings.find(({ key }) => key === `${name}.${setting}`)
      return one ? String(one.value) : whole
    })
  const said = ({ sw, en }: { readonly sw: string; readonly en: string }) =>
    say.text({ sw: fill(sw), en: fill(en) })
  if (decision.over === 'institution')
    return [
      facts(
        decision.results.map(([result, when]) => [resultName(say, result), said(when)] as const),
      ),
    ]
  return [
    h('p', null, t('rule.systems')),
    facts(systemLines(decision).map(([key, when]) => [t(`rule.${key}`), said(when)] as const)),
    h('p', { class: 'soft' }, t('rule.together')),
  ]
}

function systemLines({ good, half, bad }: Extract<Decision, { over: 'systems' }>) {
  return [
    ['good', good] as const,
    ...(half ? [['half', half] as const] : []),
    ['bad', bad] as const,
  ]
}

function resultName(say: Say, result: Parameters<typeof markTag>[1]): string {
  return say.of(resultMessages)(`result.${result}`)
}

/** A number with where it comes from, and whether anybody has read the source. */
function settingsOf(say: Say, { name, settings }: Rule, all: readonly DatedSetting[]) {
  const t = say.of(ruleMessages)
  const rows = settings.flatMap((setting) => all.filter(({ key }) => key === `${name}.${setting}`))
  if (rows.length === 0) return null
  return h(
    'dl',
    { class: 'facts settings' },
    ...rows.map((one) =>
      h(
        'div',
        null,
        h('dt', null, settingName(say, one.key)),
        h(
          'dd',
          null,
          h('b', null, say.number(one.value)),
          ' ',
          verifiedTag(say, one.verified),
          h(
            'small',
            { class: 'soft block' },
            t('setting.since', { day: say.date(one.from) }),
            ' ',
            t(`basis.${one.basis}`),
            h('br', null),
            cited(say, one.citation),
          ),
        ),
      ),
    ),
  )
}

function verifiedTag(say: Say, verified: boolean): JSX.Element {
  const t = say.of(ruleMessages)
  return tag(verified ? 'good' : 'open', t(verified ? 'setting.verified' : 'setting.unverified'))
}
