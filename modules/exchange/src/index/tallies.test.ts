import fc from 'fast-check'
import { expect, test } from 'vitest'
import { changesOf, seenIn, tallyOf, type EndedFacts } from './tallies.ts'

const facts: EndedFacts = {
  day: '2026-03-01',
  service: 'person',
  consumer: 'heslb',
  provider: 'nida',
}
const factsOf = (...ids: string[]) => new Map(ids.map((id) => [id, facts]))

test('an exchange that ended well counts once, with its latency, for the country and for both parties', () => {
  const changes = changesOf(
    { endings: [{ id: 'a', side: undefined, latencyMs: 3 }], lateFailures: [] },
    new Map(),
  )
  const { days, parties, latencies } = tallyOf(changes, factsOf('a'))
  expect(days).toEqual([{ day: '2026-03-01', service: 'person', side: 'none', ended: 1 }])
  expect(parties.map(({ institution, role, ended }) => [institution, role, ended])).toEqual([
    ['', 'all', 1],
    ['heslb', 'consumer', 1],
    ['nida', 'provider', 1],
  ])
  expect(latencies.map(({ ended }) => ended)).toEqual([1, 1, 1])
})

test('what counted already moves from its side to the other, and its latency is not counted again', () => {
  const changes = changesOf(
    {
      endings: [{ id: 'a', side: 'bus', latencyMs: 9 }],
      lateFailures: [{ id: 'b', side: 'provider' }],
    },
    new Map([
      ['a', 'none'],
      ['b', 'none'],
    ]),
  )
  const { days, latencies } = tallyOf(changes, factsOf('a', 'b'))
  expect(days.map(({ side, ended }) => [side, ended])).toEqual([
    ['bus', 1],
    ['none', -2],
    ['provider', 1],
  ])
  expect(latencies).toEqual([])
})

test('a late failure of what never counted is left to its ending', () => {
  expect(changesOf({ endings: [], lateFailures: [{ id: 'a', side: 'bus' }] }, new Map())).toEqual(
    [],
  )
})

test('whatever ends, the country has as many as there were exchanges', () => {
  const side = fc.constantFrom(undefined, 'consumer' as const, 'bus' as const, 'provider' as const)
  fc.assert(
    fc.property(fc.array(side, { maxLength: 40 }), (sides) => {
      const endings = sides.map((one, at) => ({ id: String(at), side: one, latencyMs: at }))
      const { parties } = tallyOf(
        changesOf({ endings, lateFailures: [] }, new Map()),
        factsOf(...endings.map(({ id }) => id)),
      )
      const all = parties.filter(({ role }) => role === 'all')
      expect(all.reduce((sum, { ended }) => sum + ended, 0)).toBe(sides.length)
    }),
  )
})

test('systems and services are seen first and last; only an accepted request makes one connected', () => {
  const row = (at: string, requestIndex?: number) => ({
    id: at,
    at,
    door: 'r1',
    consumerInstitution: 'heslb',
    consumerSystem: 'loans',
    service: 'person',
    requestIndex,
    delivered: 0,
    undelivered: 0,
  })
  const times = { firstAt: '2025-01', lastAt: '2026-03', acceptedAt: '2026-01' }
  expect(seenIn([row('2026-02', 1), row('2026-01', 2), row('2026-03'), row('2025-01')])).toEqual([
    { name: 'loans', role: 'consumer', institution: 'heslb', ...times },
    { name: 'person', role: 'service', institution: '', ...times },
  ])
  const provided = { providerInstitution: 'nida', providerSystem: 'citizens', responseIndex: 7 }
  const refused = seenIn([{ ...row('2026-04'), ...provided }])
  expect(refused.map(({ role }) => role)).toEqual(['consumer'])
  const answered = seenIn([{ ...row('2026-04', 6), ...provided }])
  expect(answered.map(({ name }) => name)).toEqual(['citizens', 'loans', 'person'])
})
