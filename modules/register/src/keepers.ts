import { EGA, holds, type Actor, type Role } from '@mtandao/identity/contract'
import { problem } from './problems.ts'

/** Who keeps the records of their own institution. */
export const keepers: readonly Role[] = ['ict-officer', 'secretary', 'head']
/** Who reads about people of the institution. */
export const peopleReaders: readonly Role[] = [...keepers, 'ega-officer', 'auditor']

export function keeps(actor: Actor, institution: string): boolean {
  return (
    !actor.suspended && actor.institution === institution && holds(actor, ...keepers, 'ega-officer')
  )
}

export function isEga(actor: Actor): boolean {
  return !actor.suspended && actor.institution === EGA && holds(actor, 'ega-officer')
}

/** Another institution's is not there; one's own without the appointment is refused. */
export function requireKeeper(actor: Actor, institution: string): void {
  if (keeps(actor, institution)) return
  if (actor.institution !== institution) throw problem('institution-not-found')
  throw problem('not-yours')
}

/** The institution's own people, and e-GA's officers. */
export function requireKeeperOrEga(actor: Actor, institution: string): void {
  if (!isEga(actor)) requireKeeper(actor, institution)
}

export function requireEga(actor: Actor): void {
  if (!isEga(actor)) throw problem('not-yours')
}
