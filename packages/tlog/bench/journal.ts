import { mkdtempSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  directoryTiles,
  fsck,
  noteSigner,
  openJournal,
  TileReader,
  verifyProof,
} from '../src/index.ts'

/**
 * node bench/journal.ts [entries=1000000] [directory]: what the journal costs and gives on this machine.
 * Entries of 400 bytes, as the gateway writes them, 256 appends in flight.
 */
const ENTRY_BYTES = 400
const IN_FLIGHT = 256

const entries = Number(process.argv[2] ?? 1_000_000)
const dir = mkdtempSync(join(process.argv[3] ?? tmpdir(), 'journal-bench-'))
const origin = 'bench.example/log'
const seed = Buffer.alloc(32, 7)
const { vkey } = noteSigner(origin, seed)

/** Wall seconds and this thread's share of a core while something runs. */
async function measure(run: () => Promise<void>) {
  const idle = performance.eventLoopUtilization()
  const start = performance.now()
  await run()
  const seconds = (performance.now() - start) / 1000
  return { seconds, utilization: performance.eventLoopUtilization(idle).utilization }
}

function percentile(values: number[], share: number): number {
  return values.sort((a, b) => a - b)[Math.floor((values.length - 1) * share)] ?? Number.NaN
}

const journal = await openJournal({ dir, origin, seed })
const pad = 'x'.repeat(ENTRY_BYTES - 20)
const latencies: number[] = []
let appendCost = 0

const load = await measure(
  () =>
    new Promise<void>((resolve, reject) => {
      let sent = 0
      let done = 0
      const send = () => {
        const index = sent++
        const entry = `{"n":${String(index).padStart(12, '0')},"${pad}"}`
        const start = performance.now()
        journal.append(entry, (error) => {
          if (error !== undefined) return reject(error)
          if (index % 64 === 0) latencies.push(performance.now() - start)
          if (++done === entries) resolve()
          else if (sent < entries) send()
        })
        appendCost += performance.now() - start
      }
      for (let i = 0; i < Math.min(IN_FLIGHT, entries); i++) send()
    }),
)
const { fsync } = journal.stats()
const published = await measure(async () => {
  await journal.publish()
})
console.log(
  `append      ${Math.round(entries / load.seconds)} entries/s durable, ${IN_FLIGHT} in flight`,
)
console.log(
  `latency     p50 ${percentile(latencies, 0.5).toFixed(2)} ms, p99 ${percentile(latencies, 0.99).toFixed(2)} ms`,
)
console.log(
  `main thread ${((appendCost / entries) * 1000).toFixed(2)} µs in append, ${((load.seconds * load.utilization * 1e6) / entries).toFixed(2)} µs per entry in all`,
)
console.log(
  `commits     ${fsync.count}, ${(entries / fsync.count).toFixed(1)} entries each, fdatasync ${((fsync.sumSeconds / fsync.count) * 1000).toFixed(2)} ms`,
)
console.log(`publish     ${published.seconds.toFixed(2)} s to catch up`)

const receipts: number[] = []
for (let i = 0; i < 200; i++) {
  const reader = new TileReader(directoryTiles(dir))
  const index = Math.floor((entries * i) / 200)
  const start = performance.now()
  const checkpoint = await reader.checkpoint(vkey)
  const entry = await reader.entry(index, checkpoint.size)
  const proof = await reader.proofFile(index, checkpoint)
  receipts.push(performance.now() - start)
  verifyProof(proof, entry, { log: vkey })
}
console.log(
  `receipt     p50 ${percentile(receipts, 0.5).toFixed(2)} ms, p99 ${percentile(receipts, 0.99).toFixed(2)} ms, nothing kept between two`,
)
await journal.close()

let report = { entries: 0, problems: [] as readonly string[] }
const check = await measure(async () => {
  report = await fsck(dir, { vkey })
})
console.log(
  `fsck        ${Math.round(report.entries / check.seconds)} entries/s, problems: ${report.problems.length}`,
)
const reader = new TileReader(directoryTiles(dir))
const read = await measure(async () => {
  for await (const batch of reader.verifiedEntries(0, await reader.checkpoint(vkey))) void batch
})
console.log(`verified    ${Math.round(entries / read.seconds)} entries/s read and proved`)
console.log(
  `load        ${loadavg()
    .map((l) => l.toFixed(2))
    .join(' ')}`,
)
rmSync(dir, { recursive: true })
