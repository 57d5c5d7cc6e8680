import { expect, test } from 'vitest'
import { advanceClient } from './lifecycle.ts'

test.each([
  ['active', 'suspend', 'suspended'],
  ['suspended', 'resume', 'active'],
] as const)('a client that is %s, on %s, is %s', (status, step, next) => {
  expect(advanceClient(status, step)).toBe(next)
})

test.each([
  ['active', 'resume'],
  ['suspended', 'suspend'],
] as const)('a client that is %s refuses to %s', (status, step) => {
  expect(() => advanceClient(status, step)).toThrow(
    expect.objectContaining({ code: 'exchange.wrong-state', extra: { state: status } }),
  )
})
