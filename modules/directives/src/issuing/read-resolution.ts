import { scopeOf, type Actor } from '@mtandao/identity/contract'
import type { DirectivesDeps } from '../deps.ts'
import { problem } from '../problems.ts'
import { findResolution, type Resolution } from './session-read-store.ts'

export async function readResolution(
  deps: DirectivesDeps,
  actor: Actor,
  id: string,
): Promise<Resolution> {
  const found = await findResolution(deps.database.within(scopeOf(actor)), id)
  if (!found) throw problem('not-found')
  return found
}
