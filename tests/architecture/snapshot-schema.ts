import { RoutingSnapshot } from '@mtandao/contracts'
import { z } from 'zod'

export const schemaFile = 'docs/protocols/routing-snapshot.schema.json'

/** JSON Schema (2020-12) of the routing snapshot. */
export function snapshotSchema(): unknown {
  return JSON.parse(JSON.stringify(z.toJSONSchema(RoutingSnapshot)))
}
