import { describe, expect, test } from 'vitest'
import { results, type Result, type Status } from '../model.ts'
import {
  refusalOf,
  stepNames,
  steps,
  stepsOpen,
  workStatus,
  type StepAsked,
} from './status-steps.ts'

const statuses: readonly (Status | undefined)[] = [
  undefined,
  'to-do',
  'submitted',
  'in-review',
  'closed',
]
const asked = (more: Partial<StepAsked>): StepAsked => ({
  latest: undefined,
  result: 'unknown',
  voice: 'institution',
  isReporter: false,
  ...more,
})

describe('the work', () => {
  test('goes from to do over submitted and in review to closed', () => {
    expect(refusalOf('submit', asked({}))).toBeUndefined()
    const ega = { voice: 'ega', result: 'met' } as const
    expect(refusalOf('take-in-review', asked({ ...ega, latest: 'submitted' }))).toBeUndefined()
    expect(refusalOf('close', asked({ ...ega, latest: 'in-review' }))).toBeUndefined()
  })

  test('skips nothing', () => {
    for (const latest of statuses)
      for (const name of stepNames) {
        const { voice, from } = { voice: steps[name].by, from: steps[name].from }
        const refusal = refusalOf(name, asked({ latest, voice, result: 'partly' }))
        // Closed and only partly met is open again.
        const stands = latest === 'closed' ? 'to-do' : (latest ?? 'to-do')
        if (!from.includes(stands))
          expect([name, latest, refusal]).toEqual([name, latest, 'step-not-now'])
      }
  })

  test('is closed by nobody who submitted it, nor taken in review, nor sent back', () => {
    for (const name of ['take-in-review', 'send-back', 'close'] as const)
      for (const latest of statuses)
        for (const result of results) {
          const own = asked({ latest, result, voice: 'ega', isReporter: true })
          expect(refusalOf(name, own)).toBe('reporter-closes')
        }
  })

  test('is submitted by no voice but the institution’s, and closed by none but e-GA’s', () => {
    expect(refusalOf('submit', asked({ voice: 'ega' }))).toBe('step-not-yours')
    expect(refusalOf('close', asked({ latest: 'in-review', result: 'met' }))).toBe('step-not-yours')
  })

  test.each(results.filter((result) => !['met', 'not-applicable'].includes(result)))(
    'is not closed while the facts say %s',
    (result: Result) => {
      const one = asked({ latest: 'in-review', voice: 'ega', result })
      expect(refusalOf('close', one)).toBe('not-met-yet')
      expect(stepsOpen(one)).toContain('close')
    },
  )

  test('is not closed while the result is being worked out', () => {
    const one = { latest: 'in-review', voice: 'ega', result: undefined, isReporter: false } as const
    expect(refusalOf('close', one)).toBe('not-met-yet')
  })

  test('asks for no paper about what facts have settled', () => {
    expect(refusalOf('submit', asked({ result: 'met' }))).toBe('step-not-now')
    expect(stepsOpen(asked({ result: 'not-applicable' }))).toEqual([])
  })
})

describe('where the work stands', () => {
  test.each<[Status | undefined, Result | undefined, Status, 'people' | 'facts']>([
    [undefined, undefined, 'to-do', 'people'],
    [undefined, 'unknown', 'to-do', 'people'],
    [undefined, 'met', 'closed', 'facts'],
    ['to-do', 'not-applicable', 'closed', 'facts'],
    [undefined, 'exempt', 'to-do', 'people'],
    ['submitted', 'met', 'submitted', 'people'],
    ['in-review', 'not-met', 'in-review', 'people'],
    ['closed', 'met', 'closed', 'people'],
    ['closed', 'exempt', 'closed', 'people'],
    ['closed', 'unknown', 'to-do', 'facts'],
    ['closed', 'partly', 'to-do', 'facts'],
    ['closed', undefined, 'closed', 'people'],
  ])('%s with a result of %s is %s, by %s', (latest, result, status, by) => {
    expect(workStatus(latest, result)).toEqual({ status, by })
  })
})
