import { institutionKinds } from '@mtandao/register/contract'
import { z } from 'zod'
import { ruleNames, type Predicate } from '../model.ts'
import { day, id, line, text } from '../shapes.ts'

/** What an obligation is made of, as programs send it and forms make it. */

const leaves = [
  z.strictObject({ is: z.literal('all') }),
  z.strictObject({
    is: z.literal('kinds'),
    kinds: z
      .array(z.enum(institutionKinds.map(({ code }) => code)))
      .min(1)
      .max(100),
  }),
  z.strictObject({ is: z.literal('list'), institutions: z.array(id).min(1).max(500) }),
  z.strictObject({ is: z.literal('has-systems') }),
  z.strictObject({ is: z.literal('has-citizen-data') }),
] as const

/** How deep conditions stand within conditions: more than this nobody reads. */
const depthMax = 3

function predicateOf(depth: number): z.ZodType<Predicate> {
  if (depth === 0) return z.discriminatedUnion('is', leaves)
  const inner = predicateOf(depth - 1)
  const several = z.array(inner).min(1).max(10)
  return z.discriminatedUnion('is', [
    ...leaves,
    // In one: every branch is written out again at each depth where the API is described.
    z.strictObject({ is: z.enum(['both', 'any']), of: several }),
    z.strictObject({ is: z.literal('not'), of: inner }),
  ])
}

const which = predicateOf(depthMax)

export const addresseeShape = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('institutions'), which }),
  z.strictObject({ type: z.literal('ega') }),
  z.strictObject({ type: z.literal('central-government') }),
  z.strictObject({ type: z.literal('joint'), which }),
])

export const dueShape = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('on'), day }),
  z.strictObject({ type: z.literal('every-quarter'), from: day }),
  z.strictObject({ type: z.literal('from'), day }),
])

/** An obligation before it is issued. */
export const obligationDraft = z.strictObject({
  title: text(500),
  addressee: addresseeShape,
  due: dueShape,
  rule: z.enum(ruleNames),
  citation: line(2_000),
  /** Somebody has read the source itself. */
  verified: z.boolean(),
})
export type ObligationDraft = z.output<typeof obligationDraft>
