import { randomUUID } from 'node:crypto'
import type { Actor } from '../contract.ts'
import type { Ground } from '../ground.ts'
import { digestOf, makeToken } from '../link-token.ts'
import { problem } from '../problems.ts'
import { endTokens, insertToken, selectTokens } from './token-store.ts'

// As owner, and always by the person's own id: tokens are granted to no scope, and who only reads the country (auditor)
// manages tokens of their own too.

export const tokenPrefix = 'mtk_'
const tokensMax = 20
export const tokenDaysMax = 365

/**
 * A token for programs, of this person in the institution acted for now. It can do what the person can do there, while the
 * appointment lasts.
 * @throws Problem `identity.too-many`
 */
export async function makeApiToken(
  { database, audit, now }: Ground,
  actor: Actor,
  { name, days }: { readonly name: string; readonly days: number },
): Promise<{ readonly id: string; readonly token: string; readonly expiresAt: Date }> {
  const at = now()
  const token = makeToken(tokenPrefix)
  const id = randomUUID()
  const expiresAt = new Date(at.getTime() + days * 86_400_000)
  const { institution, person } = actor
  await database.transact(async (db) => {
    const open = await selectTokens(db, person.id, at)
    if (open.length >= tokensMax) throw problem('too-many', { extra: { field: 'name' } })
    const digest = digestOf(token)
    await insertToken(db, { id, digest, person: person.id, institution, name, at, expiresAt })
    await audit.record(db, actor, {
      action: 'identity.api-token-made',
      subject: { type: 'api-token', id },
      institutions: [institution],
      detail: { name, expires_at: expiresAt.toISOString() },
    })
  })
  return { id, token, expiresAt }
}

/** @throws Problem `identity.not-found` */
export async function endApiToken(
  { database, audit, now }: Ground,
  actor: Actor,
  id: string,
): Promise<void> {
  await database.transact(async (db) => {
    const [institution] = await endTokens(db, actor.person.id, now(), id)
    if (institution === undefined) throw problem('not-found')
    await audit.record(db, actor, {
      action: 'identity.api-token-ended',
      subject: { type: 'api-token', id },
      institutions: [institution],
    })
  })
}
