import type { Client, Endpoint } from '@mtandao/contracts'
import type { Db } from '@mtandao/pg'
import type { ClientStatus, Environment } from '../contract.ts'

/** A client of an enrolment with the institution of its system. */
export interface EnrolledClient extends Client {
  readonly institution: string
}

/**
 * Adds or renews by id, with exactly the keys given. Status is left as people set it, and a generation never falls: that would
 * bring revoked tokens back. Of a client whose keys and secrets people keep in the portal nothing is renewed.
 */
export async function upsertClients(db: Db, enrolled: readonly EnrolledClient[]): Promise<void> {
  const kept = await db.rows<{ id: string }>(
    `select id from exchange.client where id = any($1::text[]) and origin = 'portal'`,
    [enrolled.map(({ id }) => id)],
  )
  const inPortal = new Set(kept.map(({ id }) => id))
  const rows = enrolled.filter(({ id }) => !inPortal.has(id))
  const input = JSON.stringify(rows)
  await db.rows(
    `insert into exchange.client (id, system, institution, status, generation, secret_hashes, certificates, nida_user_ids,
       callback)
     select id, system, institution, status, generation, "secretHashes", certificates, "nidaUserIds", callback
     from jsonb_to_recordset($1) as row(id text, system text, institution text, status text, generation int,
       "secretHashes" text[], certificates text[], "nidaUserIds" text[], callback jsonb)
     on conflict (id) do update set system = excluded.system, institution = excluded.institution,
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

/** As the contract of the snapshot allows; the use cases stay below. */
const secretsMax = 4
const keysMax = 8

/** Clients of one bus with the keys and secrets that count at this moment, or will. */
export async function listClients(db: Db, environment: Environment, now: Date): Promise<Client[]> {
  const keys = await db.rows<KeyRow>(
    `select k.client, k.id, k.public_key, k.curve, k.not_before, k.not_after
     from exchange.signing_key k join exchange.client c on c.id = k.client
     where c.environment = $1 and k.revoked_at is null and k.not_after > $2 order by k.client, k.id`,
    [environment, now],
  )
  const keysOf = Map.groupBy(keys, (key) => key.client)
  const rows = await db.rows<ClientRow>(
    `select id, system, status, generation, certificates, nida_user_ids, callback,
       secret_hashes || array(select s.hash from exchange.client_secret s
         where s.client = c.id and (s.ends_at is null or s.ends_at > $2) order by s.number desc) as secret_hashes
     from exchange.client c where environment = $1 order by id`,
    [environment, now],
  )
  return rows.map((row) => ({
    id: row.id,
    system: row.system,
    status: row.status,
    generation: row.generation,
    secretHashes: row.secret_hashes.slice(0, secretsMax),
    keys: (keysOf.get(row.id) ?? []).slice(0, keysMax).map((key) => ({
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
