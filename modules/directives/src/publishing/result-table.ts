import { publicly } from '../country/what-the-public-sees.ts'
import { assessorOf, everyone, type Inputs } from '../engine/assess.ts'
import type { FactIndex } from '../engine/fact-index.ts'
import type { AsOf, Assessment } from '../model.ts'
import { canonicalTable, hashOf, inLots } from './canonical-table.ts'
import { contentHash } from './content-hash.ts'
import { inTurns } from './in-turns.ts'

/** What stands above a quarter's results. */
export interface TableHead {
  readonly period: string
  readonly asOf: AsOf
  readonly ruleSet: number
  /** Hex SHA-256 of rule set, obligations, exemptions and register. */
  readonly inputsHash: string
}

/** A quarter's results: by institution and obligation. Whoever has the inputs and the facts makes them again. */
interface ResultTable {
  readonly head: TableHead
  readonly results: readonly Assessment[]
  /** Hex SHA-256 of the RFC 8785 form of head and results. */
  readonly hash: string
  /** The same for what everybody may read; it names `hash`. */
  readonly publicHash: string
}

/** Gives way to others while it works. */
export async function resultTable(
  period: string,
  inputs: Inputs,
  asOf: AsOf,
  facts: FactIndex,
): Promise<ResultTable> {
  const made: Assessment[] = []
  const assessor = assessorOf(inputs, asOf, facts)
  for await (const institution of inTurns(everyone(inputs))) made.push(...assessor(institution))
  const results = made
    .map((one) => ({ one, place: `${one.institution}/${one.obligation}` }))
    .sort((a, b) => (a.place < b.place ? -1 : 1))
    .map(({ one }) => one)
  const head = {
    period,
    asOf: { at: asOf.at, knownBy: asOf.knownBy },
    ruleSet: inputs.ruleSet.version,
    inputsHash: contentHash(inputs),
  }
  const hash = await hashOf(wholeText(head, inLots(results)))
  const publicHash = await hashOf(
    publicText({ ...head, wholeHash: hash }, inLots(results.map(publicly))),
  )
  return { head, results, hash, publicHash }
}

type Rows = Parameters<typeof canonicalTable>[1]

/** With every reason and fact. */
export function wholeText({ period, asOf, ruleSet, inputsHash }: TableHead, rows: Rows) {
  return canonicalTable({ period, asOf, ruleSet, inputsHash }, rows)
}

/** What everybody may download; its SHA-256 is `publicHash`. The rows are as everybody reads them. */
export function publicText(
  { period, asOf, ruleSet, inputsHash, wholeHash }: TableHead & { readonly wholeHash: string },
  rows: Rows,
) {
  return canonicalTable({ period, asOf, ruleSet, inputsHash, wholeHash }, rows)
}
