import { scopeOf, seesCountry, type Actor, type Role } from '@mtandao/identity/contract'
import type { Text } from '@mtandao/problem'
import { problem } from '../problems.ts'
import { dayAt } from '../quarter.ts'
import type { RemindersDeps } from './deps.ts'
import { owedBy } from './open-items.ts'
import { previewReminders, type ToBeSaid } from './preview.ts'
import {
  selectSaid,
  selectSaidDays,
  selectTitles,
  type SaidAfter,
  type SaidDay,
} from './reminder-store.ts'
import { addDays, audiences, memoryDays, officesOf, type Audience } from './schedule.ts'
import { settingsOn, type Settings } from './settings.ts'

/** An institution's own people, and who sees the country. */
export const readers: readonly Role[] = [
  'ict-officer',
  'head',
  'secretary',
  'data-protection-officer',
  'ega-officer',
  'auditor',
  'minister-office',
]

export const pageSize = 20

/** In addresses: `2026-11-24~maji~head`. */
export function writeAfter({ day, institution, audience }: SaidAfter): string {
  return [day, institution, audience].join('~')
}

export interface RemindersAsked {
  readonly institution?: string | undefined
  readonly audience?: Audience | undefined
  readonly after?: SaidAfter | undefined
}

export interface RemindersSeen {
  readonly said: readonly SaidDay[]
  readonly next: SaidAfter | undefined
  /** Of one institution; undefined when the whole country is looked at. */
  readonly coming: readonly ToBeSaid[] | undefined
  /** Audiences of that institution that have nobody in office. */
  readonly unheard: readonly Audience[]
  readonly institution: string | undefined
  readonly goOut: boolean
  readonly settings: Settings
  readonly titles: ReadonlyMap<string, Text>
  readonly names: ReadonlyMap<string, Text>
}

/** What was said to which office and when, newest first, and what will be said next if nothing changes. */
export async function seeReminders(
  deps: RemindersDeps,
  actor: Actor,
  asked: RemindersAsked,
): Promise<RemindersSeen> {
  const { database, letters, now, register, standings } = deps
  if (actor.suspended) throw problem('not-yours')
  const own = seesCountry(actor) ? undefined : actor.institution
  const institution = asked.institution ?? own
  // Another's institution looks as if there were none.
  if (own !== undefined && institution !== own) throw problem('not-found')
  const day = dayAt(now().getTime())
  const found = await database.within(scopeOf(actor)).transact(async (db) => {
    const settings = await settingsOn(db, day)
    const page = await selectSaidDays(db, {
      institution,
      audience: asked.audience,
      after: asked.after,
      limit: pageSize + 1,
    })
    const said = page.slice(0, pageSize)
    const last = page.length > pageSize ? said.at(-1) : undefined
    const coming =
      institution === undefined || asked.after !== undefined
        ? undefined
        : previewReminders(
            await owedBy(db, institution, standings),
            await selectSaid(db, addDays(day, -memoryDays(settings.settings)), institution),
            { day, settings: settings.settings },
          )
    const obligations = new Set([
      ...said.flatMap(({ items }) => items.map(({ obligation }) => obligation)),
      ...(coming ?? []).flatMap(({ sayings }) => sayings.map(({ item }) => item.obligation)),
    ])
    return {
      said,
      next: last && { day: last.day, institution: last.institution, audience: last.audience },
      coming,
      settings,
      titles: await selectTitles(db, [...obligations]),
      names: await register.institutionNames(db, [
        ...new Set([...said.map((one) => one.institution), ...(institution ? [institution] : [])]),
      ]),
    }
  })
  const unheard = institution === undefined ? [] : await unheardIn(deps, institution)
  return {
    ...found,
    // Where nobody is in office nothing is said.
    coming: found.coming?.filter(({ audience }) => !unheard.includes(audience)),
    institution,
    goOut: letters.goOut,
    unheard,
  }
}

/** Who holds which office is for the country's people to know by name; that nobody does, for its own. Hence the plain database. */
async function unheardIn(
  { database, letters }: RemindersDeps,
  institution: string,
): Promise<Audience[]> {
  const offices = [...new Set(audiences.flatMap((audience) => officesOf[audience]))]
  const held = (await letters.officeHolders(database, offices))
    .filter((holder) => holder.institution === institution)
    .map(({ role }) => role)
  return audiences.filter(
    (audience) => audience !== 'ega' && !officesOf[audience].some((role) => held.includes(role)),
  )
}
