import type { JournalEntry } from '@mtandao/contracts'

/** An entry of the evidence log with its index. */
export interface LoggedEntry extends JournalEntry {
  readonly index: number
}

/**
 * Reads a log, or the part `[from, to)` of it, as any stranger would: checkpoint, then entry bundles (C2SP tlog-tiles) over the operations port.
 * @throws Error when a tile that the checkpoint promises is not served
 */
export async function fetchJournal(
  opsUrl: string,
  {
    worker = 0,
    from = 0,
    to = Number.POSITIVE_INFINITY,
  }: { worker?: number; from?: number; to?: number } = {},
): Promise<LoggedEntry[]> {
  const base = `${opsUrl}/journal/${worker}`
  const size = Number((await (await get(`${base}/checkpoint`)).text()).split('\n')[1])
  const entries: LoggedEntry[] = []
  for (let tile = Math.floor(from / 256); tile * 256 < Math.min(size, to); tile++) {
    const width = Math.min(256, size - tile * 256)
    const suffix = width === 256 ? '' : `.p/${width}`
    const bytes = Buffer.from(
      await (await get(`${base}/tile/entries/${tilePath(tile)}${suffix}`)).arrayBuffer(),
    )
    for (let at = 0, index = tile * 256; at < bytes.length; index++) {
      const length = bytes.readUInt16BE(at)
      const text = bytes.toString('utf8', at + 2, at + 2 + length)
      if (index >= from && index < to)
        entries.push({ ...(JSON.parse(text) as JournalEntry), index })
      at += 2 + length
    }
  }
  return entries
}

async function get(url: string): Promise<Response> {
  const response = await fetch(url, { signal: AbortSignal.timeout(10_000) })
  if (!response.ok) throw new Error(`${url} answered ${response.status}`)
  return response
}

/** 1234067 → x001/x234/067 (tlog-tiles). */
function tilePath(index: number): string {
  const groups: string[] = []
  let left = index
  do {
    groups.unshift(String(left % 1000).padStart(3, '0'))
    left = Math.floor(left / 1000)
  } while (left > 0)
  return groups.map((group, at) => (at === groups.length - 1 ? group : `x${group}`)).join('/')
}
