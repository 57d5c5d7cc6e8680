import { scopeOf, type Actor } from '@mtandao/identity/contract'
import type { DirectivesDeps } from '../deps.ts'
import { problem } from '../problems.ts'
import { findLatest, type DatedObligation } from './directive-store.ts'

/** The latest version of an obligation. */
export async function readLatest(
  deps: DirectivesDeps,
  actor: Actor,
  id: string,
): Promise<DatedObligation> {
  const found = await findLatest(deps.database.within(scopeOf(actor)), id)
  if (!found) throw problem('not-found')
  return found
}
