import type { Client, Endpoint } from '@mtandao/contracts'
import type { Db } from '@mtandao/pg'
import type { ClientStatus, Reason } from '../contract.ts'

export async function findClientForUpdate(db: Db, id: string) {
  const [client] = await db.rows<{ status: ClientStatus; generation: number }>(
    'select status, generation from exchange.client where id = $1 for update',
    [id],
  )
  return client
}

export async function setClientStatus(
  db: Db,
  id: string,
  set: { status: ClientStatus; generation: number; reason?: Reason },
): Promise<void> {
  await db.rows(
    'update exchange.client set status = $2, generation = $3, reason_sw = $4, reason_en = $5 where id = $1',
    [id, set.status, set.generation, set.reason?.sw ?? null, set.reason?.en ?? null],
  )
}

/**
 * Adds or renews by id, with exactly the keys given. Status is left as people set it, and a generation never falls:
 * that would bring revoked tokens back.
 */
export async function upsertClients(db: Db, rows: readonly Client[]): Promise<void> {
  const input = JSON.stringify(rows)
  await db.rows(
    `insert into exchange.client (id, system, status, generation, secret_hashes, certificates, nida_user_ids, callback)
     select id, system, status, generation, "secretHashes", certificates, "nidaUserIds", callback
     from jsonb_to_recordset($1) as row(id text, system text, status text, generation int, "secretHashes" text[],
       certificates text[], "nidaUserIds" text[], callback jsonb)
     on conflict (id) do update set system = excluded.system,
       generation = greatest(client.generation, excluded.generation), secret_hashes = excluded.secret_hashes,
       certificates = excluded.certificates, nida_user_ids = excluded.nida_user_ids, callback = excluded.callback`,
    [input],
  )
  await db.rows(
    `delete from exchange.signing_key as old
     using jsonb_array_elements($1::jsonb) as given(client)
     where old.client = given.client->>'id'
       and not exists (select from jsonb_array_elements(given.client->'keys') as wanted(key)
         where wanted.key->>'id' = old.id)`,
    [input],
  )
  await db.rows(
    `insert into exchange.signing_key (client, id, public_key, curve, not_before, not_after)
     select given.client->>'id', key.*
     from jsonb_array_elements($1::jsonb) as given(client), jsonb_to_recordset(given.client->'keys') as key(id text,
       "publicKey" text, curve text, "notBefore" timestamptz, "notAfter" timestamptz)
     on conflict (client, id) do update set public_key = excluded.public_key, curve = excluded.curve,
       not_before = excluded.not_before, not_after = excluded.not_after`,
    [input],
  )
}

export async function listClients(db: Db): Promise<Client[]> {
  const keys = await db.rows<KeyRow>(
    'select client, id, public_key, curve, not_before, not_after from exchange.signing_key order by client, id',
  )
  const keysOf = Map.groupBy(keys, (key) => key.client)
  const rows = await db.rows<ClientRow>(
    `select id, system, status, generation, secret_hashes, certificates, nida_user_ids, callback
     from exchange.client order by id`,
  )
  return rows.map((row) => ({
    id: row.id,
    system: row.system,
    status: row.status,
    generation: row.generation,
    secretHashes: row.secret_hashes,
    keys: (keysOf.get(row.id) ?? []).map((key) => ({
      id: key.id,
      publicKey: key.public_key,
      curve: key.curve,
      notBefore: key.not_before.toISOString(),
      notAfter: key.not_after.toISOString(),
    })),
    certificates: row.certificates,
    nidaUserIds: row.nida_user_ids,
    ...(row.callback && { callback: row.callback }),
  }))
}

/** Endpoints that hold sealed secrets, by client id: what an import compares with. */
export async function findCallbacks(db: Db, ids: readonly string[]) {
  return await db.rows<{ id: string; endpoint: Endpoint }>(
    'select id, callback as endpoint from exchange.client where id = any($1::text[]) and callback is not null',
    [ids],
  )
}

interface ClientRow {
  id: string
  system: string
  status: ClientStatus
  generation: number
  secret_hashes: string[]
  certificates: string[]
  nida_user_ids: string[]
  callback: Endpoint | null
}

interface KeyRow {
  client: string
  id: string
  public_key: string
  curve: Client['keys'][number]['curve']
  not_before: Date
  not_after: Date
}
