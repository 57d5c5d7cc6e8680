import { h, type ComponentChildren, type JSX } from 'preact'
import { messages } from './messages.ts'
import type { Say } from './say.ts'

type Content = ComponentChildren

export interface Column<Row> {
  readonly label: string
  readonly cell: (row: Row) => Content
  /** Numbers are set to the right. */
  readonly number?: boolean
}

export interface TableProps<Row> {
  /** Says what the table holds; visible unless `unseenCaption`. */
  readonly caption: string
  readonly unseenCaption?: boolean
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  /** Instead of an empty table: why it is empty and what to do next. */
  readonly empty: Content
}

/** A table that becomes a list of cards on a narrow screen. */
export function table<Row>(props: TableProps<Row>): JSX.Element {
  const { caption, unseenCaption = false, columns, rows, empty } = props
  if (rows.length === 0) return h('div', { class: 'empty' }, empty)
  return h(
    'table',
    { class: 'cards' },
    h('caption', { class: unseenCaption ? 'unseen' : '' }, caption),
    h(
      'thead',
      null,
      h(
        'tr',
        null,
        ...columns.map(({ label, number }) =>
          h('th', { scope: 'col', class: number ? 'number' : '' }, label),
        ),
      ),
    ),
    h(
      'tbody',
      null,
      ...rows.map((row) =>
        h(
          'tr',
          null,
          ...columns.map(({ label, cell, number }) =>
            h(
              'td',
              { 'data-label': label, class: number ? 'number' : '' },
              h('span', null, cell(row)),
            ),
          ),
        ),
      ),
    ),
  )
}

/** Pairs of a term and what is known of it; what is not known says so when `say` is given, else it is left out. */
export function facts(
  pairs: readonly (readonly [term: string, value: Content])[],
  say?: Say,
): JSX.Element {
  const isKnown = (value: Content) => value !== null && value !== undefined && value !== ''
  const shown = say ? pairs : pairs.filter(([, value]) => isKnown(value))
  const none = () => h('span', { class: 'soft' }, say?.of(messages)('facts.none'))
  return h(
    'dl',
    { class: 'facts' },
    ...shown.map(([term, value]) =>
      h('div', null, h('dt', null, term), h('dd', null, isKnown(value) ? value : none())),
    ),
  )
}

export type Tone = 'good' | 'open' | 'bad' | 'plain'

/** A state in one or two words. Colour never says it alone: the words do. */
export function tag(tone: Tone, text: Content): JSX.Element {
  return h('span', { class: `tag ${tone}` }, text)
}

/** Something to know before going on. `alert` is read out at once. */
export function notice(
  tone: Tone,
  { title, alert = false }: { readonly title?: string; readonly alert?: boolean },
  ...content: Content[]
): JSX.Element {
  return h(
    'div',
    { class: `notice ${tone}`, role: alert ? 'alert' : 'note' },
    title === undefined ? null : h('p', { class: 'notice-title' }, title),
    ...content,
  )
}

/** A part of a page with its heading. `id` must be unlike the others of the page. */
export function section(id: string, heading: Content, ...content: Content[]): JSX.Element {
  return h('section', { 'aria-labelledby': id }, h('h2', { id }, heading), ...content)
}

/** Text to copy: a command, a key, a secret shown once. Scrolls by itself, or wraps, and can be reached by keyboard. */
export function copyable(say: Say, text: string, label?: string, wrap = false): JSX.Element {
  return h(
    'pre',
    {
      ...(wrap && { class: 'wrap' }),
      tabIndex: 0,
      role: 'region',
      'aria-label': label ?? say.of(messages)('copy.label'),
      translate: 'no',
    },
    h('code', null, text),
  )
}

export function code(text: string): JSX.Element {
  return h('code', { translate: 'no' }, text)
}

/** `YYYY-MM-DD…` for machines, words for people. */
export function moment(
  say: Say,
  at: Date,
  style: 'dateTime' | 'shortDateTime' | 'date' | 'time' = 'dateTime',
): JSX.Element {
  return h('time', { dateTime: at.toISOString() }, say[style](at))
}

export interface Step {
  readonly label: Content
  readonly state: 'done' | 'now' | 'later'
  /** In words, for those who do not see it. */
  readonly stateLabel: string
  readonly hint?: Content
}

/** A path with what is done, what is next and what comes later. */
export function steps(list: readonly Step[]): JSX.Element {
  return h(
    'ol',
    { class: 'steps' },
    ...list.map(({ label, state, stateLabel, hint }) =>
      h(
        'li',
        { class: state, ...(state === 'now' ? { 'aria-current': 'step' as const } : {}) },
        h('span', { class: 'step-label' }, label),
        ' ',
        h('span', { class: 'step-state' }, stateLabel),
        hint === undefined ? null : h('div', { class: 'hint' }, hint),
      ),
    ),
  )
}

export interface Tab {
  readonly href: string
  readonly label: string
  readonly current?: boolean
}

/** Links between the pages of one thing. */
export function tabs(say: Say, list: readonly Tab[]): JSX.Element {
  return h(
    'nav',
    { class: 'tabs', 'aria-label': say.of(messages)('tabs.label') },
    h(
      'ul',
      null,
      ...list.map(({ href, label, current }) =>
        h(
          'li',
          null,
          h('a', { href, ...(current ? { 'aria-current': 'page' as const } : {}) }, label),
        ),
      ),
    ),
  )
}

/** To the older part of a list and back to its start. Pages by cursor: page numbers would move under the reader. */
export function pager(
  say: Say,
  { next, first }: { readonly next?: string | undefined; readonly first?: string | undefined },
): JSX.Element | null {
  if (next === undefined && first === undefined) return null
  const t = say.of(messages)
  return h(
    'nav',
    { class: 'pager', 'aria-label': t('pager.label') },
    first === undefined ? null : h('a', { href: first }, t('pager.newer')),
    next === undefined ? null : h('a', { href: next, rel: 'next' }, t('pager.older')),
  )
}

/** A link that looks like a button: the main thing to do next. */
export function actionLink(href: string, label: Content): JSX.Element {
  return h('a', { href, class: 'action' }, label)
}

/** The way back, above the title. */
export function back(href: string, label: Content): JSX.Element {
  return h('p', { class: 'back' }, h('a', { href }, label))
}

/** Filters and searches: a form that changes the address, so that what is seen can be sent to somebody. */
export function filters(
  { action, submit }: { readonly action: string; readonly submit: string },
  ...fields: Content[]
): JSX.Element {
  return h(
    'form',
    { method: 'get', action, class: 'filters', role: 'search' },
    ...fields,
    h('div', { class: 'field' }, h('button', { type: 'submit' }, submit)),
  )
}
