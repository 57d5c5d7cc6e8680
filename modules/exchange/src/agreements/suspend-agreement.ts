import type { Actor } from '@mtandao/identity/contract'
import type { Text } from '@mtandao/problem'
import { setAgreementStatus } from '../rights/agreement-store.ts'
import { outweighs, sideOf } from './approval-path.ts'
import { bothOf, byOf, openRecord, partiesOf, writing, type AgreementDeps } from './deps.ts'
import { advance } from './lifecycle.ts'
import { problem } from './problems.ts'
import { moveRecord } from './record-store.ts'
import { insertEvent } from './trail-store.ts'

/** Either party, or e-GA; also over a stop of a side that weighs less. The next call is refused with the reason once the gateway has the next snapshot. */
export async function suspendAgreement(
  deps: AgreementDeps,
  actor: Actor,
  { id, reason }: { readonly id: string; readonly reason: Text },
): Promise<void> {
  const at = deps.now()
  await writing(deps, actor).transact(async (db) => {
    const { record } = await openRecord(db, id)
    const side = sideOf(actor, partiesOf(record))
    if (!side) throw problem('not-allowed')
    const over = record.state === 'suspended' && outweighs(side, record.suspendedSide)
    const state = over ? record.state : advance(record.state, 'suspend')
    await moveRecord(db, id, { state, at, suspendedSide: side, reason })
    await setAgreementStatus(db, id, 'suspended', reason)
    await insertEvent(db, { agreement: id, at, event: 'suspended', by: byOf(actor), reason })
    await deps.audit.record(db, actor, {
      action: 'exchange.agreement-suspended',
      subject: { type: 'agreement', id },
      institutions: bothOf(record),
      detail: { side, reason },
    })
  })
}

/** Only the side that suspended it, or e-GA. */
export async function resumeAgreement(
  deps: AgreementDeps,
  actor: Actor,
  { id }: { readonly id: string },
): Promise<void> {
  const at = deps.now()
  await writing(deps, actor).transact(async (db) => {
    const { record } = await openRecord(db, id)
    const side = sideOf(actor, partiesOf(record))
    if (!side) throw problem('not-allowed')
    const state = advance(record.state, 'resume')
    if (side !== 'ega' && side !== record.suspendedSide && !isEga(actor)) {
      throw problem('other-side')
    }
    await moveRecord(db, id, { state, at })
    await setAgreementStatus(db, id, 'active', undefined)
    await insertEvent(db, { agreement: id, at, event: 'resumed', by: byOf(actor) })
    await deps.audit.record(db, actor, {
      action: 'exchange.agreement-resumed',
      subject: { type: 'agreement', id },
      institutions: bothOf(record),
    })
  })
}

/** e-GA may be a party itself: its officer then still may give back what another side took. */
const isEga = (actor: Actor) => actor.roles.includes('ega-officer')
