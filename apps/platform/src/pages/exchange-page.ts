import { h, type JSX } from 'preact'
import type { NamedExchange } from '../front.ts'
import type { Say } from '../language.ts'
import type { MessageKey } from '../messages.ts'
import { renderPage } from './layout.ts'
import { outcome, partyName, serviceName } from './outcome.ts'

export interface ExchangePage {
  readonly say: Say
  readonly exchange: NamedExchange
  readonly gatewayUrl: string
  readonly demo: boolean
}

type Fact = readonly [MessageKey, JSX.Element | string | null]

export function exchangePage({ say, exchange, gatewayUrl, demo }: ExchangePage): string {
  const title = say.text('exchange.title')
  return renderPage(
    { say, path: `/exchanges/${exchange.id}`, title, demo },
    h('p', { class: 'back' }, h('a', { href: '/' }, say.text('exchange.back'))),
    h('h1', null, title, ' ', outcome(say, exchange)),
    h(
      'section',
      { 'aria-labelledby': 'facts' },
      h('h2', { id: 'facts' }, say.text('exchange.facts')),
      facts(say, [...who(say, exchange), ...how(say, exchange)]),
    ),
    h(
      'section',
      { 'aria-labelledby': 'evidence' },
      h('h2', { id: 'evidence' }, say.text('exchange.evidence')),
      facts(say, evidence(say, exchange)),
      h('p', null, say.text('exchange.evidence.lead')),
      h('pre', { class: 'wrap' }, h('code', null, `GET ${gatewayUrl}/receipts/${exchange.id}`)),
    ),
  )
}

function facts(say: Say, rows: readonly Fact[]): JSX.Element {
  const known = rows.filter(([, value]) => value !== null)
  return h(
    'dl',
    { class: 'facts' },
    ...known.map(([key, value]) =>
      h('div', null, h('dt', null, say.text(key)), h('dd', null, value)),
    ),
  )
}

function who(say: Say, exchange: NamedExchange): Fact[] {
  const { consumer, provider } = exchange
  return [
    ['exchange.id', h('code', null, exchange.id)],
    ['exchange.at', h('time', { dateTime: exchange.at.toISOString() }, say.dateTime(exchange.at))],
    [
      'side.consumer',
      party(partyName(say, exchange.consumerName, consumer.institution), consumer.system),
    ],
    [
      'side.provider',
      party(partyName(say, exchange.providerName, provider.institution), provider.system),
    ],
    ['newest.service', serviceName(say, exchange)],
    ['exchange.agreement', code(exchange.agreement)],
    ['exchange.purpose', code(exchange.purpose)],
  ]
}

function how(say: Say, exchange: NamedExchange): Fact[] {
  const { side, outcome: outcomeCode, latencyMs, requestBytes, responseBytes } = exchange
  const size = (value: number | null) =>
    value === null ? say.text('exchange.none') : say.bytes(value)
  const sizes = { request: size(requestBytes), response: size(responseBytes) }
  const { delivered, undelivered } = exchange
  const attempts = { delivered: say.number(delivered), undelivered: say.number(undelivered) }
  return [
    ['exchange.door', code(exchange.door)],
    ['exchange.operation', code(exchange.operation)],
    ['exchange.status', exchange.status === null ? null : String(exchange.status)],
    ['exchange.code', outcomeCode === 'ok' ? null : code(outcomeCode)],
    ['exchange.side', side === null ? null : say.text(`side.${side}`)],
    ['exchange.latency', latencyMs === null ? null : say.milliseconds(latencyMs)],
    [
      'exchange.sizes',
      requestBytes === null && responseBytes === null
        ? null
        : say.text('exchange.sizes.value', sizes),
    ],
    [
      'exchange.deliveries',
      delivered + undelivered === 0 ? null : say.text('exchange.deliveries.value', attempts),
    ],
    [
      'exchange.about',
      exchange.about === null
        ? null
        : h('a', { href: `/exchanges/${exchange.about}` }, h('code', null, exchange.about)),
    ],
  ]
}

function evidence(say: Say, exchange: NamedExchange): Fact[] {
  const entry = (index: number | null) =>
    index === null ? say.text('exchange.none') : String(index)
  return [
    ['exchange.journal', code(exchange.journal)],
    ['exchange.requestEntry', entry(exchange.requestIndex)],
    ['exchange.responseEntry', entry(exchange.responseIndex)],
  ]
}

function party(name: string, system: string | null): JSX.Element {
  return h('span', null, name, ...(system === null ? [] : [' ', h('code', null, system)]))
}

function code(text: string | null): JSX.Element | null {
  return text === null ? null : h('code', null, text)
}
