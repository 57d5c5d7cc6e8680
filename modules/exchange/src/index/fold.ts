import type { JournalEntry } from '@mtandao/contracts'
import type { Side } from '../contract.ts'

/** What a batch of entries of one log says about one exchange. Undefined: these entries say nothing of it. */
export interface ExchangeRow {
  readonly id: string
  at: string
  door: string
  consumerInstitution?: string | undefined
  consumerSystem?: string | undefined
  consumerClient?: string | undefined
  providerInstitution?: string | undefined
  providerSystem?: string | undefined
  service?: string | undefined
  agreement?: string | undefined
  purpose?: string | undefined
  operation?: string | undefined
  status?: number | undefined
  outcome?: string | undefined
  side?: Side | undefined
  latencyMs?: number | undefined
  requestIndex?: number | undefined
  responseIndex?: number | undefined
  requestBytes?: number | undefined
  responseBytes?: number | undefined
  delivered: number
  undelivered: number
  about?: string | undefined
  /** Of its own last entry; attempts to deliver come later and have times of their own. */
  endedAt?: string | undefined
}

/** An exchange that a batch ended: it is counted once. */
export interface Ending {
  readonly id: string
  side: Side | undefined
  /** Only where it ended well: what failed says nothing about how long an answer takes. */
  latencyMs?: number | undefined
}

/** One attempt to deliver an asynchronous message. */
export interface Attempt {
  readonly exchange: string
  readonly index: number
  readonly at: string
  readonly arrived: boolean
  readonly number: number | undefined
  readonly operation: string | undefined
  /** Whom it was for, where the attempt came so far that the entry names them. */
  readonly institution: string | undefined
  readonly system: string | undefined
  readonly outcome: string | undefined
  readonly latencyMs: number | undefined
}

/** A streamed answer that broke off after its response entry was indexed in an earlier batch. */
interface LateFailure {
  readonly id: string
  readonly side: Side | undefined
}

export interface Folded {
  readonly rows: ReadonlyMap<string, ExchangeRow>
  readonly endings: readonly Ending[]
  readonly lateFailures: readonly LateFailure[]
  readonly attempts: readonly Attempt[]
  /** Exchanges that end here and did not begin here: an earlier batch may have counted them. */
  readonly mayBeCounted: readonly string[]
  readonly malformed: readonly { readonly index: number; readonly why: string }[]
}

const kinds = new Set<unknown>([
  'request',
  'response',
  'refused',
  'completed',
  'delivered',
  'undelivered',
  'closed',
] satisfies JournalEntry['kind'][])
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/**
 * Folds consecutive entries of one log, the first of index `from`, into what they say about each exchange. Entries of one
 * exchange may stand in several logs (a delivery by another worker) and in several batches: what a row does not know here is
 * left as the index has it.
 */
export function fold(entries: readonly Uint8Array[], from: number): Folded {
  const rows = new Map<string, ExchangeRow>()
  const endings = new Map<string, Ending>()
  const lateFailures: LateFailure[] = []
  const attempts: Attempt[] = []
  const malformed: { index: number; why: string }[] = []
  const begun = new Set<string>()
  entries.forEach((bytes, at) => {
    const index = from + at
    const entry = readEntry(bytes)
    if (typeof entry === 'string') {
      malformed.push({ index, why: entry })
      return
    }
    const row = rows.get(entry.exchange) ?? newRow(entry)
    rows.set(entry.exchange, row)
    if (entry.kind === 'completed' && entry.outcome !== undefined && entry.outcome !== 'ok') {
      const ending = endings.get(entry.exchange)
      if (ending) {
        ending.side = sideOf(entry)
        ending.latencyMs = undefined
      } else lateFailures.push({ id: entry.exchange, side: sideOf(entry) })
    }
    if (entry.kind === 'request') begun.add(entry.exchange)
    apply(row, entry, index)
    if (entry.kind === 'response' || entry.kind === 'refused' || entry.kind === 'closed') {
      const latencyMs = (entry.outcome ?? 'ok') === 'ok' ? entry.latencyMs : undefined
      endings.set(entry.exchange, { id: entry.exchange, side: sideOf(entry), latencyMs })
    }
    if (entry.kind === 'delivered' || entry.kind === 'undelivered') {
      attempts.push(attemptOf(entry, index))
    }
  })
  const ended = [...endings.keys(), ...lateFailures.map(({ id }) => id)]
  const mayBeCounted = ended.filter((id) => !begun.has(id))
  return {
    rows,
    endings: [...endings.values()],
    lateFailures,
    attempts,
    mayBeCounted,
    malformed,
  }
}

function apply(row: ExchangeRow, entry: JournalEntry, index: number): void {
  switch (entry.kind) {
    case 'request':
      describe(row, entry)
      row.at = entry.at
      row.requestIndex = index
      row.requestBytes = entry.received?.bytes
      return
    case 'response':
    case 'refused':
    case 'closed':
      describe(row, entry)
      row.requestIndex ??= entry.request
      row.responseIndex = index
      row.status = entry.status
      row.outcome = entry.outcome ?? 'ok'
      row.side = sideOf(entry)
      row.latencyMs = entry.latencyMs
      row.endedAt = entry.at
      if (entry.kind === 'refused') row.requestBytes = entry.received?.bytes
      else row.responseBytes = entry.sent?.bytes ?? entry.received?.bytes
      return
    case 'completed':
      row.requestIndex ??= entry.request
      row.endedAt = entry.at
      row.latencyMs = entry.latencyMs ?? row.latencyMs
      row.responseBytes = entry.sent?.bytes ?? entry.received?.bytes ?? row.responseBytes
      if (entry.outcome !== undefined && entry.outcome !== 'ok') {
        row.outcome = entry.outcome
        row.side = sideOf(entry)
      }
      return
    case 'delivered':
      row.delivered += 1
      return
    case 'undelivered':
      row.undelivered += 1
  }
}

function attemptOf(entry: JournalEntry, index: number): Attempt {
  const to = entry.provider ?? entry.consumer
  return {
    exchange: entry.exchange,
    index,
    at: entry.at,
    arrived: entry.kind === 'delivered',
    number: entry.attempt,
    operation: entry.operation,
    institution: to?.institution,
    system: to?.system,
    outcome: entry.outcome,
    latencyMs: entry.latencyMs,
  }
}

function newRow({ exchange, at, door }: JournalEntry): ExchangeRow {
  return { id: exchange, at, door, delivered: 0, undelivered: 0 }
}

/** Who asked whom for what; the first entry that says it counts. */
function describe(row: ExchangeRow, entry: JournalEntry): void {
  row.consumerInstitution ??= entry.consumer?.institution
  row.consumerSystem ??= entry.consumer?.system
  row.consumerClient ??= entry.consumer?.client
  row.providerInstitution ??= entry.provider?.institution
  row.providerSystem ??= entry.provider?.system
  row.service ??= entry.service
  row.agreement ??= entry.agreement
  row.purpose ??= entry.purpose
  row.operation ??= entry.operation
  // What a sender named before anything was checked may be anything.
  if (entry.about !== undefined && uuid.test(entry.about)) row.about ??= entry.about
}

/** A failure that names no side, or one unknown here, is the bus's to explain. A provider's own «no» is no failure. */
function sideOf({ outcome, side }: JournalEntry): Side | undefined {
  if (side === 'consumer' || side === 'provider' || side === 'bus') return side
  const failed = outcome !== undefined && outcome !== 'ok' && !outcome.startsWith('provider.')
  return failed ? 'bus' : undefined
}

/** The entry, or why it is none. The log is verified by then, so this can only be a fault of the gateway that wrote it. */
function readEntry(bytes: Uint8Array): JournalEntry | string {
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return 'is not JSON'
  }
  if (typeof value !== 'object' || value === null) return 'is not an object'
  const entry = value as Partial<JournalEntry>
  if (entry.v !== 1) return 'is of an unknown format version'
  if (!kinds.has(entry.kind)) return 'is of an unknown kind'
  if (typeof entry.exchange !== 'string' || !uuid.test(entry.exchange)) return 'names no exchange'
  if (typeof entry.at !== 'string' || Number.isNaN(Date.parse(entry.at))) return 'has no time'
  if (typeof entry.door !== 'string') return 'names no door'
  return entry as JournalEntry
}
