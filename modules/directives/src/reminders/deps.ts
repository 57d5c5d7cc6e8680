import type { Letters } from '@mtandao/identity/contract'
import type { DirectivesDeps } from '../deps.ts'

export interface RemindersDeps extends Pick<
  DirectivesDeps,
  'database' | 'now' | 'register' | 'standings' | 'publicUrl' | 'log'
> {
  /** Identity's: it knows who holds which office and where they are reached. */
  readonly letters: Letters
}
