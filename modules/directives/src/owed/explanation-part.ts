import { typeName } from '@mtandao/facts/contract'
import { facts, moment, section, table, tag, type Say } from '@mtandao/ui'
import { h, type ComponentChildren, type JSX } from 'preact'
import { cited } from '../issuing/common.ts'
import { messages as shared } from '../messages.ts'
import type { DatedSetting, FactUsed, RuleSet } from '../model.ts'
import {
  directiveHref,
  dueWords,
  lateWords,
  quarterWords,
  reasonText,
  resultTag,
  settingName,
} from '../parts.ts'
import { ruleWords } from '../rules/rule-words.ts'
import { messages } from './messages.ts'
import type { ResultSeen, SystemSeenOf } from './see-result.ts'
import { workTag } from './work-part.ts'

/** Why a result is what it is: the same for the institution, for e-GA and, as far as it is public, for everybody. */

export function presentFacts(say: Say, seen: ResultSeen): JSX.Element {
  const t = say.of(messages)
  const { result, work, directive, status } = seen
  const { owed, period } = work
  return facts([
    [t('fact.result'), result ? resultTag(say, result) : say.of(shared)('not-yet')],
    [t('fact.work'), workTag(say, status)],
    [t('fact.late'), result && lateWords(say, result.daysLate)],
    [t('fact.due'), dueOf(say, seen)],
    [t('fact.quarter'), period === null ? null : quarterWords(say, period)],
    [
      t('fact.directive'),
      h(
        'a',
        { href: directiveHref(owed.directive) },
        directive ? say.text(directive.title) : say.data(owed.directive),
      ),
    ],
    [t('fact.source'), sourceOf(say, owed)],
  ])
}

/** Where a duty or a number comes from, marked where nobody has read the source itself. */
function sourceOf(
  say: Say,
  { citation, verified }: { readonly citation: string; readonly verified: boolean },
): JSX.Element {
  return h('span', null, cited(say, citation), verified ? null : [' ', unverified(say)])
}

export function unverified(say: Say): ComponentChildren {
  const t = say.of(messages)
  return [tag('open', t('unverified')), h('span', { class: 'unseen' }, ' ', t('unverified.why'))]
}

export function explanation(say: Say, seen: ResultSeen): JSX.Element | null {
  const { result, ruleSet, systems, work } = seen
  if (!result) return null
  const t = say.of(messages)
  const { why, change } = result
  return section(
    'why',
    t('why.title'),
    why === null
      ? h('p', { class: 'soft' }, say.of(shared)('reason.hidden'))
      : h('p', { class: 'lead' }, reasonText(say, why)),
    change === null
      ? null
      : h('p', null, h('b', null, t('why.change')), ' ', reasonText(say, change)),
    why === null ? null : factsTable(say, seen, result.facts),
    systems.length === 0 ? null : systemsTable(say, systems),
    ruleFacts(say, seen),
    ruleSet ? settingsTable(say, ruleSet, work.owed.rule, result.rule) : null,
  )
}

function ruleFacts(say: Say, { result, ruleSet, work }: ResultSeen): JSX.Element {
  const t = say.of(messages)
  const words = ruleWords[work.owed.rule]
  const version = result?.rule.split('@')[1] ?? ''
  return facts([
    [
      t('why.rule'),
      h(
        'span',
        null,
        h(
          'a',
          { href: `/rules#${work.owed.rule}` },
          t('why.version', { name: words.name[say.htmlLang], version }),
        ),
        h('small', { class: 'soft block' }, say.text(words.asks)),
        ruleSet
          ? h(
              'small',
              { class: 'soft block' },
              t('why.rule-set', {
                version: String(ruleSet.version),
                day: say.date(ruleSet.effectiveFrom),
              }),
            )
          : null,
      ),
    ],
    [t('why.looks-at'), say.text(words.looksAt)],
  ])
}

function settingsTable(
  say: Say,
  { settings }: RuleSet,
  rule: string,
  label: string,
): JSX.Element | null {
  const t = say.of(messages)
  const rows = settings.filter(({ key }) => key.startsWith(`${rule}.`))
  if (rows.length === 0) return null
  return table<DatedSetting>({
    caption: t('settings.title'),
    rows,
    empty: say.data(label),
    columns: [
      { label: t('settings.name'), cell: ({ key }) => settingName(say, key) },
      { label: t('settings.value'), cell: ({ value }) => say.number(value), number: true },
      { label: t('settings.basis'), cell: ({ basis }) => t(`basis.${basis}`) },
      { label: t('settings.since'), cell: ({ from }) => say.date(from) },
      { label: t('settings.source'), cell: (one) => sourceOf(say, one) },
    ],
  })
}

/** Of what recurs: the day of this quarter, and that it recurs. */
function dueOf(say: Say, { result, work }: ResultSeen): ComponentChildren {
  const words = dueWords(say, work.owed.due)
  if (work.period === null || !result) return words
  return [say.date(result.dueOn), h('small', { class: 'soft block' }, words)]
}

/** By name, where it is this institution, one of its systems or this obligation. */
function aboutOf(
  say: Say,
  { work, institutionName, systems }: ResultSeen,
  subject: string,
): JSX.Element | string {
  const at = subject.indexOf(':')
  const [type, id] = [subject.slice(0, at), subject.slice(at + 1)]
  if (type === 'obligation') return say.text(work.owed.title)
  if (type === 'institution' && id === work.institution) return say.text(institutionName)
  const name = systems.find(({ system }) => system === id)?.name
  if (type !== 'system' || !name) return h('code', null, id)
  return h('a', { href: `/systems/${encodeURIComponent(id)}` }, say.text(name))
}

function factsTable(say: Say, seen: ResultSeen, used: readonly FactUsed[]): JSX.Element {
  const t = say.of(messages)
  return table<FactUsed>({
    caption: t('facts.title'),
    rows: used,
    empty: t('facts.none'),
    columns: [
      {
        label: t('facts.type'),
        cell: ({ id, type }) =>
          h('a', { href: `/facts/${encodeURIComponent(id)}` }, say.text(typeName(type))),
      },
      {
        label: t('facts.about'),
        cell: ({ subject }) => aboutOf(say, seen, subject),
      },
      {
        label: t('facts.observed'),
        cell: ({ observedAt }) => moment(say, new Date(observedAt), 'shortDateTime'),
      },
      { label: t('facts.source'), cell: ({ source }) => t(`source.${source}`) },
    ],
  })
}

function systemsTable(say: Say, systems: readonly SystemSeenOf[]): JSX.Element {
  const t = say.of(messages)
  return table<SystemSeenOf>({
    caption: t('systems.title'),
    rows: systems,
    empty: null,
    columns: [
      {
        label: t('systems.name'),
        cell: ({ system, name }) =>
          h(
            'a',
            { href: `/systems/${encodeURIComponent(system)}` },
            name ? say.text(name) : say.data(system),
          ),
      },
      { label: t('fact.result'), cell: (one) => resultTag(say, one) },
      {
        label: t('facts.observed'),
        cell: ({ observedAt }) =>
          observedAt === null
            ? t('systems.no-fact')
            : moment(say, new Date(observedAt), 'shortDateTime'),
      },
    ],
  })
}
