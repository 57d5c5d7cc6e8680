import { h, type JSX } from 'preact'
import type { NamedExchange } from '../front.ts'
import type { Say } from '@mtandao/ui'
import { words, type MessageKey } from '../messages.ts'

type Tone = 'good' | 'open' | 'bad'

/** What became of an exchange, in words: never by colour alone. */
export function outcome(say: Say, exchange: NamedExchange): JSX.Element {
  const { key, tone } = describe(exchange)
  return h('span', { class: `outcome ${tone}` }, words(say)(key))
}

function describe({ outcome: code, side }: NamedExchange): { key: MessageKey; tone: Tone } {
  if (code === null) return { key: 'outcome.open', tone: 'open' }
  if (code === 'ok') return { key: 'outcome.ok', tone: 'good' }
  if (side === null) return { key: 'outcome.declined', tone: 'open' }
  return { key: `outcome.${side}`, tone: 'bad' }
}

export function partyName(
  say: Say,
  name: NamedExchange['consumerName'],
  institution: string | null,
): string {
  if (name) return say.text(name)
  return institution === null ? words(say)('unknown.party') : say.data(institution)
}

export function serviceName(say: Say, exchange: NamedExchange): string {
  if (exchange.serviceName) return say.text(exchange.serviceName)
  return exchange.service === null ? words(say)('unknown.service') : say.data(exchange.service)
}
