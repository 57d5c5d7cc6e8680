import { EGA } from '@mtandao/identity/contract'
import { dayAt } from '../quarter.ts'
import type { RemindersDeps } from './deps.ts'
import { letterOf } from './letter.ts'
import { owedInCountry } from './open-items.ts'
import { planReminders } from './plan-reminders.ts'
import {
  insertSayings,
  insertWritten,
  lockReminders,
  selectSaid,
  selectWrittenOn,
} from './reminder-store.ts'
import { addDays, audiences, memoryDays, officesOf } from './schedule.ts'
import { settingsOn } from './settings.ts'

export interface Reminded {
  /** Steps that were said now. */
  readonly sayings: number
  /** Letters that were written. */
  readonly letters: number
}

/**
 * Says today what is to be said, once: what was said and the letters about it are of one transaction, so that a crash leaves both or
 * neither. It sees every institution on purpose, hence the plain database. Undefined: results are not known yet.
 */
export async function remind(deps: RemindersDeps): Promise<Reminded | undefined> {
  const { database, letters, now, register, standings, publicUrl } = deps
  const country = standings.current()
  if (!country) return undefined
  const at = now()
  const day = dayAt(at.getTime())
  const { inputs } = country
  return await database.transact(async (db) => {
    await lockReminders(db)
    const { settings } = await settingsOn(db, day)
    const said = await selectSaid(db, addDays(day, -memoryDays(settings)))
    const offices = [...new Set(audiences.flatMap((audience) => officesOf[audience]))]
    const plan = planReminders({
      day,
      settings,
      items: owedInCountry(country),
      said,
      holders: await letters.officeHolders(db, offices),
      ega: EGA,
      writtenToday: await selectWrittenOn(db, day),
    })
    await insertSayings(db, plan.sayings, { day, at, mailed: letters.goOut })
    if (!letters.goOut) return { sayings: plan.sayings.length, letters: 0 }
    const about = {
      day,
      publicUrl,
      titles: new Map(inputs.obligations.map(({ id, title }) => [id, title])),
      institutions: await register.institutionNames(db, [
        ...new Set(plan.sayings.map(({ item }) => item.institution)),
      ]),
    }
    const written = plan.digests.map((digest) => ({
      person: digest.person,
      ...letterOf({ ...about, digest }),
    }))
    await insertWritten(
      db,
      plan.digests.map(({ person }) => person),
      day,
    )
    return { sayings: plan.sayings.length, letters: await letters.write(db, written) }
  })
}
