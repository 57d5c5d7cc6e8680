import type { FsckRate, Latency, Memory, ReceiptTimes } from './long-run.ts'
import { median } from './measure.ts'
import { cpuRatio, rate, ratio, type Rounds } from './rounds.ts'

export interface Findings {
  readonly rounds: Rounds
  readonly connections: number
  readonly latencies?: readonly Latency[]
  readonly memory?: Memory
  readonly receipts?: ReceiptTimes
  readonly fsck?: FsckRate
  readonly loadBefore: readonly number[]
  readonly loadAfter: readonly number[]
}

const one = (value: number | null | undefined, digits = 2): string =>
  value === undefined || value === null || Number.isNaN(value) ? 'n/a' : value.toFixed(digits)

/** Every series: rate, latency, processor, memory. */
export function seriesTable({ series, cryptoLimit }: Rounds): string {
  const rows = series.map(({ subject, work, connections, runs }) => [
    work,
    String(connections),
    subject,
    Math.round(median(runs.map((run) => run.perSecond))).toString(),
    one(median(runs.map((run) => run.p50Ms))),
    one(median(runs.map((run) => run.p99Ms))),
    one(median(runs.map((run) => (run.cpuShare ?? Number.NaN) * 100)), 0),
    one(median(runs.map((run) => run.perCpuSecond ?? Number.NaN)), 0),
    one(median(runs.map((run) => run.rssMb ?? Number.NaN)), 0),
    String(runs.reduce((sum, run) => sum + run.errors, 0)),
  ])
  const head = [
    'work',
    'conns',
    'subject',
    'per s',
    'p50 ms',
    'p99 ms',
    'cpu %',
    'per cpu s',
    'rss MB',
    'errors',
  ]
  const crypto = `limit set by cryptography alone (2 verifies + 2 signs, P-256, one thread): ${Math.round(median(cryptoLimit))} exchanges/s`
  const errors = series.flatMap(({ subject, runs }) =>
    runs.flatMap((run) => (run.error ? [`${subject}: ${run.error}`] : [])),
  )
  return [table([head, ...rows]), crypto, ...new Set(errors)].join('\n')
}

interface Target {
  readonly what: string
  readonly target: string
  readonly measured: string
  readonly isMet: boolean | null
}

const atLeast = (value: number | null, least: number) =>
  value === null || Number.isNaN(value) ? null : value >= least

/** Section 4 of the contract, line by line. `isMet` null: not measured in this run. */
function targets(found: Findings): Target[] {
  const { rounds, connections, latencies, memory, receipts, fsck } = found
  const ratios = ratiosOf(found)
  const gateway = rounds.find('gateway', 'r1', connections)
  const beside = (peer: string) =>
    ` (per cpu second ${one(cpuRatio(gateway, rounds.find(peer, 'r1', connections)))})`
  const exchanges = rate(rounds.find('gateway', 'govesb', connections))
  const limit = median(rounds.cryptoLimit)
  const added = latencies && Math.max(...latencies.map((latency) => latency.addedP99Ms))
  const growth = memory && memory.endMb - memory.startMb
  return [
    {
      what: `r1 against reply-from, ${connections} connections`,
      target: '>= 1.0',
      measured: one(ratios.r1_vs_reply_from) + beside('reply-from'),
      isMet: atLeast(ratios.r1_vs_reply_from, 1),
    },
    {
      what: `r1 against the undici proxy, ${connections} connections`,
      target: '>= 0.55',
      measured: one(ratios.r1_vs_undici) + beside('undici-proxy'),
      isMet: atLeast(ratios.r1_vs_undici, 0.55),
    },
    {
      what: 'govesb against its own cryptography',
      target: '>= 0.5',
      measured: one(ratios.govesb_vs_crypto_limit),
      isMet: atLeast(ratios.govesb_vs_crypto_limit, 0.5),
    },
    {
      what: 'govesb exchanges per second',
      target: '>= 1500 when the limit is 4000',
      measured: `${Math.round(exchanges)} at a limit of ${Math.round(limit)}`,
      isMet: limit >= 4000 ? exchanges >= 1500 : exchanges >= 1500 ? true : null,
    },
    {
      what: 'token calls against exchanges',
      target: '>= 3',
      measured: one(ratios.token_vs_exchange),
      isMet: atLeast(ratios.token_vs_exchange, 3),
    },
    {
      what: 'p99 added at half load, ms',
      target: '<= 10',
      measured: one(added),
      isMet: added === undefined ? null : added <= 10,
    },
    {
      what: `memory over ${memory?.exchanges ?? 1_000_000} exchanges, MB`,
      target: 'flat (within 10 % or 20 MB)',
      measured: memory
        ? `${one(memory.startMb, 0)} -> ${one(memory.endMb, 0)} (most ${one(memory.mostMb, 0)})`
        : 'n/a',
      isMet:
        memory === undefined || growth === undefined
          ? null
          : growth <= Math.max(20, memory.startMb * 0.1),
    },
    {
      what: 'journal fsck, entries per second',
      target: '>= 200000',
      measured: fsck
        ? `${Math.round(fsck.entries / fsck.seconds)} over ${fsck.entries}, ${fsck.problems} problems`
        : 'n/a',
      isMet:
        fsck === undefined ? null : fsck.entries / fsck.seconds >= 200_000 && fsck.problems === 0,
    },
    {
      what: `receipt from a log of ${receipts?.entries ?? 1_000_000} entries, ms`,
      target: '<= 5',
      measured: receipts
        ? `${one(receipts.idleMs)} (slowest of 100: ${one(receipts.idleP99Ms)}; under half load ${one(receipts.busyMs)})`
        : 'n/a',
      isMet: receipts === undefined ? null : receipts.idleMs <= 5,
    },
  ]
}

const word = (isMet: boolean | null) =>
  isMet === null ? 'not measured' : isMet ? 'met' : 'NOT MET'

export function targetTable(found: Findings): string {
  const rows = targets(found).map(({ what, target, measured, isMet }) => [
    what,
    target,
    measured,
    word(isMet),
  ])
  return table([['figure', 'target', 'measured', ''], ...rows])
}

function ratiosOf({ rounds, connections }: Findings) {
  const gateway = rounds.find('gateway', 'r1', connections)
  const govesb = rounds.find('gateway', 'govesb', connections)
  const against = (peer: string) => ratio(gateway, rounds.find(peer, 'r1', connections))
  return {
    r1_vs_reply_from: against('reply-from'),
    r1_vs_undici: against('undici-proxy'),
    r1_vs_nginx: against('nginx'),
    govesb_vs_crypto_limit: ratio(govesb, rounds.cryptoLimit),
    token_vs_exchange: ratio(rounds.find('gateway', 'token', connections), govesb),
  }
}

const short = (value: number | null | undefined) =>
  value === undefined || value === null || Number.isNaN(value) ? null : Number(value.toFixed(3))

/** The last line of `--json`. What was not measured is null. */
export function jsonLine(found: Findings): string {
  const { latencies, memory, receipts, fsck, loadAfter } = found
  return JSON.stringify({
    ratios: Object.fromEntries(
      Object.entries(ratiosOf(found)).map(([name, value]) => [name, short(value)]),
    ),
    p99_added_ms: latencies
      ? short(Math.max(...latencies.map((latency) => latency.addedP99Ms)))
      : null,
    rss_mb: { start: short(memory?.startMb), end: short(memory?.endMb) },
    fsck_entries_per_s: fsck ? Math.round(fsck.entries / fsck.seconds) : null,
    receipt_ms: short(receipts?.idleMs),
    load_average: loadAfter.map((value) => Number(value.toFixed(2))),
  })
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  )
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
