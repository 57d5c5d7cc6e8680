import type { Db } from '@mtandao/pg'

export interface AllowedNetwork {
  readonly id: number
  /** `10.20.0.0/16` */
  readonly network: string
  readonly reason: string
  readonly from: Date
  /** Null: until further notice. */
  readonly until: Date | null
  readonly decidedBy: string
  readonly closedBy: string | null
}

interface Row {
  id: number
  network: string
  reason: string
  valid_from: Date
  valid_until: Date | null
  decided_by: string
  closed_by: string | null
}

const read = (row: Row): AllowedNetwork => ({
  id: row.id,
  network: row.network,
  reason: row.reason,
  from: row.valid_from,
  until: row.valid_until,
  decidedBy: row.decided_by,
  closedBy: row.closed_by,
})

/** Newest first. */
export async function selectNetworks(
  db: Db,
  before: number | undefined,
  limit: number,
): Promise<AllowedNetwork[]> {
  const rows = await db.rows<Row>(
    `select id, network::text, reason, valid_from, valid_until, decided_by, closed_by from exchange.allowed_network
     where $1::bigint is null or id < $1 order by id desc limit $2`,
    [before ?? null, limit],
  )
  return rows.map(read)
}

/** `address/prefix` of the networks in force. */
export async function selectNetworksInForce(db: Db, now: Date): Promise<string[]> {
  const rows = await db.rows<{ network: string }>(
    `select network::text from exchange.allowed_network
     where valid_from <= $1 and (valid_until is null or valid_until > $1) order by id limit 500`,
    [now],
  )
  return rows.map(({ network }) => network)
}

/** @returns the id, or nothing when the network is allowed already */
export async function insertNetwork(
  db: Db,
  network: string,
  reason: string,
  from: Date,
  by: string,
): Promise<number | undefined> {
  const [row] = await db.rows<{ id: number }>(
    `insert into exchange.allowed_network (network, reason, valid_from, decided_by) values ($1, $2, $3, $4)
     on conflict do nothing returning id`,
    [network, reason, from, by],
  )
  return row?.id
}

/** @returns the network, or nothing when none of that id is open */
export async function closeNetwork(
  db: Db,
  id: number,
  until: Date,
  by: string,
): Promise<string | undefined> {
  const [row] = await db.rows<{ network: string }>(
    `update exchange.allowed_network set valid_until = greatest($2, valid_from), closed_by = $3
     where id = $1 and valid_until is null returning network::text`,
    [id, until, by],
  )
  return row?.network
}
