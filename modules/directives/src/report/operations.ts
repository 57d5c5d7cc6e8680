import { edge, type Operation } from '@mtandao/http'
import type { Actor } from '@mtandao/identity/contract'
import { z } from 'zod'
import { results, type Result } from '../model.ts'
import { quarterId } from '../shapes.ts'
import type { Desk } from './desk.ts'

const { operation } = edge<Actor>()

const day = z.iso.date()
const stamp = z.iso.datetime()
const count = z.int().min(0)
const text = z.object({ sw: z.string(), en: z.string() })
const result = z.enum(results as readonly [Result, ...Result[]])

/** Query of the page, the files and the operation alike. */
export const reportAsked = z.object({
  'as-of': day.optional(),
  'known-by': z.iso
    .datetime({ offset: true })
    .transform((said) => new Date(said))
    .optional(),
})

const Counts = z.object({
  met: count,
  partly: count,
  'not-met': count,
  // How many of those in `not-met`.
  declared: count,
  unknown: count,
  exempt: count,
  'not-applicable': count,
  all: count,
})
const Late = z.object({
  count,
  most: count.nullable(),
  median: z.number().nullable(),
})
const Due = z.union([
  z.object({ type: z.literal('on'), day }),
  z.object({ type: z.literal('from'), day }),
  z.object({ type: z.literal('every-quarter'), from: day }),
])
const Row = z.object({
  institution: z.string(),
  period: quarterId.nullable(),
  dueOn: day,
  result,
  daysLate: count,
  exemptUntil: day.nullable(),
  rule: z.string(),
  declaredOnly: z.boolean(),
  // Null where the reason is not for everybody.
  why: z
    .object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) })
    .nullable(),
})
const Directive = z.object({
  id: z.string(),
  title: text,
  resolution: z
    .object({
      number: z.int(),
      reconstructed: z.boolean(),
      sentence: z.string(),
      citation: z.string(),
    })
    .nullable(),
  acceptance: z
    .object({
      office: text,
      holder: z.string(),
      on: day,
      text,
      amended: z.boolean(),
      contentHash: z.string(),
      citation: z.string(),
    })
    .nullable(),
  issuances: z.array(
    z.object({
      number: z.int(),
      office: text,
      holder: z.string().nullable(),
      issuedOn: day,
      effectiveOn: day,
      dueOn: day.nullable(),
      citation: z.string(),
    }),
  ),
  counts: Counts,
  late: Late,
  obligations: z.array(
    z.object({
      id: z.string(),
      title: text,
      due: Due,
      citation: z.string(),
      verified: z.boolean(),
      counts: Counts,
      late: Late,
      results: z.array(Row),
    }),
  ),
  changes: z
    .object({
      compared: count,
      uncompared: count,
      nowMet: count,
      noLongerMet: count,
      changed: z.array(
        z.object({ institution: z.string(), obligation: z.string(), was: result, is: result }),
      ),
    })
    .nullable(),
})
const Session = z.object({
  id: z.string(),
  number: z.int(),
  name: text,
  from: day,
  to: day,
  place: text,
  participants: z.int().nullable(),
  topics: z.int().nullable(),
  pillars: z.int().nullable(),
  citation: z.string(),
})
const Content = z.object({
  format: z.literal('mtandao.implementation-report/1'),
  asOf: day,
  at: stamp,
  knownBy: stamp,
  whole: z.boolean(),
  ruleSet: z.object({
    version: z.int(),
    effectiveFrom: day,
    settings: z.array(
      z.object({
        key: z.string(),
        value: z.number(),
        from: day,
        basis: z.enum(['practice', 'product', 'statute']),
        citation: z.string(),
        verified: z.boolean(),
      }),
    ),
  }),
  registerKeptAt: stamp.nullable(),
  previous: z
    .object({ period: quarterId, edition: z.int(), asOf: stamp, hash: z.string() })
    .nullable(),
  counts: Counts,
  late: Late,
  parts: z.array(z.object({ session: Session.nullable(), directives: z.array(Directive) })),
  institutions: z.array(
    z.object({
      id: z.string(),
      name: text,
      acronym: z.string().nullable(),
      kind: z.string().nullable(),
    }),
  ),
})

export function reportOperations(desk: Desk): Operation<Actor>[] {
  return [
    operation({
      id: 'directives.read-report',
      method: 'GET',
      path: '/report',
      who: 'anyone',
      summary: {
        sw: 'Taarifa ya utekelezaji wa maazimio: maudhui yote na alama yake (SHA-256 ya RFC 8785)',
        en: 'The implementation report: all of its content and its hash (SHA-256 of the RFC 8785 form)',
      },
      input: reportAsked,
      output: z.object({ hash: z.string(), content: Content }),
      run: async (_actor, asked) => {
        const { hash, content } = await desk.report({
          asOf: asked['as-of'],
          knownBy: asked['known-by'],
        })
        return { hash, content }
      },
    }),
  ]
}
