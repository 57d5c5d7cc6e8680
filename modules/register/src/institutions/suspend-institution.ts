import { scopeOf, type Actor } from '@mtandao/identity/contract'
import { z } from 'zod'
import type { InstitutionView } from '../contract.ts'
import type { RegisterDeps } from '../deps.ts'
import { requireEga } from '../keepers.ts'
import { problem } from '../problems.ts'
import { words } from '../shapes.ts'
import { findInstitution, setStatus } from './institution-store.ts'

export const statusChange = z.strictObject({ reason: words(1000) })

/** The gateway refuses a suspended institution from the next snapshot on. Repeating it changes nothing. */
export async function suspendInstitution(
  deps: RegisterDeps,
  actor: Actor,
  id: string,
  change: z.output<typeof statusChange>,
): Promise<void> {
  await setTo(deps, actor, { id, status: 'suspended', reason: change.reason })
}

export async function resumeInstitution(
  deps: RegisterDeps,
  actor: Actor,
  id: string,
  change: z.output<typeof statusChange>,
): Promise<void> {
  await setTo(deps, actor, { id, status: 'active', reason: change.reason })
}

async function setTo(
  deps: RegisterDeps,
  actor: Actor,
  { id, status, reason }: { id: string; status: InstitutionView['status']; reason: string },
): Promise<void> {
  requireEga(actor)
  await deps.database.within(scopeOf(actor)).transact(async (db) => {
    const institution = await findInstitution(db, id)
    if (!institution) throw problem('institution-not-found')
    if (institution.status === status) return
    await setStatus(db, id, status)
    await deps.audit.record(db, actor, {
      action: `register.institution-${status === 'active' ? 'resumed' : 'suspended'}`,
      subject: { type: 'institution', id },
      institutions: [id],
      detail: { reason },
    })
  })
}
