import type { Db } from '@mtandao/pg'
import type { Text } from '@mtandao/problem'

/** What an agreement must know of a service. The catalogue is public; what is suspended or retired is not offered. */
export interface ServiceHead {
  readonly id: string
  readonly system: string
  readonly name: Text
  readonly version: string
  /** OpenAPI, JSON text: of a service that an enrolment brought. */
  readonly openapi: string | null
  /** What was read of its newest published document: services/contract/service-contract.ts. */
  readonly contract: unknown
}

export async function findPublishedService(db: Db, id: string): Promise<ServiceHead | undefined> {
  const [row] = await db.rows<ServiceHead>(
    `select s.id, s.system, json_build_object('sw', s.name_sw, 'en', s.name_en) as name, s.version, s.openapi,
       (select contract from exchange.service_version where service = s.id and status in ('published', 'deprecated')
        order by number desc limit 1) as contract
     from exchange.service as s
     where s.id = $1 and s.status = 'active'
       and coalesce((select listed from exchange.offered_service where id = s.id), true)`,
    [id],
  )
  return row
}
