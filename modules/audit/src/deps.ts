import type { Database } from '@mtandao/pg'
import type { TileReader } from '@mtandao/tlog'
import type { LogPlace } from './log/log-keys.ts'
import type { RunningLog } from './log/running-log.ts'

/** What the use cases of this module need. */
export interface AuditDeps {
  readonly database: Database
  readonly place: LogPlace
  readonly tiles: TileReader
  readonly running: RunningLog
}
