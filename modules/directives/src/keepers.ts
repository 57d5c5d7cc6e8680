import { EGA, holds, type Actor } from '@mtandao/identity/contract'
import { problem } from './problems.ts'

/** e-GA's own officers administer directives. */
export function requireEga(actor: Actor): void {
  if (actor.suspended || actor.institution !== EGA || !holds(actor, 'ega-officer'))
    throw problem('not-yours')
}

/** Whoever is appointed in an institution, under whatever hat, decides nothing in its favour. */
export function belongsTo(actor: Actor, institution: string): boolean {
  return (
    actor.institution === institution ||
    actor.appointments.some((one) => one.institution === institution)
  )
}

/** The institution speaks through its head or its ICT officer. */
export function requireOwnVoice(actor: Actor): void {
  if (actor.suspended || !holds(actor, 'head', 'ict-officer')) throw problem('not-yours')
}
