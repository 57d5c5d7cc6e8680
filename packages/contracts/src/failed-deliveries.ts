import { z } from 'zod'

/**
 * What the gateway's operations port says of deliveries that were given up, and takes: the platform asks for people. Every
 * call carries `Authorization: Bearer` with the secret both hold; who may see what is the platform's to decide.
 *
 * `POST /deliveries/causes`, `/deliveries/list`, `/deliveries/count`, `/deliveries/settle`; `GET /deliveries/{leg}`, `?body=1`;
 * `POST /deliveries/{leg}/settle`.
 */

const id = z.string().max(64)
const instant = z.iso.datetime({ offset: false })

export const FailedFilter = z.strictObject({
  /** Legs in which one of these systems is consumer, provider or receiver; absent: all. */
  systems: z.array(id).max(2_000).optional(),
  /** Problem code of the last attempt. */
  code: z.string().max(100).optional(),
  service: id.optional(),
  /** System that should have got it. */
  receiver: id.optional(),
  /** Exchange id of the message. */
  exchange: z.guid().optional(),
  /** `open` waits for a person: a consumer did not get it and its body is there. `closed`: nothing is left to do. */
  state: z.enum(['open', 'closed']),
  /** Failed no later than this. */
  until: instant.optional(),
})

/** One leg of a message that was given up; nothing of its body. */
export const FailedDelivery = z.strictObject({
  leg: z.int().min(1),
  exchange: z.string(),
  kind: z.enum(['async', 'push']),
  /** What did not arrive: the message itself, or a late answer to it. */
  content: z.enum(['message', 'answer']),
  target: z.enum(['provider', 'consumer']),
  /** System that should have got it. */
  receiver: id,
  consumer: id,
  provider: id.nullable(),
  /** System whose words the body holds. */
  author: id.nullable(),
  service: id,
  agreement: id.nullable(),
  purpose: z.string().nullable(),
  attempts: z.int(),
  code: z.string(),
  acceptedAt: instant,
  failedAt: instant,
  /** Entry of the last attempt: worker and index of its log. */
  logWorker: z.int().nullable(),
  logIndex: z.int().nullable(),
  /** 0: the body was let go. */
  bodyBytes: z.int().min(0),
  format: z.enum(['json', 'xml']),
  state: z.enum(['open', 'closed']),
})

export const FailedCauses = z.strictObject({
  /** Which queue this is: gateways that share a database say the same. */
  queue: z.string(),
  node: z.string(),
  causes: z.array(
    z.strictObject({
      code: z.string(),
      target: z.enum(['provider', 'consumer']),
      count: z.int(),
      oldest: instant,
      newest: instant,
    }),
  ),
})

export const FailedList = z.strictObject({
  items: z.array(FailedDelivery),
  /** Given to `after` for the rest. */
  next: z.string().optional(),
})

export const FailedListRequest = z.strictObject({
  filter: FailedFilter,
  after: z
    .string()
    .regex(/^\d{1,20}-\d{1,20}$/)
    .optional(),
  limit: z.int().min(1).max(200),
})

/** `until` bounds what a later `settle` may touch: what fails afterwards is not in it. */
export const FailedCount = z.strictObject({ count: z.int(), until: instant })

export const FailedBody = z.strictObject({
  /** The envelope as UTF-8 text, its first part when it is long. */
  text: z.string(),
  bytes: z.int(),
  cut: z.boolean(),
})

/** What a person decides: send it again, or empty its body for good. */
export const Decision = z.enum(['retry', 'let-go'])

export const SettleOne = z.strictObject({
  decision: Decision,
  /** `failedAt` as it was seen: a leg that failed again since is not touched. */
  failedAt: instant,
})

export const SettleMany = z.strictObject({
  /** UUID of the asker's making: the same one again gives the first answer and does nothing. */
  request: z.guid(),
  decision: Decision,
  filter: FailedFilter.extend({ until: instant, state: z.literal('open') }),
  /** The dry run's count; when another number would be touched, nothing is. */
  expected: z.int().min(1).max(10_000),
})

/** `changed`: how many are different now. With 0 the leg was decided upon already, or is no longer failed. */
export const Settled = z.strictObject({ changed: z.int() })

export type FailedFilter = z.infer<typeof FailedFilter>
export type FailedDelivery = z.infer<typeof FailedDelivery>
export type FailedCauses = z.infer<typeof FailedCauses>
export type FailedList = z.infer<typeof FailedList>
export type FailedListRequest = z.infer<typeof FailedListRequest>
export type FailedCount = z.infer<typeof FailedCount>
export type FailedBody = z.infer<typeof FailedBody>
export type Decision = z.infer<typeof Decision>
export type SettleOne = z.infer<typeof SettleOne>
export type SettleMany = z.infer<typeof SettleMany>
export type Settled = z.infer<typeof Settled>
