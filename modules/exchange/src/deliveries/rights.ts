import type { FailedDelivery } from '@mtandao/contracts'
import { holds, seesCountry, type Actor, type Role } from '@mtandao/identity/contract'
import { problem } from './problems.ts'

/** Who may see failed deliveries at all: of their own institution, or of the country. */
export const viewers = [
  'ict-officer',
  'head',
  'data-protection-officer',
  'ega-officer',
  'auditor',
  'minister-office',
] as const satisfies readonly Role[]

/** Others are not told that there is anything. @throws Problem `deliveries.not-found` */
export function requireViewer(actor: Actor): void {
  if (actor.suspended || !holds(actor, ...viewers)) throw problem('not-found')
}

/** Who may decide about some. */
export const deciders = ['ict-officer', 'ega-officer'] as const satisfies readonly Role[]

/** The systems of the actor's institution; `all` for those who see the country. */
export type Sight = 'all' | ReadonlySet<string>

export function sees(sight: Sight, delivery: FailedDelivery): boolean {
  if (sight === 'all') return true
  const { receiver, consumer, provider } = delivery
  return [receiver, consumer, provider].some((system) => system !== null && sight.has(system))
}

export interface Rights {
  readonly retry: boolean
  readonly letGo: boolean
  readonly readBody: boolean
}

/**
 * What this actor may do with this delivery.
 * @param own systems of the institution the actor acts for
 */
export function rightsOver(
  actor: Actor,
  own: ReadonlySet<string>,
  delivery: FailedDelivery,
): Rights {
  const officer = holds(actor, 'ict-officer') && !actor.suspended
  const ega = holds(actor, 'ega-officer') && !actor.suspended
  const isParty = sees(own, delivery)
  const isAuthor = delivery.author !== null && own.has(delivery.author)
  const open = delivery.state === 'open'
  return {
    retry: open && ((officer && isParty) || ega),
    // It is the author's word that is thrown away.
    letGo: open && ((officer && isAuthor) || ega),
    // The bus carries bodies and reads none: its administrators do not either.
    readBody: delivery.bodyBytes > 0 && officer && isAuthor,
  }
}

export function sightOf(actor: Actor, own: ReadonlySet<string>): Sight {
  return seesCountry(actor) ? 'all' : own
}
