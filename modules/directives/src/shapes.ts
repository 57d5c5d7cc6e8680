import { z } from 'zod'

/** One line of at most this many characters: no control characters and no halves of letters, which jsonb does not take. */
export const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
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
/** `YYYY-MM-DD`, from 1900 to 2200. */
export const day = z.iso.date().refine((text) => text >= '1900-01-01' && text <= '2200-12-31', {
  params: { text: { sw: 'Mwaka uwe kati ya 1900 na 2200', en: 'Give a year from 1900 to 2200' } },
})
export const id = z.string().regex(/^[a-z0-9-]{1,120}$/)
export const text = (max: number) => z.strictObject({ sw: line(max), en: line(max) })
export const quarterId = z.string().regex(/^\d{4}\/\d{2}-Q[1-4]$/)
/** An empty field says nothing. */
export const orNothing = <Inner extends z.ZodType>(inner: Inner) =>
  z
    .union([z.literal('').transform(() => null), z.null(), inner])
    .optional()
    .transform((value) => (value === undefined ? null : value))
