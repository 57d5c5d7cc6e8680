/**
 * `npm run bench:gateway`: the gateway and its peers on the same cores in the same run. Honest figures and exit code 0
 * whether or not a target is met.
 *
 *   --json             the last line is one JSON object
 *   --quick            the ratios alone, under 50 s
 *   --seconds N        of each measurement       --rounds N
 *   --connections A,B  the last one decides the ratios
 *   --exchanges N      of the memory run
 *   --pin              holds the subject to core 0 and the harness to core 1 (taskset)
 */
import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { addedLatency, fsckRate, memoryOver, receiptTimes } from './long-run.ts'
import { jsonLine, seriesTable, targetTable, type Findings } from './report.ts'
import { rate, runRounds } from './rounds.ts'
import { setStage, type Stage } from './stage.ts'
import { pinning } from './subjects.ts'
import { wrkLine } from './wrk.ts'

const { values } = parseArgs({
  allowNegative: true,
  options: {
    json: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    seconds: { type: 'string' },
    rounds: { type: 'string' },
    connections: { type: 'string' },
    pin: { type: 'boolean', default: false },
    exchanges: { type: 'string', default: '1000000' },
  },
})
const say = (text: string) => process.stdout.write(`${text}\n`)
const connections = (values.connections ?? (values.quick ? '128' : '32,128')).split(',').map(Number)
const decisive = connections.at(-1) as number

async function bench(stage: Stage): Promise<Findings> {
  const loadBefore = loadavg()
  say(`1 KB JSON, keep-alive; ${stage.pins.said}`)
  say(
    `journal on ${stage.disk}; load average ${loadBefore.map((load) => load.toFixed(2)).join(' ')}`,
  )
  const rounds = await runRounds(
    stage,
    {
      rounds: Number(values.rounds ?? (values.quick ? 3 : 5)),
      seconds: Number(values.seconds ?? (values.quick ? 0.8 : 2)),
      warmupSeconds: 0.3,
      connections,
    },
    say,
  )
  const found = { rounds, connections: decisive, loadBefore }
  if (values.quick) return { ...found, loadAfter: loadavg() }

  say('latency at half load')
  const half = Math.round(rate(rounds.find('gateway', 'r1', decisive)) / 2)
  const halfEsb = Math.round(rate(rounds.find('gateway', 'govesb', decisive)) / 2)
  const latencies = [
    await addedLatency(stage, 'r1', half, 4),
    await addedLatency(stage, 'govesb', halfEsb, 4),
  ]
  const extra = await wrkLine(stage)
  if (extra !== undefined) say(extra)
  say(`${values.exchanges} exchanges`)
  const memory = await memoryOver(stage, Number(values.exchanges))
  say('receipts')
  const receipts = await receiptTimes(stage, half)
  say('fsck')
  const fsck = await fsckRate(stage)
  return { ...found, latencies, memory, receipts, fsck, loadAfter: loadavg() }
}

const stage = await setStage(pinning(values.pin))
try {
  const found = await bench(stage)
  say(`\n${seriesTable(found.rounds)}`)
  for (const { work, perSecond, gatewayP99Ms, directP99Ms } of found.latencies ?? [])
    say(
      `${work} at ${perSecond}/s, open loop: p99 ${gatewayP99Ms.toFixed(2)} ms; the same straight to the provider ${directP99Ms.toFixed(2)} ms`,
    )
  if (found.memory)
    say(
      `memory run: ${found.memory.exchanges} exchanges at ${Math.round(found.memory.run.perSecond)}/s, ${found.memory.run.errors} errors`,
    )
  say(`\n${targetTable(found)}`)
  say(
    `load average before ${found.loadBefore.map((load) => load.toFixed(2)).join(' ')}, after ${found.loadAfter.map((load) => load.toFixed(2)).join(' ')}`,
  )
  if (values.json) say(jsonLine(found))
} finally {
  await stage.end()
}
