import type { Lifecycle } from '../contract.ts'
import type { Detail, SystemRecord } from './record.ts'

/** What a record is asked for. A system that is only planned runs nowhere yet, and one that is gone runs nowhere any more. */
export type Asked =
  | 'capabilities'
  | 'userGroups'
  | 'owner'
  | 'data'
  | 'hosting'
  | 'recovery'
  | 'objectives'
  | 'drill'
  | 'assessment'
  | 'sourceOwner'
  | 'repository'
  | 'escrow'
  | 'documentation'
  | 'build'
  | 'vendor'
  | 'cost'
  | 'replacedBy'

export interface Completeness {
  readonly asked: number
  readonly filled: number
  readonly missing: readonly Asked[]
}

const basics: readonly Asked[] = ['capabilities', 'userGroups', 'owner', 'data']
const source: readonly Asked[] = ['sourceOwner', 'repository', 'escrow', 'documentation']
const running: readonly Asked[] = [
  'hosting',
  'recovery',
  'objectives',
  'drill',
  'assessment',
  'build',
  'vendor',
  'cost',
]

const askedOf: Readonly<Record<Lifecycle, readonly Asked[]>> = {
  planned: basics,
  building: [...basics, ...source, 'vendor'],
  live: [...basics, ...source, ...running],
  retiring: [...basics, ...source, ...running, 'replacedBy'],
  retired: [...basics, 'replacedBy'],
}

/** Nothing weighs more than another: a share is for seeing where to begin, not for ranking. */
export function completenessOf(record: SystemRecord, detail: Detail): Completeness {
  const asked = askedOf[record.lifecycle]
  const missing = asked.filter((item) => !isFilled(item, record, detail))
  return { asked: asked.length, filled: asked.length - missing.length, missing }
}

function isFilled(item: Asked, record: SystemRecord, detail: Detail): boolean {
  switch (item) {
    case 'capabilities':
      return record.capabilities.length > 0
    case 'userGroups':
      return record.userGroups.length > 0
    case 'data':
      return record.data.length > 0
    case 'assessment':
      return record.assessments.length > 0
    case 'owner':
      return record.owner !== null
    case 'replacedBy':
      return record.replacedBy !== null
    case 'hosting':
      return detail.hostingSite !== null || detail.hostingOther !== null
    case 'recovery':
      return detail.recoverySite !== null || detail.recoveryOther !== null
    case 'objectives':
      return detail.rtoHours !== null && detail.rpoHours !== null
    case 'drill':
      return detail.drilledOn !== null
    // That nobody knows who owns it is not an answer.
    case 'sourceOwner':
      return detail.sourceOwner !== null && detail.sourceOwner !== 'unknown'
    case 'repository':
      return detail.repository !== null
    case 'escrow':
      return detail.escrow !== null
    case 'documentation':
      return detail.documentation !== null
    case 'build':
      return detail.builtOn !== null
    case 'vendor':
      return detail.vendor !== null
    case 'cost':
    default:
      return detail.yearlyCostTzs !== null
  }
}

/** Whole days since somebody last said that the record is true. */
export function ageDaysOf(confirmedAt: Date, now: Date): number {
  return Math.max(0, Math.floor((now.getTime() - confirmedAt.getTime()) / 86_400_000))
}
