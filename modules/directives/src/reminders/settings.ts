import type { Db } from '@mtandao/pg'
import { selectSettings, type SettingRow } from './reminder-store.ts'
import { audiences, type ReminderSettings } from './schedule.ts'

export interface Settings {
  readonly settings: ReminderSettings
  /** Of the day in Tanzania at which reminders are said. */
  readonly hour: number
  /** Where each comes from. */
  readonly rows: readonly SettingRow[]
}

/** All of them have a first value from the migration. */
export async function settingsOn(db: Db, day: string): Promise<Settings> {
  const rows = await selectSettings(db, day)
  const list = (name: string): readonly number[] => {
    const row = rows.find((one) => one.name === name)
    if (!row) throw new Error(`invariant: no setting ${name} of reminders`)
    return row.value
  }
  const one = (name: string): number => list(name)[0] ?? 0
  const each = (name: string) =>
    Object.fromEntries(
      audiences.map((audience) => [audience, one(`${audience}-${name}`)]),
    ) as ReminderSettings['afterDays']
  const settings = {
    beforeDays: list('before-days').toSorted((a, b) => b - a),
    afterDays: each('after-days'),
    everyDays: each('every-days'),
  }
  return { settings, hour: one('hour'), rows }
}
