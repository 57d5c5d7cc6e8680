import { z } from 'zod'

/** One line of at most this many characters. */
export const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}]*$/u)
export const words = (max: number) => z.string().trim().min(1).max(max)
export const day = z.iso.date()
export const id = z.string().regex(/^[a-z0-9-]{1,120}$/)
export const text = (max: number) => z.strictObject({ sw: line(max), en: line(max) })
export const quarterId = z.string().regex(/^\d{4}\/\d{2}-Q[1-4]$/)
