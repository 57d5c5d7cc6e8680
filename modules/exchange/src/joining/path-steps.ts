/** The path from a registered system to production. */
export type PathStep = 'register' | 'key' | 'sandbox' | 'call' | 'ask' | 'production'

export const pathSteps: readonly PathStep[] = [
  'register',
  'key',
  'sandbox',
  'call',
  'ask',
  'production',
]

/** What decides where a system stands. */
export interface PathFacts {
  readonly hasSandbox: boolean
  readonly hasCalled: boolean
  readonly asked: 'pending' | 'approved' | 'refused' | 'withdrawn' | undefined
  readonly hasProduction: boolean
  readonly hasSecret: boolean
}

/**
 * The step to do now; undefined when the whole path is done. A system that was on the bus before there was a path is at its end
 * already, whatever it never tried.
 */
export function stepNow(facts: PathFacts): PathStep | undefined {
  if (facts.hasProduction) return facts.hasSecret ? undefined : 'production'
  if (!facts.hasSandbox) return 'key'
  if (facts.asked === 'pending') return 'production'
  return facts.hasCalled ? 'ask' : 'call'
}
