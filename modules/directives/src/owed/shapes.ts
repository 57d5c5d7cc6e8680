import { z } from 'zod'
import { results } from '../model.ts'
import { day, id, line, quarterId, words } from '../shapes.ts'
import { stepNames } from './status-steps.ts'
import { urgencies } from './urgency.ts'

/** An institution's id as the register writes it. */
export const institution = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/)
export const at = z.object({ obligation: id, period: quarterId.optional() })
export const atCountry = at.extend({ institution })
export const atReply = atCountry.extend({ reply: z.uuid() })

const statuses = ['to-do', 'submitted', 'in-review', 'closed'] as const
export const searchShape = {
  urgency: z.enum(urgencies),
  result: z.enum(results as [(typeof results)[number], ...(typeof results)[number][]]),
  status: z.enum(statuses),
  directive: id,
  after: line(200),
}

/** In an address: what is empty or unknown looks for nothing. */
const typed = <Inner extends z.ZodType>(inner: Inner) => inner.optional().catch(undefined)
export const searchTyped = z.object({
  urgency: typed(searchShape.urgency),
  result: typed(searchShape.result),
  status: typed(searchShape.status),
  directive: typed(searchShape.directive),
  after: typed(searchShape.after),
})

export const note = words(1_000)
export const replyWords = words(4_000)
export const stepWords = words(2_000)
export const reasonWords = words(2_000)
export const lastDay = day
export const since = day
export const steps = z.enum(stepNames)
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/** An empty field says nothing. */
export const orUnsaid = <Inner extends z.ZodType>(inner: Inner) =>
  z
    .union([z.literal('').transform(() => undefined), inner])
    .optional()
    .transform((value) => value)
