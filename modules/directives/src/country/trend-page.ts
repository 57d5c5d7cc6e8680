import {
  filters,
  moment,
  select,
  stackedChart,
  table,
  type ChartSeries,
  type Column,
  type Page,
  type Say,
} from '@mtandao/ui'
import { h, type JSX } from 'preact'
import type { Mark, MarkCounts } from '../counts.ts'
import { messages as shared } from '../messages.ts'
import { asOfLine, countsList, legend, notYet, quarterWords } from '../parts.ts'
import { relatedPages } from '../related.ts'
import { countColumns, countryTabs, shareBar, titled } from './country-parts.ts'
import { messages } from './messages.ts'
import { hasTrend, quartersMax, type Trend } from './see-trend.ts'

/** What a chart of four can show: the rest is in the table. */
const drawn = ['met', 'partly', 'not-met', 'unknown'] as const satisfies readonly Mark[]

/** The quarters side by side, from what was published, and how things stand now. */
export function trendPage(say: Say, trend: Trend, directive: string | undefined): Page {
  const t = say.of(messages)
  return {
    title: t('trend.title'),
    content: [
      h('h1', null, t('country.title')),
      countryTabs(say, 'trend'),
      h('h2', { class: 'first' }, t('trend.title')),
      h('p', null, t('trend.lead')),
      trend.directives.length === 0
        ? null
        : filters(
            { action: '/country/trend', submit: t('filter.submit') },
            select({
              say,
              state: { values: { directive: directive ?? '' }, faults: [] },
              name: 'directive',
              label: t('filter.directive'),
              filter: true,
              none: t('filter.any'),
              choices: trend.directives.map((one) => ({ value: one.id, label: titled(say, one) })),
            }),
          ),
      hasTrend(trend) ? withTrend(say, trend) : onlyNow(say, trend),
      relatedPages(say, 'country'),
    ],
  }
}

function onlyNow(say: Say, { now }: Trend): JSX.Element {
  return h(
    'div',
    { class: 'empty' },
    h('p', null, say.of(messages)('trend.empty')),
    now
      ? [countsList(say, now.counts), shareBar(now.counts), asOfLine(say, now.at, now.ruleSet)]
      : notYet(say),
  )
}

interface Quarter {
  readonly label: string
  readonly short: string
  readonly counts: MarkCounts
  readonly at: Date
  readonly ruleSet: number
  /** Undefined: now. */
  readonly published: { readonly period: string; readonly edition: number } | undefined
}

function quartersOf(say: Say, { published, now }: Trend): Quarter[] {
  const t = say.of(messages)
  const quarters = published.map((point): Quarter => ({
    label: quarterWords(say, point.period),
    short: say.data(point.period.slice(2)),
    counts: point.counts,
    at: point.asOf,
    ruleSet: point.ruleSet,
    published: point,
  }))
  if (!now) return quarters
  const label = t('trend.now.label')
  const at = new Date(now.at)
  return [
    ...quarters,
    {
      label,
      short: t('trend.now'),
      counts: now.counts,
      at,
      ruleSet: now.ruleSet,
      published: undefined,
    },
  ]
}

function withTrend(say: Say, trend: Trend): (JSX.Element | null)[] {
  const t = say.of(messages)
  const quarters = quartersOf(say, trend)
  const last = quarters.at(-1)?.counts
  const words = say.of(shared)
  const series = drawn.map((mark): ChartSeries => ({
    label: words(`result.${mark}`),
    values: quarters.map(({ counts }) => counts[mark]),
  }))
  return [
    h(
      'div',
      { class: 'trend' },
      stackedChart({
        say,
        id: 'trend',
        title: t('trend.chart'),
        description: t('trend.chart.says', {
          met: last?.met ?? 0,
          partly: last?.partly ?? 0,
          notMet: last?.['not-met'] ?? 0,
          unknown: last?.unknown ?? 0,
        }),
        axis: t('trend.axis'),
        labels: quarters.map(({ label }) => label),
        short: quarters.map(({ short }) => short),
        series,
        empty: h('p', null, t('trend.empty')),
      }),
    ),
    h('h2', null, t('trend.table')),
    h(
      'div',
      { class: 'scrolls', role: 'region', 'aria-label': t('trend.table'), tabIndex: 0 },
      table({
        caption: t('trend.table.caption'),
        unseenCaption: true,
        columns: columns(say, quarters),
        rows: quarters.toReversed(),
        empty: h('p', null, t('trend.empty')),
      }),
    ),
    trend.published.length < quartersMax
      ? null
      : h('p', null, t('trend.more', { count: quartersMax })),
    trend.now ? null : notYet(say),
    h('p', { class: 'soft' }, t('trend.compare')),
    legend(say),
  ]
}

function columns(say: Say, rows: readonly Quarter[]): Column<Quarter>[] {
  const t = say.of(messages)
  return [
    {
      label: t('trend.axis'),
      cell: ({ label, published }) =>
        published
          ? [
              h('a', { href: `/tables/${published.period}` }, label),
              published.edition > 1
                ? [' ', h('small', null, t('trend.edition', { edition: published.edition }))]
                : null,
            ]
          : h('b', null, label),
    },
    { label: t('trend.as-of'), cell: ({ at }) => moment(say, at, 'date') },
    {
      label: t('trend.ruleset'),
      cell: ({ ruleSet }) => t('trend.ruleset.number', { version: String(ruleSet) }),
    },
    ...countColumns(say, rows),
  ]
}
