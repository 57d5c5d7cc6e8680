import { holds, scopeOf, type Actor } from '@mtandao/identity/contract'
import type { Db } from '@mtandao/pg'
import { checkFact } from '../check-fact.ts'
import { insertRemark } from '../remark-store.ts'
import type { Declaration, Fact, NewFact } from '../contract.ts'
import type { FactsDeps } from '../deps.ts'
import { selectKept } from '../evidence/evidence-store.ts'
import { countWaiting } from '../fact-store.ts'
import { problem } from '../problems.ts'
import { factOf } from '../read-facts.ts'
import { recordFacts } from '../record-facts.ts'
import { validUntil } from '../validity.ts'

/** Of one institution, neither verified nor corrected: more is a flood that nobody verifies and everybody holds in memory. */
const waitingMax = 500

/** The institution's head or ICT officer says that something is so. It counts as said, until somebody else verifies it. */
export async function declareFact(
  deps: FactsDeps,
  actor: Actor,
  declaration: Declaration,
): Promise<Fact> {
  requireOwnVoice(actor)
  const fact: NewFact = {
    ...declaration,
    institution: actor.institution,
    validUntil: validUntil(declaration.type, declaration.observedAt),
    source: 'declared',
    collector: actor.person.id,
    supersedes: null,
  }
  const type = checkFact(fact, deps.now())
  if (type.source !== 'declared') throw problem('not-declarable')
  if (type.evidence === 'required' && fact.evidence === null)
    throw problem('evidence-wanted', { extra: { field: 'evidence' } })
  return await deps.database.within(scopeOf(actor)).transact(async (db) => {
    if (fact.evidence !== null) await requireKept(db, fact.evidence)
    if ((await countWaiting(db, actor.institution, waitingMax)) >= waitingMax)
      throw problem('declarations-waiting')
    return await recordAs(deps, db, actor, { fact, action: 'facts.fact-declared' })
  })
}

/** @throws Problem `facts.not-yours` */
export function requireOwnVoice(actor: Actor): void {
  if (actor.suspended || !holds(actor, 'ict-officer', 'head')) throw problem('not-yours')
}

/** Evidence that the actor's institution has given, or for e-GA any: of the rest nobody learns. */
export async function requireKept(db: Db, sha256: string): Promise<void> {
  if (!(await selectKept(db, sha256)))
    throw problem('evidence-not-found', { extra: { field: 'evidence' } })
}

const remarkMax = 500

/** The fact, what was said of it and the act of recording it, in one transaction. */
export async function recordAs(
  deps: FactsDeps,
  db: Db,
  actor: Actor,
  { fact, action, remark }: { fact: NewFact; action: string; remark?: string },
): Promise<Fact> {
  const [row] = await recordFacts(deps, db, [fact], actor.institution)
  if (!row) throw new Error('invariant: a fact was recorded')
  const { subject, type, evidence, supersedes } = row
  const words = remark?.trim().slice(0, remarkMax) ?? ''
  if (words !== '') await insertRemark(db, row, words)
  await deps.audit.record(db, actor, {
    action,
    subject: { type: 'fact', id: row.id },
    institutions: fact.institution === null ? [] : [fact.institution],
    detail: {
      subject,
      type,
      evidence,
      supersedes,
      ...(words !== '' && { reason: words }),
    },
  })
  return factOf(row)
}
