import type { Institution, System } from '@mtandao/contracts'
import type { Actor } from '@mtandao/identity/contract'
import type { Db } from '@mtandao/pg'
import type { Text } from '@mtandao/problem'

/** What other modules may know about the register. Changing this file is an API change. */

/** Curated lists: the codes that `kind` and `region` of an institution come from, with their names. */
export { kinds as institutionKinds } from './lists/kinds.ts'
export { regions } from './lists/regions.ts'

export interface RegisterEntries {
  readonly institutions: readonly Institution[]
  readonly systems: readonly System[]
}

/** As of today; all of it is public. */
export interface InstitutionView {
  readonly id: string
  readonly name: Text
  readonly acronym: string | null
  /** A code of the list of kinds (`ministry`); null when nobody said. */
  readonly kind: string | null
  /** A code of the list of regions (`dar-es-salaam`). */
  readonly region: string | null
  readonly parent: string | null
  readonly status: 'active' | 'suspended'
}

/** `next` is given to `after` for the rest of the list. */
export interface Page<Item> {
  readonly items: readonly Item[]
  readonly next?: string
}

export interface InstitutionSearch {
  /** Found in present and former names of both languages, in the acronym and the id. */
  readonly search?: string | undefined
  readonly kind?: string | undefined
  readonly region?: string | undefined
  readonly after?: string | undefined
  /** 1–200. */
  readonly limit: number
}

export type Lifecycle = 'planned' | 'building' | 'live' | 'retiring' | 'retired'

export interface SystemView {
  readonly id: string
  readonly institution: string
  /** The r1 subsystem code. */
  readonly code: string
  readonly name: Text
  readonly status: 'active' | 'suspended'
  /** Null: on the bus, but its institution has not filled its record. */
  readonly lifecycle: Lifecycle | null
  readonly purpose: Text | null
}

/** What is needed to join the bus; the rest of the record follows later. */
export interface NewSystem {
  readonly institution: string
  /** `[a-z0-9][a-z0-9-]{1,29}`; the system's id becomes `{institution}.{code}`. */
  readonly code: string
  readonly name: Text
  readonly purpose: Text
}

/** When each system last sent or answered anything on the bus. Handed in by whoever keeps the index of the journals. */
export interface Sightings {
  lastSeen(db: Db): Promise<ReadonlyMap<string, Date>>
}

/**
 * Functions that take a `Db` run in the caller's transaction, so that what another module builds on them is of one moment.
 */
export interface Register {
  /** Adds what is new and renews what is known, by id. Repeating it changes nothing. */
  enrol(db: Db, entries: RegisterEntries): Promise<void>
  /** Everything that the gateway must know, ordered by id. */
  listAll(db: Db): Promise<RegisterEntries>
  /** Of these system ids, the ones that are registered. */
  knownSystems(db: Db, ids: readonly string[]): Promise<ReadonlySet<string>>
  /** Whether anything the gateway must know has changed since `takeChanges`. */
  hasChanges(db: Db): Promise<boolean>
  /** Forgets the changes that this transaction sees. */
  takeChanges(db: Db): Promise<number>
  /** Names by institution id. */
  institutionNames(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, Text>>
  findInstitution(db: Db, id: string): Promise<InstitutionView | undefined>
  /** By id, ascending. */
  listInstitutions(db: Db, search: InstitutionSearch): Promise<Page<InstitutionView>>
  /** Names by system id. */
  systemNames(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, Text>>
  findSystem(db: Db, id: string): Promise<SystemView | undefined>
  /** By code, ascending; at most 1,000. */
  systemsOf(db: Db, institution: string): Promise<readonly SystemView[]>
  /**
   * Puts a system of the actor's own institution on the register, for the bus and as a record. The caller's transaction is
   * the actor's scope, and the caller records the act.
   * @throws Problem `register.institution-not-found`, `register.institution-suspended`, `register.system-code-taken`
   */
  registerSystem(db: Db, actor: Actor, system: NewSystem, now: Date): Promise<SystemView>
  /** Institutions and systems that are on the bus. */
  count(db: Db): Promise<{ readonly institutions: number; readonly systems: number }>
}
