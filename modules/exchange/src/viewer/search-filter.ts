import { z } from 'zod'
import { problem } from './problems.ts'

/** What somebody looks for. Everything given must hold. */
export interface ExchangeFilter {
  /** Ids from the first to the last of these; one id twice finds that exchange and the late answers to it. */
  readonly id?: { readonly low: string; readonly high: string }
  readonly institution?: string
  /** On which side the institution (or, without one, the reader's own) or the system stands; either, unless said. */
  readonly role?: 'consumer' | 'provider'
  readonly system?: string
  readonly service?: string
  readonly agreement?: string
  readonly outcome?: Outcome
  /** A stable problem code, or an outcome of the journal such as `provider.said-no`. */
  readonly code?: string
  readonly side?: (typeof sides)[number]
  readonly door?: (typeof doors)[number]
  readonly environment?: (typeof environments)[number]
  /** From this moment on; absent with an id. */
  readonly from?: Date
  /** Before this moment. */
  readonly to?: Date
}

const outcomes = ['ok', 'failed', 'declined', 'open'] as const
/** `declined`: the provider answered «no», which is no failure. `open`: no answer yet. */
export type Outcome = (typeof outcomes)[number]
const sides = ['consumer', 'bus', 'provider'] as const
const doors = ['govesb', 'r1', 'token'] as const
const environments = ['production', 'sandbox'] as const

export const choices = { outcome: outcomes, side: sides, door: doors, environment: environments }

/** Days that a search covers when nobody says otherwise. */
export const daysDefault = 7

// An empty field of a form is one that was not filled in.
const optional = <Schema extends z.ZodType>(schema: Schema) =>
  z.union([schema, z.literal('').transform(() => undefined)]).optional()
const name = z
  .string()
  .trim()
  .regex(/^[\w.:@/ -]{1,200}$/)
/** `2026-03-01` (the whole day in East Africa), or a moment with its offset. */
const when = z.union([z.iso.date(), z.iso.datetime({ offset: true })])

/** The members of a search, as the address and the API give them. */
export const filterShape = {
  id: optional(
    z
      .string()
      .trim()
      .regex(/^[0-9a-fA-F-]{12,36}$/),
  ),
  institution: optional(name),
  role: optional(z.enum(['consumer', 'provider'])),
  system: optional(name),
  service: optional(name),
  agreement: optional(name),
  outcome: optional(z.enum(outcomes)),
  code: optional(
    z
      .string()
      .trim()
      .regex(/^[a-z0-9.-]{1,100}$/),
  ),
  side: optional(z.enum(sides)),
  door: optional(z.enum(doors)),
  environment: optional(z.enum(environments)),
  from: optional(when),
  to: optional(when),
}
const Given = z.object(filterShape)
export type GivenFilter = z.output<typeof Given>

/**
 * The filter that was meant: without days the last seven, unless an id says which exchange.
 * @throws Problem `viewer.time-reversed`
 */
export function filterOf(given: GivenFilter, now: Date): ExchangeFilter {
  const { id: idText, from: fromText, to: toText, ...rest } = given
  const id = idText === undefined ? undefined : idRange(idText)
  const to = toText === undefined ? undefined : momentOf(toText, 'end')
  const from =
    fromText === undefined
      ? id
        ? undefined
        : new Date((to ?? now).getTime() - daysDefault * dayMs)
      : momentOf(fromText, 'start')
  if (from && to && from >= to) throw problem('time-reversed', { extra: { field: 'from' } })
  const known = Object.entries({ ...rest, id, from, to }).filter(([, value]) => value !== undefined)
  return Object.fromEntries(known)
}

const dayMs = 24 * 60 * 60 * 1000

function momentOf(text: string, edge: 'start' | 'end'): Date {
  if (text.length > 10) return new Date(text)
  const start = new Date(`${text}T00:00:00+03:00`)
  return edge === 'start' ? start : new Date(start.getTime() + dayMs)
}

/** Ids begin with their millisecond, so the first half of one (12 digits or more) already finds the few of that moment. */
function idRange(text: string): { low: string; high: string } {
  const digits = text.toLowerCase().replaceAll('-', '').slice(0, 32)
  return { low: uuid(digits.padEnd(32, '0')), high: uuid(digits.padEnd(32, 'f')) }
}

function uuid(digits: string): string {
  return [8, 4, 4, 4, 12]
    .reduce<[string[], number]>(
      ([parts, at], length) => [[...parts, digits.slice(at, at + length)], at + length],
      [[], 0],
    )[0]
    .join('-')
}

/** Where a list goes on: behind this exchange, older first by time, then by id. */
export interface Place {
  readonly at: Date
  readonly id: string
}

export function writeCursor({ at, id }: Place): string {
  return `${at.getTime().toString(36)}.${id}`
}

export const Cursor = z
  .string()
  .regex(/^[0-9a-z]{6,10}\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  .transform((text): Place => {
    const [at = '', id = ''] = text.split('.')
    return { at: new Date(Number.parseInt(at, 36)), id }
  })
