import type { Transact } from '@mtandao/pg'
import type { Reason } from '../contract.ts'
import { problem } from '../problems.ts'
import { findClientForUpdate, setClientStatus } from './client-store.ts'
import { advanceClient } from './lifecycle.ts'

/** Raises the generation too: tokens issued before stay dead when the client is resumed. */
export function suspendClient(transact: Transact, id: string, reason: Reason): Promise<void> {
  return transact(async (db) => {
    const client = await findClientForUpdate(db, id)
    if (!client) throw notFound(id)
    const status = advanceClient(client.status, 'suspend')
    await setClientStatus(db, id, { status, generation: client.generation + 1, reason })
  })
}

export function resumeClient(transact: Transact, id: string): Promise<void> {
  return transact(async (db) => {
    const client = await findClientForUpdate(db, id)
    if (!client) throw notFound(id)
    const status = advanceClient(client.status, 'resume')
    await setClientStatus(db, id, { status, generation: client.generation })
  })
}

const notFound = (id: string) =>
  problem('client-not-found', { detail: { sw: `Hakuna mteja ${id}.`, en: `No client ${id}.` } })
