import { scopeOf } from '@mtandao/identity/contract'
import {
  actionLink,
  back,
  code,
  facts,
  moment,
  section,
  table,
  tag,
  type Page,
  type Say,
} from '@mtandao/ui'
import { h, type JSX } from 'preact'
import { z } from 'zod'
import type { DirectivesDeps } from '../deps.ts'
import { on } from '../issuing/common.ts'
import { selectObligations } from '../keeping/session-store.ts'
import type { Obligation, RuleSet } from '../model.ts'
import { settingName } from '../parts.ts'
import { problem } from '../problems.ts'
import { dayAt } from '../quarter.ts'
import { relatedPages } from '../related.ts'
import { ruleWords } from '../rules/rule-words.ts'
import { ruleSetOn } from '../standing/rule-set-on.ts'
import { actHref, mayPublish, nowhere, page, readsActs, ruleSetHref } from './common.ts'
import { ruleMessages } from './messages.ts'
import { changesBetween, type RuleSetChange } from './rule-draft.ts'
import { rulesInWords } from './rule-parts.ts'
import { selectPublishedRuleSets, type PublishedRuleSet } from './rule-set-store.ts'

export function rulePages(deps: DirectivesDeps) {
  return [
    page({
      path: '/rules',
      who: 'anyone',
      at: nowhere,
      show: async ({ actor, say, now }) => {
        const seen = deps.database.within(scopeOf(actor))
        const day = dayAt(now.getTime())
        const all = await selectPublishedRuleSets(seen)
        const obligations = await selectObligations(seen, day)
        return rulesPage(say, { all, day, obligations, mayPublish: mayPublish(actor) })
      },
    }),
    page({
      path: '/rules/{version}',
      who: 'anyone',
      at: z.object({ version: z.coerce.number().int().min(1).max(100_000) }),
      show: async ({ actor, say, now }, { version }) => {
        const seen = deps.database.within(scopeOf(actor))
        const day = dayAt(now.getTime())
        const all = await selectPublishedRuleSets(seen)
        const obligations = await selectObligations(seen, day)
        return versionPage(say, { all, day, obligations, version, acts: readsActs(actor) })
      },
    }),
  ]
}

interface Shown {
  /** Newest first. */
  readonly all: readonly PublishedRuleSet[]
  readonly day: string
  readonly obligations: readonly Obligation[]
}

function rulesPage(say: Say, view: Shown & { readonly mayPublish: boolean }): Page {
  const t = say.of(ruleMessages)
  const { all, day, obligations } = view
  const now = ruleSetOn(
    all.map(({ ruleSet }) => ruleSet),
    day,
  )
  return {
    title: t('rules.title'),
    content: [
      h('h1', null, t('rules.title')),
      h('p', { class: 'lead' }, t('rules.lead')),
      view.mayPublish ? h('p', null, actionLink('/admin/rules/new', t('rules.draft'))) : null,
      section('versions', t('rules.versions'), versionsTable(say, all, day)),
      now
        ? section(
            'rules-now',
            t('rules.now', { version: String(now.version) }),
            ...rulesInWords(say, now, { day, obligations }),
          )
        : h('p', { class: 'empty' }, t('rules.none-now')),
      relatedPages(say, 'rules'),
    ],
  }
}

type Standing = 'now' | 'coming' | 'before' | 'never'

/** A version that was overtaken by a later one of the same day never was in force. */
function standingOf(all: readonly RuleSet[], one: RuleSet, day: string): Standing {
  if (ruleSetOn(all, day)?.version === one.version) return 'now'
  if (ruleSetOn(all, one.effectiveFrom)?.version !== one.version) return 'never'
  return one.effectiveFrom > day ? 'coming' : 'before'
}

const tones = { now: 'good', coming: 'open', before: 'plain', never: 'plain' } as const

function versionsTable(say: Say, all: readonly PublishedRuleSet[], day: string): JSX.Element {
  const t = say.of(ruleMessages)
  const sets = all.map(({ ruleSet }) => ruleSet)
  const state = (one: RuleSet) => standingOf(sets, one, day)
  return table({
    caption: t('rules.versions'),
    unseenCaption: true,
    rows: all,
    empty: t('rules.none'),
    columns: [
      {
        label: t('version'),
        cell: ({ ruleSet: { version } }) =>
          h('a', { href: ruleSetHref(version) }, t('version.name', { version: String(version) })),
      },
      { label: t('effective'), cell: ({ ruleSet }) => on(say, ruleSet.effectiveFrom) },
      {
        label: t('published'),
        cell: ({ publishedAt }) => moment(say, publishedAt, 'shortDateTime'),
      },
      {
        label: t('standing'),
        cell: ({ ruleSet }) => tag(tones[state(ruleSet)], t(`standing.${state(ruleSet)}`)),
      },
    ],
  })
}

function versionPage(
  say: Say,
  view: Shown & { readonly version: number; readonly acts: boolean },
): Page {
  const t = say.of(ruleMessages)
  const at = view.all.findIndex(({ ruleSet }) => ruleSet.version === view.version)
  const one = view.all[at]
  if (!one) throw problem('not-found')
  const before = view.all[at + 1]
  const { ruleSet, hash, publishedAt } = one
  const version = String(ruleSet.version)
  const standing = standingOf(
    view.all.map((other) => other.ruleSet),
    ruleSet,
    view.day,
  )
  const day = ruleSet.effectiveFrom > view.day ? ruleSet.effectiveFrom : view.day
  return {
    title: t('version.title', { version }),
    content: [
      back('/rules', t('version.back')),
      h('h1', null, t('version.title', { version })),
      facts([
        [t('standing'), tag(tones[standing], t(`standing.${standing}`))],
        [t('effective'), on(say, ruleSet.effectiveFrom)],
        [t('published'), moment(say, publishedAt)],
        [t('hash'), code(hash)],
        [
          t('audit'),
          view.acts ? h('a', { href: actHref('rule-set', version) }, t('audit.link')) : null,
        ],
      ]),
      before
        ? section(
            'changes',
            t('changes', { version: String(before.ruleSet.version) }),
            changesList(say, changesBetween(before.ruleSet, ruleSet)),
          )
        : null,
      section(
        'rules',
        t('rules.title'),
        ...rulesInWords(say, ruleSet, { day, obligations: view.obligations }),
      ),
    ],
  }
}

export function changesList(say: Say, changes: readonly RuleSetChange[]): JSX.Element {
  const t = say.of(ruleMessages)
  if (changes.length === 0) return h('p', { class: 'soft' }, t('changes.none'))
  return h('ul', null, ...changes.map((one) => h('li', null, changeWords(say, one))))
}

function changeWords(say: Say, one: RuleSetChange): string {
  const t = say.of(ruleMessages)
  if (one.type === 'rule') {
    const rule = say.text(ruleWords[one.rule].name)
    return t('change.rule', { rule, from: String(one.from), to: String(one.to) })
  }
  const setting = settingName(say, one.key)
  if (one.type === 'source') return t('change.source', { setting })
  const given = { setting, to: one.to, day: say.date(one.day) }
  return one.from === null
    ? t('change.new', given)
    : t('change.value', { ...given, from: one.from })
}
