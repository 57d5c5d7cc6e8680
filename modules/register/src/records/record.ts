import type { Text } from '@mtandao/problem'
import type { Lifecycle } from '../contract.ts'

/** The record of a system, as its institution keeps it. Days are `YYYY-MM-DD`. */

export const lifecycles: readonly Lifecycle[] = [
  'planned',
  'building',
  'live',
  'retiring',
  'retired',
]

export type SourceOwner = 'institution' | 'government' | 'vendor' | 'open' | 'unknown'
export const sourceOwners: readonly SourceOwner[] = [
  'institution',
  'government',
  'vendor',
  'open',
  'unknown',
]

export interface HeldData {
  /** A code of the list of entities, or the institution's own words. */
  readonly entity: string
  readonly role: 'master' | 'copy'
}

/** Of the institution and of those who see the country. */
export interface Detail {
  readonly hostingSite: string | null
  readonly hostingOther: string | null
  readonly recoverySite: string | null
  readonly recoveryOther: string | null
  /** Recovery objectives. */
  readonly rtoHours: number | null
  readonly rpoHours: number | null
  readonly drilledOn: string | null
  readonly sourceOwner: SourceOwner | null
  readonly repository: string | null
  readonly escrow: string | null
  readonly documentation: string | null
  /** Last day on which the system was built from its source. */
  readonly builtOn: string | null
  readonly vendor: string | null
  readonly yearlyCostTzs: number | null
}

export interface Assessment {
  readonly on: string
  readonly assessor: string
}

export interface Purpose {
  readonly purpose: Text
  readonly lifecycle: Lifecycle
  readonly lifecycleSince: string
  readonly capabilities: readonly string[]
  readonly userGroups: readonly string[]
  /** The unit that owns it inside the institution. */
  readonly owner: string | null
  readonly replacedBy: string | null
}

/** A system with its record; without `record` it is on the bus and nobody has registered it. */
export interface SystemFile {
  readonly id: string
  readonly institution: string
  readonly institutionName: Text
  readonly code: string
  readonly name: Text
  readonly status: 'active' | 'suspended'
  readonly record: SystemRecord | null
}

export interface SystemRecord extends Purpose {
  readonly version: number
  readonly confirmedAt: Date
  readonly confirmedBy: string
  /** Empty for the public too. */
  readonly data: readonly HeldData[]
  /** Null: not for this reader. */
  readonly detail: Detail | null
  /** Newest first. */
  readonly assessments: readonly Assessment[]
}
