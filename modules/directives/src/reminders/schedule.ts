import type { Role } from '@mtandao/identity/contract'
import type { Result } from '../model.ts'
import { dayMs, daysBetween } from '../quarter.ts'

/** Who is spoken to: those who do the work, then who answers for it, then e-GA. */
export const audiences = ['officers', 'head', 'ega'] as const
export type Audience = (typeof audiences)[number]

/** Offices by audience; where nobody holds the first, the next is written to. */
export const officesOf: Readonly<Record<Audience, readonly Role[]>> = {
  officers: ['ict-officer', 'head'],
  head: ['head'],
  ega: ['ega-officer'],
}

/** `before`: so many days to go; `late`: in its first days after this audience is told; `overdue`: after these. */
export const steps = ['before', 'late', 'overdue'] as const
export type Step = (typeof steps)[number]

/** What is owed by one institution for one obligation (and quarter), as far as reminding goes. */
export interface OwedItem {
  readonly institution: string
  readonly obligation: string
  readonly period: string | null
  readonly dueOn: string
  readonly result: Result
}

/** In days. */
export interface ReminderSettings {
  /** To go until the due day, largest first. */
  readonly beforeDays: readonly number[]
  /** After the due day until this audience hears of it. */
  readonly afterDays: Readonly<Record<Audience, number>>
  /** How often what stays late is said again to this audience: never more often than once in so many days. */
  readonly everyDays: Readonly<Record<Audience, number>>
}

export interface Saying {
  readonly item: OwedItem
  readonly audience: Audience
  readonly step: Step
  /** `before`: the days of the setting; otherwise the number of the round. */
  readonly round: number
}

/**
 * Met, exempt and not applicable are silent; unknown is not: whoever owes must still show it. That the work was closed says nothing: only
 * what was settled is closed, and what is settled no longer is open again.
 */
export function isSilent({ result }: Pick<OwedItem, 'result'>): boolean {
  return result === 'met' || result === 'exempt' || result === 'not-applicable'
}

/** Rounds begin on the same day for all, so that everything that stays late stands in one letter: a week begins on Monday. */
const firstMonday = '1970-01-05'

/** What a day stands for, for an item and an audience, whether it was said already or not; undefined: nothing. */
export function stepOn(
  item: OwedItem,
  audience: Audience,
  { day, settings }: { readonly day: string; readonly settings: ReminderSettings },
): Saying | undefined {
  if (isSilent(item)) return undefined
  const late = daysBetween(item.dueOn, day)
  if (late <= 0) {
    if (audience !== 'officers') return undefined
    const round = settings.beforeDays.findLast((days) => -late <= days)
    return round === undefined ? undefined : { item, audience, step: 'before', round }
  }
  const after = settings.afterDays[audience]
  if (late < after) return undefined
  const every = settings.everyDays[audience]
  const round = Math.floor(daysBetween(firstMonday, day) / every)
  return { item, audience, step: late < after + every ? 'late' : 'overdue', round }
}

/** One thing owed by one day, to one audience; a due day that moves begins anew. */
function trackOf({ item, audience }: Pick<Said, 'item' | 'audience'>): string {
  const { institution, obligation, period, dueOn } = item
  return [institution, obligation, period ?? '', dueOn, audience].join('|')
}

/** One step of a track. */
export function keyOf(saying: Said): string {
  return `${trackOf(saying)}|${saying.step}|${saying.round}`
}

/** As it is remembered: how it stood then is of no matter. */
export type Said = Omit<Saying, 'item'> & {
  readonly item: Pick<OwedItem, 'institution' | 'obligation' | 'period' | 'dueOn'>
}

/** What was said in the past days. */
export class Memory {
  readonly #keys = new Set<string>()
  readonly #lastLate = new Map<string, string>()

  add(said: Said, day: string): void {
    this.#keys.add(keyOf(said))
    const track = trackOf(said)
    if (said.step !== 'before' && day > (this.#lastLate.get(track) ?? ''))
      this.#lastLate.set(track, day)
  }

  /** What was said within half a round before a round began stands for that round: nobody hears it on Sunday and again on Monday. */
  has(saying: Said, settings: ReminderSettings): boolean {
    if (this.#keys.has(keyOf(saying))) return true
    const last = this.#lastLate.get(trackOf(saying))
    if (saying.step === 'before' || last === undefined) return false
    const every = settings.everyDays[saying.audience]
    return last >= addDays(firstMonday, saying.round * every - Math.floor(every / 2))
  }
}

/** What was said longer ago than this no longer decides what is said today. */
export function memoryDays({ beforeDays, everyDays }: ReminderSettings): number {
  return Math.max(...beforeDays, ...Object.values(everyDays).map((days) => 2 * days)) + 1
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10)
}
