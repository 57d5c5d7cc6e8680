import { centralGovernment } from '../addressees.ts'
import {
  audiences,
  officesOf,
  stepOn,
  type Audience,
  type Memory,
  type OwedItem,
  type ReminderSettings,
  type Saying,
} from './schedule.ts'

export interface Holder {
  readonly institution: string
  readonly role: string
  readonly person: string
}

export interface Known {
  /** `YYYY-MM-DD` in Tanzania. */
  readonly day: string
  readonly settings: ReminderSettings
  /** All that is owed by all; the silent ones are left out here. */
  readonly items: readonly OwedItem[]
  /** What was said in the past `memoryDays`. */
  readonly said: Memory
  /** Who holds which office today. */
  readonly holders: readonly Holder[]
  /** e-GA's id in the register. */
  readonly ega: string
  /** People who had a letter of ours on this day already. */
  readonly writtenToday: ReadonlySet<string>
}

/** What one person hears on one day, all of it. */
export interface Digest {
  readonly person: string
  readonly sayings: readonly Saying[]
}

export interface Plan {
  /** One for each step of each item, with how many people hear it. */
  readonly sayings: readonly (Saying & { readonly people: number })[]
  readonly digests: readonly Digest[]
}

/**
 * What is to be said to whom on a day. Pure. Nobody gets two digests a day, nothing is said twice for the same step, and nobody outside
 * the institution that owes, and e-GA, hears of it. Where nobody holds an office, nothing counts as said: tomorrow is asked again.
 */
export function planReminders(known: Known): Plan {
  const { items, said, writtenToday } = known
  const listeners = listenersOf(known)
  const heard = new Map<string, Saying[]>()
  const sayings: (Saying & { readonly people: number })[] = []
  for (const saying of sayingsOn(items, known)) {
    if (said.has(saying, known.settings)) continue
    const people = listeners(saying.item.institution, saying.audience)
    // A group hears together: who had today's letter already hears the rest tomorrow, with the others.
    if (people.length === 0 || people.some((person) => writtenToday.has(person))) continue
    sayings.push({ ...saying, people: people.length })
    for (const person of people) {
      const mine = heard.get(person)
      if (mine) mine.push(saying)
      else heard.set(person, [saying])
    }
  }
  const digests = [...heard].map(([person, mine]) => ({ person, sayings: mine }))
  return { sayings, digests }
}

/** Every step that this day stands for, said or not. */
export function sayingsOn(
  items: readonly OwedItem[],
  on: Pick<Known, 'day' | 'settings'>,
): Saying[] {
  return items.flatMap((item) => {
    // The Government as a whole has no office that could be written to.
    if (item.institution === centralGovernment) return []
    return audiences
      .map((audience) => stepOn(item, audience, on))
      .filter((saying) => saying !== undefined)
  })
}

function listenersOf({ holders, ega }: Known) {
  const byOffice = new Map<string, Set<string>>()
  for (const { institution, role, person } of holders) {
    const key = `${institution}/${role}`
    byOffice.set(key, (byOffice.get(key) ?? new Set()).add(person))
  }
  return (institution: string, audience: Audience): readonly string[] => {
    const where = audience === 'ega' ? ega : institution
    for (const role of officesOf[audience]) {
      const people = byOffice.get(`${where}/${role}`)
      if (people) return [...people]
    }
    return []
  }
}
