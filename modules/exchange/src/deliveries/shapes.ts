import { z } from 'zod'

/** What the list may be narrowed by, in addresses and operations. */
export const Wanted = z.object({
  queue: z
    .string()
    .regex(/^[0-9a-f]{8}$/)
    .optional(),
  code: z.string().min(1).max(100).optional(),
  receiver: z.string().min(1).max(64).optional(),
  service: z.string().min(1).max(64).optional(),
  exchange: z.guid().optional(),
  state: z.enum(['open', 'closed']).optional(),
})

/** What people type into the field of an address may have blanks around it, or be nothing. */
export const WantedTyped = z.object({
  ...Wanted.shape,
  exchange: z
    .string()
    .max(100)
    .transform((text) => text.trim())
    .pipe(z.union([z.guid(), z.literal('').transform(() => undefined)]))
    .optional(),
})

export const after = z
  .string()
  .regex(/^\d{1,20}-\d{1,20}$/)
  .optional()

export const Id = z.string().regex(/^[0-9a-f]{8}-\d{1,15}$/)
export const FailedAt = z.iso.datetime({ offset: false })
export const Reason = z
  .string()
  .transform((text) => text.trim())
  .pipe(z.string().min(10).max(500))

const cause = z.strictObject({
  code: z.string(),
  target: z.enum(['provider', 'consumer']),
  count: z.int(),
  oldest: FailedAt,
  newest: FailedAt,
})

export const Delivery = z.strictObject({
  id: Id,
  exchange: z.string(),
  kind: z.enum(['async', 'push']),
  content: z.enum(['message', 'answer']),
  target: z.enum(['provider', 'consumer']),
  receiver: z.string(),
  consumer: z.string(),
  provider: z.string().nullable(),
  author: z.string().nullable(),
  service: z.string(),
  agreement: z.string().nullable(),
  purpose: z.string().nullable(),
  attempts: z.int(),
  code: z.string(),
  acceptedAt: FailedAt,
  failedAt: FailedAt,
  logWorker: z.int().nullable(),
  logIndex: z.int().nullable(),
  bodyBytes: z.int(),
  format: z.enum(['json', 'xml']),
  state: z.enum(['open', 'closed']),
})

export const Seen = z.strictObject({
  queue: z.string(),
  queues: z.array(z.strictObject({ id: z.string(), node: z.string() })),
  causes: z.array(cause),
  items: z.array(Delivery),
  next: z.string().optional(),
})

export const Counted = z.strictObject({ queue: z.string(), count: z.int(), until: FailedAt })

export const Body = z.strictObject({ text: z.string(), bytes: z.int(), cut: z.boolean() })
