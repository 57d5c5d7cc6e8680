import { EGA, holds, type Actor } from '@mtandao/identity/contract'
import type { Fact } from '../contract.ts'

/** Who declared a fact, and for which institution. */
export interface Reporter {
  readonly person: string
  readonly institution: string
}

/** What keeps somebody from verifying: no office that verifies, their own word, or their institution's. */
export type Hindrance = 'no-office' | 'reporter' | 'colleague'

type Verified = Pick<Fact, 'institution'>

/** Who reported, whoever acts for the same institution, and whoever is appointed there under another hat do not verify. */
export function hindranceOf(
  actor: Actor,
  fact: Verified,
  reporters: readonly Reporter[],
): Hindrance | undefined {
  if (actor.suspended || !holds(actor, 'ega-officer', 'ict-officer', 'head')) return 'no-office'
  if (reporters.some(({ person }) => person === actor.person.id)) return 'reporter'
  const concerned = [fact.institution, ...reporters.map(({ institution }) => institution)]
  const isOwn = institutionsOf(actor).some((institution) => concerned.includes(institution))
  // e-GA's officers verify each other's declarations, for want of anybody above them.
  const isAmongEga = holds(actor, 'ega-officer') && actor.institution === EGA
  return isOwn && !(isAmongEga && fact.institution === EGA) ? 'colleague' : undefined
}

/** Where the actor acts now and where else they are appointed. */
export function institutionsOf(actor: Actor): readonly string[] {
  return [actor.institution, ...actor.appointments.map(({ institution }) => institution)]
}
