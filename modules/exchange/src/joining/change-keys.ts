import type { Actor } from '@mtandao/identity/contract'
import {
  endKey,
  insertKey,
  listKeys,
  raiseGeneration,
  revokeKeyRow,
  takeOver,
  type KeyRow,
} from './client-store.ts'
import { openOwnClient, writing, type JoiningDeps } from './deps.ts'
import { requireNewKey } from './make-client.ts'
import { endOf } from './overlap.ts'
import { problem } from './problems.ts'
import { readPublicKey } from './public-key.ts'

const keyLifeMs = 2 * 365 * 24 * 60 * 60 * 1000
/** Keys of one client that count at one moment: the contract of the snapshot takes eight. */
const keysMax = 4

export const counts = (key: KeyRow, now: Date): boolean =>
  key.revokedAt === null && key.notAfter.getTime() > now.getTime()

/**
 * A new key counts from now on. What counted before goes on to `oldUntil` (`YYYY-MM-DD`, at most 90 days ahead), or for as long as
 * it was to when that is ''.
 * @returns the new key's id
 */
export async function addKey(
  deps: JoiningDeps,
  actor: Actor,
  command: { readonly client: string; readonly publicKey: string; readonly oldUntil: string },
): Promise<string> {
  const key = readPublicKey(command.publicKey)
  return await writing(deps, actor, 'ict-officer').transact(async (db) => {
    const client = await openOwnClient(db, actor, command.client)
    const now = deps.now()
    const old = (await listKeys(db, client.id)).filter((one) => counts(one, now))
    if (old.length >= keysMax) throw problem('too-many')
    await requireNewKey(db, key.publicKey, client.environment)
    const by = actor.person.id
    const until = new Date(now.getTime() + keyLifeMs)
    await takeOver(db, client.id)
    await insertKey(db, client.id, { ...key, from: now, until, by })
    if (command.oldUntil !== '') {
      const end = endOf(command.oldUntil, now, 'oldUntil')
      for (const { id } of old) await endKey(db, client.id, id, end)
    }
    await deps.audit.record(db, actor, {
      action: 'exchange.key-added',
      subject: { type: 'client', id: client.id },
      institutions: [client.institution],
      detail: { key: key.id, curve: key.curve, oldUntil: command.oldUntil },
    })
    return key.id
  })
}

/**
 * At once: the key is in no snapshot any more, and every token of the client ends, because the thief of a key may hold one.
 * @throws Problem `joining.key-not-found`, `joining.last-key`
 */
export async function revokeKey(
  deps: JoiningDeps,
  actor: Actor,
  command: { readonly client: string; readonly key: string },
): Promise<void> {
  await writing(deps, actor, 'ict-officer').transact(async (db) => {
    const client = await openOwnClient(db, actor, command.client)
    const now = deps.now()
    const keys = await listKeys(db, client.id)
    if (!keys.some(({ id, revokedAt }) => id === command.key && revokedAt === null)) {
      throw problem('key-not-found')
    }
    if (!keys.some((one) => one.id !== command.key && counts(one, now))) throw problem('last-key')
    await takeOver(db, client.id)
    const { id } = client
    await revokeKeyRow(db, { client: id, id: command.key, at: now, by: actor.person.id })
    await raiseGeneration(db, client.id)
    await deps.audit.record(db, actor, {
      action: 'exchange.key-revoked',
      subject: { type: 'client', id: client.id },
      institutions: [client.institution],
      detail: { key: command.key },
    })
  })
}
