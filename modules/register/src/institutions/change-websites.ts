import { scopeOf, type Actor } from '@mtandao/identity/contract'
import { z } from 'zod'
import { dayOf } from '../day.ts'
import type { RegisterDeps } from '../deps.ts'
import { requireKeeperOrEga } from '../keepers.ts'
import { problem } from '../problems.ts'
import { url } from '../shapes.ts'
import { endWebsite, insertWebsite } from './dated-store.ts'
import { findInstitution } from './institution-store.ts'

export const website = z.strictObject({ url })

/** Adding one that stands there changes nothing. */
export async function addWebsite(
  deps: RegisterDeps,
  actor: Actor,
  id: string,
  given: z.output<typeof website>,
): Promise<void> {
  requireKeeperOrEga(actor, id)
  const from = dayOf(deps.now())
  await deps.database.within(scopeOf(actor)).transact(async (db) => {
    if (!(await findInstitution(db, id))) throw problem('institution-not-found')
    if (!(await insertWebsite(db, { institution: id, url: given.url, from }))) return
    await deps.audit.record(db, actor, {
      action: 'register.website-added',
      subject: { type: 'institution', id },
      institutions: [id],
      detail: { url: given.url },
    })
  })
}

/** It stays in the history with its last day. */
export async function closeWebsite(
  deps: RegisterDeps,
  actor: Actor,
  id: string,
  given: z.output<typeof website>,
): Promise<void> {
  requireKeeperOrEga(actor, id)
  const to = dayOf(deps.now())
  await deps.database.within(scopeOf(actor)).transact(async (db) => {
    if (!(await endWebsite(db, id, given.url, to))) throw problem('not-found')
    await deps.audit.record(db, actor, {
      action: 'register.website-ended',
      subject: { type: 'institution', id },
      institutions: [id],
      detail: { url: given.url },
    })
  })
}
