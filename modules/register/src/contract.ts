import type { Institution, System } from '@mtandao/contracts'
import type { Db } from '@mtandao/pg'

/** What other modules may know about the register. Changing this file is an API change. */
export interface RegisterEntries {
  readonly institutions: readonly Institution[]
  readonly systems: readonly System[]
}

/**
 * Functions that take a `Db` run in the caller's transaction, so that what another module builds on them is of one moment.
 */
export interface Register {
  /** Adds what is new and renews what is known, by id. Repeating it changes nothing. */
  enrol(db: Db, entries: RegisterEntries): Promise<void>
  /** Everything, ordered by id. */
  listAll(db: Db): Promise<RegisterEntries>
  /** Of these system ids, the ones that are registered. */
  knownSystems(db: Db, ids: readonly string[]): Promise<ReadonlySet<string>>
  /** Whether anything the gateway must know has changed since `takeChanges`. */
  hasChanges(db: Db): Promise<boolean>
  /** Forgets the changes that this transaction sees. */
  takeChanges(db: Db): Promise<number>
  /** Names by institution id. */
  institutionNames(
    db: Db,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, { readonly sw: string; readonly en: string }>>
  count(db: Db): Promise<{ readonly institutions: number; readonly systems: number }>
}
