import { z } from 'zod'
import type { FetchTile } from '@mtandao/tlog'

/** The gateway cannot be reached, or cannot answer now: says nothing about its journals. */
export class SourceUnavailable extends Error {
  override readonly name = 'SourceUnavailable'
}

const JournalList = z
  .array(
    z.object({
      worker: z.int().min(0),
      origin: z.string().min(1).max(200),
      vkey: z.string().min(1).max(500),
      path: z.string().min(1).max(500),
    }),
  )
  .max(1_000)

export interface JournalSource {
  readonly origin: string
  readonly vkey: string
  readonly tiles: FetchTile
}

const timeoutMs = 10_000
/** The largest entry bundle: 256 entries of 65,535 bytes, each with its length. */
const answerBytesMax = 256 * 65_537

/**
 * The journals that a gateway offers on its operations port.
 * @throws SourceUnavailable
 */
export async function listSources(opsUrl: string): Promise<JournalSource[]> {
  const base = new URL(opsUrl)
  const answer = await get(new URL('/journal/', base))
  if (!answer) throw new SourceUnavailable('the gateway lists no journals')
  const list = JournalList.safeParse(parseJson(answer))
  if (!list.success) throw new SourceUnavailable('the list of journals is malformed')
  return list.data.map(({ origin, vkey, path }) => {
    const folder = new URL(path.endsWith('/') ? path : `${path}/`, base)
    if (folder.origin !== base.origin) throw new SourceUnavailable('a journal lies elsewhere')
    return { origin, vkey, tiles: (tile) => get(new URL(tile, folder)) }
  })
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'))
  } catch {
    return undefined
  }
}

/** The bytes, undefined for 404, SourceUnavailable for everything else: only what a log says can be held against it. */
async function get(url: URL): Promise<Uint8Array | undefined> {
  try {
    const signal = AbortSignal.timeout(timeoutMs)
    const response = await fetch(url, { signal, redirect: 'error' })
    if (response.status === 404) {
      await response.body?.cancel()
      return undefined
    }
    if (response.status !== 200) throw new Error(`answered ${response.status}`)
    const chunks: Uint8Array[] = []
    let bytes = 0
    for await (const chunk of response.body ?? []) {
      bytes += chunk.length
      if (bytes > answerBytesMax) throw new Error('answered too much')
      chunks.push(chunk)
    }
    return Buffer.concat(chunks)
  } catch (cause) {
    throw new SourceUnavailable(`${url.pathname} cannot be read`, { cause })
  }
}
