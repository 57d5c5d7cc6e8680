import { edge, type Operation } from '@mtandao/http'
import type { Actor } from '@mtandao/identity/contract'
import { z } from 'zod'
import { results, type Assessment } from '../model.ts'
import { problem } from '../problems.ts'
import { quarterId } from '../shapes.ts'
import { countByKind } from './count-by-kind.ts'
import { cursorShape, filterShape } from './country-filter.ts'
import type { DirectiveName } from './country-names.ts'
import { listResults } from './list-results.ts'
import { seeCountry, type CountryDeps } from './see-country.ts'
import type { TrendReader } from './see-trend.ts'

const { operation } = edge<Actor>()

const text = z.strictObject({ sw: z.string(), en: z.string() })
const count = z.int().min(0)
/** `declared` says how many of those in `not-met`. */
const Counts = z.object({
  met: count,
  partly: count,
  'not-met': count,
  declared: count,
  unknown: count,
  exempt: count,
  'not-applicable': count,
})
const Cell = Counts.extend({ daysLate: count })
/** When it was so, and by which rule set. */
const AsOf = z.object({ asOf: z.iso.datetime(), ruleSet: z.int() })
const Directive = z.object({ id: z.string(), title: text, number: z.string().nullable() })
const Reason = z
  .object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) })
  .nullable()

const Result = z.object({
  institution: z.string(),
  directive: z.string(),
  obligation: z.string(),
  period: quarterId.nullable(),
  result: z.enum(results as [Assessment['result'], ...Assessment['result'][]]),
  exemptUntil: z.string().nullable(),
  dueOn: z.string(),
  daysLate: count,
  rule: z.string(),
  ruleSet: z.int(),
  // Null and empty where they are not for this reader.
  why: Reason,
  change: Reason,
  facts: z.array(
    z.object({
      id: z.string(),
      type: z.string(),
      subject: z.string(),
      observedAt: z.iso.datetime(),
      source: z.enum(['machine', 'declared', 'verified']),
    }),
  ),
})

const limit = z.coerce.number().int().min(1).max(200).default(50)
const directiveShape = filterShape.shape.directive
const asOf = ({ at, ruleSet }: { readonly at: number; readonly ruleSet: number }) => ({
  asOf: new Date(at).toISOString(),
  ruleSet,
})
const directiveOut = ({ id, title, number }: DirectiveName) => ({ id, title, number })

export function countryOperations(deps: CountryDeps, readTrend: TrendReader): Operation<Actor>[] {
  return [readCountry(deps), resultList(deps), byKind(deps), trend(readTrend)]
}

/** The first computation takes seconds after a start. */
function ready<Made>(made: Made | undefined): Made {
  if (made === undefined) throw problem('not-computed')
  return made
}

function readCountry(deps: CountryDeps): Operation<Actor> {
  return operation({
    id: 'directives.read-country',
    method: 'GET',
    path: '/country',
    who: 'anyone',
    summary: {
      sw: 'Matokeo ya kila taasisi kwa kila elekezo',
      en: 'Results of each institution by each directive',
    },
    input: filterShape.extend({ after: cursorShape, limit }),
    output: AsOf.extend({
      directives: z.array(Directive.extend({ total: Cell })),
      institutions: count,
      total: Cell,
      items: z.array(
        z.object({
          institution: z.string(),
          name: text.nullable(),
          acronym: z.string().nullable(),
          kind: z.string().nullable(),
          region: z.string().nullable(),
          total: Cell,
          // In the order of `directives`; null: it owes nothing there.
          cells: z.array(Cell.nullable()),
        }),
      ),
      next: z.string().optional(),
    }),
    async run(_actor, { after, limit: most, ...filter }) {
      const view = ready(await seeCountry(deps, filter, { after, limit: most, language: 'sw' }))
      return {
        ...asOf(view),
        directives: view.columns.map((one, at) => ({
          ...directiveOut(one),
          total: view.totals[at],
        })),
        institutions: view.found,
        total: view.whole,
        items: view.rows.map(({ institution, named, cells, whole }) => ({
          institution,
          name: named?.name ?? null,
          acronym: named?.acronym ?? null,
          kind: named?.kind ?? null,
          region: named?.region ?? null,
          total: whole,
          cells,
        })),
        next: view.next,
      }
    },
  })
}

function resultList(deps: CountryDeps): Operation<Actor> {
  return operation({
    id: 'directives.list-results',
    method: 'GET',
    path: '/results',
    who: 'anyone',
    summary: {
      sw: 'Matokeo ya wajibu mmoja mmoja; sababu kwa anayeruhusiwa kuiona',
      en: 'Results of single obligations; the reason for those who may see it',
    },
    input: z.object({
      institution: cursorShape,
      directive: directiveShape,
      obligation: directiveShape,
      result: filterShape.shape.result,
      /** `next` of the page before. */
      after: z.string().max(400).optional(),
      limit,
    }),
    output: AsOf.extend({ items: z.array(Result), next: z.string().optional() }),
    run: (actor, asked) => {
      const { at, ruleSet, items, next } = ready(listResults(deps, actor, asked))
      return Promise.resolve({
        ...asOf({ at, ruleSet }),
        items: items.map((one) => ({
          ...one,
          facts: one.facts.map((fact) => ({
            ...fact,
            observedAt: new Date(fact.observedAt).toISOString(),
          })),
        })),
        next,
      })
    },
  })
}

function byKind(deps: CountryDeps): Operation<Actor> {
  return operation({
    id: 'directives.count-by-kind',
    method: 'GET',
    path: '/country/kinds',
    who: 'anyone',
    summary: { sw: 'Matokeo kwa aina ya taasisi', en: 'Results by kind of institution' },
    input: z.object({ directive: directiveShape }),
    output: AsOf.extend({
      kinds: z.array(
        z.object({
          // Null: not recorded, or the Government as a whole.
          kind: z.string().nullable(),
          central: z.boolean(),
          institutions: count,
          counts: Counts,
          daysLate: count,
        }),
      ),
    }),
    async run(_actor, { directive }) {
      const view = ready(await countByKind(deps, directive))
      return { ...asOf(view), kinds: view.kinds }
    },
  })
}

function trend(readTrend: TrendReader): Operation<Actor> {
  return operation({
    id: 'directives.read-trend',
    method: 'GET',
    path: '/country/trend',
    who: 'anyone',
    summary: {
      sw: 'Matokeo kwa robo mwaka, kama yalivyochapishwa, na hali ya sasa',
      en: 'Results by quarter as published, and how things stand now',
    },
    input: z.object({ directive: directiveShape }),
    output: z.object({
      published: z.array(AsOf.extend({ period: quarterId, edition: z.int(), counts: Counts })),
      /** Null: not computed yet. */
      now: AsOf.extend({ counts: Counts }).nullable(),
    }),
    async run(_actor, { directive }) {
      const { published, now } = await readTrend(directive)
      return {
        published: published.map((point) => ({ ...point, asOf: point.asOf.toISOString() })),
        now: now ? { ...asOf(now), counts: now.counts } : null,
      }
    },
  })
}
