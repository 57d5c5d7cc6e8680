import { isUnavailable, migrate, openDatabase, requireServer, type Database } from '@mtandao/pg'
import { problem } from '../problems.ts'

/** The schema `delivery`, reached when it is there. */
export interface QueueDatabase {
  /** Makes the schema first, once. @throws Problem `queue-unavailable` while the database is away or exhausted */
  reach<Result>(work: (database: Database) => Promise<Result>): Promise<Result>
  close(): Promise<void>
}

/** Opening does not touch the database: the gateway starts without it, and every call finds it again by itself. */
export function openQueueDatabase(options: {
  readonly url: string
  readonly poolSizeMax: number
  readonly onConnectionLost: (error: Error) => void
}): QueueDatabase {
  const database = openDatabase({
    ...options,
    statementTimeoutMs: 10_000,
    connectTimeoutMs: 2_000,
    applicationName: 'gateway',
  })
  let prepared: Promise<void> | undefined

  async function prepare(): Promise<void> {
    try {
      await requireServer(database)
      await migrate(database, [
        { module: 'delivery', directory: new URL('../../migrations/', import.meta.url) },
      ])
    } catch (error) {
      prepared = undefined
      throw error
    }
  }

  return {
    async reach(work) {
      try {
        await (prepared ??= prepare())
        return await work(database)
      } catch (cause) {
        if (!isUnavailable(cause) && !isExhausted(cause)) throw cause
        throw problem('queue-unavailable', { cause })
      }
    },
    close: () => database.close(),
  }
}

/** The server answers but cannot do it now: 53100 its disk is full, 57014 the statement took too long (a lock held elsewhere). */
function isExhausted(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && ['53100', '57014'].includes(String(error.code))
  )
}
