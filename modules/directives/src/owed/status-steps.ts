import type { Result, Status } from '../model.ts'

/** What people may do with the work on an obligation. Facts say the result; these say where the work stands. */
export const stepNames = ['submit', 'withdraw', 'take-in-review', 'send-back', 'close'] as const
export type StepName = (typeof stepNames)[number]

/** Whose voice a step needs: the institution's own (head, ICT officer), or e-GA's. */
export type Voice = 'institution' | 'ega'

interface Step {
  readonly from: readonly Status[]
  readonly to: Status
  readonly by: Voice
  /** The other side must be able to read why. */
  readonly needsWords: boolean
}

export const steps: Readonly<Record<StepName, Step>> = {
  submit: { from: ['to-do'], to: 'submitted', by: 'institution', needsWords: false },
  withdraw: { from: ['submitted'], to: 'to-do', by: 'institution', needsWords: false },
  'take-in-review': { from: ['submitted'], to: 'in-review', by: 'ega', needsWords: false },
  'send-back': {
    from: ['submitted', 'in-review'],
    to: 'to-do',
    by: 'ega',
    needsWords: true,
  },
  close: { from: ['in-review'], to: 'closed', by: 'ega', needsWords: false },
}

/** What facts settle: nobody need do anything about it today. */
export function isSettled(result: Result): boolean {
  return result === 'met' || result === 'not-applicable'
}

export interface WorkStatus {
  readonly status: Status
  /** Whether people said so, or facts did: closed without anybody's step, or open again after one. */
  readonly by: 'people' | 'facts'
}

/**
 * Where the work stands now. What facts settle needs no paper: it is closed unless somebody is at work on it. What was closed and is no longer
 * settled is open again.
 * @param latest the last step that people took; undefined: none
 * @param result undefined: not worked out yet
 */
export function workStatus(latest: Status | undefined, result: Result | undefined): WorkStatus {
  const status = latest ?? 'to-do'
  if (result === undefined) return { status, by: 'people' }
  if (status === 'to-do' && isSettled(result)) return { status: 'closed', by: 'facts' }
  const mayRest = isSettled(result) || result === 'exempt'
  if (status === 'closed' && !mayRest) return { status: 'to-do', by: 'facts' }
  return { status, by: 'people' }
}

export interface StepAsked {
  readonly latest: Status | undefined
  readonly result: Result | undefined
  readonly voice: Voice
  /** The asker submitted this work, or belongs to the institution whose work it is. */
  readonly isReporter: boolean
}

export type StepRefusal = 'step-not-now' | 'step-not-yours' | 'reporter-closes' | 'not-met-yet'

/** The one decision about steps: undefined when it may be taken. */
export function refusalOf(name: StepName, asked: StepAsked): StepRefusal | undefined {
  const step = steps[name]
  if (step.by !== asked.voice) return 'step-not-yours'
  if (step.by === 'ega' && asked.isReporter) return 'reporter-closes'
  if (!step.from.includes(workStatus(asked.latest, asked.result).status)) return 'step-not-now'
  if (name === 'close' && (asked.result === undefined || !isSettled(asked.result)))
    return 'not-met-yet'
  return undefined
}

/** Every step that may be taken now, `close` too when only the result stands in its way: the page says so. */
export function stepsOpen(asked: StepAsked): readonly StepName[] {
  return stepNames.filter((name) => {
    const refusal = refusalOf(name, asked)
    return refusal === undefined || refusal === 'not-met-yet'
  })
}
