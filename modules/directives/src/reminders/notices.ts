import { EGA, holds, scopeOf, type Actor } from '@mtandao/identity/contract'
import type { Text } from '@mtandao/problem'
import { dayAt } from '../quarter.ts'
import type { RemindersDeps } from './deps.ts'
import { owedBy } from './open-items.ts'
import { countLate } from './reminder-store.ts'
import { addDays, isSilent } from './schedule.ts'
import { settingsOn } from './settings.ts'

/** Something that waits for this person, for the desk page. */
export interface DirectiveNotice {
  readonly text: Text
  readonly href: string
  readonly since: Date
}

/** The same that letters say, at any time: to who does the work and who answers for it what is late and what comes, to e-GA what was escalated. */
export async function directiveNotices(
  { database, now, standings }: Pick<RemindersDeps, 'database' | 'now' | 'standings'>,
  actor: Actor,
): Promise<DirectiveNotice[]> {
  if (actor.suspended) return []
  const day = dayAt(now().getTime())
  return await database.within(scopeOf(actor)).transact(async (db) => {
    const { settings } = await settingsOn(db, day)
    const notices: DirectiveNotice[] = []
    if (holds(actor, 'ict-officer', 'head')) {
      const open = (await owedBy(db, actor.institution, standings)).filter((one) => !isSilent(one))
      const late = open.filter(({ dueOn }) => dueOn < day)
      const [longest = 0] = settings.beforeDays
      const soon = open.filter(({ dueOn }) => dueOn >= day && dueOn <= addDays(day, longest))
      notices.push(
        ...noticeOf(late, ({ length }) => ({
          sw: `Wajibu ${length} wa taasisi yako umechelewa`,
          en: `${length} obligation${length === 1 ? '' : 's'} of your institution ${length === 1 ? 'is' : 'are'} late`,
        })),
        ...noticeOf(
          soon,
          ({ length }) => ({
            sw: `Wajibu ${length} wa taasisi yako unakaribia tarehe ya mwisho`,
            en: `${length} obligation${length === 1 ? '' : 's'} of your institution ${length === 1 ? 'is' : 'are'} due soon`,
          }),
          -longest,
        ),
      )
    }
    if (actor.institution === EGA && holds(actor, 'ega-officer')) {
      const { items, institutions, since } = await countLate(
        db,
        addDays(day, -settings.afterDays.ega),
      )
      if (since !== null)
        notices.push({
          text: {
            sw: `Wajibu ${items} wa taasisi ${institutions} umechelewa zaidi ya siku ${settings.afterDays.ega}`,
            en: `${items} obligations of ${institutions} institutions are more than ${settings.afterDays.ega} days late`,
          },
          href: '/reminders?audience=ega',
          since: new Date(`${addDays(since, settings.afterDays.ega)}T00:00:00+03:00`),
        })
    }
    return notices
  })
}

function noticeOf(
  items: readonly { readonly dueOn: string }[],
  text: (items: readonly unknown[]) => Text,
  days = 1,
): DirectiveNotice[] {
  const [first] = items.map(({ dueOn }) => dueOn).toSorted()
  if (first === undefined) return []
  const since = new Date(`${addDays(first, days)}T00:00:00+03:00`)
  return [{ text: text(items), href: '/owed', since }]
}
