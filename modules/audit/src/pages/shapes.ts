import { z } from 'zod'
import type { ActFilter } from '../acts/act-store.ts'

const word = (max: number) => z.string().trim().min(1).max(max)
/** A field of filters that was left empty, or filled with what it is not for, narrows nothing. */
const or = <Shape extends z.ZodType>(shape: Shape) => shape.optional().catch(undefined)

export const Action = z
  .string()
  .regex(/^[a-z][a-z-]*\.[a-z0-9-]+$/)
  .max(100)
export const Cursor = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER)

/** What the list may be narrowed by. Days are those of East Africa Time, both included. */
export const Wanted = z.object({
  institution: word(200).optional(),
  person: word(200).optional(),
  action: Action.optional(),
  type: word(100).optional(),
  id: word(500).optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
})

/** The same as people type it. */
export const WantedTyped = z.object({
  institution: or(word(200)),
  person: or(word(200)),
  action: or(Action),
  type: or(word(100)),
  id: or(word(500)),
  from: or(z.iso.date()),
  to: or(z.iso.date()),
})

export type WantedActs = z.output<typeof WantedTyped>

const eastAfrica = '+03:00'
const dayMs = 24 * 60 * 60 * 1_000

export function filterOf({ type, id, from, to, ...rest }: WantedActs): ActFilter {
  const startOf = (day: string) => new Date(`${day}T00:00:00${eastAfrica}`)
  return {
    ...rest,
    subjectType: type,
    subjectId: id,
    from: from === undefined ? undefined : startOf(from),
    until: to === undefined ? undefined : new Date(startOf(to).getTime() + dayMs),
  }
}

/** The address of a list with these filters. */
export function auditUrl(
  path: string,
  wanted: WantedActs & { before?: number | undefined },
): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(wanted))
    if (value !== undefined && value !== '') query.set(name, String(value))
  return query.size > 0 ? `${path}?${query}` : path
}
