import { EGA, holds, scopeOf, type Actor } from '@mtandao/identity/contract'
import type { Text } from '@mtandao/problem'
import type { DirectivesDeps } from '../deps.ts'
import { resultHref } from '../parts.ts'
import type { DirectiveNotice } from '../reminders/notices.ts'
import { selectSubmitted, selectUnanswered, type WaitingWork } from './waiting-store.ts'

/** Of each kind; the oldest are worth a desk, and the next come when they are done. */
const shownMax = 5

/** What institutions wait for e-GA's officers to do: replies without an answer, work that was submitted. For the desk page. */
export async function workNotices(
  { database, register, standings }: Pick<DirectivesDeps, 'database' | 'register' | 'standings'>,
  actor: Actor,
): Promise<DirectiveNotice[]> {
  if (actor.suspended || actor.institution !== EGA || !holds(actor, 'ega-officer')) return []
  return await database.within(scopeOf(actor)).transact(async (db) => {
    const replies = await selectUnanswered(db, shownMax)
    const submitted = await selectSubmitted(db, shownMax)
    const ids = [...replies, ...submitted].map(({ institution }) => institution)
    const names = await register.institutionNames(db, [...new Set(ids)])
    const obligations = standings.current()?.inputs.obligations ?? []
    const notice = (work: WaitingWork, { sw, en }: Text): DirectiveNotice => {
      const { institution, obligation, since } = work
      const title = obligations.find(({ id }) => id === obligation)?.title
      const name = names.get(institution)
      const about = (language: 'sw' | 'en') =>
        `${name?.[language] ?? institution}, ${title?.[language] ?? obligation}`
      return {
        text: { sw: `${sw}: ${about('sw')}`, en: `${en}: ${about('en')}` },
        href: resultHref(work),
        since,
      }
    }
    return [
      ...replies.map((work) =>
        notice(work, { sw: 'Maelezo yanasubiri jibu', en: 'A reply waits for an answer' }),
      ),
      ...submitted.map((work) =>
        notice(work, { sw: 'Kazi imewasilishwa', en: 'Work was submitted' }),
      ),
    ]
  })
}
