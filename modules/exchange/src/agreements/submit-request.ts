import type { Actor } from '@mtandao/identity/contract'
import { dayOf } from './days.ts'
import {
  bothOf,
  byOf,
  openRecord,
  requireOf,
  requireOpen,
  writing,
  type AgreementDeps,
} from './deps.ts'
import { requireDaysLeft } from './decide-step.ts'
import { advance, advanceVersion } from './lifecycle.ts'
import { markSubmitted, moveRecord, setVersionState, setVersionSubmitted } from './record-store.ts'
import { ruleOn } from './rule-store.ts'
import { awaitedAfter, standingSteps, takeStep } from './take-step.ts'
import { insertEvent } from './trail-store.ts'

/** The ICT officer of the consumer asks for it: the first signed step. From now on the provider sees it. */
export async function submitRequest(
  deps: AgreementDeps,
  actor: Actor,
  { id }: { readonly id: string },
): Promise<void> {
  const at = deps.now()
  await writing(deps, actor).transact(async (db) => {
    const { record, versions } = await openRecord(db, id)
    requireOf(actor, record.consumerInstitution, 'ict-officer')
    const version = requireOpen(versions)
    const state = advanceVersion(version.state, 'submit')
    requireDaysLeft(version, at)
    // The rule of this day goes with the version: a later change does not move people who already wait.
    const rule = await ruleOn(db, 'data-protection-approval', dayOf(at))
    const officersApprove = version.personalData && rule === 1
    await markSubmitted(db, id, at)
    await setVersionSubmitted(db, id, version.number, { at, officersApprove })
    await takeStep(
      db,
      deps,
      actor,
      { record, version },
      {
        step: 'request',
        role: 'ict-officer',
        verdict: 'approved',
      },
    )
    const standing = await standingSteps(db, record, version)
    const awaited = awaitedAfter(record, { officersApprove }, standing, at)
    await setVersionState(db, id, version.number, state, awaited)
    if (record.state === 'draft') {
      await moveRecord(db, id, { state: advance(record.state, 'submit'), at })
    }
    const { number } = version
    await insertEvent(db, {
      agreement: id,
      at,
      event: 'submitted',
      version: number,
      by: byOf(actor),
    })
    await deps.audit.record(db, actor, {
      action: 'exchange.agreement-submitted',
      subject: { type: 'agreement', id },
      institutions: bothOf(record),
      detail: { version: number, content: version.contentHash },
    })
  })
}
