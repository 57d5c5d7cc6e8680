import type { JournalEntry } from '@mtandao/contracts'
import type { TileReader } from '@mtandao/tlog'
import { locateExchange } from '../clock.ts'
import type { CommonFacts } from './encode-entry.ts'
import type { Recorder } from './recorder.ts'

/** How far back a restart looks for requests that were under way: more than any call can take. */
const entriesMax = 200_000
const spanMs = 15 * 60_000

/** The time of the last entry, in milliseconds; the log never goes back behind it. 0 for an empty log. */
export async function newestInstant(reader: TileReader, size: number): Promise<number> {
  if (size === 0) return 0
  const entry = JSON.parse(
    Buffer.from(await reader.entry(size - 1, size)).toString(),
  ) as JournalEntry // our own bytes
  return Date.parse(entry.at)
}

/**
 * After a crash: a request entry without an answer says that the provider may have acted and nobody was told. Each one is
 * closed with an entry that says so, once; a planned stop leaves none.
 * @returns how many were closed
 */
export async function reconcile(
  reader: TileReader,
  size: number,
  recorder: Recorder,
): Promise<number> {
  const open = new Map<string, JournalEntry>()
  let newest = 0
  for await (const { entries } of reader.entries(Math.max(0, size - entriesMax), size, size))
    for (const bytes of entries) {
      const entry = JSON.parse(Buffer.from(bytes).toString()) as JournalEntry // our own bytes
      newest = Math.max(newest, Date.parse(entry.at))
      if (entry.kind === 'request') open.set(entry.exchange, entry)
      else if (entry.kind === 'response' || entry.kind === 'closed') open.delete(entry.exchange)
    }
  let closed = 0
  for (const { exchange, request: _none, door, at, ...asked } of open.values()) {
    if (newest - Date.parse(at) > spanMs) continue
    const { index } = locate(exchange)
    const common: CommonFacts = {
      door,
      ...(asked.consumer && { consumer: asked.consumer }),
      ...(asked.provider && { provider: asked.provider }),
      ...(asked.service !== undefined && { service: asked.service }),
    }
    await recorder.later(recorder.resume(exchange, index, common), 'closed', {
      common,
      outcome: 'gateway.interrupted',
      side: 'bus',
    })
    closed += 1
  }
  return closed
}

function locate(exchange: string): { index: number } {
  const place = locateExchange(exchange)
  if (!place) throw new Error(`invariant: ${exchange} in the journal is no exchange id`)
  return place
}
