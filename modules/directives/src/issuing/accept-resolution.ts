import { scopeOf, type Actor } from '@mtandao/identity/contract'
import { z } from 'zod'
import type { DirectivesDeps } from '../deps.ts'
import { requireEga } from '../keepers.ts'
import { insertAcceptance, type AcceptanceRow } from '../keeping/session-store.ts'
import { problem } from '../problems.ts'
import { contentHash } from '../publishing/content-hash.ts'
import { dayAt } from '../quarter.ts'
import { day, id, line, text, words } from '../shapes.ts'
import { findResolution, findSession } from './session-read-store.ts'

export const newAcceptance = z.strictObject({
  resolution: id,
  office: text(300),
  holder: line(200),
  on: day,
  /** What was made an order, word for word; the other language is ours. */
  text: z.strictObject({ sw: words(10_000), en: words(10_000) }),
  /** Whether it differs from what the session resolved. */
  amended: z.boolean(),
  citation: line(1_000),
})

/** Of what was accepted, by whom and when: a changed letter is another hash. */
export function acceptanceHash({
  office,
  holder,
  on,
  text: accepted,
}: Pick<AcceptanceRow, 'office' | 'holder' | 'on' | 'text'>): string {
  return contentHash({ office, holder, on, text: accepted })
}

/** An office-holder made a resolution an order; once, and nothing of it changes afterwards. @returns its content hash */
export async function acceptResolution(
  deps: DirectivesDeps,
  actor: Actor,
  given: z.output<typeof newAcceptance>,
): Promise<string> {
  requireEga(actor)
  if (given.on > dayAt(deps.now().getTime()))
    throw problem('days-in-past', { extra: { field: 'on' } })
  const hash = acceptanceHash(given)
  await deps.database.within(scopeOf(actor)).transact(async (db) => {
    const resolution = await findResolution(db, given.resolution)
    const session = resolution && (await findSession(db, resolution.session))
    if (!session) throw problem('not-found')
    if (given.on < session.from) throw problem('days-in-past', { extra: { field: 'on' } })
    if (!(await insertAcceptance(db, { ...given, contentHash: hash })))
      throw problem('already-accepted')
    await deps.audit.record(db, actor, {
      action: 'directives.resolution-accepted',
      subject: { type: 'resolution', id: given.resolution },
      institutions: [],
      detail: { office: given.office.sw, holder: given.holder, on: given.on, hash },
    })
  })
  return hash
}
