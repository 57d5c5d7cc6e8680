import type { Actor } from '@mtandao/identity/contract'
import {
  AgreementContent,
  contentOf,
  differenceOf,
  sealContent,
  type AgreementTerms,
} from './content.ts'
import { addDays, dayOf, instantsOf } from './days.ts'
import {
  bothOf,
  byOf,
  notFound,
  openRecord,
  requireOf,
  writing,
  type AgreementDeps,
} from './deps.ts'
import { mayMove } from './lifecycle.ts'
import { problem } from './problems.ts'
import { findRecord, insertContent, insertVersion, type RecordRow } from './record-store.ts'
import { nameParties } from './request-agreement.ts'
import { ruleOn } from './rule-store.ts'
import { insertEvent } from './trail-store.ts'

export interface Renewal {
  readonly id: string
  /** A renewal asks for more time, near the end; an amendment changes something within the time agreed. */
  readonly kind: 'renewal' | 'amendment'
  readonly terms: AgreementTerms
}

/** A new version that goes the same way while the old one stays in force. */
export async function renewAgreement(
  deps: AgreementDeps,
  actor: Actor,
  { id, kind, terms }: Renewal,
): Promise<void> {
  const at = deps.now()
  const scoped = writing(deps, actor)
  const seen = await findRecord(scoped, id)
  if (!seen) throw notFound(id)
  requireOf(actor, seen.consumerInstitution, 'ict-officer')
  const named = await nameParties(deps, actor.institution, seen.consumerSystem, seen.service)
  await scoped.transact(async (db) => {
    const { record, versions } = await openRecord(db, id)
    const inForce = versions.find(({ number }) => number === record.inForce)
    const isOpen = versions.some(({ state }) => ['draft', 'pending', 'approved'].includes(state))
    if (!inForce || isOpen || !mayMove(record.state, 'begin')) throw problem('wrong-state')
    if (kind === 'renewal') requireTime(await ruleOn(db, 'renewal-days', dayOf(at)), record, at)
    const before = AgreementContent.parse(JSON.parse(inForce.content))
    const number = (versions.at(-1)?.number ?? 0) + 1
    const content = contentOf(
      { agreement: id, version: number, kind, ...named, rules: before.rules },
      terms,
    )
    requireKind(kind, before, content)
    const sealed = sealContent(content)
    const text = { sealed, ...instantsOf(content.validity), personalData: terms.personalData }
    await insertVersion(db, id, { number, kind }, text, at)
    await insertContent(
      db,
      { agreement: id, version: number, revision: 1 },
      sealed,
      byOf(actor),
      at,
    )
    await insertEvent(db, { agreement: id, at, event: 'drafted', version: number, by: byOf(actor) })
    await deps.audit.record(db, actor, {
      action: `exchange.agreement-${kind}-drafted`,
      subject: { type: 'agreement', id },
      institutions: bothOf(record),
      detail: { version: number, content: sealed.hash },
    })
  })
}

/** @throws Problem `agreements.too-early` with the first day on which it may be asked */
function requireTime(days: number, { validUntil }: RecordRow, at: Date): void {
  if (validUntil === null) return
  const from = addDays(dayOf(validUntil), -days)
  if (dayOf(at) >= from) return
  throw problem('too-early', {
    detail: {
      sw: `Uhuishaji unaweza kuombwa kuanzia ${from}.`,
      en: `A renewal can be asked for from ${from}.`,
    },
    extra: { field: 'kind', from },
  })
}

function requireKind(
  kind: Renewal['kind'],
  before: AgreementContent,
  after: AgreementContent,
): void {
  if (differenceOf(before, after).changed.length === 0) throw problem('nothing-changed')
  const longer = after.validity.until > before.validity.until
  if (kind === 'renewal' && !longer) {
    throw problem('content-refused', {
      detail: {
        sw: `Siku ya mwisho iwe baada ya ${before.validity.until}`,
        en: `The last day must be after ${before.validity.until}`,
      },
      extra: { field: 'validUntil' },
    })
  }
  if (kind === 'amendment' && longer) {
    throw problem('content-refused', {
      detail: {
        sw: `Marekebisho hayaongezi muda: siku ya mwisho isizidi ${before.validity.until}`,
        en: `An amendment does not add time: the last day can be at most ${before.validity.until}`,
      },
      extra: { field: 'validUntil' },
    })
  }
}
