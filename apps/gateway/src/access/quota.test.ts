import type { Agreement } from '@mtandao/contracts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addCounts, createQuotaLedger, pastCounts } from './quota.ts'

const agreement = (perMinute: number, perDay: number, concurrency = 100): Agreement => ({
  id: 'a1',
  consumer: 'c',
  service: 's',
  status: 'active',
  purposes: ['p'],
  rules: [],
  validFrom: '2020-01-01T00:00:00Z',
  validUntil: '2099-01-01T00:00:00Z',
  quota: { perMinute, perDay, concurrency },
})

test('the minute window refuses the call over the limit and opens again with the next minute', () => {
  let now = 30_000
  const ledger = createQuotaLedger(() => now, 180)
  const one = agreement(2, 100)
  expect(ledger.take(one)).toMatchObject({ allow: true, rateLimit: '"minute";r=1;t=30' })
  expect(ledger.take(one)).toMatchObject({ allow: true })
  expect(ledger.take(one)).toMatchObject({ allow: false, reason: 'minute', retryAfterSeconds: 30 })
  now = 60_000
  expect(ledger.take(one)).toMatchObject({ allow: true })
})

test('the day begins at midnight in Dar es Salaam, not in Greenwich', () => {
  let now = Date.UTC(2026, 0, 1, 20, 59, 0)
  const ledger = createQuotaLedger(() => now, 180)
  const one = agreement(100, 1)
  expect(ledger.take(one)).toMatchObject({ allow: true })
  expect(ledger.take(one)).toMatchObject({ allow: false, reason: 'day', retryAfterSeconds: 60 })
  now = Date.UTC(2026, 0, 1, 21, 0, 0)
  expect(ledger.take(one)).toMatchObject({ allow: true })
})

test('calls in flight are counted until they are released', () => {
  const ledger = createQuotaLedger(() => 0, 0)
  const one = agreement(100, 100, 1)
  expect(ledger.take(one)).toMatchObject({ allow: true })
  expect(ledger.take(one)).toMatchObject({ allow: false, reason: 'concurrency' })
  ledger.release(one)
  expect(ledger.take(one)).toMatchObject({ allow: true })
})

test('calls in flight at other workers fill places too, and free them when they are over', () => {
  const ledgers = [createQuotaLedger(() => 0, 0), createQuotaLedger(() => 0, 0)] as const
  const one = agreement(100, 100, 2)
  const tell = () => ledgers[1].merge(addCounts([ledgers[0].own()]))
  ledgers[0].take(one)
  tell()
  expect(ledgers[1].take(one)).toMatchObject({ allow: true })
  expect(ledgers[1].take(one)).toMatchObject({ allow: false, reason: 'concurrency' })
  ledgers[0].release(one)
  tell()
  expect(ledgers[1].take(one)).toMatchObject({ allow: true })
  ledgers[1].merge(pastCounts(ledgers[1].all()))
  expect(ledgers[1].take(one)).toMatchObject({ allow: false, reason: 'concurrency' })
  ledgers[1].release(one)
  expect(ledgers[1].take(one)).toMatchObject({ allow: true })
})

test('workers that tell each other their counts share one quota', () => {
  const ledgers = [createQuotaLedger(() => 0, 0), createQuotaLedger(() => 0, 0)] as const
  const one = agreement(3, 100)
  ledgers[0].take(one)
  ledgers[0].take(one)
  ledgers[1].merge(addCounts([ledgers[0].own()]))
  expect(ledgers[1].take(one)).toMatchObject({ allow: true })
  expect(ledgers[1].take(one)).toMatchObject({ allow: false, reason: 'minute' })
})

test('in whatever order calls come and go, no window and no place is ever given out twice', () => {
  const step = fc.oneof(
    fc.record({ do: fc.constant('take' as const) }),
    fc.record({ do: fc.constant('release' as const) }),
    fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 90_000 }) }),
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      let now = Date.UTC(2026, 0, 1, 20, 58)
      const ledger = createQuotaLedger(() => now, 180)
      const one = agreement(3, 12, 2)
      const passed: number[] = []
      let inFlight = 0
      for (const what of steps)
        if (what.do === 'wait') now += what.ms
        else if (what.do === 'release') {
          if (inFlight > 0) ledger.release(one)
          inFlight = Math.max(0, inFlight - 1)
        } else if (ledger.take(one).allow) {
          passed.push(now)
          inFlight += 1
          expect(inFlight).toBeLessThanOrEqual(2)
        }
      const countBy = (windowOf: (at: number) => number) =>
        Math.max(0, ...[...Map.groupBy(passed, windowOf).values()].map((all) => all.length))
      expect(countBy((at) => Math.floor(at / 60_000))).toBeLessThanOrEqual(3)
      expect(countBy((at) => Math.floor((at + 180 * 60_000) / 86_400_000))).toBeLessThanOrEqual(12)
    }),
  )
})
