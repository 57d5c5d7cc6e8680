import { z } from 'zod'

/** What comes from outside, for pages and operations alike. */

/** Ids of agreements, systems and services: those of the routing snapshot. */
export const agreementId = z
  .string()
  .min(1)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/)

/** Words of people. PostgreSQL keeps no NUL, canonical JSON no half of a surrogate pair. */
export const someText = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .refine((said) => said.isWellFormed() && !said.includes('\u0000'))

/** At least one of the two; the other is filled with it. */
export const reasonWords = {
  reasonSw: someText(300).default(''),
  reasonEn: someText(300).default(''),
}

export const someWords = someText(2000).min(1)
export const registration = someText(100)

/** The limits of the routing snapshot. */
export const approvalQuota = {
  perMinute: z.int().min(1).max(10_000_000),
  perDay: z.int().min(1).max(1_000_000_000),
  concurrency: z.int().min(1).max(10_000),
}
