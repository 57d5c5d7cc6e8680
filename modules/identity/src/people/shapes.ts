import { z } from 'zod'

/** What comes from outside, the same for pages and operations. */

export const seers = ['head', 'ict-officer', 'secretary', 'ega-officer', 'auditor'] as const
export const managers = ['head', 'ega-officer'] as const

export const institutionId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/)
export const personId = z.string().regex(/^[A-Za-z0-9-]{1,64}$/)
export const emailShape = z.string().trim().toLowerCase().pipe(z.email().max(254))
/** Neither control characters nor marks that turn the direction of writing: a name stands on signed papers as it is read. */
export const personName = z
  .string()
  .trim()
  .min(2)
  .max(200)
  .refine((name) => !/[\p{Cc}\p{Cf}\p{Co}]/u.test(name))
export const why = z.string().trim().min(1).max(500)
export const typedPassword = z.string().min(1).max(128)
