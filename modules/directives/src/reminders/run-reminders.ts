import { setTimeout as sleep } from 'node:timers/promises'
import { isUnavailable } from '@mtandao/pg'
import { dayAt } from '../quarter.ts'
import type { RemindersDeps } from './deps.ts'
import { remind } from './remind.ts'
import { settingsOn } from './settings.ts'

export interface ReminderTurns {
  /** After a start results are given this long to settle before anybody is written to. */
  readonly settleMs: number
  /** How often the clock is looked at. */
  readonly everyMs: number
}

const offsetMs = 3 * 60 * 60 * 1000

/**
 * Says what is to be said once at the start, and then every day from the set hour in Tanzania on, until the signal. A turn that failed is
 * tried again; one that is repeated says nothing twice.
 */
export async function runReminders(
  deps: RemindersDeps,
  { settleMs, everyMs }: ReminderTurns,
  signal: AbortSignal,
): Promise<void> {
  const { database, log, now } = deps
  await sleep(settleMs, undefined, { signal }).catch(() => undefined)
  let doneOn = ''
  while (!signal.aborted) {
    try {
      const at = now().getTime()
      const day = dayAt(at)
      const { hour } = await settingsOn(database, day)
      const isTime = new Date(at + offsetMs).getUTCHours() >= hour
      if (doneOn === '' || (isTime && doneOn !== day)) {
        const reminded = await remind(deps)
        if (reminded) {
          // What a start before the hour said does not stand for the day.
          doneOn = isTime ? day : 'start'
          log.info('reminders-said', { ...reminded })
        }
      }
    } catch (error) {
      if (!isUnavailable(error)) log.error('reminders-not-said', { error })
    }
    await sleep(everyMs, undefined, { signal }).catch(() => undefined)
  }
}
