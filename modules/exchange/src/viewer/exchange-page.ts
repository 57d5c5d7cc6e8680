import {
  back,
  button,
  code,
  copyable,
  facts,
  moment,
  notice,
  section,
  table,
  tag,
  type Page,
  type Say,
} from '@mtandao/ui'
import { h, type ComponentChildren, type JSX } from 'preact'
import type { ExchangeStory } from './get-exchange.ts'
import type { Leg } from './legs.ts'
import { messages } from './messages.ts'
import { timeline } from './timeline.ts'
import { listHref, named, outcomeTag } from './words.ts'

/** One exchange: what happened and why, each step, the facts, the evidence, the receipt. */
export function exchangePage(say: Say, story: ExchangeStory): Page {
  const t = say.of(messages)
  const { exchange, legs } = story
  const title = t('one.title')
  return {
    title,
    content: [
      back('/exchanges', t('one.back')),
      h('h1', null, title, ' ', outcomeTag(say, exchange)),
      h('p', null, code(exchange.id)),
      why(say, story),
      section(
        'legs',
        t('one.legs'),
        h('p', { class: 'soft' }, t('one.legs.lead')),
        timeline(say, legs),
        h(
          'ol',
          { class: 'legs' },
          ...legs.map((leg) => h('li', null, ...legWords(say, leg, exchange.at))),
        ),
        exchange.latencyMs === null
          ? null
          : h('p', null, t('leg.total', { time: say.milliseconds(exchange.latencyMs) })),
      ),
      section('facts', t('one.facts'), facts(factsOf(say, story))),
      section('evidence', t('one.evidence'), ...evidence(say, story)),
      section('receipt', t('receipt.title'), ...receipt(say, story)),
    ],
  }
}

/** What agreements decide. A refusal names the one that stood in the way, where there is one. */
const aboutRights = /^gateway\.(agreement-|purpose-wrong|operation-not-agreed|quota-)/

function why(say: Say, { exchange, explanation, standing, attempts }: ExchangeStory) {
  if (!explanation) return null
  const t = say.of(messages)
  const { outcome, side, agreement } = exchange
  const isSignature = /signature|digest/.test(outcome ?? '') && side === 'consumer'
  return section(
    'why',
    t('one.why'),
    notice(
      side === null ? 'open' : 'bad',
      { title: say.text(explanation.title) },
      h(
        'p',
        null,
        side === null ? null : [t('one.why.side', { side: t(`side.${side}`) }), ' '],
        t('one.why.code'),
        ' ',
        code(outcome ?? ''),
      ),
    ),
    h('h3', null, t('one.why.next')),
    h('p', null, say.text(explanation.next[standing])),
    aboutRights.test(outcome ?? '') && (agreement !== null || standing !== 'bus')
      ? h(
          'p',
          null,
          h(
            'a',
            { href: `/agreements${agreement === null ? '' : `/${agreement}`}` },
            t('one.why.agreement'),
          ),
        )
      : null,
    isSignature ? h('p', null, h('a', { href: '/debugger' }, t('one.why.debugger'))) : null,
    attempts.some(({ arrived }) => !arrived)
      ? h('p', null, h('a', { href: '/deliveries' }, t('one.why.deliveries')))
      : null,
  )
}

/** Below this a time to the second says nothing about how long a step took. */
const shortMs = 60_000

function legWords(say: Say, leg: Leg, begun: Date): ComponentChildren[] {
  const t = say.of(messages)
  const { kind, at, failed, attempt, exchange } = leg
  const words =
    attempt && (kind === 'delivered' || kind === 'undelivered')
      ? t(`leg.${kind}`, { number: attempt.number ?? 1 })
      : failed && (kind === 'forwarded' || kind === 'answered')
        ? t(`leg.${kind}.failed`)
        : t(`leg.${kind}`)
  const name = attempt?.system ?? attempt?.institution
  const sinceMs = at ? at.getTime() - begun.getTime() : 0
  return [
    at ? [moment(say, at), ' '] : null,
    sinceMs > 0 && sinceMs < shortMs
      ? [h('span', { class: 'soft' }, t('leg.after', { time: say.milliseconds(sinceMs) })), ' ']
      : null,
    exchange ? h('a', { href: `/exchanges/${exchange}` }, words) : words,
    name ? [' ', t('leg.to', { name })] : null,
    attempt?.latencyMs ? [' ', t('leg.took', { time: say.milliseconds(attempt.latencyMs) })] : null,
    failed ? [' ', tag('bad', t('leg.failed'))] : null,
    attempt && !attempt.arrived && attempt.outcome ? [' ', code(attempt.outcome)] : null,
  ]
}

type Fact = readonly [string, ComponentChildren]

function factsOf(say: Say, { exchange }: ExchangeStory): Fact[] {
  const t = say.of(messages)
  const of = (text: string | null) => (text === null ? null : code(text))
  const party = (side: 'consumer' | 'provider') =>
    h(
      'span',
      null,
      named(say, exchange[`${side}Name`], exchange[`${side}Institution`]),
      exchange[`${side}System`] === null
        ? null
        : [h('br', null), named(say, exchange[`${side}SystemName`], exchange[`${side}System`])],
    )
  return [
    [t('fact.at'), moment(say, exchange.at)],
    [t('side.consumer'), party('consumer')],
    [t('fact.client'), of(exchange.consumerClient)],
    [t('side.provider'), exchange.providerInstitution === null ? null : party('provider')],
    [
      t('filter.service'),
      h('span', null, named(say, exchange.serviceName, exchange.service, 'unknown.service')),
    ],
    [
      t('filter.agreement'),
      exchange.agreement === null
        ? null
        : [
            h('a', { href: `/agreements/${exchange.agreement}` }, code(exchange.agreement)),
            h('br', null),
            h('a', { href: listHref({ agreement: exchange.agreement }) }, t('fact.agreement.all')),
          ],
    ],
    [t('fact.purpose'), exchange.purpose === null ? null : say.data(exchange.purpose)],
    [
      t('filter.environment'),
      t(exchange.environment === 'sandbox' ? 'environment.sandbox' : 'environment.production'),
    ],
    [t('filter.door'), of(exchange.door)],
    [t('fact.operation'), of(exchange.operation)],
    [t('fact.status'), exchange.status === null ? null : code(String(exchange.status))],
    [t('fact.sizes'), sizes(say, exchange.requestBytes, exchange.responseBytes)],
    [
      t('fact.about'),
      exchange.about === null
        ? null
        : h('a', { href: `/exchanges/${exchange.about}` }, code(exchange.about)),
    ],
  ]
}

function sizes(say: Say, request: number | null, response: number | null): string | null {
  const t = say.of(messages)
  if (request === null && response === null) return null
  const of = (bytes: number | null) => (bytes === null ? t('fact.none') : say.bytes(bytes))
  return t('fact.sizes.value', { request: of(request), response: of(response) })
}

function evidence(say: Say, { exchange, attempts }: ExchangeStory): JSX.Element[] {
  const t = say.of(messages)
  const { log, requestIndex, responseIndex } = exchange
  const own = [
    { name: t('evidence.request'), index: requestIndex },
    {
      name: t(requestIndex === null ? 'evidence.refusal' : 'evidence.response'),
      index: responseIndex,
    },
  ].flatMap(({ name, index }) =>
    index === null ? [] : [{ name, origin: log?.origin ?? null, index }],
  )
  const later = attempts.map(({ number, origin, entryIndex }) => ({
    name: t('evidence.attempt', { number: number ?? 1 }),
    origin,
    index: entryIndex,
  }))
  return [
    h('p', null, t('one.evidence.lead')),
    table({
      caption: t('evidence.caption'),
      unseenCaption: true,
      columns: [
        { label: t('evidence.entry'), cell: ({ name }) => name },
        {
          label: t('evidence.log'),
          cell: ({ origin }) => (origin === null ? t('fact.none') : code(origin)),
        },
        { label: t('evidence.index'), number: true, cell: ({ index }) => code(String(index)) },
      ],
      rows: [...own, ...later],
      empty: t('evidence.empty'),
    }),
  ]
}

function receipt(say: Say, { exchange, mayTakeReceipt, standing }: ExchangeStory): JSX.Element[] {
  const t = say.of(messages)
  const { id, log } = exchange
  if (exchange.environment === 'sandbox') return [h('p', null, t('receipt.sandbox'))]
  if (!mayTakeReceipt) {
    const neverCame = standing === 'provider' && exchange.requestIndex === null
    return [h('p', null, t(neverCame ? 'receipt.never-came' : 'receipt.not-yours'))]
  }
  return [
    h('p', null, t('receipt.lead')),
    h(
      'div',
      { class: 'links' },
      button({ action: `/exchanges/${id}/receipt`, label: t('receipt.take') }),
      ' ',
      h('span', { class: 'soft' }, t('receipt.recorded')),
    ),
    h('p', null, t('receipt.verify')),
    copyable(
      say,
      `npm run mtandao -- receipt verify muamala-${id}.receipt.json --vkey '${log?.vkey ?? '…'}'`,
    ),
    ...(log ? [h('p', { class: 'soft' }, t('receipt.key', { origin: log.origin }))] : []),
  ]
}
