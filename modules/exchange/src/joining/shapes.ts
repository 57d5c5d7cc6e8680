import { z } from 'zod'
import { LastDay } from './overlap.ts'
import { PastedKey } from './public-key.ts'

/** What comes from outside, in forms and in operations. */

/** A system, a service, a client, a key: all are written alike. */
export const Id = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/)
export const RequestId = z.guid()
export const Bus = z.enum(['production', 'sandbox'])

const words = (min: number, max: number) =>
  z
    .string()
    .transform((text) => text.trim())
    .pipe(z.string().min(min).max(max))

export const Label = words(0, 100)
export const Purpose = words(10, 1_000)
export const Refusal = words(10, 1_000)
export const ReasonWords = words(0, 300)
export const CallbackUrl = words(0, 2_000)
export const Key = PastedKey
export { LastDay }

export const pageLimit = 50

const text = z.object({ sw: z.string(), en: z.string() })
const instant = z.date().transform((at) => at.toISOString())

export const Client = z.object({
  id: z.string(),
  system: z.string(),
  institution: z.string(),
  environment: Bus,
  label: z.string(),
  origin: z.enum(['enrolment', 'portal']),
  status: z.enum(['active', 'suspended']),
  reason: text.nullable(),
  suspendedBy: z.enum(['institution', 'ega']).nullable(),
  createdAt: instant,
})

const Call = z.object({ id: z.string(), at: instant, outcome: z.string().nullable() })
export const Calls = z.object({
  ok: z.number(),
  failed: z.number(),
  first: Call.optional(),
  last: Call.optional(),
})

export const ClientDetail = z.object({
  client: Client.extend({ callback: z.string().nullable() }),
  keys: z.array(
    z.object({
      id: z.string(),
      curve: z.string(),
      publicKey: z.string(),
      /** base64url SHA-256 of the SPKI. */
      fingerprint: z.string(),
      notBefore: instant,
      notAfter: instant,
      state: z.enum(['counts', 'ending', 'ended', 'revoked']),
    }),
  ),
  secrets: z.array(z.object({ number: z.number(), madeAt: instant, endsAt: instant.nullable() })),
  grants: z.array(
    z.object({
      service: z.string(),
      name: text,
      esbCode: z.string().nullable(),
      validUntil: instant,
    }),
  ),
  calls: Calls.optional(),
})

export const Request = z.object({
  id: z.string(),
  institution: z.string(),
  system: z.string(),
  label: z.string(),
  purpose: z.string(),
  publicKey: z.string(),
  curve: z.string(),
  state: z.enum(['pending', 'approved', 'refused', 'withdrawn']),
  askedAt: instant,
  decidedAt: instant.nullable(),
  reason: z.string().nullable(),
  client: z.string().nullable(),
})

export const Made = z.object({ id: z.string(), secret: z.string() })
