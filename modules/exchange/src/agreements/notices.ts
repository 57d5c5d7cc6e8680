import { holds, scopeOf, type Actor } from '@mtandao/identity/contract'
import type { Text } from '@mtandao/problem'
import type { AgreementDeps } from './deps.ts'
import { addDays, dayOf } from './days.ts'
import { selectDrafts, selectEnding, selectSuspended, selectWaiting } from './list-store.ts'
import { ruleOn } from './rule-store.ts'

/** Something that waits for this person, for the desk page. */
export interface AgreementNotice {
  readonly text: Text
  readonly href: string
  readonly since: Date
}

const noticesMax = 50

/**
 * What waits for this person's approval, longest first; for the consumer's people also what is about to end and what others
 * suspended, and for its officer the drafts, with those that came back.
 */
export async function agreementNotices(
  { database, now }: Pick<AgreementDeps, 'database' | 'now'>,
  actor: Actor,
): Promise<AgreementNotice[]> {
  const { institution, roles } = actor
  if (actor.suspended) return []
  return await database.within(scopeOf(actor)).transact(async (db) => {
    const waiting = await selectWaiting(db, { institution, roles, limit: noticesMax })
    const today = dayOf(now())
    const days = await ruleOn(db, 'renewal-days', today)
    const before = new Date(`${addDays(today, days)}T00:00:00Z`)
    const own = { institution, limit: noticesMax }
    const drafts = holds(actor, 'ict-officer') ? await selectDrafts(db, own) : []
    const cares = holds(actor, 'ict-officer', 'head')
    const suspended = cares ? await selectSuspended(db, own) : []
    const ending = cares ? await selectEnding(db, { ...own, before }) : []
    return [
      ...waiting.map(({ id, since, service, consumer }) => ({
        text: {
          sw: `Ombi la ${consumer.sw} kutumia «${service.sw}» linasubiri idhini yako`,
          en: `${consumer.en} asks for «${service.en}»: your approval is awaited`,
        },
        href: `/agreements/${id}`,
        since,
      })),
      ...drafts.map(({ id, since, service }) => ({
        text: {
          sw: `Ombi la kutumia «${service.sw}» bado ni rasimu: likamilishe, kisha uliwasilishe`,
          en: `The request for «${service.en}» is a draft still: complete it, then submit it`,
        },
        href: `/agreements/${id}`,
        since,
      })),
      ...suspended.map(({ id, since, service }) => ({
        text: {
          sw: `Makubaliano ya «${service.sw}» yamesimamishwa: soma sababu`,
          en: `The agreement on «${service.en}» is suspended: read why`,
        },
        href: `/agreements/${id}`,
        since,
      })),
      ...ending.map(({ id, validUntil, service }) => ({
        text: {
          sw: `Makubaliano ya «${service.sw}» yanafikia siku yake ya mwisho ${dayOf(new Date(validUntil.getTime() - 1))}`,
          en: `The agreement on «${service.en}» reaches its last day on ${dayOf(new Date(validUntil.getTime() - 1))}`,
        },
        href: `/agreements/${id}`,
        since: new Date(validUntil.getTime() - days * 86_400_000),
      })),
    ]
  })
}
