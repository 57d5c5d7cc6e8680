import { scopeOf, type Actor } from '@mtandao/identity/contract'
import type { Correction, Fact, NewFact } from '../contract.ts'
import type { FactsDeps } from '../deps.ts'
import { problem } from '../problems.ts'
import { recordAs, requireKept, requireOwnVoice } from './declare-fact.ts'
import { requireIndependent, takeCurrent } from './verify-fact.ts'

/** What was declared is corrected by its institution, what was verified by who could verify it; what a machine saw, at its source. */
export async function correctFact(
  deps: FactsDeps,
  actor: Actor,
  { fact: id, value, evidence, reason }: Correction,
): Promise<Fact> {
  if (actor.suspended) throw problem('not-yours')
  return await deps.database.within(scopeOf(actor)).transact(async (db) => {
    const old = await takeCurrent(db, id)
    if (old.source === 'machine') throw problem('seen-by-machine')
    if (old.source === 'verified') await requireIndependent(db, actor, old)
    else {
      // Another institution's fact is not found, also where its type is public.
      if (old.institution !== actor.institution) throw problem('not-found')
      requireOwnVoice(actor)
    }
    if (evidence !== null) await requireKept(db, evidence)
    const corrected: NewFact = {
      ...old,
      value,
      collector: actor.person.id,
      evidence,
      supersedes: old.id,
    }
    return await recordAs(deps, db, actor, {
      fact: corrected,
      action: 'facts.fact-corrected',
      remark: reason,
    })
  })
}
