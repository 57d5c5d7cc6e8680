import { holds, type Actor } from '@mtandao/identity/contract'
import { bothOf, notFound, writing, type AgreementDeps } from './deps.ts'
import { problem } from './problems.ts'
import { findRecord } from './record-store.ts'
import { insertComment } from './trail-store.ts'

/** What the parties and e-GA write to each other. It stays as it was written. */
export async function commentAgreement(
  deps: AgreementDeps,
  actor: Actor,
  { id, words }: { readonly id: string; readonly words: string },
): Promise<void> {
  await writing(deps, actor).transact(async (db) => {
    const record = await findRecord(db, id)
    if (!record) throw notFound(id)
    if (!mayComment(actor, bothOf(record))) throw problem('not-allowed')
    await insertComment(db, {
      agreement: id,
      at: deps.now(),
      person: actor.person.id,
      personName: actor.person.name,
      roles: actor.roles,
      institution: actor.institution,
      words,
    })
    await deps.audit.record(db, actor, {
      action: 'exchange.agreement-commented',
      subject: { type: 'agreement', id },
      institutions: record.submittedAt ? bothOf(record) : [],
    })
  })
}

export function mayComment(actor: Actor, parties: readonly string[]): boolean {
  if (actor.suspended) return false
  if (holds(actor, 'ega-officer')) return true
  return (
    parties.includes(actor.institution) &&
    holds(actor, 'ict-officer', 'head', 'secretary', 'data-protection-officer')
  )
}
