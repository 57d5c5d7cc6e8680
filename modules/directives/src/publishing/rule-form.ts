import { scopeOf, type Actor } from '@mtandao/identity/contract'
import {
  area,
  back,
  faultSummary,
  group,
  hidden,
  input,
  notice,
  section,
  select,
  table,
  tick,
  type FormState,
  type Page,
  type Say,
} from '@mtandao/ui'
import { h, type JSX } from 'preact'
import type { DirectivesDeps } from '../deps.ts'
import { ruleNames, type RuleName, type RuleSet } from '../model.ts'
import { markTag, reasonText, settingName } from '../parts.ts'
import { problem } from '../problems.ts'
import { dayAt, dayMs } from '../quarter.ts'
import { ruleWords } from '../rules/rule-words.ts'
import { form, nowhere, officers, ruleSetHref } from './common.ts'
import { contentHash } from './content-hash.ts'
import { ruleMessages } from './messages.ts'
import { rowNames, type RowNames } from './names.ts'
import { previewRuleSet, type Preview } from './preview-rule-set.ts'
import { publishRuleSet } from './publish-rule-set.ts'
import {
  bases,
  changesBetween,
  draftFields,
  draftOf,
  keysOf,
  latestOf,
  startOf,
  versionsOf,
  type DraftFields,
  type RuleSetChange,
} from './rule-draft.ts'
import { changesList } from './rule-pages.ts'
import { selectRuleSets } from './rule-set-store.ts'

const shownMax = 200
const draftForm = 'draft'

/** The next version: typed, shown, published. Showing changes nothing, and what is published is what was shown. */
export function ruleForm(deps: DirectivesDeps) {
  return form({
    path: '/admin/rules/new',
    who: officers,
    at: nowhere,
    fields: draftFields,
    start: async ({ actor, now }) => {
      const last = await lastOf(deps, actor)
      return startOf(last, earliest(last, now))
    },
    show: async ({ actor, say, now }, _at, state) =>
      draftPage(say, { last: await lastOf(deps, actor), now, state }),
    submit: async ({ actor, say, now }, _at, fields) => {
      const last = await lastOf(deps, actor)
      const draft = draftOf(last, fields)
      if (fields.step !== 'publish') {
        const preview = await previewRuleSet(deps, actor, draft)
        const shown = await previewNames(deps, actor, preview)
        const state = { values: valuesOf(fields, preview.hash), faults: [] }
        const changes = changesBetween(last, draft)
        return draftPage(say, { last, now, state, preview: { ...shown, preview, changes } })
      }
      if (fields.shown !== contentHash(draft)) throw problem('draft-not-shown')
      await publishRuleSet(deps, actor, draft)
      const said = { version: String(draft.version), day: draft.effectiveFrom }
      const { sw, en } = ruleMessages['draft.published']
      const fill = (text: string) =>
        text.replace('{version}', said.version).replace('{day}', said.day)
      return { redirect: ruleSetHref(draft.version), notice: { sw: fill(sw), en: fill(en) } }
    },
  })
}

async function lastOf({ database }: DirectivesDeps, actor: Actor): Promise<RuleSet> {
  const [last] = await selectRuleSets(database.within(scopeOf(actor)))
  if (!last) throw problem('not-found')
  return last
}

/** The first day on which another version may begin. */
function earliest(last: RuleSet, now: Date): string {
  const tomorrow = dayAt(now.getTime() + dayMs)
  return last.effectiveFrom > tomorrow ? last.effectiveFrom : tomorrow
}

/** What was typed, as it was typed, with what was shown of it. */
function valuesOf(fields: DraftFields, shown: string): FormState['values'] {
  const texts = Object.entries(fields).flatMap(([name, value]) =>
    name === 'step' || value === undefined ? [] : [[name, String(value)] as const],
  )
  return { ...Object.fromEntries(texts), shown }
}

interface ShownPreview {
  readonly preview: Preview
  readonly changes: readonly RuleSetChange[]
  readonly names: RowNames
}

async function previewNames(
  { database, register }: DirectivesDeps,
  actor: Actor,
  { changed, asOf }: Preview,
): Promise<Pick<ShownPreview, 'names'>> {
  const institutions = changed.slice(0, shownMax).map(({ institution }) => institution)
  const seen = database.within(scopeOf(actor))
  return { names: await rowNames(register, seen, { institutions, day: dayAt(asOf.at) }) }
}

interface View {
  readonly last: RuleSet
  readonly now: Date
  readonly state: FormState
  readonly preview?: ShownPreview
}

function draftPage(say: Say, { last, now, state, preview }: View): Page {
  const t = say.of(ruleMessages)
  const version = String(last.version + 1)
  const title = t('draft.title', { version })
  const { effectiveFrom = '' } = state.values
  return {
    title,
    content: [
      back('/rules', t('version.back')),
      h('h1', null, title),
      h('p', { class: 'lead' }, t('draft.lead')),
      preview ? previewPart(say, preview) : null,
      h(
        'form',
        { id: draftForm, method: 'post', action: '/admin/rules/new', noValidate: true },
        faultSummary(say, state.faults),
        hidden('version', textIn(state, 'version') || version),
        hidden('shown', preview ? textIn(state, 'shown') : ''),
        input({
          say,
          state: { ...state, values: { ...state.values, effectiveFrom } },
          name: 'effectiveFrom',
          label: t('draft.effective'),
          hint: t('draft.effective.hint', { day: say.date(earliest(last, now)) }),
          type: 'date',
        }),
        ...ruleNames
          .filter((name) => keysOf(name).length > 0)
          .map((name) => ruleGroup(say, { name, last, state })),
        versionFields(say, state),
        h(
          'div',
          { class: 'buttons' },
          h('button', { type: 'submit', name: 'step', value: 'preview' }, t('draft.preview')),
          h('a', { href: '/rules' }, t('version.back')),
        ),
      ),
    ],
  }
}

function textIn({ values }: FormState, name: string): string {
  const value = values[name]
  return typeof value === 'string' ? value : ''
}

/** The settings of one rule. */
function ruleGroup(
  say: Say,
  {
    name,
    last,
    state,
  }: { readonly name: RuleName; readonly last: RuleSet; readonly state: FormState },
): JSX.Element {
  return group(
    say.text(ruleWords[name].name),
    ...keysOf(name).map((key) => settingFields(say, { key, last, state })),
  )
}

function settingFields(
  say: Say,
  { key, last, state }: { readonly key: string; readonly last: RuleSet; readonly state: FormState },
): JSX.Element {
  const t = say.of(ruleMessages)
  const common = { say, state }
  const latest = latestOf(last.settings, key)
  return h(
    'div',
    { class: 'setting' },
    input({
      ...common,
      name: `value.${key}`,
      label: settingName(say, key),
      inputmode: 'numeric',
      size: 8,
    }),
    input({
      ...common,
      name: `from.${key}`,
      label: t('draft.setting.from'),
      type: 'date',
      optional: true,
      ...(latest && { hint: t('draft.setting.from.hint', { day: say.date(latest.from) }) }),
    }),
    select({
      ...common,
      name: `basis.${key}`,
      label: t('setting.basis'),
      choices: bases.map((value) => ({ value, label: t(`basis.${value}`) })),
    }),
    area({ ...common, name: `citation.${key}`, label: t('setting.citation'), rows: 2 }),
    tick({ ...common, name: `verified.${key}`, label: t('draft.setting.verified') }),
  )
}

/** Which version of each rule counts; a rule of which there is one version is not asked about. */
function versionFields(say: Say, state: FormState): (JSX.Element | null)[] {
  const t = say.of(ruleMessages)
  const single = ruleNames.filter((name) => versionsOf(name).length < 2)
  const several = ruleNames.filter((name) => versionsOf(name).length > 1)
  return [
    ...single.map((name) => hidden(`rule.${name}`, String(versionsOf(name)[0]))),
    several.length === 0
      ? null
      : group(
          t('draft.versions'),
          ...several.map((name) =>
            select({
              say,
              state,
              name: `rule.${name}`,
              label: say.text(ruleWords[name].name),
              choices: versionsOf(name).map((version) => ({
                value: String(version),
                label: t('version.name', { version: String(version) }),
              })),
            }),
          ),
        ),
  ]
}

function previewPart(say: Say, { preview, changes, names }: ShownPreview): JSX.Element {
  const t = say.of(ruleMessages)
  const { changed, compared, against, asOf } = preview
  const institutions = new Set(changed.map(({ institution }) => institution)).size
  return section(
    'preview',
    t('preview.title'),
    notice(
      changed.length === 0 ? 'good' : 'open',
      {
        title:
          changed.length === 0
            ? t('preview.none', { count: compared })
            : t('preview.some', { count: changed.length, compared, institutions }),
      },
      h(
        'p',
        null,
        t('preview.nothing-yet', { at: say.dateTime(new Date(asOf.at)), against: String(against) }),
      ),
    ),
    h('h3', null, t('changes', { version: String(against) })),
    changesList(say, changes),
    changed.length === 0 ? null : movesPart(say, preview),
    changed.length === 0 ? null : changedTable(say, preview, names),
    changed.length > shownMax ? h('p', null, t('preview.first', { count: shownMax })) : null,
    h(
      'div',
      { class: 'buttons' },
      h(
        'button',
        { type: 'submit', form: draftForm, name: 'step', value: 'publish' },
        t('draft.publish'),
      ),
      h('a', { href: `#${draftForm}` }, t('draft.change')),
    ),
  )
}

/** How many go from which result to which. */
function movesPart(say: Say, { changed }: Preview): JSX.Element {
  const moves = Map.groupBy(changed, ({ from, to }) => `${from} ${to}`)
  return h(
    'ul',
    { class: 'moves' },
    ...[...moves.values()].flatMap((some) => {
      const [one] = some
      if (!one) return []
      return h(
        'li',
        null,
        h('b', null, say.number(some.length)),
        ' ',
        markTag(say, one.from),
        ' ',
        arrow(),
        ' ',
        markTag(say, one.to),
      )
    }),
  )
}

function arrow(): JSX.Element {
  return h('code', { 'aria-hidden': 'true' }, '→')
}

function changedTable(say: Say, { changed }: Preview, names: RowNames): JSX.Element {
  const t = say.of(ruleMessages)
  return table({
    caption: t('preview.caption'),
    unseenCaption: true,
    rows: changed.slice(0, shownMax),
    empty: null,
    columns: [
      { label: t('institution'), cell: ({ institution }) => names.institution(say, institution) },
      { label: t('obligation'), cell: ({ obligation }) => names.obligation(say, obligation) },
      { label: t('preview.from'), cell: ({ from }) => markTag(say, from) },
      { label: t('preview.to'), cell: ({ to }) => markTag(say, to) },
      { label: t('why'), cell: ({ why }) => reasonText(say, why) },
    ],
  })
}
