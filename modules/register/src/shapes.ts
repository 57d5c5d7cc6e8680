import { z } from 'zod'
import type { Listed } from './lists/listed.ts'

/** What people type, with its limits. */

/** One line without control characters, and without halves of letters (lone surrogates): jsonb takes neither. */
export const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u)

/** What is searched for or filtered by; PostgreSQL takes no NUL. */
export const sought = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u)

/** Several lines. */
export const words = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}\p{Cs}]*(?:[\r\n\t][^\p{Cc}\p{Cs}]*)*$/u)

/** An empty field says nothing. */
export const orNothing = <Inner extends z.ZodType>(inner: Inner) =>
  z
    .union([z.literal('').transform(() => null), z.null(), inner])
    .optional()
    .transform((value) => (value === undefined ? null : value))

/** `YYYY-MM-DD`, from 1900 to 2200. */
export const day = z.iso.date().refine((text) => text >= '1900-01-01' && text <= '2200-12-31', {
  params: { text: { sw: 'Mwaka uwe kati ya 1900 na 2200', en: 'Give a year from 1900 to 2200' } },
})

export const id = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/)
/** Of an institution made here: it begins the ids of its systems. */
export const newId = z.string().regex(/^[a-z0-9][a-z0-9-]{1,29}$/)
export const code = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/)
export const systemCode = z.string().regex(/^[a-z0-9][a-z0-9-]{1,29}$/)
export const url = z
  .url({ protocol: /^https?$/ })
  .max(300)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u)
export const version = z.coerce.number().int().min(0).max(1_000_000)

export const listedCode = (list: readonly Listed[]) =>
  z.enum(list.map(({ code: one }) => one) as [string, ...string[]])
export const listedCodes = (list: readonly Listed[], max: number) =>
  z
    .array(listedCode(list))
    .max(max)
    .transform((codes) => [...new Set(codes)].sort())

export const limit = z.coerce.number().int().min(1).max(200).default(50)
