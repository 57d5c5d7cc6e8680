import type { JournalEntry } from '@mtandao/contracts'
import { array, assert, json, oneof, property, uint8Array } from 'fast-check'
import { expect, test } from 'vitest'
import { fold } from './fold.ts'

const one = '01930000-0000-7000-8000-000000000001'
const two = '01930000-0000-7000-8000-000000000002'

function entry(kind: JournalEntry['kind'], more: Partial<JournalEntry> = {}): Uint8Array {
  const whole = {
    v: 1,
    kind,
    exchange: one,
    at: '2026-03-01T10:00:00.000Z',
    door: 'govesb',
    ...more,
  }
  return Buffer.from(JSON.stringify(whole))
}
const about = (value: string) => fold([entry('request', { about: value })], 0).rows.get(one)?.about
const parties = {
  consumer: { institution: 'heslb', system: 'loans', client: 'loans-1' },
  provider: { institution: 'nida', system: 'ids' },
  service: 'person',
}

test('a request and its answer become one row and one ending', () => {
  const { rows, endings } = fold(
    [
      entry('request', { ...parties, operation: 'request', received: { bytes: 100 } }),
      entry('response', {
        at: '2026-03-01T10:00:00.030Z',
        request: 7,
        outcome: 'ok',
        status: 200,
        latencyMs: 30.5,
        sent: { bytes: 200 },
      }),
    ],
    7,
  )
  expect(rows.get(one)).toMatchObject({
    at: '2026-03-01T10:00:00.000Z',
    consumerClient: 'loans-1',
    providerInstitution: 'nida',
    service: 'person',
    outcome: 'ok',
    side: undefined,
    status: 200,
    latencyMs: 30.5,
    requestIndex: 7,
    responseIndex: 8,
    requestBytes: 100,
    responseBytes: 200,
  })
  expect(endings).toEqual([{ id: one, side: undefined, latencyMs: 30.5 }])
})

test('a request without an answer is open and is not counted', () => {
  const { rows, endings } = fold([entry('request', parties)], 0)
  expect(rows.get(one)?.outcome).toBeUndefined()
  expect(endings).toEqual([])
})

test.each([
  ['refused', { outcome: 'gateway.quota-exceeded', side: 'consumer' }, 'consumer'],
  ['response', { outcome: 'gateway.provider-timeout', side: 'provider' }, 'provider'],
  ['closed', { outcome: 'gateway.answer-not-recorded' }, 'bus'],
  ['response', { outcome: 'provider.said-no' }, undefined],
] as const)('%s with %o counts on side %s', (kind, more, side) => {
  const { rows, endings } = fold([entry(kind, more)], 0)
  expect(rows.get(one)?.side).toBe(side)
  expect(endings[0]?.side).toBe(side)
})

test('a stream that breaks off after its answer began is a failure, in the same batch or later', () => {
  const broken = entry('completed', {
    outcome: 'gateway.provider-reset',
    side: 'provider',
    request: 0,
  })
  const together = fold([entry('request'), entry('response', { outcome: 'ok' }), broken], 0)
  expect(together.rows.get(one)).toMatchObject({
    outcome: 'gateway.provider-reset',
    side: 'provider',
  })
  expect(together.endings).toHaveLength(1)
  expect(together.endings[0]?.side).toBe('provider')
  const later = fold([broken], 2)
  expect(later.endings).toEqual([])
  expect(later.lateFailures).toEqual([{ id: one, side: 'provider' }])
})

test('deliveries are counted, and say nothing of the outcome', () => {
  const { rows } = fold(
    [
      entry('undelivered', { attempt: 1 }),
      entry('undelivered', { attempt: 2 }),
      entry('delivered'),
    ],
    0,
  )
  expect(rows.get(one)).toMatchObject({ delivered: 1, undelivered: 2 })
  expect(rows.get(one)?.outcome).toBeUndefined()
})

test('what a sender called a request id is kept only when it can be an exchange', () => {
  expect(about(two)).toBe(two)
  expect(about(`'; drop table`)).toBeUndefined()
})

test.each([
  ['not JSON', Buffer.from('{"v":1')],
  ['not UTF-8', Buffer.from([0x22, 0xff, 0x22])],
  ['an array', Buffer.from('[]')],
  ['another version', entry('request', { v: 2 } as never)],
  ['an unknown kind', entry('thought' as never)],
  ['no exchange', entry('request', { exchange: 'x' })],
  ['no time', entry('request', { at: 'jana' })],
])('%s is reported with its index and does not stop the rest', (_, bytes) => {
  const { rows, malformed } = fold([bytes, entry('request', { exchange: two })], 40)
  expect(malformed.map((fault) => fault.index)).toEqual([40])
  expect([...rows.keys()]).toEqual([two])
})

test('any bytes at all are folded or reported, never thrown', () => {
  assert(
    property(
      array(
        oneof(
          uint8Array(),
          json().map((text) => Buffer.from(text)),
        ),
      ),
      (all) => {
        const { rows, malformed } = fold(all, 0)
        expect(rows.size + malformed.length).toBeLessThanOrEqual(all.length)
      },
    ),
  )
})
