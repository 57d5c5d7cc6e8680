import type { GatewayParts } from '../gateway-parts.ts'
import { problem } from '../problems.ts'
import type { Caller } from '../proofs.ts'
import type { ServiceEntry, SystemEntry } from '../snapshot/routing-table.ts'
import { send } from './http.ts'
import type { R1Message } from './r1-message.ts'

const metaservice = /\/(?:listClients|listMethods|allowedMethods|getOpenAPI)$/

/** Whether the last segment names a metaservice; a service may still be meant. */
export function maybeMetaservice(path: string): boolean {
  return metaservice.test(path)
}

/**
 * X-Road's metaservices for REST (pr-mrest): what is there, what of it the caller may call, and its OpenAPI document. Any
 * authenticated client may ask; answering needs no evidence because nothing is exchanged.
 * @returns false when the path is no metaservice
 */
export async function serveMetaservice(
  parts: GatewayParts,
  message: R1Message,
  authenticate: () => Caller | Promise<Caller>,
): Promise<boolean> {
  const at = message.path.lastIndexOf('/')
  const name = message.path.slice(at + 1)
  const parent = message.path.slice(0, at)
  const system = message.table.r1Systems.get(parent)
  const isRoot = parent === '' || parent === `/r1/${message.table.instance}`
  if (name === 'listClients' ? !isRoot : !system) return false
  if (message.method !== 'GET') throw problem('method-wrong')
  const caller = await authenticate()
  if (name === 'listClients') json(message, listClients(message))
  else if (system && name === 'getOpenAPI') sendOpenApi(message, system)
  else if (system)
    json(
      message,
      listMethods(parts, message, system, name === 'allowedMethods' ? caller : undefined),
    )
  return true
}

function json({ response }: R1Message, value: unknown): void {
  send(response, 200, ['content-type', 'application/json; charset=utf-8'], JSON.stringify(value))
}

function listClients({ table }: R1Message) {
  return {
    member: [...table.r1Systems.values()]
      .filter((entry) => entry.active)
      .map((entry) => ({
        id: {
          xroad_instance: table.instance,
          member_class: entry.institution.class,
          member_code: entry.institution.code,
          subsystem_code: entry.system.code,
          object_type: 'SUBSYSTEM',
        },
        name: entry.institution.name.sw,
        subsystem_name: entry.system.name.sw,
      })),
  }
}

function listMethods(
  parts: GatewayParts,
  { table }: R1Message,
  system: SystemEntry,
  caller: Caller | undefined,
) {
  const now = parts.clock.now()
  const offered = system.services.filter(
    ({ active, service }) => active && service.kind === 'pull' && service.mode === 'sync',
  )
  return {
    service: offered.flatMap((entry) => {
      const endpoints = caller ? allowedEndpoints(caller, entry, now) : entry.service.endpoints
      if (endpoints === undefined) return []
      return {
        xroad_instance: table.instance,
        member_class: system.institution.class,
        member_code: system.institution.code,
        subsystem_code: system.system.code,
        service_code: entry.service.code,
        object_type: 'SERVICE',
        service_type: entry.service.openapi === undefined ? 'REST' : 'OPENAPI',
        endpoint_list: endpoints,
      }
    }),
  }
}

/** Endpoints under an agreement in force; `undefined` when there is none. */
function allowedEndpoints(caller: Caller, { service }: ServiceEntry, now: number) {
  const inForce = (caller.client.agreements.get(service.id) ?? []).filter(
    ({ agreement, validFromMs, validUntilMs }) =>
      agreement.status === 'active' && now >= validFromMs && now < validUntilMs,
  )
  if (inForce.length === 0) return undefined
  if (inForce.some(({ rules }) => rules.length === 0)) return service.endpoints
  return inForce.flatMap(({ agreement }) => agreement.rules)
}

function sendOpenApi({ request, response }: R1Message, system: SystemEntry): void {
  const code = new URL(request.url ?? '/', 'http://bus').searchParams.get('serviceCode')
  const entry = system.services.find((one) => one.service.code === code && one.active)
  if (!entry?.service.openapi) throw problem('service-unknown')
  send(response, 200, ['content-type', 'application/json; charset=utf-8'], entry.service.openapi)
}
