import { createPublicKey, type KeyObject } from 'node:crypto'
import { open, readFile, rename, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { SnapshotRefused, verifyRoutingSnapshot } from '@mtandao/contracts'
import type { Logger } from '@mtandao/log'
import { buildRoutingTable, type RoutingTable } from './routing-table.ts'

/** Holds the routing table in force. Readers take it once per message, so a swap never splits a message. */
export interface SnapshotStore {
  /** The table in force; `undefined` when there is none or it has expired: then everything is denied. */
  table(nowMs: number): RoutingTable | undefined
  /** What was last refused and why, for /readyz and metrics. */
  readonly refusals: ReadonlyMap<string, number>
  readonly lastRefusal:
    | { readonly reason: string; readonly at: number; readonly message: string }
    | undefined
  /** The version in force, expired or not; 0 when none. */
  readonly version: number
  close(): Promise<void>
}

export interface SnapshotStoreOptions {
  /** The file that holds the last good signed snapshot. */
  readonly file: string
  readonly publicKey: KeyObject
  /** When set, a snapshot of another bus is refused although its signature is right. */
  readonly instance?: string | undefined
  readonly pollMs: number
  /** When set, this process also fetches newer snapshots and writes them to `file`. */
  readonly fetchUrl?: string | undefined
  readonly logger: Logger
  readonly now: () => number
}

export function importSnapshotKey(spkiBase64: string): KeyObject {
  const key = createPublicKey({
    key: Buffer.from(spkiBase64, 'base64'),
    format: 'der',
    type: 'spki',
  })
  if (key.asymmetricKeyType !== 'ed25519')
    throw new Error('SNAPSHOT_PUBLIC_KEY must be an Ed25519 key')
  return key
}

type Verdict = 'taken' | 'known' | 'refused'

const snapshotBytesMax = 256 * 1024 * 1024

/**
 * Opens the store: loads the file if it is there, then watches it (and the URL) until closed. A snapshot that is badly signed,
 * malformed, expired, of another bus or older than the one in force is refused and reported; the one in force goes on until its own expiry.
 */
export async function openSnapshotStore(options: SnapshotStoreOptions): Promise<SnapshotStore> {
  const { file, publicKey, logger, now } = options
  let current: RoutingTable | undefined
  let seen = ''
  let lastRefusal: SnapshotStore['lastRefusal']
  const refusals = new Map<string, number>()
  const stop = new AbortController()

  async function accept(jws: string, from: string): Promise<Verdict> {
    try {
      const snapshot = await verifyRoutingSnapshot(jws, publicKey)
      if (options.instance !== undefined && snapshot.instance !== options.instance)
        throw new SnapshotRefused(
          'other-instance',
          `version ${snapshot.version} is of ${snapshot.instance}, not of ${options.instance}`,
        )
      if (current && snapshot.version === current.version) return 'known'
      if (current && snapshot.version < current.version)
        throw new SnapshotRefused(
          'older',
          `version ${snapshot.version} is older than ${current.version}`,
        )
      if (Date.parse(snapshot.expiresAt) <= now())
        throw new SnapshotRefused(
          'expired',
          `version ${snapshot.version} expired at ${snapshot.expiresAt}`,
        )
      current = tableOf(snapshot)
      logger.info('snapshot-in-force', {
        version: snapshot.version,
        expiresAt: snapshot.expiresAt,
        from,
      })
      return 'taken'
    } catch (error) {
      if (!(error instanceof SnapshotRefused)) throw error
      refusals.set(error.reason, (refusals.get(error.reason) ?? 0) + 1)
      lastRefusal = { reason: error.reason, at: now(), message: error.message }
      logger.error('snapshot-refused', { reason: error.reason, message: error.message, from })
      return 'refused'
    }
  }

  async function readDisk(): Promise<void> {
    const found = await stat(file).catch(() => undefined)
    const mark = found ? `${found.mtimeMs}:${found.size}:${found.ino}` : ''
    if (!found || mark === seen) return
    seen = mark
    if (found.size > snapshotBytesMax)
      throw new SnapshotRefused('bad-shape', 'snapshot file is too large')
    await accept(await readFile(file, 'utf8'), 'disk')
  }

  await readDisk()
  const watching = repeat(options.pollMs, stop.signal, logger, readDisk)
  const fetching = options.fetchUrl
    ? repeat(
        options.pollMs,
        stop.signal,
        logger,
        fetcher(options.fetchUrl, file, accept, stop.signal),
      )
    : Promise.resolve()

  return {
    table: (nowMs) => (current && nowMs < current.expiresAtMs ? current : undefined),
    refusals,
    get lastRefusal() {
      return lastRefusal
    },
    get version() {
      return current?.version ?? 0
    },
    async close() {
      stop.abort()
      await Promise.all([watching, fetching])
    },
  }
}

function tableOf(snapshot: Parameters<typeof buildRoutingTable>[0]): RoutingTable {
  try {
    return buildRoutingTable(snapshot)
  } catch (cause) {
    throw new SnapshotRefused('bad-shape', (cause as Error).message, { cause })
  }
}

/** How long what was refused is not asked for again, while it is the newest there is. */
const refusedRestMs = 3_000

/**
 * Asks the platform; only what was accepted reaches the disk, in one atomic step, so a crash leaves the old or the new. What
 * was refused may have been spoilt on its way: it is asked for again after a while.
 */
function fetcher(
  url: string,
  file: string,
  accept: (jws: string, from: string) => Promise<Verdict>,
  signal: AbortSignal,
): () => Promise<void> {
  let etag = ''
  let forgetAtMs = Number.POSITIVE_INFINITY
  let unwritten = false
  return async () => {
    if (performance.now() >= forgetAtMs) etag = ''
    const response = await fetch(url, {
      headers: etag ? { 'if-none-match': etag } : {},
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(5_000)]),
    }).catch(() => undefined) // the platform may be down: that is a normal day
    if (!response || response.status === 304) return
    const text = response.ok ? await response.text() : undefined
    if (text === undefined) return
    const verdict = await accept(text, 'platform')
    forgetAtMs =
      verdict === 'refused' ? performance.now() + refusedRestMs : Number.POSITIVE_INFINITY
    // Only when the file has it is a snapshot done with: workers follow the file, and a full disk may be free next time.
    if (verdict === 'taken' || (verdict === 'known' && unwritten)) {
      unwritten = true
      await writeDurably(file, text)
      unwritten = false
    }
    etag = response.headers.get('etag') ?? ''
  }
}

async function writeDurably(file: string, text: string): Promise<void> {
  const draft = join(dirname(file), `.snapshot-${process.pid}`)
  const handle = await open(draft, 'w', 0o600)
  try {
    await handle.writeFile(text)
    await handle.datasync()
  } finally {
    await handle.close()
  }
  await rename(draft, file)
}

async function repeat(
  everyMs: number,
  signal: AbortSignal,
  logger: Logger,
  act: () => Promise<void>,
): Promise<void> {
  while (!signal.aborted) {
    await act().catch((cause: unknown) => logger.error('snapshot-poll-failed', { cause }))
    await sleep(everyMs, undefined, { signal }).catch(() => undefined)
  }
}
