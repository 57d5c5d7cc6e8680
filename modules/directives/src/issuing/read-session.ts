import { scopeOf, type Actor } from '@mtandao/identity/contract'
import type { DirectivesDeps } from '../deps.ts'
import type { SessionRow } from '../keeping/session-store.ts'
import { problem } from '../problems.ts'
import {
  findSession,
  selectPresenters,
  selectResolutions,
  selectTopics,
  type PresenterRow,
  type Resolution,
  type TopicRow,
} from './session-read-store.ts'

export interface SessionFile {
  readonly session: SessionRow
  readonly presenters: readonly PresenterRow[]
  readonly topics: readonly TopicRow[]
  readonly resolutions: readonly Resolution[]
}

/** A session whole: what was counted, and what of it any source lists. */
export async function readSession(
  deps: DirectivesDeps,
  actor: Actor | undefined,
  id: string,
): Promise<SessionFile> {
  return await deps.database.within(scopeOf(actor)).transact(async (db) => {
    const session = await findSession(db, id)
    if (!session) throw problem('not-found')
    return {
      session,
      presenters: await selectPresenters(db, id),
      topics: await selectTopics(db, id),
      resolutions: await selectResolutions(db, id),
    }
  })
}
