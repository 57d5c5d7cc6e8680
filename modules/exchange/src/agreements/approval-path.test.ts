import { expect, test } from 'vitest'
import { actorOf, suspendedOf } from '../../test/agreement-country.ts'
import {
  isFor,
  nextStep,
  pathOf,
  sideOf,
  standingOf,
  tookLast,
  type StepName,
} from './approval-path.ts'

const taken = (step: StepName, person: string, contentHash = 'h1') =>
  ({ step, verdict: 'approved', person, contentHash }) as const

test('the path is officer, head, officer, head; data protection officers stand on it when the rule says so', () => {
  expect(pathOf({ officersApprove: false }).map(({ party, role }) => `${party} ${role}`)).toEqual([
    'consumer ict-officer',
    'consumer head',
    'provider ict-officer',
    'provider head',
  ])
  expect(pathOf({ officersApprove: true }).map(({ name }) => name)).toEqual([
    'request',
    'consumer-data-protection',
    'ask',
    'technical',
    'provider-data-protection',
    'approve',
  ])
})

test('a changed content voids what was approved before, and so does a return', () => {
  const path = pathOf({ officersApprove: false })
  const steps = [taken('request', 'a'), taken('ask', 'b'), taken('technical', 'c')]
  expect(nextStep(path, standingOf(steps, 'h1'))?.name).toBe('approve')
  expect(standingOf(steps, 'h2')).toEqual([])
  const returned = [...steps, { ...taken('approve', 'd'), verdict: 'returned' as const }]
  const again = [...returned, taken('request', 'a')]
  expect(standingOf(again, 'h1').map(({ step }) => step)).toEqual(['request'])
  expect(nextStep(path, standingOf(again, 'h1'))?.name).toBe('ask')
})

test('nobody takes two steps in a row', () => {
  expect(tookLast([taken('request', 'a')], 'a')).toBe(true)
  expect(tookLast([taken('request', 'a'), taken('ask', 'b')], 'a')).toBe(false)
  expect(tookLast([], 'a')).toBe(false)
})

test('a step is for holders of its office in its institution, never for who is suspended', () => {
  const awaited = { institution: 'nida', role: 'head' }
  expect(isFor(actorOf('nida', 'head'), awaited)).toBe(true)
  expect(isFor(actorOf('nida', 'ict-officer'), awaited)).toBe(false)
  expect(isFor(actorOf('brela', 'head'), awaited)).toBe(false)
  expect(isFor(suspendedOf(actorOf('nida', 'head')), awaited)).toBe(false)
})

test('each side is known by institution and office; e-GA acts for the bus', () => {
  const parties = { consumer: 'heslb', provider: 'nida' }
  expect(sideOf(actorOf('heslb', 'ict-officer'), parties)).toBe('consumer')
  expect(sideOf(actorOf('nida', 'head'), parties)).toBe('provider')
  expect(sideOf(actorOf('nida', 'secretary'), parties)).toBeUndefined()
  expect(sideOf(actorOf('brela', 'head'), parties)).toBeUndefined()
  expect(sideOf(actorOf('ega', 'ega-officer'), parties)).toBe('ega')
  expect(sideOf(actorOf('ega', 'auditor'), parties)).toBeUndefined()
  expect(sideOf(suspendedOf(actorOf('ega', 'ega-officer')), parties)).toBeUndefined()
  expect(sideOf(actorOf('nida', 'ict-officer'), parties, ['head'])).toBeUndefined()
})
