import { z } from 'zod'

/** A consumer of a service, for its provider. */
export const ConsumerOut = z.object({
  agreement: z.string(),
  system: z.string(),
  institution: z.string().nullable(),
  status: z.enum(['active', 'suspended']),
  until: z.iso.datetime(),
  lastCall: z.iso.datetime().nullable(),
})

export const consumerOut = (one: { readonly until: Date; readonly lastCall: Date | null }) => ({
  ...one,
  until: one.until.toISOString(),
  lastCall: one.lastCall?.toISOString() ?? null,
})
