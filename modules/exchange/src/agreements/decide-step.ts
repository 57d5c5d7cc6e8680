import type { Actor } from '@mtandao/identity/contract'
import type { Db } from '@mtandao/pg'
import type { Text } from '@mtandao/problem'
import { isFor, tookForOther, tookLast } from './approval-path.ts'
import { bringIntoForce } from './bring-into-force.ts'
import type { Quota } from './content.ts'
import { bothOf, byOf, openRecord, requireOpen, writing, type AgreementDeps } from './deps.ts'
import { advance, advanceVersion } from './lifecycle.ts'
import { problem } from './problems.ts'
import { moveRecord, setVersionQuota, setVersionState, type VersionRow } from './record-store.ts'
import { awaitedAfter, standingSteps, takeStep, type StepToTake } from './take-step.ts'
import { insertEvent } from './trail-store.ts'

export interface Approval {
  readonly id: string
  /** Of what the person read: another means it has changed meanwhile. */
  readonly contentHash: string
  readonly words: string
  /** Wanted with the technical step, refused with others. */
  readonly quota?: Quota | undefined
  /** Wanted with the technical step when there is personal data. */
  readonly providerRegistration?: string | undefined
}

/** The awaited step, approved. The last one brings the version into force, now or on its first day. */
export async function approveStep(
  deps: AgreementDeps,
  actor: Actor,
  approval: Approval,
): Promise<void> {
  const { id, contentHash, words } = approval
  const at = deps.now()
  await writing(deps, actor).transact(async (db) => {
    const { record, version, step } = await openAwaited(db, actor, id)
    if (version.contentHash !== contentHash) throw problem('content-changed')
    requireDaysLeft(version, at)
    const allowed = step.step === 'technical' ? termsAllowed(version, approval) : {}
    if (allowed.quota) await setVersionQuota(db, id, version.number, allowed.quota)
    await takeStep(
      db,
      deps,
      actor,
      { record, version },
      {
        ...step,
        verdict: 'approved',
        words,
        ...allowed,
      },
    )
    await deps.audit.record(db, actor, {
      action: 'exchange.agreement-step-approved',
      subject: { type: 'agreement', id },
      institutions: bothOf(record),
      detail: { version: version.number, step: step.step, content: contentHash },
    })
    const awaited = awaitedAfter(record, version, await standingSteps(db, record, version), at)
    if (awaited) {
      await setVersionState(db, id, version.number, 'pending', awaited)
      return
    }
    await setVersionState(db, id, version.number, advanceVersion(version.state, 'approve'))
    const { number } = version
    await insertEvent(db, {
      agreement: id,
      at,
      event: 'approved',
      version: number,
      by: byOf(actor),
    })
    // A first text begins at once, and the gateway itself waits for its first day; a later one must not push the old out early.
    if (record.inForce === null || version.validFrom <= at) {
      await bringIntoForce(db, { record, at, by: byOf(actor) })
    }
  })
}

export interface Refusal {
  readonly id: string
  readonly reason: Text
}

/** The awaited person says no, in words; the request ends there. */
export function refuseStep(deps: AgreementDeps, actor: Actor, refusal: Refusal): Promise<void> {
  return sayNo(deps, actor, refusal, 'refused')
}

/** Back to the one who asks, to be corrected and submitted again. */
export function returnStep(deps: AgreementDeps, actor: Actor, refusal: Refusal): Promise<void> {
  return sayNo(deps, actor, refusal, 'returned')
}

async function sayNo(
  deps: AgreementDeps,
  actor: Actor,
  { id, reason }: Refusal,
  verdict: 'refused' | 'returned',
): Promise<void> {
  const at = deps.now()
  const move = verdict === 'refused' ? 'refuse' : 'reopen'
  await writing(deps, actor).transact(async (db) => {
    const { record, version, step } = await openAwaited(db, actor, id)
    await takeStep(db, deps, actor, { record, version }, { ...step, verdict, words: reason.sw })
    await setVersionState(db, id, version.number, advanceVersion(version.state, move))
    if (record.state === 'pending') {
      const state = advance(record.state, move)
      await moveRecord(db, id, { state, at, reason })
    }
    const { number } = version
    await insertEvent(db, {
      agreement: id,
      at,
      event: verdict,
      version: number,
      by: byOf(actor),
      reason,
    })
    await deps.audit.record(db, actor, {
      action: `exchange.agreement-${verdict}`,
      subject: { type: 'agreement', id },
      institutions: bothOf(record),
      detail: { version: number, step: step.step, reason },
    })
  })
}

/** @throws Problem `agreements.not-awaited`, `agreements.same-person` */
async function openAwaited(db: Db, actor: Actor, id: string) {
  const { record, versions } = await openRecord(db, id)
  const version = requireOpen(versions)
  const { awaitsStep, awaitsInstitution, awaitsRole } = version
  if (awaitsStep === null || awaitsInstitution === null || awaitsRole === null) {
    throw problem('not-awaited')
  }
  const awaited = { institution: awaitsInstitution, role: awaitsRole }
  if (!isFor(actor, awaited)) throw problem('not-awaited')
  const standing = await standingSteps(db, record, version)
  if (tookLast(standing, actor.person.id) || tookForOther(standing, actor)) {
    throw problem('same-person')
  }
  return { record, version, step: { step: awaitsStep, role: awaitsRole } }
}

/** @throws Problem `agreements.content-refused` beside the field */
function termsAllowed(
  version: VersionRow,
  { quota, providerRegistration = '' }: Approval,
): Pick<StepToTake, 'quota' | 'providerRegistration'> {
  const wrong = (field: string, sw: string, en: string) =>
    problem('content-refused', { detail: { sw, en }, extra: { field } })
  if (!quota) {
    throw wrong('perMinute', 'Weka kiwango cha matumizi', 'Set the quota')
  }
  if (quota.perMinute > quota.perDay) {
    throw wrong(
      'perMinute',
      'Kiwango cha dakika hakiwezi kuzidi cha siku',
      'The quota of a minute cannot be more than that of a day',
    )
  }
  if (version.personalData && providerRegistration.length < 2) {
    throw wrong(
      'providerRegistration',
      'Andika namba ya usajili wa taasisi yako katika Tume ya Ulinzi wa Taarifa Binafsi',
      'Write your institution’s registration number with the Personal Data Protection Commission',
    )
  }
  return { quota, ...(version.personalData && { providerRegistration }) }
}

/** Nothing is asked for or approved that has ended already. @throws Problem `agreements.content-refused` */
export function requireDaysLeft({ validUntil }: Pick<VersionRow, 'validUntil'>, at: Date): void {
  if (validUntil > at) return
  throw problem('content-refused', {
    detail: {
      sw: 'Siku ya mwisho ya makubaliano imeshapita; badilisha muda kwanza.',
      en: 'The last day of the agreement has passed; change its dates first.',
    },
    extra: { field: 'validUntil' },
  })
}
