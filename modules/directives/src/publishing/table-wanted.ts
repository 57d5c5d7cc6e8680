import { z } from 'zod'
import { results } from '../model.ts'

/** `/tables/2026/27-Q1`: the period is the path. */
export const tableAt = z.object({
  year: z.string().regex(/^\d{4}$/),
  quarter: z.string().regex(/^\d{2}-Q[1-4]$/),
  edition: z.coerce.number().int().min(1).max(1_000_000).optional().catch(undefined),
})
export type At = z.output<typeof tableAt>

const none = (text: string | undefined) => (text === undefined || text === '' ? undefined : text)
export const tableWanted = tableAt.extend({
  directive: z.string().max(120).optional().transform(none),
  result: z.enum(results).optional().catch(undefined),
  institution: z.string().trim().max(100).optional().transform(none),
  after: z.coerce.number().int().min(0).max(1_000_000).optional().catch(undefined),
})
export type Wanted = z.output<typeof tableWanted>
