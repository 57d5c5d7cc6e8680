import { randomUUID } from 'node:crypto'
import type { Audit } from '@mtandao/audit/contract'
import type { Database } from '@mtandao/pg'
import { EGA } from '../contract.ts'
import { dayOf } from '../day.ts'
import { digestOf, makeToken } from '../link-token.ts'
import { problem } from '../problems.ts'
import { hasHolder } from './appointment-store.ts'
import { insertInvitation } from './invitation-store.ts'

const days = 7

export interface FirstAdmin {
  readonly email: string
  readonly name: string
  /** Although there is an e-GA officer already. */
  readonly force: boolean
}

/**
 * The invitation of e-GA's first officer, made at the terminal of the machine that holds the database; whoever has that could
 * write the row anyway. Recorded as the terminal's act.
 * @returns the path of the link, `/invitation/…`
 * @throws Problem `identity.admin-exists`
 */
export async function inviteFirstAdmin(
  ground: { readonly database: Database; readonly audit: Audit; readonly now: () => Date },
  { email, name, force }: FirstAdmin,
): Promise<{ readonly path: string; readonly expiresAt: Date }> {
  const { database, audit, now } = ground
  const at = now()
  const token = makeToken()
  const expiresAt = new Date(at.getTime() + days * 86_400_000)
  await database.transact(async (db) => {
    const exists = await hasHolder(db, 'ega-officer', dayOf(at))
    if (exists && !force) throw problem('admin-exists')
    const id = randomUUID()
    const made = { id, digest: digestOf(token), institution: EGA, role: 'ega-officer' as const }
    const by = { by: null, byName: 'Serikali Mtandao' }
    await insertInvitation(db, { ...made, email, name, from: null, to: null, ...by, at, expiresAt })
    await audit.record(
      db,
      { agent: 'terminal' },
      {
        action: 'identity.person-invited',
        subject: { type: 'invitation', id },
        institutions: [EGA],
        detail: { role: 'ega-officer', name, forced: exists },
      },
    )
  })
  return { path: `/invitation/${token}`, expiresAt }
}
