import { code, tag, type Say, type Tone } from '@mtandao/ui'
import { h, type JSX } from 'preact'
import type { Text } from '@mtandao/problem'
import { messages } from './messages.ts'
import type { NamedExchange } from './named.ts'

/** What became of an exchange, in words: never by colour alone. */
export function outcomeTag(
  say: Say,
  { outcome, side }: Pick<NamedExchange, 'outcome' | 'side'>,
): JSX.Element {
  const t = say.of(messages)
  const of = (tone: Tone, key: Parameters<typeof t>[0]) => tag(tone, t(key))
  if (outcome === null) return of('open', 'outcome.open')
  if (outcome === 'ok') return of('good', 'outcome.ok')
  return side === null ? of('open', 'outcome.declined') : of('bad', `outcome.${side}`)
}

/** The name people know it by, else the id, else that nobody knows. */
export function nameOr(
  say: Say,
  name: Text | undefined,
  id: string | null,
  unknown: 'unknown.party' | 'unknown.service' = 'unknown.party',
): string {
  if (name) return say.text(name)
  return id === null ? say.of(messages)(unknown) : say.data(id)
}

/** A name with its id beside it. */
export function named(
  say: Say,
  name: Text | undefined,
  id: string | null,
  unknown?: 'unknown.party' | 'unknown.service',
): JSX.Element {
  return h(
    'span',
    null,
    nameOr(say, name, id, unknown),
    ...(name && id !== null ? [' ', h('span', { class: 'soft' }, code(id))] : []),
  )
}

/** An address of the list with these filters. */
export function listHref(given: Readonly<Record<string, string | undefined>>, path = '/exchanges') {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(given)) {
    if (value !== undefined && value !== '') query.set(name, value)
  }
  return query.size === 0 ? path : `${path}?${query}`
}
