import type { Db } from '@mtandao/pg'

export interface ClientKey {
  readonly client: string
  readonly id: string
  readonly publicKey: string
  readonly notBefore: Date
  readonly notAfter: Date
}

export interface ClientName {
  readonly id: string
  readonly label: string
  readonly system: string
  readonly environment: string
  readonly status: string
}

/** Clients of the institution, within the scope of whoever asks. */
export async function listClients(db: Db, institution: string): Promise<ClientName[]> {
  return await db.rows<ClientName>(
    `select id, label, system, environment, status from exchange.client where institution = $1
     order by environment, id limit 500`,
    [institution],
  )
}

/** Keys of these clients, newest first; revoked ones count as ended. */
export async function listKeys(db: Db, institution: string): Promise<ClientKey[]> {
  return await db.rows<ClientKey>(
    `select key.client, key.id, key.public_key as "publicKey", key.not_before as "notBefore",
       least(key.not_after, coalesce(key.revoked_at, key.not_after)) as "notAfter"
     from exchange.signing_key as key join exchange.client on client.id = key.client
     where client.institution = $1 order by key.not_before desc limit 200`,
    [institution],
  )
}
