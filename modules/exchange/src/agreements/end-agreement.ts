import { holds, type Actor } from '@mtandao/identity/contract'
import type { Db } from '@mtandao/pg'
import type { Text } from '@mtandao/problem'
import { setAgreementStatus } from '../rights/agreement-store.ts'
import { sideOf } from './approval-path.ts'
import {
  bothOf,
  byOf,
  openRecord,
  partiesOf,
  requireOpen,
  writing,
  type AgreementDeps,
} from './deps.ts'
import { advance, advanceVersion } from './lifecycle.ts'
import { problem } from './problems.ts'
import { moveRecord, setVersionState, type VersionRow } from './record-store.ts'
import { insertEvent } from './trail-store.ts'

/** The head of either party, or e-GA, for good: what is wanted again must be asked for again. */
export async function endAgreement(
  deps: AgreementDeps,
  actor: Actor,
  { id, reason }: { readonly id: string; readonly reason: Text },
): Promise<void> {
  const at = deps.now()
  await writing(deps, actor).transact(async (db) => {
    const { record, versions } = await openRecord(db, id)
    const side = sideOf(actor, partiesOf(record), ['head'])
    if (!side) throw problem('not-allowed')
    const state = advance(record.state, 'end')
    await withdrawOpen(db, id, versions)
    await moveRecord(db, id, { state, at, reason })
    await setAgreementStatus(db, id, 'ended', reason)
    await insertEvent(db, { agreement: id, at, event: 'ended', by: byOf(actor), reason })
    await deps.audit.record(db, actor, {
      action: 'exchange.agreement-ended',
      subject: { type: 'agreement', id },
      institutions: bothOf(record),
      detail: { side, reason },
    })
  })
}

/** The consumer takes back what it asked for, before it is decided. What is in force stays. */
export async function withdrawRequest(
  deps: AgreementDeps,
  actor: Actor,
  { id }: { readonly id: string },
): Promise<void> {
  const at = deps.now()
  await writing(deps, actor).transact(async (db) => {
    const { record, versions } = await openRecord(db, id)
    const isConsumer = actor.institution === record.consumerInstitution && !actor.suspended
    if (!isConsumer || !holds(actor, 'ict-officer', 'head')) throw problem('not-allowed')
    const { number } = requireOpen(versions)
    await withdrawOpen(db, id, versions)
    if (record.state === 'draft' || record.state === 'pending') {
      await moveRecord(db, id, { state: advance(record.state, 'withdraw'), at })
    }
    await insertEvent(db, {
      agreement: id,
      at,
      event: 'withdrawn',
      version: number,
      by: byOf(actor),
    })
    await deps.audit.record(db, actor, {
      action: 'exchange.agreement-withdrawn',
      subject: { type: 'agreement', id },
      institutions: record.submittedAt ? bothOf(record) : [],
      detail: { version: number },
    })
  })
}

async function withdrawOpen(db: Db, id: string, versions: readonly VersionRow[]): Promise<void> {
  const open = versions.find(({ state }) => ['draft', 'pending', 'approved'].includes(state))
  if (open) await setVersionState(db, id, open.number, advanceVersion(open.state, 'withdraw'))
}
