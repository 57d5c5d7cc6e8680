import type { Db } from '@mtandao/pg'
import { upsertAgreements, setAgreementStatus } from '../rights/agreement-store.ts'
import { AgreementContent, type Quota } from './content.ts'
import { advance, advanceVersion, busStatusOf } from './lifecycle.ts'
import {
  listVersions,
  moveRecord,
  setInForce,
  setVersionState,
  type RecordRow,
} from './record-store.ts'
import { insertEvent, type NewEvent } from './trail-store.ts'

export interface Beginning {
  readonly record: RecordRow
  readonly at: Date
  readonly by?: NonNullable<NewEvent['by']>
}

/**
 * The approved version takes the place of the one in force, on the record and on the bus, in the caller's transaction. A
 * suspended agreement stays suspended. The record must be locked.
 */
export async function bringIntoForce(db: Db, { record, at, by }: Beginning): Promise<void> {
  const versions = await listVersions(db, record.id)
  const next = versions.find(({ state }) => state === 'approved')
  if (!next) throw new Error(`invariant: agreement ${record.id} has no approved version`)
  const before = versions.find(({ state }) => state === 'in-force')
  if (before) {
    await setVersionState(db, record.id, before.number, advanceVersion(before.state, 'supersede'))
  }
  await setVersionState(db, record.id, next.number, advanceVersion(next.state, 'begin'))
  await setInForce(db, record.id, next)
  const state = advance(record.state, 'begin')
  const { suspendedSide, reasonSw, reasonEn } = record
  const reason =
    state === 'suspended' && reasonSw !== null && reasonEn !== null
      ? { sw: reasonSw, en: reasonEn }
      : undefined
  const side = state === 'suspended' ? (suspendedSide ?? undefined) : undefined
  await moveRecord(db, record.id, {
    state,
    at: state === record.state ? record.stateSince : at,
    suspendedSide: side,
    reason,
  })
  const content = AgreementContent.parse(JSON.parse(next.content))
  await upsertAgreements(db, [
    {
      id: record.id,
      consumer: record.consumerSystem,
      service: record.service,
      status: busStatusOf(state) ?? 'ended',
      ...(reason && { reason }),
      purposes: content.purpose.codes,
      validFrom: next.validFrom.toISOString(),
      validUntil: next.validUntil.toISOString(),
      rules: content.rules,
      quota: next.quota ?? quotaAsked(content),
    },
  ])
  // The row of an agreement that had expired says ended until now.
  await setAgreementStatus(db, record.id, busStatusOf(state) ?? 'ended', reason)
  await insertEvent(db, {
    agreement: record.id,
    at,
    event: 'begun',
    version: next.number,
    ...(by && { by }),
  })
}

/** What was expected, where no provider set a quota. */
function quotaAsked({ volume }: AgreementContent): Quota {
  const perDay = volume.perDay ?? 1
  return { perDay, perMinute: volume.peakPerMinute ?? perDay, concurrency: 1 }
}
