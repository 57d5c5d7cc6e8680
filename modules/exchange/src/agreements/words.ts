import type { JSX } from 'preact'
import { moment, tag, type Say, type Tone } from '@mtandao/ui'
import { roleNames, stepNames, type StepName } from './approval-path.ts'
import type { AgreementState, VersionState } from './lifecycle.ts'
import { messages } from './messages.ts'
import type { Role } from '@mtandao/identity/contract'

/** Small words and marks that the pages of agreements share. */

const tones: Record<AgreementState, Tone> = {
  draft: 'plain',
  pending: 'open',
  active: 'good',
  suspended: 'bad',
  expired: 'plain',
  ended: 'plain',
  refused: 'bad',
}

export function stateTag(say: Say, state: AgreementState): JSX.Element {
  return tag(tones[state], say.of(messages)(`state.${state}`))
}

export function versionWord(say: Say, state: VersionState): string {
  return say.of(messages)(`version.${state}`)
}

export function stepWord(say: Say, step: StepName): string {
  return say.text(stepNames[step])
}

export function roleWord(say: Say, role: string): string {
  return role in roleNames ? say.text(roleNames[role as Role]) : say.data(role)
}

export function day(say: Say, at: Date): JSX.Element {
  return moment(say, at, 'date')
}
