import { scopeOf, type Actor } from '@mtandao/identity/contract'
import { z } from 'zod'
import type { DirectivesDeps } from '../deps.ts'
import { requireEga } from '../keepers.ts'
import { insertPresenters, insertSession } from '../keeping/session-store.ts'
import { problem } from '../problems.ts'
import { day, line, text } from '../shapes.ts'

const count = z.int().min(1).max(1_000_000).nullable()

export const newSession = z.strictObject({
  number: z.int().min(1).max(1_000),
  name: text(300),
  from: day,
  to: day,
  place: text(300),
  /** Null, here and for topics and pillars: no source counts them. */
  participants: count,
  topics: z.int().min(1).max(1_000).nullable(),
  pillars: z.int().min(1).max(1_000).nullable(),
  /** Institutions known to have presented a topic. */
  presenters: z
    .array(z.strictObject({ name: line(300), acronym: z.union([z.literal(''), line(60)]) }))
    .max(200),
  citation: line(1_000),
})

/** @returns the id of the session */
export async function openSession(
  deps: DirectivesDeps,
  actor: Actor,
  given: z.output<typeof newSession>,
): Promise<string> {
  requireEga(actor)
  if (given.to < given.from) throw problem('days-in-past', { extra: { field: 'to' } })
  const id = `kikao-kazi-${String(given.number)}`
  await deps.database.within(scopeOf(actor)).transact(async (db) => {
    if (!(await insertSession(db, { ...given, id })))
      throw problem('number-taken', { extra: { field: 'number' } })
    await insertPresenters(db, id, given.presenters)
    await deps.audit.record(db, actor, {
      action: 'directives.session-opened',
      subject: { type: 'session', id },
      institutions: [],
      detail: { name: given.name.sw, from: given.from, to: given.to },
    })
  })
  return id
}
