import { z } from 'zod'
import { day, orNothing } from '../shapes.ts'
import { audiences, steps } from './schedule.ts'

const institution = z.string().regex(/^[a-z0-9-]{1,60}$/)
const audience = z.enum(audiences)

/** As `writeAfter` writes it. */
const after = z
  .string()
  .max(120)
  .regex(/^\d{4}-\d{2}-\d{2}~[a-z0-9-]{1,60}~(?:officers|head|ega)$/)
  .refine((text) => day.safeParse(text.slice(0, 10)).success)
  .transform((text) => {
    const [said = '', where = '', whom = ''] = text.split('~')
    return { day: day.parse(said), institution: where, audience: audience.parse(whom) }
  })

/** From an address: empty fields of the filter say nothing. */
export const Asked = z.object({
  institution: orNothing(institution),
  audience: orNothing(audience),
  after: orNothing(after),
})

/** From a program. */
export const AskedStrictly = z.strictObject({
  institution: institution.optional(),
  audience: audience.optional(),
  after: after.optional(),
})

const item = z.strictObject({
  obligation: z.string(),
  period: z.string().nullable(),
  dueOn: z.string(),
  step: z.enum(steps),
})

export const Said = z.strictObject({
  said: z.array(
    z.strictObject({
      day: z.string(),
      institution: z.string(),
      audience,
      people: z.int(),
      mailed: z.boolean(),
      count: z.int(),
      /** The first six. */
      items: z.array(item),
    }),
  ),
  /** For `after`. */
  next: z.string().nullable(),
  mailGoesOut: z.boolean(),
})

export const Coming = z.strictObject({
  institution: z.string(),
  coming: z.array(
    z.strictObject({ day: z.string(), audience, count: z.int(), items: z.array(item) }),
  ),
  /** Nobody holds the offices of these. */
  unheard: z.array(audience),
})
