import type { Operation } from '@mtandao/http'
import { scopeOf, type Actor } from '@mtandao/identity/contract'
import { z } from 'zod'
import type { DirectivesDeps } from '../deps.ts'
import { results, ruleNames } from '../model.ts'
import { problem } from '../problems.ts'
import { officers, operation } from './common.ts'
import { previewRuleSet } from './preview-rule-set.ts'
import { newRuleSet, publishRuleSet } from './publish-rule-set.ts'
import { tableToPublish } from './publish-table.ts'
import type { Recomputer } from './recomputer.ts'
import { selectPublishedRuleSets } from './rule-set-store.ts'
import { findTable, selectResults, selectTables, type PublishedTable } from './table-store.ts'

const instant = z
  .date()
  .transform((at) => at.toISOString())
  .pipe(z.iso.datetime())
const sha256 = z.string()
const reason = z.object({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
})
const result = z.enum(results)

const RuleSetAnswer = z.object({
  version: z.int(),
  effectiveFrom: z.string(),
  publishedAt: instant,
  sha256,
  rules: z.record(z.enum(ruleNames), z.int()),
  settings: z.array(
    z.object({
      key: z.string(),
      value: z.number(),
      from: z.string(),
      basis: z.enum(['practice', 'product', 'statute']),
      citation: z.string(),
      verified: z.boolean(),
    }),
  ),
})

const TableAnswer = z.object({
  period: z.string(),
  edition: z.int(),
  asOf: z.iso.datetime(),
  knownBy: z.iso.datetime(),
  ruleSet: z.int(),
  rows: z.int(),
  reason: z.string().nullable(),
  publishedAt: instant,
  publisher: z.string().nullable(),
  /** Of what `/tables/{period}/table.json` gives. */
  sha256,
  wholeSha256: sha256,
  inputsSha256: sha256,
})

const RowAnswer = z.object({
  position: z.int(),
  institution: z.string(),
  obligation: z.string(),
  directive: z.string(),
  period: z.string().nullable(),
  dueOn: z.string(),
  daysLate: z.int(),
  result,
  exemptUntil: z.string().nullable(),
  rule: z.string(),
  why: reason.nullable(),
  change: reason.nullable(),
})

const at = {
  year: z.string().regex(/^\d{4}$/),
  quarter: z.string().regex(/^\d{2}-Q[1-4]$/),
}
const number = z.coerce.number().int().min(1).max(1_000_000)
const limit = z.coerce.number().int().min(1).max(500).default(100)

export function publishingOperations(deps: DirectivesDeps, heavy: Recomputer): Operation<Actor>[] {
  return [...ruleSetOperations(deps), ...tableOperations(deps), ...heavyOperations(deps, heavy)]
}

function ruleSetOperations(deps: DirectivesDeps): Operation<Actor>[] {
  const list = async (actor: Actor | undefined) =>
    (await selectPublishedRuleSets(deps.database.within(scopeOf(actor)))).map(
      ({ ruleSet, hash, publishedAt }) => ({ ...ruleSet, sha256: hash, publishedAt }),
    )
  return [
    operation({
      id: 'directives.list-rule-sets',
      method: 'GET',
      path: '/rule-sets',
      who: 'anyone',
      summary: { sw: 'Matoleo ya kanuni za tathmini', en: 'Versions of the rules' },
      input: z.strictObject({}),
      output: z.object({ items: z.array(RuleSetAnswer) }),
      run: async (actor) => ({ items: await list(actor) }),
    }),
    operation({
      id: 'directives.compare-rule-set',
      method: 'POST',
      path: '/rule-sets/compare',
      who: officers,
      summary: {
        sw: 'Matokeo ya nani yangebadilika kwa rasimu ya kanuni; hakuna kinachobadilika',
        en: 'Whose result a draft of the rules would change; nothing is changed',
      },
      input: newRuleSet,
      output: z.object({
        against: z.int(),
        asOf: z.iso.datetime(),
        sha256,
        compared: z.int(),
        changed: z.array(
          z.object({
            institution: z.string(),
            obligation: z.string(),
            period: z.string().nullable(),
            from: result,
            to: result,
            why: reason,
          }),
        ),
      }),
      bodyMax: 256 * 1024,
      run: async (actor, draft) => {
        const { asOf, hash, ...preview } = await previewRuleSet(deps, actor, draft)
        return { ...preview, asOf: new Date(asOf.at).toISOString(), sha256: hash }
      },
    }),
    operation({
      id: 'directives.read-rule-set',
      method: 'GET',
      path: '/rule-sets/{version}',
      who: 'anyone',
      summary: { sw: 'Toleo moja la kanuni za tathmini', en: 'One version of the rules' },
      input: z.strictObject({ version: number }),
      output: RuleSetAnswer,
      run: async (actor, { version }) => {
        const one = (await list(actor)).find((known) => known.version === version)
        if (!one) throw problem('not-found')
        return one
      },
    }),
    operation({
      id: 'directives.publish-rule-set',
      method: 'POST',
      path: '/rule-sets',
      who: officers,
      summary: {
        sw: 'Chapisha toleo la kanuni za tathmini, lianze siku ijayo',
        en: 'Publish a version of the rules, to begin on a day to come',
      },
      input: newRuleSet,
      output: null,
      bodyMax: 256 * 1024,
      run: (actor, given) => publishRuleSet(deps, actor, given),
    }),
  ]
}

function tableAnswer(table: PublishedTable) {
  const { asOf, hash, publicHash, inputsHash, ...rest } = table
  return {
    ...rest,
    asOf: new Date(asOf.at).toISOString(),
    knownBy: new Date(asOf.knownBy).toISOString(),
    sha256: publicHash,
    wholeSha256: hash,
    inputsSha256: inputsHash,
  }
}

function tableOperations(deps: DirectivesDeps): Operation<Actor>[] {
  return [
    operation({
      id: 'directives.list-tables',
      method: 'GET',
      path: '/result-tables',
      who: 'anyone',
      summary: {
        sw: 'Majedwali ya robo mwaka yaliyochapishwa',
        en: 'Published tables of quarters',
      },
      input: z.strictObject({
        /** `2026/27-Q1.1`: the last one seen. */
        after: z
          .string()
          .regex(/^\d{4}\/\d{2}-Q[1-4]\.\d{1,6}$/)
          .optional(),
        limit,
      }),
      output: z.object({ items: z.array(TableAnswer), next: z.string().optional() }),
      run: async (actor, { after, limit: max }) => {
        const [period = '', edition] = after?.split('.') ?? []
        const found = await selectTables(deps.database.within(scopeOf(actor)), {
          after: after === undefined ? undefined : { period, edition: Number(edition) },
          limit: max + 1,
        })
        const items = found.slice(0, max)
        const last = items.at(-1)
        const next = found.length > max && last ? `${last.period}.${last.edition}` : undefined
        return { items: items.map(tableAnswer), ...(next !== undefined && { next }) }
      },
    }),
    operation({
      id: 'directives.read-table',
      method: 'GET',
      path: '/result-tables/{year}/{quarter}',
      who: 'anyone',
      summary: { sw: 'Jedwali la robo mwaka', en: 'The table of a quarter' },
      input: z.strictObject({ ...at, edition: number.optional() }),
      output: TableAnswer,
      run: async (actor, asked) => tableAnswer(await tableOf(deps, actor, asked)),
    }),
    operation({
      id: 'directives.list-table-results',
      method: 'GET',
      path: '/result-tables/{year}/{quarter}/results',
      who: 'anyone',
      summary: {
        sw: 'Matokeo ya jedwali kama yalivyochapishwa',
        en: 'Results of a table as published',
      },
      input: z.strictObject({
        ...at,
        edition: number.optional(),
        directive: z.string().max(120).optional(),
        institution: z.string().max(200).optional(),
        result: result.optional(),
        after: z.coerce.number().int().min(0).max(1_000_000).optional(),
        limit,
      }),
      output: z.object({ items: z.array(RowAnswer), next: z.int().optional() }),
      run: async (actor, { year, quarter, edition, institution, limit: max, ...asked }) => {
        const table = await tableOf(deps, actor, { year, quarter, edition })
        const rows = await selectResults(deps.database.within(scopeOf(actor)), {
          ...asked,
          period: table.period,
          edition: table.edition,
          institutions: institution === undefined ? undefined : [institution],
          limit: max + 1,
          reasons: true,
        })
        const items = rows.slice(0, max)
        const next = rows.length > max ? items.at(-1)?.position : undefined
        return { items, ...(next !== undefined && { next }) }
      },
    }),
  ]
}

/** @throws Problem `directives.not-found` */
async function tableOf(
  { database }: DirectivesDeps,
  actor: Actor | undefined,
  asked: { readonly year: string; readonly quarter: string; readonly edition?: number | undefined },
): Promise<PublishedTable> {
  const period = `${asked.year}/${asked.quarter}`
  const table = await findTable(database.within(scopeOf(actor)), period, asked.edition)
  if (!table) throw problem('not-found')
  return table
}

function heavyOperations(deps: DirectivesDeps, heavy: Recomputer): Operation<Actor>[] {
  return [
    operation({
      id: 'directives.publish-table',
      method: 'POST',
      path: '/result-tables',
      who: officers,
      summary: {
        sw: 'Chapisha jedwali la robo mwaka; haliwezi kubadilishwa baadaye',
        en: 'Publish the table of a quarter; it cannot be changed afterwards',
      },
      input: tableToPublish,
      output: TableAnswer,
      status: 201,
      run: async (actor, given) => tableAnswer(await heavy.publish(actor, given)),
    }),
    operation({
      id: 'directives.recompute-table',
      method: 'POST',
      path: '/result-tables/{year}/{quarter}/recompute',
      who: 'anyone',
      summary: {
        sw: 'Kokotoa jedwali upya na ulinganishe; hakuna kinachobadilika',
        en: 'Work a table out again and compare; nothing is changed',
      },
      input: z.strictObject({ ...at, edition: z.int().min(1).max(1_000_000).optional() }),
      output: z.object({
        period: z.string(),
        edition: z.int(),
        at: instant,
        facts: z.int(),
        publishedSha256: sha256,
        recomputedSha256: sha256,
        storedSha256: sha256,
        /** It comes out with the hash it was published with. */
        same: z.boolean(),
        /** What is stored has the hashes it was published with. */
        kept: z.boolean(),
        differing: z.int(),
        differences: z.array(
          z.object({
            institution: z.string(),
            obligation: z.string(),
            stored: result.nullable(),
            recomputed: result.nullable(),
            parts: z.array(z.enum(['result', 'days', 'reason', 'facts', 'rule'])),
          }),
        ),
      }),
      run: async (actor, asked) => {
        const { period, edition } = await tableOf(deps, actor, asked)
        const { table, hash, storedHash, ...made } = await heavy.recompute(actor, {
          period,
          edition,
        })
        const hashes = { recomputedSha256: hash, storedSha256: storedHash }
        return { ...made, period, edition, publishedSha256: table.hash, ...hashes }
      },
    }),
  ]
}
