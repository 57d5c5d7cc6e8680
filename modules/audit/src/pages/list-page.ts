import type { Text } from '@mtandao/problem'
import {
  code,
  filters,
  hidden,
  input,
  moment,
  pager,
  select,
  table,
  tag,
  type FormState,
  type Page,
  type Say,
  type Tone,
} from '@mtandao/ui'
import { h, type ComponentChildren, type JSX } from 'preact'
import type { ActList, ListedAct, Standing } from '../acts/list-acts.ts'
import { actionWords } from './actions.ts'
import { messages } from './messages.ts'
import { auditUrl, type WantedActs } from './shapes.ts'

export type Names = ReadonlyMap<string, Text>

export interface ListView {
  readonly list: ActList
  readonly wanted: WantedActs
  /** A later page of the list. */
  readonly paged: boolean
  readonly actions: readonly string[]
  readonly names: Names
  /** Reads the whole country, so may choose an institution. */
  readonly country: boolean
  readonly mayVerify: boolean
  readonly csvMax: number
}

export function listPage(say: Say, view: ListView): Page {
  const t = say.of(messages)
  const { list, wanted, paged, country, mayVerify, csvMax } = view
  const narrowed = Object.values(wanted).some((value) => value !== undefined)
  return {
    title: t('list.title'),
    content: [
      h('h1', null, t('list.title')),
      h('p', { class: 'lead' }, t(country ? 'list.lead.all' : 'list.lead.own')),
      mayVerify ? h('p', null, h('a', { href: '/audit/log' }, t('list.log'))) : null,
      filterForm(say, view),
      narrowed ? h('p', null, h('a', { href: '/audit' }, t('list.all'))) : null,
      table({
        caption: t('list.caption'),
        unseenCaption: true,
        columns: columnsOf(say, view),
        rows: list.acts,
        empty: narrowed
          ? [h('p', null, t('list.empty')), h('p', null, t('list.empty.next'))]
          : h('p', null, t('list.none')),
      }),
      pager(say, {
        next:
          list.next === undefined
            ? undefined
            : auditUrl('/audit', { ...wanted, before: list.next }),
        first: paged ? auditUrl('/audit', wanted) : undefined,
      }),
      list.acts.length === 0
        ? null
        : h(
            'p',
            null,
            h('a', { href: auditUrl('/audit/csv', wanted) }, t('list.csv', { count: csvMax })),
          ),
    ],
  }
}

function filterForm(say: Say, { wanted, actions, country }: ListView): JSX.Element {
  const t = say.of(messages)
  const state: FormState = {
    values: Object.fromEntries(Object.entries(wanted).map(([name, value]) => [name, value ?? ''])),
    faults: [],
  }
  const field = { say, state, filter: true }
  return filters(
    { action: '/audit', submit: t('filter.submit') },
    wanted.type === undefined || wanted.id === undefined
      ? null
      : [
          h('p', null, t('filter.subject', { type: wanted.type, id: wanted.id })),
          hidden('type', wanted.type),
          hidden('id', wanted.id),
        ],
    input({ ...field, name: 'person', label: t('person'), hint: t('person.hint'), size: 24 }),
    country
      ? input({
          ...field,
          name: 'institution',
          label: t('institution'),
          hint: t('institution.hint'),
          size: 16,
          code: true,
        })
      : null,
    select({
      ...field,
      name: 'action',
      label: t('action'),
      none: t('action.any'),
      choices: actions
        .map((value) => ({ value, label: actionWords(say, value) }))
        .sort((a, b) => a.label.localeCompare(b.label)),
    }),
    input({ ...field, name: 'from', label: t('from'), type: 'date' }),
    input({ ...field, name: 'to', label: t('to'), type: 'date' }),
  )
}

function columnsOf(say: Say, { names, country }: ListView) {
  const t = say.of(messages)
  return [
    {
      label: t('at'),
      cell: (row: ListedAct) =>
        h('a', { href: `/audit/${row.id}` }, moment(say, row.at, 'shortDateTime')),
    },
    { label: t('who'), cell: (row: ListedAct) => whoOf(say, row, names) },
    { label: t('act'), cell: (row: ListedAct) => actionWords(say, row.action) },
    { label: t('subject'), cell: (row: ListedAct) => subjectOf(row) },
    {
      label: t('concerned'),
      cell: (row: ListedAct) => concernedOf(say, row, { names, linked: country }),
    },
    { label: t('evidence'), cell: (row: ListedAct) => standingTag(say, row) },
  ]
}

const tones: Readonly<Record<Standing, Tone>> = {
  recorded: 'good',
  waiting: 'open',
  changed: 'bad',
  unknown: 'plain',
}

export function standingTag(say: Say, { standing, logIndex }: ListedAct): JSX.Element {
  return tag(tones[standing], say.of(messages)(`standing.${standing}`, { index: logIndex }))
}

/** Name, offices and institution as they were then; or which part of the platform. */
export function whoOf(say: Say, row: ListedAct, names: Names): ComponentChildren {
  const t = say.of(messages)
  if (row.agent !== null) return agentOf(say, row.agent)
  const roles = row.roles.map((role) => {
    const key = Object.keys(messages).find((one) => one === `role.${role}`)
    return key ? t(key as keyof typeof messages) : say.data(role)
  })
  return [
    h(
      'a',
      { href: auditUrl('/audit', { person: row.person ?? undefined }) },
      say.data(row.personName ?? ''),
    ),
    h('br', null),
    h('small', null, roles.join(', '), ' · ', nameOf(say, names, row.institution ?? '')),
  ]
}

function agentOf(say: Say, agent: string): string {
  const t = say.of(messages)
  if (agent === 'terminal' || agent === 'worker' || agent === 'guest') return t(`agent.${agent}`)
  return t('agent.other', { agent })
}

export function subjectOf({ subjectType, subjectId }: ListedAct): JSX.Element {
  return h(
    'a',
    { href: auditUrl('/audit', { type: subjectType, id: subjectId }) },
    code(`${subjectType} ${subjectId}`),
  )
}

export function concernedOf(
  say: Say,
  row: ListedAct,
  { names, linked }: { readonly names: Names; readonly linked: boolean },
): ComponentChildren {
  return row.institutions.map((id, at) => [
    at === 0 ? null : ', ',
    linked
      ? h('a', { href: auditUrl('/audit', { institution: id }) }, nameOf(say, names, id))
      : nameOf(say, names, id),
  ])
}

function nameOf(say: Say, names: Names, id: string): string {
  const name = names.get(id)
  return name ? say.text(name) : say.data(id)
}
