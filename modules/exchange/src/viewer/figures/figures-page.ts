import {
  barChart,
  code,
  lineChart,
  moment,
  section,
  sparkline,
  stackedChart,
  table,
  tabs,
  type Page,
  type Say,
} from '@mtandao/ui'
import { h, type ComponentChildren, type JSX } from 'preact'
import { listHref } from '../words.ts'
import type { PublishedCount } from './figures-store.ts'
import { messages } from './messages.ts'
import { silentDays, type Connected, type FiguresView } from './read-figures.ts'
import type { Span } from './periods.ts'

/** The dashboard of the country, or of one institution. */
export function figuresPage(
  say: Say,
  view: FiguresView,
  { ownInstitution }: { readonly ownInstitution: string | undefined },
): Page {
  const t = say.of(messages)
  const { institution, connected, silent } = view
  const title = institution
    ? t('title.own', { name: say.text(institution.name) })
    : t('title.country')
  const at = (span: Span, id = institution?.id) =>
    listHref({ institution: id, span: span === 30 ? undefined : String(span) }, '/figures')
  return {
    title,
    content: [
      h('h1', null, title),
      h('p', { class: 'lead' }, t(institution ? 'lead.own' : 'lead.country')),
      scopeLink(say, view, ownInstitution),
      tabs(say, [
        { href: at(30), label: t('span.30'), current: view.span === 30 },
        { href: at(365), label: t('span.365'), current: view.span === 365 },
      ]),
      h('p', { class: 'soft' }, t('today')),
      h('div', { class: 'charts' }, exchanges(say, view), failures(say, view), latency(say, view)),
      section('services', t('services.title'), services(say, view)),
      connected ? section('connected', t('connected.title'), ...trend(say, connected)) : null,
      silent
        ? section(
            'silent',
            t('silent.title'),
            h('p', null, t('silent.lead', { days: silentDays })),
            silentTable(say, silent),
          )
        : null,
    ],
  }
}

function scopeLink(
  say: Say,
  { institution }: FiguresView,
  ownInstitution: string | undefined,
): JSX.Element | null {
  const t = say.of(messages)
  if (institution) return h('p', null, h('a', { href: '/figures' }, t('link.country')))
  if (ownInstitution === undefined) return null
  const href = listHref({ institution: ownInstitution }, '/figures')
  return h('p', null, h('a', { href }, t('link.own')))
}

function axisOf(say: Say, { periods, span }: FiguresView) {
  return {
    say,
    axis: say.of(messages)(span === 30 ? 'axis.day' : 'axis.week'),
    labels: periods.map(({ from }) => say.date(from)),
    short: periods.map(({ from }) => say.dayMonth(from)),
  }
}

const sum = (values: readonly number[]) => values.reduce((all, one) => all + one, 0)
/** A period without any exchange at all is drawn as nought; a whole span without any says so in words. */
const orNothing = (values: readonly number[]) =>
  sum(values) === 0 ? values.map(() => null) : values

function exchanges(say: Say, view: FiguresView): JSX.Element {
  const t = say.of(messages)
  const { asked, answered } = view
  const series = answered
    ? [
        { label: t('exchanges.asked'), values: orNothing(asked) },
        { label: t('exchanges.answered'), values: orNothing(answered) },
      ]
    : [{ label: t('exchanges.series'), values: orNothing(asked) }]
  return lineChart({
    ...axisOf(say, view),
    id: 'exchanges',
    title: t('exchanges.title'),
    description: t('exchanges.description', {
      total: sum(asked) + sum(answered ?? []),
      most: Math.max(0, ...asked, ...(answered ?? [])),
    }),
    series,
    area: !answered,
    empty: h('p', null, t('empty')),
  })
}

function failures(say: Say, view: FiguresView): JSX.Element {
  const t = say.of(messages)
  const { failed } = view
  const sides = ['consumer', 'bus', 'provider'] as const
  const some = sides.some((side) => sum(failed[side]) > 0)
  return stackedChart({
    ...axisOf(say, view),
    id: 'failures',
    title: t('failures.title'),
    description: t('failures.description', {
      consumer: sum(failed.consumer),
      bus: sum(failed.bus),
      provider: sum(failed.provider),
    }),
    series: some ? sides.map((side) => ({ label: t(`side.${side}`), values: failed[side] })) : [],
    empty: h('p', null, t('failures.empty')),
  })
}

function latency(say: Say, view: FiguresView): JSX.Element {
  const t = say.of(messages)
  return lineChart({
    ...axisOf(say, view),
    id: 'latency',
    title: t(view.institution ? 'latency.title.own' : 'latency.title.country'),
    description: t('latency.description'),
    format: say.milliseconds,
    series: [
      { label: t('latency.p50'), values: view.latency.p50 },
      { label: t('latency.p95'), values: view.latency.p95 },
    ],
    empty: h('p', null, t('empty')),
  })
}

function services(say: Say, { services: rows }: FiguresView): JSX.Element {
  const t = say.of(messages)
  return table({
    caption: t('services.caption'),
    unseenCaption: true,
    columns: [
      {
        label: t('services.name'),
        cell: ({ name, service }) => (name ? say.text(name) : code(service)),
      },
      { label: t('services.ended'), number: true, cell: ({ ended }) => say.number(ended) },
      { label: t('services.failed'), number: true, cell: ({ failed }) => say.number(failed) },
      {
        label: t('services.trend'),
        cell: ({ days }) =>
          sparkline(
            days,
            t('services.trend.label', { first: days[0] ?? 0, last: days.at(-1) ?? 0 }),
          ),
      },
    ],
    rows,
    empty: h('p', null, t('services.empty')),
  })
}

function trend(say: Say, { published, live }: Connected): ComponentChildren[] {
  const t = say.of(messages)
  const labels = [...published.map((row) => dateOf(say, row)), t('connected.live')]
  const chart = barChart({
    say,
    id: 'trend',
    title: t('connected.title'),
    description: t('connected.description'),
    axis: t('connected.axis'),
    labels,
    short: [
      ...published.map(({ asOf }) => say.data(`${asOf.slice(5, 7)}/${asOf.slice(0, 4)}`)),
      t('connected.live.short'),
    ],
    series: [
      {
        label: t('connected.institutions'),
        values: [...published.map(({ institutions }) => institutions), live.institutions],
      },
      {
        label: t('connected.systems'),
        values: [...published.map(({ systems }) => systems), live.systems],
      },
    ],
    empty: h('p', null, t('empty')),
  })
  const count = (value: number | null, atLeast: boolean) => {
    if (value === null) return t('connected.unknown')
    return atLeast ? t('connected.over', { count: value }) : say.number(value)
  }
  return [
    h('p', null, t('connected.lead')),
    chart,
    h('h3', null, t('connected.sources')),
    h(
      'ul',
      null,
      ...published.map((row) =>
        h(
          'li',
          null,
          t('connected.source', {
            date: dateOf(say, row),
            institutions: count(row.institutions, row.atLeast),
            systems: count(row.systems, row.atLeast),
          }),
          ' ',
          h(
            'a',
            { href: row.url, rel: 'noreferrer' },
            t('connected.source.link', { source: row.source }),
          ),
        ),
      ),
    ),
  ]
}

function dateOf(say: Say, { asOf, preciseTo }: PublishedCount): string {
  return preciseTo === 'month' ? say.month(asOf) : say.date(asOf)
}

function silentTable(say: Say, rows: NonNullable<FiguresView['silent']>): JSX.Element {
  const t = say.of(messages)
  return table({
    caption: t('silent.caption'),
    unseenCaption: true,
    columns: [
      {
        label: t('silent.system'),
        cell: ({ name, system }) => (name ? say.text(name) : code(system)),
      },
      {
        label: t('silent.institution'),
        cell: (row) =>
          row.institutionName ? say.text(row.institutionName) : code(row.institution),
      },
      {
        label: t('silent.last'),
        cell: ({ lastAt }) => (lastAt ? moment(say, lastAt, 'date') : t('silent.never')),
      },
    ],
    rows,
    empty: h('p', null, t('silent.empty')),
  })
}
