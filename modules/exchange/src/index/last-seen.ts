import type { Db } from '@mtandao/pg'

/** When each system was last seen on the production bus, as consumer or provider: what findings of the register follow from. */
export async function lastSeen(db: Db): Promise<ReadonlyMap<string, Date>> {
  const rows = await db.rows<{ name: string; at: Date }>(
    `select name, max(last_at) as at from exchange.seen
     where role in ('consumer', 'provider') and environment = 'production' group by name`,
  )
  return new Map(rows.map(({ name, at }) => [name, at]))
}
