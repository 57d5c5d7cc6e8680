/**
 * `npm run bench:directives`: every result of the country made from all its facts, made again after one fact, and the country page as served.
 * Facts come in batches as the facts module hands them over; making them up is not counted, and reading them from PostgreSQL is not part of it.
 * Ends with 0 whatever the figures are.
 *
 *   --facts N          2,000,000 unless said
 *   --institutions N   1,000
 */
import { cpus, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import {
  assess,
  FactIndex,
  firstRuleSet,
  ruleNames,
  Standing,
} from '../../modules/directives/src/index.ts'
import { factBatches, makeCountry, oneFact, start } from './directives-fill.ts'
import { timeCountryPage } from './directives-page.ts'

const { values } = parseArgs({
  options: {
    facts: { type: 'string', default: '2000000' },
    institutions: { type: 'string', default: '1000' },
  },
})
const facts = Number(values.facts)
const say = (text: string) => process.stdout.write(`${text}\n`)
const round = (value: number) => Math.round(value * 100) / 100
const p95 = (times: readonly number[]) =>
  [...times].sort((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0

const country = makeCountry(Number(values.institutions))
const inputs = { ruleSet: firstRuleSet, exemptions: [], ...country }
const asOf = { at: start + 1, knownBy: start + 1 }
say(
  `${country.register.institutions.length} institutions, ${country.obligations.length} obligations of ${ruleNames.length} rules, ` +
    `${facts.toLocaleString('en')} facts; ${cpus().length} cores, load ${loadavg().map(round).join(' ')}`,
)

const index = new FactIndex()
let indexMs = 0
let cpuMs = 0
for (const batch of factBatches(country, facts)) {
  const began = performance.now()
  const before = process.cpuUsage()
  for (const fact of batch) index.add(fact)
  indexMs += performance.now() - began
  cpuMs += cpuSince(before)
}
const began = performance.now()
const before = process.cpuUsage()
const made = assess(inputs, asOf, index)
const assessMs = performance.now() - began
cpuMs += cpuSince(before)
say(
  `index ${round(indexMs)} ms, ${made.length.toLocaleString('en')} results ${round(assessMs)} ms; processor time of both ${round(cpuMs)} ms`,
)

const standing = new Standing(inputs, asOf, index)
const incremental: number[] = []
for (let at = 1; at <= 200; at += 1) {
  const fact = oneFact(country, at)
  const from = performance.now()
  standing.take([fact], { at: start + at, knownBy: start + at })
  incremental.push(performance.now() - from)
}
say(`after one fact: p50 ${round(p50(incremental))} ms, p95 ${round(p95(incremental))} ms`)

const page = await timeCountryPage(
  country,
  { asOf, inputs, facts: index, results: standing.results },
  210,
)
say(
  `country page: ${page.bytes.toLocaleString('en')} bytes over the wire (${page.wholeBytes.toLocaleString('en')} before compression), ` +
    `p50 ${round(p50(page.times))} ms, p95 ${round(p95(page.times))} ms; processor time of one ${round(page.cpuMs)} ms`,
)

say(
  JSON.stringify({
    full_s: round((indexMs + assessMs) / 1_000),
    incremental_ms: round(p95(incremental)),
    country_page_p95_ms: round(p95(page.times)),
    rss_mb: Math.round(process.memoryUsage().rss / 1_048_576),
  }),
)

function p50(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0
}

/** Milliseconds of all threads: on a busy machine the clock on the wall counts others' work too. */
function cpuSince(earlier: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(earlier)
  return (user + system) / 1_000
}
