import {
  filters,
  input,
  moment,
  pager,
  select,
  table,
  tag,
  type Choice,
  type Column,
  type Fault,
  type FormState,
  type Page,
  type Say,
} from '@mtandao/ui'
import type { Text } from '@mtandao/problem'
import { h, type JSX } from 'preact'
import { explanations } from './explanations.ts'
import { exportRowsMax } from './export-exchanges.ts'
import type { FoundExchanges } from './find-exchanges.ts'
import { messages } from './messages.ts'
import type { NamedExchange } from './named.ts'
import { choices, daysDefault } from './search-filter.ts'
import { listHref, nameOr, outcomeTag } from './words.ts'

export type Typed = Readonly<Record<string, string | undefined>>

export interface SearchView {
  /** As typed into the address. */
  readonly typed: Typed
  readonly faults: readonly Fault[]
  readonly found: FoundExchanges | undefined
  readonly seesCountry: boolean
  readonly institutions: ReadonlyMap<string, Text>
}

/** The list of exchanges with its filters. */
export function searchPage(say: Say, view: SearchView): Page {
  const t = say.of(messages)
  const { typed, faults, found, seesCountry } = view
  const { cursor: _, ...filtered } = typed
  const isFiltered = Object.values(filtered).some((value) => value !== undefined && value !== '')
  return {
    title: t('list.title'),
    ...(faults.length > 0 && { faulty: true, status: 422 }),
    content: [
      h('h1', null, t('list.title')),
      h('p', { class: 'lead' }, t(seesCountry ? 'list.lead.all' : 'list.lead.own')),
      faultList(say, faults),
      filterForm(say, view),
      found
        ? [
            heading(say, view, found),
            list(say, found, isFiltered),
            pager(say, {
              next: found.next && listHref({ ...filtered, cursor: found.next }),
              first: typed['cursor'] ? listHref(filtered) : undefined,
            }),
          ]
        : null,
    ],
  }
}

function faultList(say: Say, faults: readonly Fault[]): JSX.Element | null {
  if (faults.length === 0) return null
  return h(
    'div',
    { class: 'faults', role: 'alert' },
    h('h2', null, say.of(messages)('fault.title')),
    h(
      'ul',
      null,
      ...faults.map(({ field, text }) =>
        h('li', null, field === '' ? text : h('a', { href: `#f-${field}` }, text)),
      ),
    ),
  )
}

function filterForm(say: Say, { typed, faults, institutions }: SearchView): JSX.Element {
  const t = say.of(messages)
  const values = Object.fromEntries(
    Object.entries(typed).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
  const state: FormState = { values, faults }
  const field = (name: string, label: string) => ({ say, state, name, label, filter: true })
  const of = (name: keyof typeof choices, words: (value: string) => string) =>
    select({
      ...field(name, t(`filter.${name}`)),
      none: t(`filter.any.${name}`),
      choices: choices[name].map((value) => ({ value, label: words(value) })),
    })
  const rare = ['system', 'agreement', 'side', 'door', 'environment']
  return filters(
    { action: '/exchanges', submit: t('filter.submit') },
    input({ ...field('id', t('filter.id')), hint: t('filter.id.hint'), code: true, size: 36 }),
    select({
      ...field('institution', t('filter.institution')),
      none: t('filter.any.institution'),
      choices: institutionChoices(say, institutions, typed['institution']),
    }),
    select({
      ...field('role', t('filter.role')),
      none: t('filter.any.role'),
      choices: [
        { value: 'consumer', label: t('side.consumer') },
        { value: 'provider', label: t('side.provider') },
      ],
    }),
    input({ ...field('service', t('filter.service')), hint: t('filter.service.hint'), size: 24 }),
    input({ ...field('from', t('filter.from')), type: 'date' }),
    input({ ...field('to', t('filter.to')), type: 'date' }),
    of('outcome', (value) => t(`outcome.${value as (typeof choices.outcome)[number]}`)),
    select({
      ...field('code', t('filter.code')),
      none: t('filter.any.code'),
      choices: codeChoices(say, typed['code']),
    }),
    h(
      'details',
      { class: 'more', open: rare.some((name) => typed[name]) },
      h('summary', null, t('filter.more')),
      input({ ...field('system', t('filter.system')), size: 24 }),
      input({ ...field('agreement', t('filter.agreement')), size: 24 }),
      of('side', (value) => t(`side.${value as (typeof choices.side)[number]}`)),
      of('door', (value) => t(`door.${value as (typeof choices.door)[number]}`)),
      of('environment', (value) =>
        t(`environment.${value as (typeof choices.environment)[number]}`),
      ),
    ),
  )
}

function institutionChoices(
  say: Say,
  names: ReadonlyMap<string, Text>,
  chosen: string | undefined,
): Choice[] {
  const known = [...names].map(([value, name]) => ({ value, label: say.text(name) }))
  const sorted = known.sort((a, b) => a.label.localeCompare(b.label, say.htmlLang))
  // What was asked for stays chosen, also when nothing of it was ever seen.
  if (!chosen || names.has(chosen)) return sorted
  return [{ value: chosen, label: say.data(chosen) }, ...sorted]
}

function codeChoices(say: Say, chosen: string | undefined): Choice[] {
  const known = Object.entries(explanations).map(([value, { title }]) => ({
    value,
    label: say.text(title),
  }))
  const sorted = known.sort((a, b) => a.label.localeCompare(b.label, say.htmlLang))
  if (!chosen || Object.hasOwn(explanations, chosen)) return sorted
  return [{ value: chosen, label: say.data(chosen) }, ...sorted]
}

function heading(say: Say, { typed }: SearchView, { count, rows }: FoundExchanges): JSX.Element {
  const t = say.of(messages)
  const { cursor: _, ...filtered } = typed
  const byDefault = !typed['from'] && !typed['to'] && !typed['id']
  return h(
    'div',
    { class: 'list-head' },
    count
      ? h(
          'p',
          { class: 'count', role: 'status' },
          t(count.more ? 'list.more' : 'list.count', { count: count.value }),
        )
      : null,
    byDefault ? h('p', { class: 'soft' }, t('list.span', { days: daysDefault })) : null,
    rows.length === 0
      ? null
      : h(
          'p',
          null,
          h('a', { href: listHref(filtered, '/exchanges/export.csv') }, t('list.export')),
          ' ',
          h('span', { class: 'soft' }, t('list.export.hint', { count: exportRowsMax })),
        ),
  )
}

function list(say: Say, { rows }: FoundExchanges, isFiltered: boolean): JSX.Element {
  const t = say.of(messages)
  const columns: Column<NamedExchange>[] = [
    { label: t('column.at'), cell: ({ at }) => moment(say, at, 'shortDateTime') },
    {
      label: t('column.consumer'),
      cell: (row) => nameOr(say, row.consumerName, row.consumerInstitution),
    },
    {
      label: t('column.provider'),
      cell: (row) => nameOr(say, row.providerName, row.providerInstitution),
    },
    {
      label: t('column.service'),
      cell: (row) => nameOr(say, row.serviceName, row.service, 'unknown.service'),
    },
    {
      label: t('column.outcome'),
      cell: (row) => [
        outcomeTag(say, row),
        row.environment === 'sandbox' ? [' ', tag('plain', t('environment.sandbox'))] : null,
      ],
    },
    {
      label: t('column.latency'),
      number: true,
      cell: ({ latencyMs }) =>
        latencyMs === null ? t('none.latency') : say.milliseconds(latencyMs),
    },
    {
      label: t('column.open'),
      cell: ({ id, at }) =>
        h(
          'a',
          {
            href: `/exchanges/${id}`,
            'aria-label': t('row.open.label', { at: at.toISOString() }),
          },
          t('row.open'),
        ),
    },
  ]
  return table({
    caption: t('list.caption'),
    unseenCaption: true,
    columns,
    rows,
    empty: [
      h('p', null, t('list.empty')),
      h('p', null, t('list.empty.next')),
      isFiltered ? h('p', null, h('a', { href: '/exchanges' }, t('list.clear'))) : null,
    ],
  })
}
