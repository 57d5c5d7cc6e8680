import { afterAll, expect, test } from 'vitest'
import { directivesGround, personOf } from '../../test/ground.ts'
import { grantExemption } from '../keeping/grant-exemption.ts'
import { createStandings } from './standings.ts'

let today = '2026-11-20'
const now = () => new Date(`${today}T09:00:00Z`)
const ground = await directivesGround(now)
const { deps, database, facts, standings } = ground
afterAll(() => ground[Symbol.asyncDispose]())

const joined = 'kikao-kazi-3-6-kujiunga'
const resultOf = (institution: string, obligation = joined) =>
  standings
    .current()
    ?.results.get(institution)
    ?.find((one) => one.obligation === obligation)
const rowOf = async (institution: string) => {
  const [row] = await database.rows<{ result: string; days_late: number }>(
    'select result, days_late from directives.assessment where institution = $1 and obligation = $2',
    [institution, joined],
  )
  return row
}
const rights = (institution: string) => ({
  subject: { type: 'institution', id: institution },
  institution,
  type: 'bus.rights',
  value: { clients: 1, agreements: 0 },
  observedAt: now(),
  validUntil: null,
  source: 'machine' as const,
  collector: 'jaribio',
  evidence: null,
  supersedes: null,
})

test('before any fact, everybody’s result is unknown, in memory and in the table', async () => {
  expect(resultOf('maji')).toMatchObject({ result: 'unknown' })
  expect(await rowOf('maji')).toMatchObject({ result: 'unknown' })
  expect(resultOf('central-government')).toBeUndefined()
  expect(standings.current()?.results.get('central-government')).toHaveLength(2)
})

test('a fact changes the result of its institution, and of no other', async () => {
  const before = standings.current()
  await database.transact((db) => facts.record(db, [rights('maji')]))
  await standings.refresh()
  expect(resultOf('maji')).toMatchObject({
    result: 'partly',
    why: { code: 'joined-never-exchanged' },
  })
  expect(await rowOf('maji')).toMatchObject({ result: 'partly' })
  expect(resultOf('afya')).toMatchObject({ result: 'unknown' })
  expect(before?.results.get('maji')?.find((one) => one.obligation === joined)?.result).toBe(
    'unknown',
  )
})

test('an exemption shows at once, and a day later things are a day later', async () => {
  await grantExemption(deps, personOf('ega', ['ega-officer']), {
    obligation: joined,
    institution: 'afya',
    until: '2026-11-20',
    reason: 'Mtandao unajengwa (mfano)',
  })
  await standings.refresh()
  expect(resultOf('afya')).toMatchObject({ result: 'exempt', daysLate: 0 })
  const late = resultOf('maji')?.daysLate ?? 0
  today = '2026-11-21'
  await standings.refresh()
  expect(resultOf('afya')).toMatchObject({ result: 'unknown' })
  expect(resultOf('maji')?.daysLate).toBe(late + 1)
  expect(await rowOf('maji')).toMatchObject({ days_late: late + 1 })
})

test('the worker takes facts as they come', async () => {
  const stop = new AbortController()
  const running = standings.run({ everyMs: 20, inputsEveryMs: 1_000 }, stop.signal)
  await database.transact((db) => facts.record(db, [rights('afya')]))
  await expect.poll(() => resultOf('afya')?.result, { timeout: 5_000 }).toBe('partly')
  stop.abort()
  await running
})

test('of many who ask at once, all get what was committed before they asked', async () => {
  await database.transact((db) => facts.record(db, [rights('bot')]))
  await Promise.all(Array.from({ length: 20 }, () => standings.refresh()))
  expect(resultOf('bot')).toMatchObject({ result: 'partly' })
})

/** Over the same database, with a clock and a register of its own. */
function another(clock: { at: string; down: boolean }) {
  return createStandings({
    database,
    facts,
    now: () => new Date(clock.at),
    log: deps.log,
    readRegister: () => {
      if (clock.down) return Promise.reject(new Error('the register is away'))
      return Promise.resolve(standings.current()?.inputs.register ?? { institutions: [] })
    },
  })
}
const fedhaIn = (one: typeof standings) =>
  one
    .current()
    ?.results.get('fedha')
    ?.find(({ obligation }) => obligation === joined)?.result

test('a fact that comes while a round is under way is in the next, and so is one of a moment that has not come', async () => {
  const clock = { at: '2026-11-21T08:59:59.999Z', down: false }
  const slow = another(clock)
  await slow.refresh()
  await database.transact((db) => facts.record(db, [rights('fedha')]))
  await slow.refresh()
  expect(fedhaIn(slow)).toBe('unknown')
  const fresh = another(clock)
  await fresh.refresh()
  clock.at = '2026-11-21T09:00:01Z'
  for (const one of [slow, fresh]) {
    await one.refresh()
    expect(fedhaIn(one)).toBe('partly')
  }
})

test('what a round read before it failed is written down by the next', async () => {
  const clock = { at: '2026-11-21T09:00:01Z', down: false }
  const shaky = another(clock)
  await shaky.refresh()
  const none = { ...rights('fedha'), value: { clients: 0, agreements: 0 } }
  await database.transact((db) => facts.record(db, [none]))
  clock.down = true
  await expect(shaky.refresh()).rejects.toThrow('away')
  clock.down = false
  await shaky.refresh()
  expect(fedhaIn(shaky)).toBe('not-met')
  expect(await rowOf('fedha')).toMatchObject({ result: 'not-met' })
})
