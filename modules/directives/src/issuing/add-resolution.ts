import { scopeOf, type Actor } from '@mtandao/identity/contract'
import { z } from 'zod'
import type { DirectivesDeps } from '../deps.ts'
import { requireEga } from '../keepers.ts'
import { insertResolution } from '../keeping/session-store.ts'
import { problem } from '../problems.ts'
import { id, line, text, words } from '../shapes.ts'
import { findSession } from './session-read-store.ts'

export const newResolution = z.strictObject({
  session: id,
  number: z.int().min(1).max(1_000),
  title: text(500),
  /** The words of the source it rests on. */
  sentence: words(2_000),
  /** The source neither numbers it nor cuts it so. */
  reconstructed: z.boolean(),
  citation: line(1_000),
})

/** @returns the id of the resolution */
export async function addResolution(
  deps: DirectivesDeps,
  actor: Actor,
  given: z.output<typeof newResolution>,
): Promise<string> {
  requireEga(actor)
  const resolution = `${given.session}-${String(given.number)}`
  await deps.database.within(scopeOf(actor)).transact(async (db) => {
    if (!(await findSession(db, given.session))) throw problem('not-found')
    const at = { id: resolution, session: given.session, citation: given.citation }
    if (!(await insertResolution(db, at, given)))
      throw problem('number-taken', { extra: { field: 'number' } })
    await deps.audit.record(db, actor, {
      action: 'directives.resolution-added',
      subject: { type: 'resolution', id: resolution },
      institutions: [],
      detail: { title: given.title.sw, reconstructed: given.reconstructed },
    })
  })
  return resolution
}
