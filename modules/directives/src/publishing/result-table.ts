import type { Inputs } from '../engine/assess.ts'
import { assess } from '../engine/assess.ts'
import type { FactIndex } from '../engine/fact-index.ts'
import type { AsOf, Assessment } from '../model.ts'
import { contentHash } from './content-hash.ts'

/** A quarter's results as they are published: with what they were made of, so that anybody with the facts makes them again. */
export interface ResultTable {
  readonly period: string
  readonly asOf: AsOf
  readonly ruleSet: number
  /** Hex SHA-256 of rule set, obligations, exemptions and register. */
  readonly inputsHash: string
  readonly results: readonly Assessment[]
}

export function resultTable(
  period: string,
  inputs: Inputs,
  asOf: AsOf,
  facts: FactIndex,
): { readonly table: ResultTable; readonly hash: string } {
  const key = ({ institution, obligation }: Assessment) => `${institution}/${obligation}`
  const results = assess(inputs, asOf, facts).sort((a, b) => (key(a) < key(b) ? -1 : 1))
  const table = {
    period,
    asOf,
    ruleSet: inputs.ruleSet.version,
    inputsHash: contentHash(inputs),
    results,
  }
  return { table, hash: contentHash(table) }
}
