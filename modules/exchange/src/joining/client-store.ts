import type { Endpoint } from '@mtandao/contracts'
import type { Db } from '@mtandao/pg'
import type { ClientStatus, Environment, Reason } from '../contract.ts'
import type { PublicKey } from './public-key.ts'

export interface ClientRow {
  readonly id: string
  readonly system: string
  readonly institution: string
  readonly environment: Environment
  readonly label: string
  readonly origin: 'enrolment' | 'portal'
  readonly status: ClientStatus
  readonly reason: Reason | null
  readonly suspendedBy: 'institution' | 'ega' | null
  readonly generation: number
  readonly callback: Endpoint | null
  readonly createdAt: Date
}

export interface KeyRow {
  readonly id: string
  readonly publicKey: string
  readonly curve: PublicKey['curve']
  readonly notBefore: Date
  readonly notAfter: Date
  readonly addedAt: Date
  readonly revokedAt: Date | null
}

export interface SecretRow {
  readonly number: number
  readonly madeAt: Date
  readonly endsAt: Date | null
}

const columns = `id, system, institution, environment, label, origin, status,
  case when reason_sw is not null then json_build_object('sw', reason_sw, 'en', reason_en) end as reason,
  suspended_by as "suspendedBy", generation, callback, created_at as "createdAt"`

export async function findClient(db: Db, id: string): Promise<ClientRow | undefined> {
  return (await db.rows<ClientRow>(`select ${columns} from exchange.client where id = $1`, [id]))[0]
}

export async function findClientForUpdate(db: Db, id: string): Promise<ClientRow | undefined> {
  const [client] = await db.rows<ClientRow>(
    `select ${columns} from exchange.client where id = $1 for update`,
    [id],
  )
  return client
}

export interface ClientList {
  readonly institution?: string | undefined
  readonly system?: string | undefined
  readonly environment?: Environment | undefined
  readonly after?: string | undefined
  readonly limit: number
}

/** By id, ascending; within the reader's scope. */
export async function listClientRows(db: Db, list: ClientList): Promise<ClientRow[]> {
  return await db.rows<ClientRow>(
    `select ${columns} from exchange.client
     where ($1::text is null or institution = $1) and ($2::text is null or system = $2)
       and ($3::text is null or environment = $3) and ($4::text is null or id > $4)
     order by id limit $5`,
    [
      list.institution ?? null,
      list.system ?? null,
      list.environment ?? null,
      list.after ?? null,
      list.limit,
    ],
  )
}

export interface NewClient {
  readonly id: string
  readonly system: string
  readonly institution: string
  readonly environment: Environment
  readonly label: string
  readonly by: string
  readonly at: Date
}

export async function insertClient(db: Db, client: NewClient): Promise<void> {
  await db.rows(
    `insert into exchange.client (id, system, institution, environment, label, origin, status, generation, secret_hashes,
       certificates, nida_user_ids, created_at, created_by)
     values ($1, $2, $3, $4, $5, 'portal', 'active', 0, '{}', '{}', '{}', $6, $7)`,
    [
      client.id,
      client.system,
      client.institution,
      client.environment,
      client.label,
      client.at,
      client.by,
    ],
  )
}

export async function setStatus(
  db: Db,
  id: string,
  set: {
    readonly status: ClientStatus
    readonly generation: number
    readonly reason?: Reason
    readonly suspendedBy?: 'institution' | 'ega'
  },
): Promise<void> {
  await db.rows(
    `update exchange.client set status = $2, generation = $3, reason_sw = $4, reason_en = $5, suspended_by = $6
     where id = $1`,
    [
      id,
      set.status,
      set.generation,
      set.reason?.sw ?? null,
      set.reason?.en ?? null,
      set.suspendedBy ?? null,
    ],
  )
}

export async function raiseGeneration(db: Db, id: string): Promise<void> {
  await db.rows('update exchange.client set generation = generation + 1 where id = $1', [id])
}

export async function setCallbackUrl(db: Db, id: string, url: string | null): Promise<void> {
  const callback: Endpoint | null = url === null ? null : { url, security: { type: 'signed' } }
  await db.rows('update exchange.client set callback = $2 where id = $1', [
    id,
    callback && JSON.stringify(callback),
  ])
}

/**
 * From now on an enrolment file leaves the keys and secrets of this client alone, and people decide about those it brought. What
 * counts stays as it was. Doing it again changes nothing.
 */
export async function takeOver(db: Db, id: string): Promise<void> {
  await db.rows(
    `insert into exchange.client_secret (client, number, hash, made_at, made_by)
     select c.id, given.number, given.hash, c.created_at, 'enrolment'
     from exchange.client c, unnest(c.secret_hashes) with ordinality as given(hash, number)
     where c.id = $1 and c.origin = 'enrolment'`,
    [id],
  )
  await db.rows(
    `update exchange.client set origin = 'portal', secret_hashes = '{}' where id = $1 and origin = 'enrolment'`,
    [id],
  )
}

export async function listKeys(db: Db, client: string): Promise<KeyRow[]> {
  return await db.rows<KeyRow>(
    `select id, public_key as "publicKey", curve, not_before as "notBefore", not_after as "notAfter",
       added_at as "addedAt", revoked_at as "revokedAt"
     from exchange.signing_key where client = $1 order by added_at desc, id limit 100`,
    [client],
  )
}

export async function insertKey(
  db: Db,
  client: string,
  key: PublicKey & { readonly from: Date; readonly until: Date; readonly by: string },
): Promise<void> {
  await db.rows(
    `insert into exchange.signing_key (client, id, public_key, curve, not_before, not_after, added_at, added_by)
     values ($1, $2, $3, $4, $5, $6, $5, $7)`,
    [client, key.id, key.publicKey, key.curve, key.from, key.until, key.by],
  )
}

export async function endKey(db: Db, client: string, id: string, at: Date): Promise<void> {
  await db.rows(
    'update exchange.signing_key set not_after = least(not_after, $3) where client = $1 and id = $2',
    [client, id, at],
  )
}

export async function revokeKeyRow(
  db: Db,
  key: { readonly client: string; readonly id: string; readonly at: Date; readonly by: string },
): Promise<void> {
  await db.rows(
    `update exchange.signing_key set revoked_at = $3, revoked_by = $4, not_after = least(not_after, $3)
     where client = $1 and id = $2`,
    [key.client, key.id, key.at, key.by],
  )
}

/** Whether any client of that bus has or had this key, whoever's it is. */
export async function isKeyTaken(
  db: Db,
  publicKey: string,
  environment: Environment,
): Promise<boolean> {
  const [row] = await db.rows<{ taken: boolean }>('select exchange.key_taken($1, $2) as taken', [
    publicKey,
    environment,
  ])
  return row?.taken === true
}

/** Newest first; without hashes, which no officer reads. */
export async function listSecrets(db: Db, client: string): Promise<SecretRow[]> {
  return await db.rows<SecretRow>(
    `select number, made_at as "madeAt", ends_at as "endsAt" from exchange.client_secret
     where client = $1 order by number desc limit 50`,
    [client],
  )
}

export async function insertSecret(
  db: Db,
  secret: {
    readonly client: string
    readonly number: number
    readonly hash: string
    readonly at: Date
    readonly by: string
  },
): Promise<void> {
  await db.rows(
    `insert into exchange.client_secret (client, number, hash, made_at, made_by) values ($1, $2, $3, $4, $5)`,
    [secret.client, secret.number, secret.hash, secret.at, secret.by],
  )
}

/** Every secret that is older than this one ends then, unless it ended before. */
export async function endSecretsBefore(
  db: Db,
  client: string,
  number: number,
  at: Date,
): Promise<void> {
  await db.rows(
    `update exchange.client_secret set ends_at = least(coalesce(ends_at, $3), $3) where client = $1 and number < $2`,
    [client, number, at],
  )
}
