import type { Actor } from '@mtandao/identity/contract'
import type { AuditDeps } from '../deps.ts'
import { problem } from '../problems.ts'
import { readAct } from './list-acts.ts'

/**
 * A C2SP tlog-proof file: that the signed log has this act's entry.
 * @throws Problem `audit.not-for-you`, `audit.act-not-found`, `audit.not-in-log-yet`
 */
export async function prove(deps: AuditDeps, actor: Actor, id: string): Promise<string> {
  const { logIndex, standing } = await readAct(deps, actor, id)
  // What no longer matches is not proved by the entry of what it was.
  if (standing !== 'recorded') throw problem('not-in-log-yet')
  const { tiles, place } = deps
  return await tiles.proofFile(logIndex, await tiles.checkpoint(place.vkey))
}
