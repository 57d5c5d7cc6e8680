import type { Db } from '@mtandao/pg'
import type { Text } from '@mtandao/problem'

export interface GrantRow {
  readonly service: string
  readonly name: Text
  readonly kind: 'pull' | 'push'
  readonly esbCode: string | null
  readonly validUntil: Date
}

/** Made anew it lasts anew. */
export async function upsertGrant(
  db: Db,
  grant: {
    readonly consumer: string
    readonly service: string
    readonly institution: string
    readonly from: Date
    readonly until: Date
    readonly by: string
  },
): Promise<void> {
  await db.rows(
    `insert into exchange.sandbox_grant (consumer, service, institution, valid_from, valid_until, made_by)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (consumer, service) do update set valid_from = excluded.valid_from,
       valid_until = excluded.valid_until, made_by = excluded.made_by`,
    [grant.consumer, grant.service, grant.institution, grant.from, grant.until, grant.by],
  )
}

/** By service; at most as many as a system is given. */
export async function listGrantRows(db: Db, consumer: string, limit: number): Promise<GrantRow[]> {
  return await db.rows<GrantRow>(
    `select g.service, json_build_object('sw', s.name_sw, 'en', s.name_en) as name, s.kind, s.esb_code as "esbCode",
       g.valid_until as "validUntil"
     from exchange.sandbox_grant g join exchange.service s on s.id = g.service
     where g.consumer = $1 order by g.service limit $2`,
    [consumer, limit],
  )
}

export interface TriableService {
  readonly id: string
  readonly name: Text
  readonly esbCode: string | null
}

/** Services that the reader may see and the sandbox answers for. */
export async function findService(db: Db, id: string): Promise<TriableService | undefined> {
  const [row] = await db.rows<TriableService>(
    `select id, json_build_object('sw', name_sw, 'en', name_en) as name, esb_code as "esbCode"
     from exchange.service where id = $1 and status = 'active'`,
    [id],
  )
  return row
}

export async function listServicesToTry(
  db: Db,
  consumer: string,
  limit: number,
): Promise<TriableService[]> {
  return await db.rows<TriableService>(
    `select id, json_build_object('sw', name_sw, 'en', name_en) as name, esb_code as "esbCode"
     from exchange.service s where status = 'active'
       and not exists (select from exchange.sandbox_grant g where g.consumer = $1 and g.service = s.id)
     order by name_sw, id limit $2`,
    [consumer, limit],
  )
}
