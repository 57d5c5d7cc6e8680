import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { JournalEntry, Receipt, ReceiptEntry } from '@mtandao/contracts'
import { directoryTiles, TileReader } from '@mtandao/tlog'
import { locateExchange } from '../clock.ts'
import { problem } from '../problems.ts'

/** Makes receipts from the journals of this node. An exchange id names its worker and index, so nothing is searched for. */
export interface Receipts {
  /**
   * The proof of one exchange, for a party to it.
   * @param mayRead judges the request entry: only the parties get a receipt
   * @throws Problem `receipt-unknown`, `not-yours`
   */
  make(exchange: string, mayRead: (entry: JournalEntry) => boolean): Promise<Receipt>
}

export interface ReceiptsOptions {
  readonly journalRoot: string
  readonly workers: number
  /** The journal that this process writes, and what brings its checkpoint up to date; absent where it writes none. */
  readonly own?: { readonly worker: number; readonly publish: () => Promise<number> }
  readonly vkeyOf: (worker: number) => string
  readonly saltOf: (exchange: string) => Buffer
}

/** How far behind its request a response may lie: the longest timeout at the highest rate. */
const scanEntriesMax = 400_000
const scanMs = 15 * 60_000
const publishWaitMs = 3_000

export function createReceipts(options: ReceiptsOptions): Receipts {
  const { journalRoot, workers, own, vkeyOf, saltOf } = options
  const readers = Array.from(
    { length: workers },
    (_, worker) => new TileReader(directoryTiles(join(journalRoot, String(worker)))),
  )

  /** A checkpoint that covers `index`; the journal of another worker publishes on its own clock. */
  async function covering(worker: number, reader: TileReader, index: number) {
    const isOwn = worker === own?.worker
    if (isOwn) await own?.publish()
    for (let waited = 0; ; waited += 100) {
      const checkpoint = await reader.checkpoint(vkeyOf(worker))
      if (checkpoint.size > index) return checkpoint
      if (isOwn || waited >= publishWaitMs) throw problem('receipt-unknown')
      await sleep(100)
    }
  }

  return {
    async make(exchange, mayRead) {
      const place = locateExchange(exchange)
      const reader = place && readers[place.worker]
      if (!reader) throw problem('receipt-unknown')
      const checkpoint = await covering(place.worker, reader, place.index)
      const found: { index: number; bytes: Uint8Array }[] = []
      for await (const one of entriesOf(reader, exchange, place.index, checkpoint.size)) {
        if (found.length === 0 && !mayRead(one.entry)) throw problem('not-yours')
        found.push(one)
      }
      if (found.length === 0) throw problem('receipt-unknown')
      const entries: ReceiptEntry[] = []
      for (const { index, bytes } of found)
        entries.push({
          index,
          entry: Buffer.from(bytes).toString('base64'),
          proof: await reader.proofFile(index, checkpoint),
        })
      return {
        format: 'serikali-mtandao/receipt/v1',
        exchange,
        log: vkeyOf(place.worker),
        salt: saltOf(exchange).toString('base64url'),
        entries,
      }
    },
  }
}

/** The entries of one exchange, from its request on: to its answer, and past it where a streamed body is still to be told of. */
async function* entriesOf(reader: TileReader, exchange: string, from: number, size: number) {
  const needle = Buffer.from(`"exchange":"${exchange}"`)
  let until = Number.POSITIVE_INFINITY
  let streamed = false
  for await (const { firstIndex, entries } of reader.entries(
    from,
    Math.min(size, from + scanEntriesMax),
    size,
  ))
    for (const [at, bytes] of entries.entries()) {
      const index = firstIndex + at
      if (!Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(needle)) {
        if (index === from) return // that index belongs to another exchange: this one was never recorded
        if (at === 0 && timeOf(bytes) > until) return
        continue
      }
      const entry = JSON.parse(Buffer.from(bytes).toString()) as JournalEntry // our own bytes, proved by the tree
      until = Math.min(until, Date.parse(entry.at) + scanMs)
      streamed ||= streams(entry)
      yield { index, bytes, entry }
      if (entry.kind === 'refused' || entry.kind === 'completed' || entry.kind === 'closed') return
      if (entry.kind === 'response' && !streamed) return
    }
}

/** A body that streams has no digest yet in the entry that tells of it; `completed` follows. */
function streams({ door, kind, received, sent }: JournalEntry): boolean {
  if (door !== 'r1') return false
  return kind === 'request' ? received?.sha256 === undefined : sent === undefined
}

function timeOf(bytes: Uint8Array): number {
  const at = (JSON.parse(Buffer.from(bytes).toString()) as JournalEntry).at
  return Date.parse(at)
}
