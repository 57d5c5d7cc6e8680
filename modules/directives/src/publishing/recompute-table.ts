import { canonicalize } from '@mtandao/seal'
import type { DirectivesDeps } from '../deps.ts'
import type { Inputs } from '../engine/assess.ts'
import { FactIndex } from '../engine/fact-index.ts'
import type { Assessment, Result } from '../model.ts'
import { problem } from '../problems.ts'
import { getRule } from '../rules/registry.ts'
import { hashOf, inLots } from './canonical-table.ts'
import { contentHash } from './content-hash.ts'
import { resultTable, wholeText, publicText } from './result-table.ts'
import { selectPublishedRuleSets } from './rule-set-store.ts'
import {
  findInputs,
  findTable,
  selectResults,
  type PublishedResult,
  type PublishedTable,
} from './table-store.ts'

/** What of a row is not what comes out again. */
export type Part = 'result' | 'days' | 'reason' | 'facts' | 'rule'

/** A row that is not what comes out again: no figures, so that anybody may read it. */
interface Difference {
  readonly institution: string
  readonly obligation: string
  /** Null: the table has no such row. */
  readonly stored: Result | null
  /** Null: no such row comes out. */
  readonly recomputed: Result | null
  readonly parts: readonly Part[]
}

export interface Recomputation {
  readonly at: Date
  readonly table: PublishedTable
  /** Facts that were read. */
  readonly facts: number
  /** Of the table as it comes out again. */
  readonly hash: string
  /** Of the rows as they are stored now. */
  readonly storedHash: string
  /** It comes out with the hash it was published with. */
  readonly same: boolean
  /** Rows, what they were made of and the rule set still have the hashes they were published with. */
  readonly kept: boolean
  /** At most 100. */
  readonly differences: readonly Difference[]
  readonly differing: number
}

const rowsAtOnce = 2_000
const shownMax = 100

/**
 * Makes a published table again from what it was made of and the facts as they were known then, and holds it against its hash and its rows.
 * Changes nothing. As the owner of the database, because it is of the whole country whoever asks; what it says has no figures in it.
 * @throws Problem `directives.not-found`
 */
export async function recomputeTable(
  { database, facts, now }: Pick<DirectivesDeps, 'database' | 'facts' | 'now'>,
  asked: { readonly period: string; readonly edition?: number | undefined },
): Promise<Recomputation> {
  const table = await findTable(database, asked.period, asked.edition)
  const inputs = table && (await findInputs(database, table.period, table.edition))
  if (!table || !inputs) throw problem('not-found')
  const recordedBy = new Date(table.asOf.knownBy)
  const types = typesRead(inputs)
  const index = await FactIndex.from(facts.read(database, { recordedBy, types }))
  const again = await resultTable(table.period, inputs, table.asOf, index)
  const stored: PublishedResult[] = []
  for await (const lot of storedRows(database, table, { reasons: true })) stored.push(...lot)
  const hashes = await storedHashes(table, stored)
  const [published] = (await selectPublishedRuleSets(database)).filter(
    ({ ruleSet }) => ruleSet.version === table.ruleSet,
  )
  const kept =
    hashes.whole === table.hash &&
    hashes.public === table.publicHash &&
    contentHash(inputs) === table.inputsHash &&
    published?.hash === contentHash(inputs.ruleSet) &&
    published.hash === contentHash(published.ruleSet)
  const differences = differencesOf(stored, again.results)
  return {
    at: now(),
    table,
    facts: index.size,
    hash: again.hash,
    storedHash: hashes.whole,
    same: again.hash === table.hash,
    kept,
    differences: differences.slice(0, shownMax),
    differing: differences.length,
  }
}

/** Facts of other types change nothing, and need not be read. */
function typesRead({ ruleSet, obligations }: Inputs): string[] {
  return [...new Set(obligations.flatMap(({ rule }) => getRule(ruleSet, rule).reads))]
}

/** All rows of a table in order, some at a time. */
export async function* storedRows(
  db: Parameters<typeof selectResults>[0],
  { period, edition }: Pick<PublishedTable, 'period' | 'edition'>,
  { reasons }: { readonly reasons: boolean },
): AsyncGenerator<readonly PublishedResult[], undefined> {
  for (let after = -1; ;) {
    const rows = await selectResults(db, { period, edition, after, limit: rowsAtOnce, reasons })
    if (rows.length > 0) yield rows
    if (rows.length < rowsAtOnce) return
    after = rows.at(-1)?.position ?? after
  }
}

async function storedHashes(table: PublishedTable, rows: readonly PublishedResult[]) {
  const whole = await hashOf(wholeText(table, inLots(rows.map(hashedRow))))
  // What is published is bound to the whole by the hash that was published, not by what the rows come to now.
  const head = { ...table, wholeHash: table.hash }
  const text = publicText(head, inLots(rows.map((row) => hashedRow(withoutReason(row)))))
  return { whole, public: await hashOf(text) }
}

/** As everybody reads it: what was for all on the day of publishing, whatever the catalogue of facts says since. */
function withoutReason(row: PublishedResult): PublishedResult {
  return row.open ? row : { ...row, why: null, change: null, facts: [] }
}

/** A row as it was hashed. */
export function hashedRow(row: PublishedResult) {
  const { position: _place, open: _open, ...hashed } = row
  return hashed
}

function differencesOf(
  stored: readonly PublishedResult[],
  again: readonly Assessment[],
): Difference[] {
  const key = ({ institution, obligation }: { institution: string; obligation: string }) =>
    `${institution}/${obligation}`
  const before = new Map(stored.map((row) => [key(row), row]))
  const now = new Map(again.map((row) => [key(row), row]))
  return [...new Set([...before.keys(), ...now.keys()])].sort().flatMap((one) => {
    const [was, is] = [before.get(one), now.get(one)]
    const any = was ?? is
    const parts = was && is ? partsOf(was, is) : []
    if (!any || (was && is && parts.length === 0)) return []
    const { institution, obligation } = any
    const results = { stored: was?.result ?? null, recomputed: is?.result ?? null }
    return [{ institution, obligation, ...results, parts }]
  })
}

function partsOf(was: PublishedResult, is: Assessment): Part[] {
  const pairs: readonly (readonly [Part, unknown, unknown])[] = [
    ['result', [was.result, was.exemptUntil], [is.result, is.exemptUntil]],
    ['days', [was.dueOn, was.daysLate, was.period], [is.dueOn, is.daysLate, is.period]],
    ['reason', [was.why, was.change], [is.why, is.change]],
    ['facts', was.facts, is.facts],
    ['rule', [was.rule, was.directive], [is.rule, is.directive]],
  ]
  return pairs.flatMap(([part, a, b]) => (canonicalize(a) === canonicalize(b) ? [] : [part]))
}
