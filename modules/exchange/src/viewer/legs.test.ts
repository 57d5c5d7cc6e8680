import { expect, test } from 'vitest'
import { legsOf } from './legs.ts'
import type { NamedExchange } from './named.ts'
import type { AttemptView } from './search-store.ts'

const at = new Date('2026-03-01T10:00:00Z')
const endedAt = new Date('2026-03-01T10:00:01Z')
const exchange = (more: Partial<NamedExchange> = {}) =>
  ({
    id: 'a',
    at,
    endedAt,
    requestIndex: 1,
    responseIndex: 2,
    outcome: 'ok',
    side: null,
    delivered: 0,
    undelivered: 0,
    ...more,
  }) as NamedExchange
const attempt = (more: Partial<AttemptView>): AttemptView => ({
  at: endedAt,
  number: 1,
  arrived: true,
  operation: 'async',
  institution: 'nida',
  system: 'nida.ids',
  outcome: 'ok',
  latencyMs: 3,
  origin: 'gw/0',
  entryIndex: 3,
  ...more,
})
const kinds = (more: Partial<NamedExchange>) =>
  legsOf(exchange(more), [], []).map(({ kind }) => kind)

test('a call that went well: asked, recorded, forwarded, answered, recorded again', () => {
  const legs = legsOf(exchange(), [], [])
  expect(legs.map(({ kind }) => kind)).toEqual([
    'asked',
    'recorded',
    'forwarded',
    'answered',
    'answer-recorded',
  ])
  expect(legs.map((leg) => leg.at)).toEqual([null, at, null, null, endedAt])
  expect(legs.some(({ failed }) => failed)).toBe(false)
})

test.each([
  [
    'refused before anything was forwarded',
    { requestIndex: null, outcome: 'gateway.agreement-missing', side: 'consumer' },
    ['asked', 'refused'],
  ],
  [
    'still open',
    { responseIndex: null, outcome: null, endedAt: null },
    ['asked', 'recorded', 'waiting'],
  ],
  [
    'never sent because the provider is being rested',
    { outcome: 'gateway.provider-circuit-open', side: 'provider' },
    ['asked', 'recorded', 'failure-recorded'],
  ],
  [
    'sent without an answer',
    { outcome: 'gateway.provider-timeout', side: 'provider' },
    ['asked', 'recorded', 'forwarded', 'failure-recorded'],
  ],
  [
    'answered wrongly',
    { outcome: 'gateway.provider-signature-invalid', side: 'provider' },
    ['asked', 'recorded', 'forwarded', 'answered', 'failure-recorded'],
  ],
  [
    'declined by the provider',
    { outcome: 'provider.said-no' },
    ['asked', 'recorded', 'forwarded', 'answered', 'answer-recorded'],
  ],
  [
    'cut off by a restart',
    { outcome: 'gateway.interrupted', side: 'bus' },
    ['asked', 'recorded', 'closed'],
  ],
] as [string, Partial<NamedExchange>, string[]][])('one that was %s', (_, more, expected) => {
  expect(kinds(more)).toEqual(expected)
})

test('an asynchronous message: acknowledged, each attempt in its order, then the late answer', () => {
  const later = (seconds: number) => new Date(endedAt.getTime() + seconds * 1000)
  const legs = legsOf(
    exchange({ delivered: 1, undelivered: 1 }),
    [attempt({ at: later(1), arrived: false }), attempt({ at: later(2), number: 2 })],
    [{ id: 'b', at: later(3), outcome: 'ok', side: null }],
  )
  expect(legs.map(({ kind }) => kind)).toEqual([
    'asked',
    'recorded',
    'acknowledged',
    'undelivered',
    'delivered',
    'late-answer',
  ])
  expect(legs.map(({ failed }) => failed)).toEqual([false, false, false, true, false, false])
  expect(legs.at(-1)?.exchange).toBe('b')
})
