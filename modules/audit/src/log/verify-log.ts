import type { Db } from '@mtandao/pg'
import { directoryTiles, Frontier, leafHash, TileReader, TlogError } from '@mtandao/tlog'
import { countPlaced, selectFrom, selectHeads, type SignedHead } from '../acts/act-store.ts'
import { entryOf } from '../acts/entry.ts'
import type { LogPlace } from './log-keys.ts'

export interface Verification {
  readonly at: Date
  /** Entries of the signed head against which everything was held. */
  readonly size: number
  /** Hex. */
  readonly root: string
  /** Acts that have committed and are not in the signed head yet. */
  readonly waiting: number
  /** Indexes whose act is no longer what the log says, or is gone; the first hundred. */
  readonly changed: readonly number[]
  readonly changedCount: number
  /** Sizes of heads signed earlier that this log does not continue; the first hundred. */
  readonly forked: readonly number[]
  /** What is wrong with the files of the log themselves. */
  readonly broken: string | undefined
}

const batchMax = 1_000
const namedMax = 100

export function isWhole({ changedCount, forked, broken }: Verification): boolean {
  return changedCount === 0 && forked.length === 0 && broken === undefined
}

/**
 * Derives every entry again from its row and holds it against the log, whose entries are proved against the signed head;
 * then holds the log against every head that was signed before.
 */
export async function verifyLog(db: Db, place: LogPlace, at: Date): Promise<Verification> {
  const reader = new TileReader(directoryTiles(place.dir))
  const verdict = new Verdict(db)
  let head: { readonly size: number; readonly root: Uint8Array } = {
    size: 0,
    root: Buffer.alloc(32),
  }
  try {
    const checkpoint = await reader.checkpoint(place.vkey)
    head = checkpoint
    for await (const { entries } of reader.verifiedEntries(0, checkpoint)) {
      for (const entry of entries) await verdict.take(entry)
    }
    await verdict.end()
  } catch (error) {
    if (!(error instanceof TlogError)) throw error
    verdict.broken = error.message
  }
  return {
    at,
    size: head.size,
    root: Buffer.from(head.root).toString('hex'),
    waiting: Math.max((await countPlaced(db)) - head.size, 0),
    changed: verdict.changed.slice(0, namedMax),
    changedCount: verdict.changed.length,
    forked: verdict.forked,
    broken: verdict.broken,
  }
}

/** Goes along the log, with the rows and the signed heads beside it. */
class Verdict {
  readonly changed: number[] = []
  readonly forked: number[] = []
  broken: string | undefined
  readonly #frontier = new Frontier()
  readonly #rows: Ahead<string>
  readonly #heads: Ahead<SignedHead>

  constructor(db: Db) {
    this.#rows = new Ahead(async (from) =>
      (await selectFrom(db, from, batchMax)).map((row) => [row.logIndex, entryOf(row)]),
    )
    this.#heads = new Ahead(async (from) =>
      (await selectHeads(db, from - 1, batchMax)).map((head) => [head.size, head]),
    )
  }

  async take(entry: Uint8Array): Promise<void> {
    const index = this.#frontier.size
    const expected = await this.#rows.at(index)
    if (expected !== Buffer.from(entry).toString('utf8')) this.changed.push(index)
    this.#frontier.append(leafHash(entry))
    const head = await this.#heads.at(index + 1)
    if (head && Buffer.compare(head.root, this.#frontier.root()) !== 0) this.#fork(head.size)
  }

  /** Heads beyond the end of the log. */
  async end(): Promise<void> {
    const beyond = await this.#heads.after(this.#frontier.size)
    if (beyond !== undefined) this.#fork(beyond.size)
  }

  #fork(size: number): void {
    if (this.forked.length < namedMax) this.forked.push(size)
  }
}

/** Reads a sequence with gaps, in batches, always forward. */
class Ahead<Item> {
  readonly #read: (from: number) => Promise<(readonly [number, Item])[]>
  #batch: (readonly [number, Item])[] = []
  #next = 0
  #ended = false

  constructor(read: (from: number) => Promise<(readonly [number, Item])[]>) {
    this.#read = read
  }

  async at(place: number): Promise<Item | undefined> {
    const found = await this.#first(place)
    return found?.[0] === place ? found[1] : undefined
  }

  async after(place: number): Promise<Item | undefined> {
    return (await this.#first(place + 1))?.[1]
  }

  async #first(from: number): Promise<readonly [number, Item] | undefined> {
    for (;;) {
      const found = this.#batch[this.#next]
      if (found && found[0] >= from) return found
      if (found) this.#next += 1
      else if (this.#ended) return undefined
      else {
        this.#batch = await this.#read(from)
        this.#next = 0
        this.#ended = this.#batch.length === 0
      }
    }
  }
}
