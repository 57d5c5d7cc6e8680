import { expect, test } from 'vitest'
import { stepNow, type PathFacts } from './path-steps.ts'

const nothing: PathFacts = {
  hasSandbox: false,
  hasCalled: false,
  asked: undefined,
  hasProduction: false,
  hasSecret: false,
}

test.each<[string, Partial<PathFacts>, ReturnType<typeof stepNow>]>([
  ['only registered', {}, 'key'],
  ['with a sandbox client', { hasSandbox: true }, 'call'],
  ['that has called', { hasSandbox: true, hasCalled: true }, 'ask'],
  ['that has asked', { hasSandbox: true, hasCalled: true, asked: 'pending' }, 'production'],
  ['that was refused', { hasSandbox: true, hasCalled: true, asked: 'refused' }, 'ask'],
  ['that was approved', { hasSandbox: true, asked: 'approved', hasProduction: true }, 'production'],
  ['with its secret', { hasSandbox: true, hasProduction: true, hasSecret: true }, undefined],
  ['that was on the bus before', { hasProduction: true, hasSecret: true }, undefined],
])('a system %s is at the step %#', (_, facts, step) => {
  expect(stepNow({ ...nothing, ...facts })).toBe(step)
})
