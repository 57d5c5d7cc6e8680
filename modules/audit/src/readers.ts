import { holds, seesCountry, type Actor, type Role } from '@mtandao/identity/contract'
import { problem } from './problems.ts'

/** Who reads acts: of the whole country, or those that concern their own institution. */
export const readers: readonly Role[] = [
  'auditor',
  'ega-officer',
  'head',
  'ict-officer',
  'data-protection-officer',
]

/** Who reads the log itself, which has every institution's acts. */
export const logReaders: readonly Role[] = ['auditor']

/** Who sees whether the log is whole, and may have it verified. */
export const keepers: readonly Role[] = ['auditor', 'ega-officer']

/** @throws Problem `audit.not-for-you` */
export function requireReader(actor: Actor, any: readonly Role[] = readers): void {
  if (actor.suspended || !holds(actor, ...any)) throw problem('not-for-you')
}

/** Whose acts the reader sees; undefined: everybody's. */
export function institutionRead(actor: Actor): string | undefined {
  return seesCountry(actor) ? undefined : actor.institution
}
