import type { Database } from '@mtandao/pg'
import { directoryTiles, type Journal, TileReader } from '@mtandao/tlog'
import { countPlaced, findLastHead, insertHead, selectFrom } from '../acts/act-store.ts'
import { entryOf } from '../acts/entry.ts'
import type { LogPlace } from './log-keys.ts'

/** Why nothing is appended until a person has looked. */
export type Halt =
  /** The log has more entries than there are acts: the database was set back. */
  | 'rows-lost'
  /** The log is shorter than a head that was signed: its folder was set back or lost. */
  | 'log-set-back'
  /** There is no row where the next one must be. */
  | 'row-missing'

const batchMax = 500
const tailMax = 256

/**
 * Appends what has committed since, in the order of commits. The size of the log is the only cursor there is: it says
 * which act comes next, so nothing is appended twice or left out, whenever this process was killed.
 * @returns how many were appended
 */
export async function appendActs(
  database: Database,
  journal: Journal,
  log: { readonly place: LogPlace; readonly now: () => Date },
): Promise<number | Halt> {
  const from = journal.nextIndex
  // All institutions' acts: the platform's own database, which policies do not bind.
  const rows = await selectFrom(database, from, batchMax)
  if (rows.some(({ logIndex }, at) => logIndex !== from + at)) return 'row-missing'
  if (rows.length === 0) return 0
  await Promise.all(rows.map((row) => append(journal, entryOf(row))))
  await journal.publish()
  await rememberHead(database, log)
  return rows.length
}

function append(journal: Journal, entry: string): Promise<void> {
  return new Promise((resolve, reject) => {
    journal.append(entry, (error) => (error ? reject(error) : resolve()))
  })
}

/** The signed head in a second place, for the day the folder is not what it was. */
async function rememberHead(
  database: Database,
  { place, now }: { readonly place: LogPlace; readonly now: () => Date },
): Promise<void> {
  const { size, root, note } = await new TileReader(directoryTiles(place.dir)).checkpoint(
    place.vkey,
  )
  if (size > 0) await insertHead(database, { size, root, note }, now())
}

export interface Found {
  readonly halt: Halt | undefined
  /** Indexes among the last entries whose row says something else. */
  readonly changed: readonly number[]
}

/** Before anything is appended: whether log and rows are still one. */
export async function compareEnds(
  database: Database,
  { dir, vkey }: LogPlace,
  size: number,
): Promise<Found> {
  const head = await findLastHead(database)
  if (head && head.size > size) return { halt: 'log-set-back', changed: [] }
  if ((await countPlaced(database)) < size) return { halt: 'rows-lost', changed: [] }
  const from = Math.max(size - tailMax, 0)
  const rows = new Map(
    (await selectFrom(database, from, size - from)).map((row) => [row.logIndex, row]),
  )
  const reader = new TileReader(directoryTiles(dir))
  const published = await reader.checkpoint(vkey)
  const changed: number[] = []
  for await (const { firstIndex, entries } of reader.entries(from, size, published.size)) {
    for (const [at, entry] of entries.entries()) {
      const row = rows.get(firstIndex + at)
      if (!row || entryOf(row) !== Buffer.from(entry).toString('utf8'))
        changed.push(firstIndex + at)
    }
  }
  return { halt: undefined, changed }
}
