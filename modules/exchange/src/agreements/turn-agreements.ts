import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from '@mtandao/log'
import type { Db } from '@mtandao/pg'
import type { Text } from '@mtandao/problem'
import { setAgreementStatus } from '../rights/agreement-store.ts'
import { bringIntoForce } from './bring-into-force.ts'
import { bothOf, openRecord, type AgreementDeps } from './deps.ts'
import { advance } from './lifecycle.ts'
import { listDue, moveRecord, type RecordRow, type VersionRow } from './record-store.ts'
import { insertEvent } from './trail-store.ts'

type TurnDeps = Pick<AgreementDeps, 'database' | 'audit' | 'now'>

const expired: Text = {
  sw: 'Muda wa makubaliano umekwisha.',
  en: 'The agreement has reached its last day.',
}
const batch = 100

/**
 * What happens to agreements by the calendar: the last day passes, the first day of an approved text comes. The bus itself
 * acts, for all institutions. The gateway refuses after the last day by itself, so nothing depends on the minute.
 * @returns how many were turned
 */
export async function turnAgreements(deps: TurnDeps): Promise<number> {
  const at = deps.now()
  const due = await listDue(deps.database, at, batch)
  for (const id of due) await deps.database.transact((db) => turn(db, deps, id, at))
  return due.length
}

async function turn(db: Db, deps: TurnDeps, id: string, at: Date): Promise<void> {
  const { record, versions } = await openRecord(db, id)
  const next = versions.find((one) => one.state === 'approved' && one.validFrom <= at)
  if (next) {
    await bringIntoForce(db, { record, at })
    await deps.audit.record(db, { agent: 'worker' }, actOf('begun', record, next))
    return
  }
  const isOver = record.validUntil !== null && record.validUntil <= at
  if (!isOver || (record.state !== 'active' && record.state !== 'suspended')) return
  await moveRecord(db, id, { state: advance(record.state, 'expire'), at, reason: expired })
  await setAgreementStatus(db, id, 'ended', expired)
  await insertEvent(db, { agreement: id, at, event: 'expired', reason: expired })
  await deps.audit.record(db, { agent: 'worker' }, actOf('expired', record))
}

const actOf = (what: string, record: RecordRow, version?: VersionRow) => ({
  action: `exchange.agreement-${what}`,
  subject: { type: 'agreement', id: record.id },
  institutions: bothOf(record),
  ...(version && { detail: { version: version.number } }),
})

const everyMs = 10_000

/** Turns agreements by the calendar until the signal. A database that is away is asked again at the next turn. */
export async function runAgreementTurns(
  deps: TurnDeps & { readonly log: Logger },
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    // Logged and tried again: the gateway judges the days of an agreement without us.
    await turnAgreements(deps).catch((error: unknown) =>
      deps.log.warn('agreements-not-turned', { why: String(error) }),
    )
    await sleep(everyMs, undefined, { signal }).catch(() => {})
  }
}
