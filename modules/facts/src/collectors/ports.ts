import type { Db } from '@mtandao/pg'

/**
 * What the collectors look at. Whoever composes the platform hands in readers of the register and of the exchange; both see the whole
 * country and run in the collector's read-only transaction, so that one round is of one moment. Days are `YYYY-MM-DD`, of Tanzania.
 */
export interface CollectorPorts {
  readonly register: RegisterSeen
  readonly bus: BusSeen
}

export interface RegisterSeen {
  institutions(db: Db): Promise<readonly InstitutionKnown[]>
  /** All of them, on the bus or not; retired ones left out. */
  systems(db: Db): Promise<readonly SystemKnown[]>
}

export interface BusSeen {
  /** First and last accepted exchange of each system on the production bus, as consumer or provider. */
  exchanges(db: Db): Promise<readonly Exchanged[]>
  /** Of each institution that has any: clients that may call, agreements in force as consumer or provider. */
  rights(db: Db): Promise<readonly RightsHeld[]>
  /** Of each system that has any. */
  agreements(db: Db): Promise<readonly { readonly system: string; readonly agreements: number }[]>
  /** Since when the oldest key in force of a system's clients is in force. */
  keys(db: Db): Promise<readonly { readonly system: string; readonly since: string }[]>
}

export interface InstitutionKnown {
  readonly id: string
  /** Null: none was ever recorded; `ended`: the last one ended, and no other is in its place. */
  readonly committee: { readonly establishedOn: string; readonly members: number } | 'ended' | null
  /** Counts and dates only. Null: nobody is recorded. */
  readonly staff: {
    readonly staff: number
    readonly vetted: number
    readonly sworn: number
    readonly oldestVettedOn: string | null
  } | null
}

export interface SystemKnown {
  readonly id: string
  readonly institution: string
  /** Whether it is on the bus: it has a client there. */
  readonly onBus: boolean
  /** What its institution wrote about it; null: not registered. */
  readonly record: SystemRecord | null
}

export interface SystemRecord {
  readonly confirmedOn: string
  /** Null: not said where it stands; `approved`: that site has an approval today. */
  readonly hosting: { readonly site: string | null; readonly approved: boolean } | null
  readonly recovery: { readonly drilledOn: string | null } | null
  readonly assessedOn: string | null
  readonly source: { readonly owner: string; readonly repository: string | null } | null
  readonly documented: boolean
  readonly costRecorded: boolean
}

export interface Exchanged {
  readonly system: string
  readonly institution: string
  readonly firstAt: Date
  readonly lastAt: Date
}

export interface RightsHeld {
  readonly institution: string
  readonly clients: number
  readonly agreements: number
}
