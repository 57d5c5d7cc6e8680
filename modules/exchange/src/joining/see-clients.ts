import { holds, type Actor } from '@mtandao/identity/contract'
import type { Db } from '@mtandao/pg'
import type { Text } from '@mtandao/problem'
import type { Environment } from '../contract.ts'
import { readSandboxCalls, type CallsSeen } from './call-store.ts'
import {
  findClient,
  listClientRows,
  listKeys,
  listSecrets,
  type ClientRow,
  type KeyRow,
  type SecretRow,
} from './client-store.ts'
import { counts } from './change-keys.ts'
import { reading, type JoiningDeps } from './deps.ts'
import { grantsMax } from './grant-sandbox.ts'
import { listGrantRows, type GrantRow } from './grant-store.ts'
import { problem } from './problems.ts'
import { fingerprintOf } from './public-key.ts'
import { stoppers } from './suspend-client.ts'

export interface ClientView extends ClientRow {
  readonly systemName: Text | undefined
  readonly institutionName: Text | undefined
}

export interface ClientsSeen {
  readonly clients: readonly ClientView[]
  readonly next: string | undefined
}

/** Clients that the actor sees, by id; at most `limit` at a time. */
export async function seeClients(
  deps: JoiningDeps,
  actor: Actor,
  wanted: {
    readonly environment?: Environment | undefined
    readonly after?: string | undefined
    readonly limit: number
  },
): Promise<ClientsSeen> {
  return await reading(deps, actor).transact(async (db) => {
    const rows = await listClientRows(db, { ...wanted, limit: wanted.limit + 1 })
    const clients = await named(db, deps, rows.slice(0, wanted.limit))
    return { clients, next: rows.length > wanted.limit ? clients.at(-1)?.id : undefined }
  })
}

export interface KeyView extends KeyRow {
  readonly fingerprint: { readonly base64url: string; readonly hex: string }
  readonly state: 'counts' | 'ending' | 'ended' | 'revoked'
}

export interface ClientSeen {
  readonly client: ClientView
  readonly keys: readonly KeyView[]
  readonly secrets: readonly SecretRow[]
  readonly grants: readonly GrantRow[]
  /** Of sandbox clients only. */
  readonly calls: CallsSeen | undefined
  /** Keys, secret, callback. */
  readonly mayChange: boolean
  /** Off the bus, and back. */
  readonly mayStop: boolean
}

/** @throws Problem `joining.client-not-found` */
export async function seeClient(deps: JoiningDeps, actor: Actor, id: string): Promise<ClientSeen> {
  return await reading(deps, actor).transact(async (db) => {
    const row = await findClient(db, id)
    const [client] = row ? await named(db, deps, [row]) : []
    if (!client) throw problem('client-not-found')
    const now = deps.now()
    const isSandbox = client.environment === 'sandbox'
    const isOwn = client.institution === actor.institution
    return {
      client,
      keys: (await listKeys(db, id)).map((key) => keyView(key, now)),
      secrets: await listSecrets(db, id),
      grants: isSandbox ? await listGrantRows(db, client.system, grantsMax) : [],
      calls: isSandbox ? await readSandboxCalls(db, id) : undefined,
      mayChange: isOwn && holds(actor, 'ict-officer'),
      mayStop: holds(actor, 'ega-officer') || (isOwn && holds(actor, ...stoppers)),
    }
  })
}

const farMs = 91 * 24 * 60 * 60 * 1000

function keyView(key: KeyRow, now: Date): KeyView {
  const state = () => {
    if (key.revokedAt) return 'revoked'
    if (!counts(key, now)) return 'ended'
    return key.notAfter.getTime() - now.getTime() < farMs ? 'ending' : 'counts'
  }
  return { ...key, fingerprint: fingerprintOf(key.publicKey), state: state() }
}

async function named(
  db: Db,
  { register }: Pick<JoiningDeps, 'register'>,
  rows: readonly ClientRow[],
): Promise<ClientView[]> {
  const systems = await register.systemNames(db, [...new Set(rows.map(({ system }) => system))])
  const owners = [...new Set(rows.map(({ institution }) => institution))]
  const institutions = await register.institutionNames(db, owners)
  return rows.map((row) => ({
    ...row,
    systemName: systems.get(row.system),
    institutionName: institutions.get(row.institution),
  }))
}
