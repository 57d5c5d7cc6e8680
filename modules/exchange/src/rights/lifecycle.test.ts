import { expect, test } from 'vitest'
import { advanceAgreement, advanceClient } from './lifecycle.ts'

test.each([
  ['active', 'suspend', 'suspended'],
  ['suspended', 'resume', 'active'],
] as const)('an agreement that is %s, on %s, is %s; a client likewise', (status, step, next) => {
  expect(advanceAgreement(status, step)).toBe(next)
  expect(advanceClient(status, step)).toBe(next)
})

test.each([
  ['active', 'resume'],
  ['suspended', 'suspend'],
  ['ended', 'suspend'],
  ['ended', 'resume'],
] as const)('an agreement that is %s refuses to %s', (status, step) => {
  expect(() => advanceAgreement(status, step)).toThrow(
    expect.objectContaining({ code: 'exchange.wrong-state', extra: { state: status } }),
  )
})
