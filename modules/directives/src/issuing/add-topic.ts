import { scopeOf, type Actor } from '@mtandao/identity/contract'
import { z } from 'zod'
import type { DirectivesDeps } from '../deps.ts'
import { requireEga } from '../keepers.ts'
import { problem } from '../problems.ts'
import { id, line, text } from '../shapes.ts'
import { findSession, insertTopic } from './session-read-store.ts'

export const newTopic = z.strictObject({
  session: id,
  number: z.int().min(1).max(1_000),
  title: text(500),
  /** Null, here and for the pillar: the source does not say. */
  presenter: line(300).nullable(),
  pillar: text(300).nullable(),
  citation: line(1_000),
})

/** A topic as a source lists it. */
export async function addTopic(
  deps: DirectivesDeps,
  actor: Actor,
  given: z.output<typeof newTopic>,
): Promise<void> {
  requireEga(actor)
  await deps.database.within(scopeOf(actor)).transact(async (db) => {
    if (!(await findSession(db, given.session))) throw problem('not-found')
    if (!(await insertTopic(db, given)))
      throw problem('number-taken', { extra: { field: 'number' } })
    await deps.audit.record(db, actor, {
      action: 'directives.topic-added',
      subject: { type: 'session', id: given.session },
      institutions: [],
      detail: { number: given.number, title: given.title.sw },
    })
  })
}
