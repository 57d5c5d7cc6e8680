import type { Actor } from '@mtandao/identity/contract'
import type { Logger } from '@mtandao/log'
import type { Database, MigrationSet } from '@mtandao/pg'
import { directoryTiles, TileReader } from '@mtandao/tlog'
import type { ActFilter } from './acts/act-store.ts'
import { listActs, type ActList } from './acts/list-acts.ts'
import { recordAct } from './acts/record-act.ts'
import type { Audit } from './contract.ts'
import type { AuditDeps } from './deps.ts'
import { openLogPlace } from './log/log-keys.ts'
import { RunningLog } from './log/running-log.ts'
import { fetchTile } from './log/serve-log.ts'
import type { Verification } from './log/verify-log.ts'

export type * from './contract.ts'
export { auditWeb } from './web.ts'

export const auditMigrations: MigrationSet = {
  module: 'audit',
  directory: new URL('../migrations/', import.meta.url),
}

/** The module with its worker. */
export interface RunningAudit extends Audit {
  /** @throws Problem `audit.not-for-you` */
  list(actor: Actor, filter: ActFilter, cursor?: number): Promise<ActList>
  /** Appends acts to the log and verifies it, until the signal. */
  run(signal: AbortSignal): Promise<void>
  /** Holds every act against the log, now. */
  verify(): Promise<Verification>
  /** A file of the log by its C2SP path, for auditors. Everything else is answered with a problem. */
  fetchTile(path: string, actor: Actor | undefined): Promise<Response>
  /** For `auditWeb`. */
  readonly deps: AuditDeps
}

/** `dataDir` is the audit's own: it gets `log.seed`, and the folder `log`. @throws Error about the key */
export function createAudit(options: {
  readonly database: Database
  readonly now: () => Date
  readonly dataDir: string
  readonly log: Logger
}): RunningAudit {
  const { database, now, dataDir, log } = options
  const place = openLogPlace(dataDir)
  const running = new RunningLog({ database, place, now, log })
  const deps: AuditDeps = {
    database,
    place,
    tiles: new TileReader(directoryTiles(place.dir)),
    running,
  }
  return {
    deps,
    record: (db, who, act) => recordAct(db, who, act, now()),
    list: (actor, filter, before) => listActs(deps, actor, filter, { before }),
    run: (signal) => running.run(signal),
    verify: () => running.verify(),
    fetchTile: (path, actor) => fetchTile(deps, path, actor),
  }
}

/** Writes acts and nothing else, for the terminal: the platform's worker takes them into the log. */
export function createRecorder(now: () => Date): Audit {
  return { record: (db, who, act) => recordAct(db, who, act, now()) }
}
