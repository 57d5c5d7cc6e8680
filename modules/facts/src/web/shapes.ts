import { z } from 'zod'
import { listTypes } from '../contract.ts'

/** What comes from outside, with its limits. */

const codes = listTypes().map(({ type }) => type)
export const TypeCode = z.enum(codes as [string, ...string[]])
export const Source = z.enum(['machine', 'declared', 'verified'])
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/)
export const FactId = z.uuid()
export const Cursor = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER)
/** One line without control characters. */
export const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u)

export const wordsMax = 500
/** What may come with a form besides the file: fields, boundaries. A file a little too large is then refused in words. */
export const uploadBytesMax = 12 * 1024 * 1024

/** A field of filters that was left empty, or filled with what it is not for, narrows nothing. */
export const filtered = <Shape extends z.ZodType>(shape: Shape) => shape.optional().catch(undefined)

/** The same view with other filters: empty ones are left out. */
export function addressOf(
  path: string,
  query: Readonly<Record<string, string | number | undefined>>,
): string {
  const pairs = Object.entries(query).filter(([, one]) => one !== undefined && one !== '')
  const text = new URLSearchParams(pairs.map(([name, one]) => [name, String(one)])).toString()
  return text === '' ? path : `${path}?${text}`
}

const dayMs = 24 * 60 * 60 * 1_000
const eastAfricaMs = 3 * 60 * 60 * 1_000

/** `YYYY-MM-DD` of a moment, in Tanzania. */
export function dayOf(at: Date): string {
  return new Date(at.getTime() + eastAfricaMs).toISOString().slice(0, 10)
}

/** The moment that a day given by hand stands for: now when it is today, else noon; a day to come stays one. */
export function momentOf(day: string, now: Date): Date {
  return day === dayOf(now) ? now : new Date(Date.parse(`${day}T00:00:00+03:00`) + dayMs / 2)
}
