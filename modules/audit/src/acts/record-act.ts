import { randomBytes } from 'node:crypto'
import type { Actor } from '@mtandao/identity/contract'
import type { Db } from '@mtandao/pg'
import type { Act, Agent } from '../contract.ts'
import { actId, actRow } from './act.ts'
import { insertAct } from './act-store.ts'

/** Writes an act in the caller's transaction. Its place in the log is given when that commits. */
export async function recordAct(db: Db, who: Actor | Agent, act: Act, at: Date): Promise<void> {
  await insertAct(db, actRow(who, act, { id: actId(at, randomBytes(10)), at }))
}
