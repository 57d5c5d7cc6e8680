import type { Database, Db } from '@mtandao/pg'
import {
  noteVerifier,
  openCheckpoint,
  TileReader,
  TlogError,
  verifyConsistency,
  type Checkpoint,
  type EntryBatch,
} from '@mtandao/tlog'
import { fold, type Folded } from './fold.ts'
import {
  addTallies,
  findCountedSides,
  findEndedFacts,
  getCursorForUpdate,
  insertAttempts,
  markSeen,
  openCursor,
  raiseAlarm,
  setCheckpoint,
  setNextIndex,
  upsertExchanges,
  type AlarmKind,
  type JournalCursor,
} from './index-store.ts'
import type { Environment } from '../contract.ts'
import type { JournalSource } from './journal-source.ts'
import { changesOf, seenIn, tallyOf } from './tallies.ts'
import { markWorked } from './worked-store.ts'

/** What following a log once came to. */
export type Followed =
  | { readonly state: 'current'; readonly entries: number }
  /** Another indexer is at work on the same log. */
  | { readonly state: 'overtaken' }
  /** The log did what a log must never do; nothing of it was taken. */
  | { readonly state: 'alarm'; readonly kind: AlarmKind; readonly detail: string }

type SignedCheckpoint = Checkpoint & { readonly note: string }

/** Entries taken into the index in one transaction. */
const chunkEntries = 2_048

/**
 * Takes everything new of one log into the index. Each chunk moves rows, counts, cursor and checkpoint in one transaction:
 * a crash leaves either all of a chunk or nothing of it, so no entry is lost and none counts twice.
 * @throws SourceUnavailable, or a database error: nothing is known then, try again
 */
export async function followJournal(
  database: Database,
  source: JournalSource,
  environment: Environment,
  now: () => Date,
): Promise<Followed> {
  const cursor = await openCursor(database, { ...source, environment })
  const alarm = async (kind: AlarmKind, detail: string, evidence?: string): Promise<Followed> => {
    const { origin } = source
    await raiseAlarm(database, {
      origin,
      kind,
      detail,
      at: now(),
      ...(evidence !== undefined && { evidence }),
    })
    return { state: 'alarm', kind, detail }
  }
  if (cursor.vkey !== source.vkey) {
    return await alarm('key-changed', 'the log offers another key than the pinned one', source.vkey)
  }
  const note = await source.tiles('checkpoint')
  if (!note) return { state: 'current', entries: 0 }
  const text = Buffer.from(note).toString('utf8')
  if (text === cursor.checkpoint && cursor.nextIndex === cursor.treeSize) {
    return { state: 'current', entries: 0 }
  }
  let checkpoint: SignedCheckpoint
  try {
    checkpoint = { ...openCheckpoint(text, noteVerifier(cursor.vkey)), note: text }
  } catch (error) {
    if (!(error instanceof TlogError)) throw error
    return await alarm('signature-invalid', error.message, text)
  }
  const reader = new TileReader(source.tiles)
  try {
    const conflict = await findConflict(reader, cursor, checkpoint)
    if (conflict !== undefined) return await alarm('inconsistent', conflict, text)
    return await take(database, reader, cursor, checkpoint, now)
  } catch (error) {
    if (!(error instanceof TlogError)) throw error
    return await alarm('tile-invalid', error.message, text)
  }
}

/** Why the checkpoint does not continue the last verified one, or undefined when it does. */
async function findConflict(
  reader: TileReader,
  cursor: JournalCursor,
  checkpoint: SignedCheckpoint,
): Promise<string | undefined> {
  if (cursor.checkpoint === null) return undefined
  const last = openCheckpoint(cursor.checkpoint, noteVerifier(cursor.vkey))
  if (checkpoint.size < last.size) {
    return `the log went back from ${last.size} to ${checkpoint.size} entries`
  }
  const proof =
    checkpoint.size === last.size ? [] : await reader.consistencyProof(last.size, checkpoint.size)
  const sound = verifyConsistency({
    size1: last.size,
    root1: last.root,
    size2: checkpoint.size,
    root2: checkpoint.root,
    proof,
  })
  return sound
    ? undefined
    : `the tree of ${checkpoint.size} entries does not contain the one of ${last.size}`
}

async function take(
  database: Database,
  reader: TileReader,
  cursor: JournalCursor,
  checkpoint: SignedCheckpoint,
  now: () => Date,
): Promise<Followed> {
  let next = cursor.nextIndex
  let waiting: Uint8Array[] = []
  const flush = async () => {
    const moved = await moveCursor(database, { cursor, checkpoint, now }, next, waiting)
    next += waiting.length
    waiting = []
    return moved
  }
  for await (const batch of reader.verifiedEntries(next, checkpoint)) {
    expectIndex(batch, next + waiting.length)
    waiting.push(...batch.entries)
    if (waiting.length >= chunkEntries && !(await flush())) return { state: 'overtaken' }
  }
  if (!(await flush())) return { state: 'overtaken' }
  return { state: 'current', entries: next - cursor.nextIndex }
}

function expectIndex(batch: EntryBatch, index: number): void {
  if (batch.firstIndex !== index) throw new Error(`invariant: entry ${index} comes next`)
}

/** False when the cursor is not where this chunk begins any more. */
function moveCursor(
  database: Database,
  at: { cursor: JournalCursor; checkpoint: SignedCheckpoint; now: () => Date },
  from: number,
  entries: readonly Uint8Array[],
): Promise<boolean> {
  const { cursor, checkpoint, now } = at
  const folded = fold(entries, from)
  return database.transact(async (db) => {
    const current = await getCursorForUpdate(db, cursor.id)
    if (current.nextIndex !== from || current.treeSize > checkpoint.size) return false
    const countedSides = await findCountedSides(db, folded.mayBeCounted)
    await upsertExchanges(db, current, folded.rows)
    await insertAttempts(db, cursor.id, folded.attempts)
    await markSeen(db, current.environment, seenIn(folded.rows.values()))
    // What is tried out in the sandbox is found by a search and counted nowhere.
    if (current.environment === 'production') {
      await count(db, folded, countedSides)
      const ended = folded.endings.map(({ id }) => id)
      await markWorked(db, ended, folded.attempts)
    }
    for (const { index, why } of folded.malformed) {
      const detail = `entry ${index} ${why}`
      await raiseAlarm(db, { origin: cursor.origin, kind: 'entry-malformed', detail, at: now() })
    }
    await setNextIndex(db, cursor.id, from + entries.length)
    await setCheckpoint(db, cursor.id, { note: checkpoint.note, size: checkpoint.size, at: now() })
    return true
  })
}

/** After the rows are there: an entry that ends an exchange need not repeat its day, service and parties. */
async function count(
  db: Db,
  folded: Folded,
  countedSides: ReadonlyMap<string, string>,
): Promise<void> {
  const changes = changesOf(folded, countedSides)
  const facts = await findEndedFacts(db, [...new Set(changes.map(({ id }) => id))])
  await addTallies(db, tallyOf(changes, facts))
}
