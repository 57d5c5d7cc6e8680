import { z } from 'zod'
import { mistakes } from './messages.ts'

const text = z.strictObject({ sw: z.string(), en: z.string() })
const instant = z.iso.datetime({ offset: false })

/** Four thirds of 256 KiB, as base64. */
const messageMax = 350_000

export const Asked = z.strictObject({
  /** The request, or its body alone. */
  message: z.string().min(1).max(messageMax),
  encoding: z.enum(['text', 'base64']).default('text'),
  client: z.string().min(1).max(64).optional(),
  publicKey: z.string().min(1).max(4_000).optional(),
  /** What was signed, in the same encoding. */
  signed: z.string().max(messageMax).optional(),
})

const excerpt = z.strictObject({ before: z.string(), after: z.string(), byte: z.int().nullable() })

export const Answer = z.strictObject({
  door: z.enum(['govesb', 'r1']),
  verdict: z.enum(['valid', 'invalid', 'unsigned', 'malformed', 'digest-wrong']),
  suspended: z.boolean(),
  /** Key that verified. */
  key: z.string().nullable(),
  /** Why, when the message cannot be read or an RFC 9421 signature is refused. */
  reason: z.strictObject({ code: z.string(), position: z.int().nullable(), text }).nullable(),
  cause: z
    .strictObject({
      key: z.string(),
      mistakes: z.array(z.strictObject({ code: z.enum(Object.keys(mistakes)), text })),
      signed: z.string(),
      difference: z.strictObject({ at: z.int(), signed: excerpt, sent: excerpt }).nullable(),
    })
    .nullable(),
  /** What the bus checks; `start` and `end` are byte offsets in the body, null for a signature base. */
  checked: z.array(
    z.strictObject({
      start: z.int().nullable(),
      end: z.int().nullable(),
      bytes: z.int(),
      sha256: z.string(),
      text: z.string(),
    }),
  ),
  keys: z.array(
    z.strictObject({
      id: z.string(),
      client: z.string().nullable(),
      curve: z.string(),
      fingerprint: z.string(),
      notBefore: instant.nullable(),
      notAfter: instant.nullable(),
      role: z.enum(['decides', 'key-not-in-force', 'key-of-another-client', 'key-ed25519']),
    }),
  ),
})
