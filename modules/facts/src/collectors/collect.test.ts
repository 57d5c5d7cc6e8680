import { expect, test } from 'vitest'
import { collect, type Observed } from './collect.ts'

const now = new Date('2026-11-20T09:00:00Z')
const day = 86_400_000
const nothing: Observed = {
  institutions: [{ id: 'maji', committee: null, staff: null }],
  systems: [],
  exchanges: [],
  rights: [],
  agreements: [],
  keys: [],
}
const unregistered = (observed: Partial<Observed>) =>
  collect({ ...nothing, ...observed }, { now, silentAfterMs: 30 * day }).find(
    ({ type }) => type === 'bus.unregistered',
  )?.value
const exchanged = (daysAgo: number) => {
  const at = new Date(now.getTime() - daysAgo * day)
  return { system: 'maji.zamani', institution: 'maji', firstAt: at, lastAt: at }
}

test('a system without a record that exchanges is on the bus; one that was retired and is silent is not', () => {
  expect(unregistered({ exchanges: [exchanged(1)] })).toEqual({
    count: 1,
    systems: ['maji.zamani'],
  })
  expect(unregistered({ exchanges: [exchanged(31)] })).toEqual({ count: 0, systems: [] })
})

test('silent or not, a system with a client on the bus is there until it has a record', () => {
  const system = { id: 'maji.zamani', institution: 'maji', onBus: true, record: null }
  expect(unregistered({ systems: [system], exchanges: [exchanged(31)] })).toEqual({
    count: 1,
    systems: ['maji.zamani'],
  })
})
