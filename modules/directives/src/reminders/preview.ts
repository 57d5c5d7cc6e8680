import { sayingsOn } from './plan-reminders.ts'
import {
  addDays,
  audiences,
  type Audience,
  type Memory,
  type OwedItem,
  type ReminderSettings,
  type Saying,
} from './schedule.ts'

/** What one audience will hear on one day. */
export interface ToBeSaid {
  readonly day: string
  readonly audience: Audience
  readonly sayings: readonly Saying[]
}

const daysMax = 40
const shownMax = 8

/** What will be said next if nothing changes: the planner's own days, one after the other. `memory` is added to. */
export function previewReminders(
  items: readonly OwedItem[],
  memory: Memory,
  from: { readonly day: string; readonly settings: ReminderSettings },
): ToBeSaid[] {
  const { settings } = from
  const coming: ToBeSaid[] = []
  for (let ahead = 0; ahead < daysMax && coming.length < shownMax; ahead += 1) {
    const day = addDays(from.day, ahead)
    const sayings = sayingsOn(items, { day, settings }).filter(
      (saying) => !memory.has(saying, settings),
    )
    for (const saying of sayings) memory.add(saying, day)
    for (const audience of audiences) {
      const heard = sayings.filter((saying) => saying.audience === audience)
      if (heard.length > 0) coming.push({ day, audience, sayings: heard })
    }
  }
  return coming
}
