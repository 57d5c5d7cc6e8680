import { expect, test } from 'vitest'
import { advanceVersion, mayTake, type VersionStatus, type VersionStep } from './lifecycle.ts'

const statuses: readonly VersionStatus[] = ['draft', 'published', 'deprecated', 'retired']
const steps: readonly VersionStep[] = ['publish', 'deprecate', 'supersede', 'retire']

test('a version goes from draft to published to deprecated to retired, and never back', () => {
  const order = (status: VersionStatus) => statuses.indexOf(status)
  for (const status of statuses) {
    for (const step of steps) {
      if (!mayTake(status, step)) continue
      expect(order(advanceVersion(status, step))).toBeGreaterThanOrEqual(order(status))
    }
  }
  expect(advanceVersion('draft', 'publish')).toBe('published')
  expect(advanceVersion('published', 'deprecate')).toBe('deprecated')
  expect(advanceVersion('deprecated', 'retire')).toBe('retired')
})

test.each<[VersionStatus, VersionStep]>([
  ['draft', 'retire'],
  ['draft', 'deprecate'],
  ['published', 'publish'],
  ['published', 'retire'],
  ['retired', 'publish'],
  ['retired', 'deprecate'],
])('a version that is %s refuses to %s', (status, step) => {
  expect(mayTake(status, step)).toBe(false)
  expect(() => advanceVersion(status, step)).toThrow(
    expect.objectContaining({ code: 'services.wrong-state' }),
  )
})
