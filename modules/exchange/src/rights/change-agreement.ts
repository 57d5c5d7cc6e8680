import type { Transact } from '@mtandao/pg'
import type { Reason } from '../contract.ts'
import { problem } from '../problems.ts'
import { findAgreementForUpdate, setAgreementStatus } from './agreement-store.ts'
import { advanceAgreement } from './lifecycle.ts'

/** The next call under the agreement is refused, with the reason, once the gateway has the next snapshot. */
export function suspendAgreement(transact: Transact, id: string, reason: Reason): Promise<void> {
  return transact(async (db) => {
    const agreement = await findAgreementForUpdate(db, id)
    if (!agreement) throw notFound(id)
    await setAgreementStatus(db, id, advanceAgreement(agreement.status, 'suspend'), reason)
  })
}

export function resumeAgreement(transact: Transact, id: string): Promise<void> {
  return transact(async (db) => {
    const agreement = await findAgreementForUpdate(db, id)
    if (!agreement) throw notFound(id)
    await setAgreementStatus(db, id, advanceAgreement(agreement.status, 'resume'), undefined)
  })
}

const notFound = (id: string) =>
  problem('agreement-not-found', {
    detail: { sw: `Hakuna makubaliano ${id}.`, en: `No agreement ${id}.` },
  })
