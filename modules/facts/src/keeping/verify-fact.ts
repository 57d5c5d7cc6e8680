import { scopeOf, type Actor } from '@mtandao/identity/contract'
import type { Db } from '@mtandao/pg'
import type { Fact, NewFact, Verification } from '../contract.ts'
import type { FactsDeps } from '../deps.ts'
import {
  isSuperseded,
  lockFacts,
  selectFact,
  selectReporters,
  type FactRow,
} from '../fact-store.ts'
import { problem } from '../problems.ts'
import { recordAs, requireKept } from './declare-fact.ts'
import { hindranceOf } from './independence.ts'

/**
 * Somebody of another institution, or e-GA, has looked: a new fact with what they found takes the place of what was declared. Observed
 * when the declaration says it was so.
 */
export async function verifyFact(
  deps: FactsDeps,
  actor: Actor,
  { fact: id, value, evidence, note }: Verification,
): Promise<Fact> {
  if (actor.suspended) throw problem('not-yours')
  return await deps.database.within(scopeOf(actor)).transact(async (db) => {
    const declared = await takeCurrent(db, id)
    await requireIndependent(db, actor, declared)
    if (declared.source !== 'declared') throw problem('not-verifiable')
    if (evidence !== null) await requireKept(db, evidence)
    const verified: NewFact = {
      ...declared,
      value: value === undefined ? declared.value : value,
      source: 'verified',
      collector: actor.person.id,
      evidence: evidence ?? declared.evidence,
      supersedes: declared.id,
    }
    return await recordAs(deps, db, actor, {
      fact: verified,
      action: 'facts.fact-verified',
      ...(note !== undefined && { remark: note }),
    })
  })
}

/** @throws Problem `facts.not-yours`, `facts.reporter-verifies` */
export async function requireIndependent(db: Db, actor: Actor, fact: FactRow): Promise<void> {
  const hindrance = hindranceOf(actor, fact, await selectReporters(db, fact.id))
  if (hindrance === 'no-office') throw problem('not-yours')
  if (hindrance !== undefined) throw problem('reporter-verifies')
}

/** The fact, if nothing has taken its place; nothing can until this transaction ends. */
export async function takeCurrent(db: Db, id: string): Promise<FactRow> {
  await lockFacts(db)
  const fact = await selectFact(db, id)
  if (!fact) throw problem('not-found')
  if (await isSuperseded(db, id)) throw problem('superseded')
  return fact
}
