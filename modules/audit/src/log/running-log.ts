import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from '@mtandao/log'
import { isUnavailable, type Database } from '@mtandao/pg'
import {
  type Journal,
  JournalFatalError,
  JournalLockedError,
  JournalWriteError,
  openJournal,
} from '@mtandao/tlog'
import { appendActs, compareEnds, type Halt } from './append-acts.ts'
import type { LogPlace } from './log-keys.ts'
import { isWhole, verifyLog, type Verification } from './verify-log.ts'

interface LogDeps {
  readonly database: Database
  readonly place: LogPlace
  readonly now: () => Date
  readonly log: Logger
}

const pollEveryMs = 250
const againAfterMs = 2_000
const verifyEveryMs = 60 * 60 * 1_000

/** The log of acts and what is known about it. One per process. */
export class RunningLog {
  readonly #deps: LogDeps
  #halt: Halt | undefined
  #verification: Verification | undefined
  #verifying: Promise<Verification> | undefined

  constructor(deps: LogDeps) {
    this.#deps = deps
  }

  /** Set when appending has stopped for a person to look. */
  get halt(): Halt | undefined {
    return this.#halt
  }

  /** The last verification of everything, if there was one since the start. */
  get verification(): Verification | undefined {
    return this.#verification
  }

  /** Verifies everything now; whoever asks meanwhile gets the same answer. */
  verify(): Promise<Verification> {
    this.#verifying ??= this.#verify().finally(() => (this.#verifying = undefined))
    return this.#verifying
  }

  async #verify(): Promise<Verification> {
    const { database, place, now, log } = this.#deps
    const found = await verifyLog(database, place, now())
    this.#verification = found
    const { size, waiting, changed, changedCount, forked, broken } = found
    if (isWhole(found)) log.info('audit-verified', { size, waiting })
    else log.error('audit-does-not-match', { size, changed, changedCount, forked, broken })
    return found
  }

  /**
   * Appends until the signal. What the database or the disk refuses for now is tried again; a journal in doubt rejects,
   * and the process must start anew.
   */
  async run(signal: AbortSignal): Promise<void> {
    const journal = await this.#open(signal)
    if (!journal) return
    try {
      while (!signal.aborted && !(await this.#begin(journal))) await pause(againAfterMs, signal)
      await Promise.all([this.#follow(journal, signal), this.#verifyOnAndOn(signal)])
    } finally {
      await journal.close()
    }
  }

  /** Another process may still be on its way out. */
  async #open(signal: AbortSignal): Promise<Journal | undefined> {
    const { place, log } = this.#deps
    for (let told = false; !signal.aborted; told = true) {
      try {
        return await openJournal({ ...place, segmentBytes: 1 << 20, walBytesMax: 1 << 24 })
      } catch (error) {
        if (!(error instanceof JournalLockedError)) throw error
        if (!told) log.warn('audit-log-locked', { dir: place.dir })
        await pause(againAfterMs, signal)
      }
    }
    return undefined
  }

  /** False when the database was away. */
  async #begin(journal: Journal): Promise<boolean> {
    const { database, place, log } = this.#deps
    try {
      const { halt, changed } = await compareEnds(database, place, journal.nextIndex)
      if (changed.length > 0) log.error('audit-acts-changed', { indexes: changed })
      if (halt) this.#stopFor(halt)
      return true
    } catch (error) {
      if (isUnavailable(error)) return false
      throw error
    }
  }

  #stopFor(halt: Halt): void {
    this.#halt = halt
    this.#deps.log.error('audit-log-halted', { why: halt })
  }

  async #follow(journal: Journal, signal: AbortSignal): Promise<void> {
    while (!signal.aborted && this.#halt === undefined) {
      const appended = await this.#appendOnce(journal, signal)
      if (typeof appended === 'string') this.#stopFor(appended)
      else if (appended === 0) await pause(pollEveryMs, signal)
    }
    // Nothing more is appended; the journal stays locked, so that no other process takes it for abandoned.
    while (!signal.aborted) await pause(againAfterMs, signal)
  }

  async #appendOnce(journal: Journal, signal: AbortSignal): Promise<number | Halt> {
    const { database, place, now, log } = this.#deps
    try {
      return await appendActs(database, journal, { place, now })
    } catch (error) {
      if (error instanceof JournalFatalError) throw error
      if (!isUnavailable(error) && !(error instanceof JournalWriteError)) throw error
      // The rows wait in the table; the next turn begins where the log ends.
      log.warn('audit-append-later', { error })
      await pause(againAfterMs, signal)
      return 0
    }
  }

  async #verifyOnAndOn(signal: AbortSignal): Promise<void> {
    const { log } = this.#deps
    while (!signal.aborted) {
      // It only looks: failing to look must not stop what it looks at.
      await this.verify().catch((error: unknown) => log.warn('audit-not-verified', { error }))
      await pause(verifyEveryMs, signal)
    }
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => {})
}
