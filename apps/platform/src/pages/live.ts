import { h, type JSX } from 'preact'
import { renderToString } from 'preact-render-to-string'
import type { JournalView, Side } from '@mtandao/exchange/contract'
import { seesCountry, type Actor } from '@mtandao/identity/contract'
import type { Live, NamedExchange } from '../front.ts'
import type { Say } from '@mtandao/ui'
import { messages, words, type MessageKey } from '../messages.ts'
import { outcome, partyName, serviceName } from './outcome.ts'

/** Which of the newest exchanges somebody may open: those of their own institution, or all of the country. */
type Opens = (row: NamedExchange) => boolean

export function opensFor(actor: Actor | undefined): Opens | undefined {
  if (!actor || actor.suspended) return undefined
  if (seesCountry(actor)) return () => true
  return ({ consumer, provider }) =>
    consumer.institution === actor.institution || provider.institution === actor.institution
}

/** The part of the front page that refreshes itself, alone: what the script swaps in. */
export function renderLive(say: Say, live: Live, opens: Opens | undefined): string {
  return renderToString(liveContent(say, live, opens))
}

export function liveContent(say: Say, live: Live, opens: Opens | undefined): JSX.Element {
  return h(
    'div',
    { class: 'live-content' },
    figures(say, live),
    h(
      'section',
      { 'aria-labelledby': 'newest' },
      h('h2', { id: 'newest' }, words(say)('newest.title')),
      newest(say, live, opens),
    ),
    h(
      'section',
      { 'aria-labelledby': 'journals' },
      h('h2', { id: 'journals' }, words(say)('journals.title')),
      h('p', null, words(say)('journals.lead')),
      journals(say, live.journals),
    ),
  )
}

function figures(say: Say, live: Live): JSX.Element {
  const { latencyMs } = live
  const small: [MessageKey, number][] = [
    ['live.lastMinute', live.lastMinute],
    ['live.total', live.total],
    ['live.institutions', live.institutions],
    ['live.systems', live.systems],
    ['live.services', live.services],
    ['live.agreements', live.agreements],
  ]
  const latency = latencyMs
    ? [
        pair(words(say)('live.latency.p50'), say.milliseconds(latencyMs.p50)),
        pair(words(say)('live.latency.p95'), say.milliseconds(latencyMs.p95)),
      ]
    : [h('p', null, words(say)('live.latency.none'))]
  const sides: readonly Side[] = ['consumer', 'bus', 'provider']
  return h(
    'section',
    { 'aria-labelledby': 'figures', class: 'figures' },
    h('h2', { id: 'figures', class: 'unseen' }, words(say)('live.numbers')),
    h(
      'dl',
      { class: 'tiles' },
      tile('lead', words(say)('live.today'), say.number(live.today)),
      ...small.map(([key, value]) => tile('', words(say)(key), say.number(value))),
    ),
    h(
      'div',
      { class: 'panels' },
      h('div', { class: 'panel' }, h('h3', null, words(say)('live.latency')), ...latency),
      h(
        'div',
        { class: 'panel' },
        h('h3', null, words(say)('live.failures')),
        ...sides.map((side) =>
          pair(words(say)(`side.${side}`), say.number(live.failedToday[side])),
        ),
      ),
    ),
    h('p', { class: 'as-of' }, words(say)('live.at', { time: say.time(live.at) })),
  )
}

function tile(kind: string, label: string, value: string): JSX.Element {
  return h('div', { class: `tile ${kind}`.trim() }, h('dt', null, label), h('dd', null, value))
}

function pair(label: string, value: string): JSX.Element {
  return h('p', { class: 'pair' }, h('span', null, label), h('b', null, value))
}

function newest(
  say: Say,
  { newest: rows, institutions }: Live,
  opens: Opens | undefined,
): JSX.Element {
  if (rows.length === 0) {
    const key = institutions === 0 ? 'newest.empty.noParties' : 'newest.empty.noTraffic'
    return h('p', { class: 'empty' }, words(say)(key))
  }
  const heads: MessageKey[] = [
    'newest.time',
    'newest.consumer',
    'newest.provider',
    'newest.service',
    'newest.outcome',
    'newest.latency',
    ...(opens ? (['newest.details'] as const) : []),
  ]
  return h(
    'table',
    { class: 'cards newest', 'aria-labelledby': 'newest' },
    h(
      'thead',
      null,
      h('tr', null, ...heads.map((key) => h('th', { scope: 'col' }, words(say)(key)))),
    ),
    h('tbody', null, ...rows.map((row) => newestRow(say, row, opens))),
  )
}

function newestRow(say: Say, row: NamedExchange, opens: Opens | undefined): JSX.Element {
  const time = say.time(row.at)
  const cell = (key: MessageKey, ...content: (JSX.Element | string)[]) =>
    h('td', { 'data-label': words(say)(key) }, h('span', null, ...content))
  return h(
    'tr',
    null,
    cell('newest.time', h('time', { dateTime: row.at.toISOString() }, time)),
    cell('newest.consumer', partyName(say, row.consumerName, row.consumer.institution)),
    cell('newest.provider', partyName(say, row.providerName, row.provider.institution)),
    cell('newest.service', serviceName(say, row)),
    cell('newest.outcome', outcome(say, row)),
    cell('newest.latency', row.latencyMs === null ? '–' : say.milliseconds(row.latencyMs)),
    opens
      ? cell(
          'newest.details',
          opens(row)
            ? h(
                'a',
                {
                  href: `/exchanges/${row.id}`,
                  'aria-label': words(say)('newest.details.label', { time }),
                },
                words(say)('newest.details'),
              )
            : '–',
        )
      : null,
  )
}

function journals(say: Say, rows: readonly JournalView[]): JSX.Element {
  if (rows.length === 0) return h('p', { class: 'empty' }, words(say)('journals.empty'))
  const heads: MessageKey[] = [
    'journals.origin',
    'journals.size',
    'journals.checkpoint',
    'journals.state',
  ]
  return h(
    'table',
    { class: 'cards', 'aria-labelledby': 'journals' },
    h(
      'thead',
      null,
      h('tr', null, ...heads.map((key) => h('th', { scope: 'col' }, words(say)(key)))),
    ),
    h('tbody', null, ...rows.map((row) => journalRow(say, row))),
  )
}

function journalRow(say: Say, row: JournalView): JSX.Element {
  const behind = row.size - row.indexed
  const cell = (key: MessageKey, ...content: (JSX.Element | string)[]) =>
    h('td', { 'data-label': words(say)(key) }, h('span', null, ...content))
  const states =
    row.alarms.length === 0
      ? [h('span', { class: 'outcome good' }, words(say)('journals.sound'))]
      : row.alarms.map((kind) => h('span', { class: 'outcome bad' }, alarmText(say, kind)))
  return h(
    'tr',
    null,
    cell('journals.origin', h('code', null, row.origin)),
    cell(
      'journals.size',
      say.number(row.size),
      ...(behind > 0
        ? [' ', h('small', null, words(say)('journals.behind', { count: say.number(behind) }))]
        : []),
    ),
    cell(
      'journals.checkpoint',
      row.checkpointAt ? say.dateTime(row.checkpointAt) : words(say)('journals.checkpoint.none'),
    ),
    cell('journals.state', ...states),
  )
}

function alarmText(say: Say, kind: string): string {
  const key = `alarm.${kind}`
  return key in messages ? words(say)(key as MessageKey) : say.data(kind)
}
