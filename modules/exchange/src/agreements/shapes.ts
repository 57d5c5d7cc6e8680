import { z } from 'zod'

/** What comes from outside, for pages and operations alike. */

export const agreementId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/)

/** At least one of the two; the other is filled with it. */
export const reasonWords = {
  reasonSw: z.string().trim().max(300).default(''),
  reasonEn: z.string().trim().max(300).default(''),
}

export const someWords = z.string().trim().min(1).max(2000)
export const registration = z.string().trim().max(100)

/** The limits of the routing snapshot. */
export const approvalQuota = {
  perMinute: z.int().min(1).max(10_000_000),
  perDay: z.int().min(1).max(1_000_000_000),
  concurrency: z.int().min(1).max(10_000),
}
