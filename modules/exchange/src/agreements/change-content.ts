import type { Actor } from '@mtandao/identity/contract'
import { AgreementContent, contentOf, sealContent, type AgreementTerms } from './content.ts'
import { instantsOf } from './days.ts'
import {
  bothOf,
  byOf,
  notFound,
  openRecord,
  requireOf,
  requireOpen,
  writing,
  type AgreementDeps,
} from './deps.ts'
import { advance, advanceVersion } from './lifecycle.ts'
import { problem } from './problems.ts'
import { findRecord, insertContent, moveRecord, setVersionText } from './record-store.ts'
import { nameParties } from './request-agreement.ts'
import { insertEvent } from './trail-store.ts'

/**
 * Writes a new text of the version on its way. What was approved of the old one is void: whoever approved must do it again,
 * and the record says so.
 */
export async function changeContent(
  deps: AgreementDeps,
  actor: Actor,
  { id, terms }: { readonly id: string; readonly terms: AgreementTerms },
): Promise<void> {
  const at = deps.now()
  const scoped = writing(deps, actor)
  const seen = await findRecord(scoped, id)
  if (!seen) throw notFound(id)
  requireOf(actor, seen.consumerInstitution, 'ict-officer')
  // Read before the lock: another connection of the same pool, while a transaction holds one, could starve it.
  const named = await nameParties(deps, actor.institution, seen.consumerSystem, seen.service)
  await scoped.transact(async (db) => {
    const { record, versions } = await openRecord(db, id)
    const version = requireOpen(versions)
    const before = AgreementContent.parse(JSON.parse(version.content))
    const { number, kind } = version
    const content = contentOf(
      { agreement: id, version: number, kind, ...named, rules: before.rules },
      terms,
    )
    const sealed = sealContent(content)
    if (sealed.hash === version.contentHash) throw problem('nothing-changed')
    const revision = version.revision + 1
    advanceVersion(version.state, 'reopen')
    if (record.state === 'pending') {
      await moveRecord(db, id, { state: advance(record.state, 'reopen'), at })
    }
    await setVersionText(
      db,
      id,
      { number, revision },
      { sealed, ...instantsOf(content.validity), personalData: terms.personalData },
    )
    await insertContent(db, { agreement: id, version: number, revision }, sealed, byOf(actor), at)
    await insertEvent(db, { agreement: id, at, event: 'changed', version: number, by: byOf(actor) })
    await deps.audit.record(db, actor, {
      action: 'exchange.agreement-changed',
      subject: { type: 'agreement', id },
      institutions: record.submittedAt ? bothOf(record) : [],
      detail: { version: number, before: sealContent(before).hash, content: sealed.hash },
    })
  })
}
