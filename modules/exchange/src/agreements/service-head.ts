import type { Db } from '@mtandao/pg'
import type { Text } from '@mtandao/problem'

/** What an agreement must know of a service. The catalogue is public; suspended services are not offered. */
export interface ServiceHead {
  readonly id: string
  readonly system: string
  readonly name: Text
  readonly version: string
  /** OpenAPI, JSON text. */
  readonly openapi: string | null
}

export async function findPublishedService(db: Db, id: string): Promise<ServiceHead | undefined> {
  const [row] = await db.rows<ServiceHead>(
    `select id, system, json_build_object('sw', name_sw, 'en', name_en) as name, version, openapi
     from exchange.service where id = $1 and status = 'active'`,
    [id],
  )
  return row
}
