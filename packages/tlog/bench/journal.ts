import { mkdtempSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
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
 * Entries have 400 bytes, as the gateway's have.
 */
const ENTRY_BYTES = 400
const STEADY_RATE = 40_000
const IN_FLIGHT = 256

const entries = Number(process.argv[2] ?? 1_000_000)
const dir = mkdtempSync(join(process.argv[3] ?? tmpdir(), 'journal-bench-'))
const origin = 'bench.example/log'
const seed = Buffer.alloc(32, 7)
const { vkey } = noteSigner(origin, seed)
const journal = await openJournal({ dir, origin, seed })
const pad = 'x'.repeat(ENTRY_BYTES - 20)

let latencies: number[] = []
let appendMs = 0
let appends = 0

function append(done: () => void): void {
  const entry = `{"n":${String(journal.nextIndex).padStart(12, '0')},"${pad}"}`
  const start = performance.now()
  journal.append(entry, (error) => {
    if (error !== undefined) throw error
    latencies.push(performance.now() - start)
    done()
  })
  appendMs += performance.now() - start
  appends++
}

/** As fast as it goes with so many in flight. */
function burst(count: number): Promise<void> {
  return new Promise((resolve) => {
    let sent = 0
    let done = 0
    const send = () => {
      sent++
      append(() => {
        if (++done === count) resolve()
        else if (sent < count) send()
      })
    }
    for (let i = 0; i < Math.min(IN_FLIGHT, count); i++) send()
  })
}

/** So many a second, in the small groups that an event loop makes of requests. */
async function steady(rate: number, seconds: number): Promise<void> {
  const start = performance.now()
  let sent = 0
  for (let at = 0; at < seconds * 1000; at = performance.now() - start) {
    for (; sent < (at / 1000) * rate; sent++) append(() => undefined)
    await pause(1)
  }
  await journal.publish()
}

async function measure(run: () => Promise<void>) {
  const cpu = process.threadCpuUsage()
  const start = performance.now()
  await run()
  const { user, system } = process.threadCpuUsage(cpu)
  return { seconds: (performance.now() - start) / 1000, mainCpuSeconds: (user + system) / 1e6 }
}

function percentiles(values: number[]): string {
  const sorted = values.sort((a, b) => a - b)
  const at = (share: number) => (sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(2)
  return `p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, max ${at(1)} ms`
}

function report(name: string, text: string): void {
  console.log(`${name.padEnd(12)}${text}`)
}

const steadySeconds = 5
const before = journal.stats().fsync
await steady(STEADY_RATE, steadySeconds)
const after = journal.stats().fsync
report('steady', `${STEADY_RATE} entries/s: ${percentiles(latencies)} from append to durable`)
report(
  '',
  `${((after.count - before.count) / steadySeconds).toFixed(0)} commits/s, fdatasync ${(((after.sumSeconds - before.sumSeconds) / (after.count - before.count)) * 1000).toFixed(2)} ms, published behind by ${journal.durableSize - journal.stats().published}`,
)
await journal.publish()

latencies = []
appendMs = 0
appends = 0
const peakEntries = Math.min(entries, 300_000)
const peak = await measure(() => burst(peakEntries))
report('peak', `${Math.round(peakEntries / peak.seconds)} entries/s, ${percentiles(latencies)}`)
report(
  'main thread',
  `${((appendMs / appends) * 1000).toFixed(2)} µs in append, ${((peak.mainCpuSeconds * 1e6) / appends).toFixed(2)} µs of CPU per entry in all`,
)
const behind = journal.durableSize - journal.stats().published
const catchUp = await measure(async () => {
  await journal.publish()
})
report('publish', `${Math.round(behind / catchUp.seconds)} entries/s`)
while (journal.nextIndex < entries) {
  await burst(Math.min(100_000, entries - journal.nextIndex))
  await journal.publish()
}

const receipts: number[] = []
for (let i = 0; i < 200; i++) {
  const reader = new TileReader(directoryTiles(dir))
  const index = Math.floor((journal.durableSize * i) / 200)
  const start = performance.now()
  const checkpoint = await reader.checkpoint(vkey)
  const entry = await reader.entry(index, checkpoint.size)
  const proof = await reader.proofFile(index, checkpoint)
  receipts.push(performance.now() - start)
  verifyProof(proof, entry, { log: vkey })
}
report('receipt', `${percentiles(receipts)}, in a log of ${journal.durableSize}, nothing cached`)
await journal.close()

let found = { entries: 0, problems: [] as readonly string[] }
const check = await measure(async () => {
  found = await fsck(dir, { vkey })
})
report(
  'fsck',
  `${Math.round(found.entries / check.seconds)} entries/s, ${found.problems.length} problems`,
)
const reader = new TileReader(directoryTiles(dir))
const read = await measure(async () => {
  for await (const batch of reader.verifiedEntries(0, await reader.checkpoint(vkey))) void batch
})
report('verified', `${Math.round(found.entries / read.seconds)} entries/s read and proved`)
report(
  'load',
  loadavg()
    .map((load) => load.toFixed(2))
    .join(' '),
)
rmSync(dir, { recursive: true })
