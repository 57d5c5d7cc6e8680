import type {
  Agreement,
  Client,
  Endpoint,
  Institution,
  RoutingSnapshot,
  Service,
  System,
} from '@mtandao/contracts'
import { parseCidr, type Network } from '@mtandao/net'
import { importPublicKey, type VerifyingKey } from '@mtandao/seal'
import { compilePattern, type PathPattern } from './path-pattern.ts'

/** The snapshot, indexed for one look-up per question. Built once per version, never changed afterwards. */
export interface RoutingTable {
  readonly instance: string
  readonly version: number
  readonly expiresAtMs: number
  readonly snapshot: RoutingSnapshot
  readonly clients: ReadonlyMap<string, ClientEntry>
  /** base64url SHA-256 of a client certificate → client. */
  readonly certificates: ReadonlyMap<string, ClientEntry>
  readonly apiCodes: ReadonlyMap<string, ServiceEntry>
  readonly pushCodes: ReadonlyMap<string, ServiceEntry>
  /** `/r1/{instance}/{class}/{member}/{subsystem}/{service}` → service. */
  readonly r1Services: ReadonlyMap<string, ServiceEntry>
  /** `/r1/{instance}/{class}/{member}/{subsystem}` → system. */
  readonly r1Systems: ReadonlyMap<string, SystemEntry>
  readonly services: ReadonlyMap<string, ServiceEntry>
  readonly systems: ReadonlyMap<string, SystemEntry>
  /** Where endpoints may lie although the addresses are not public. */
  readonly allowedNetworks: readonly Network[]
}

export interface SystemEntry {
  readonly system: System
  readonly institution: Institution
  readonly active: boolean
  /** `{instance}/{class}/{member}/{subsystem}`, the r1 client identifier. */
  readonly identifier: string
  readonly clients: ClientEntry[]
  readonly services: ServiceEntry[]
}

export interface ClientEntry {
  readonly client: Client
  readonly of: SystemEntry
  readonly active: boolean
  readonly keys: readonly ValidKey[]
  /** Agreements of the client's system, by service id. */
  readonly agreements: ReadonlyMap<string, readonly AgreementEntry[]>
}

/** A verifying key with the time in which it counts. */
export interface ValidKey extends VerifyingKey {
  readonly notBeforeMs: number
  readonly notAfterMs: number
}

export interface ServiceEntry {
  readonly service: Service
  readonly of: SystemEntry
  readonly active: boolean
  readonly url: URL | undefined
  readonly security: Endpoint['security'] | undefined
  /** Agreements under which this service is used; a push fans out over them. */
  readonly agreements: readonly AgreementEntry[]
}

export interface AgreementEntry {
  readonly agreement: Agreement
  readonly consumer: SystemEntry
  readonly validFromMs: number
  readonly validUntilMs: number
  readonly rules: readonly {
    readonly method: string
    readonly pattern: PathPattern
    readonly path: string
  }[]
}

/**
 * Builds the table.
 * @throws Error naming the record, when one points at nothing, when two have one name or address, or when a key cannot be
 * used: such a snapshot is refused whole.
 */
export function buildRoutingTable(snapshot: RoutingSnapshot): RoutingTable {
  const byId = <Value extends { readonly id: string }>(what: string, all: readonly Value[]) =>
    unique(
      what,
      all.map((one) => [one.id, one]),
    )
  byId('agreement', snapshot.agreements)
  const systems = systemEntries(snapshot, byId('institution', snapshot.institutions))
  const byConsumer = new Map<string, Map<string, AgreementEntry[]>>()
  const byService = new Map<string, AgreementEntry[]>()
  for (const agreement of snapshot.agreements)
    indexAgreement(agreement, systems, byConsumer, byService)

  const clients = new Map(
    [...byId('client', snapshot.clients)].map(([id, client]) => [
      id,
      clientEntry(client, systems, byConsumer),
    ]),
  )
  const services = new Map(
    [...byId('service', snapshot.services)].map(([id, service]) => [
      id,
      serviceEntry(service, systems, byService),
    ]),
  )
  for (const id of byService.keys()) need(services, id, 'agreement: service')
  return {
    instance: snapshot.instance,
    version: snapshot.version,
    expiresAtMs: Date.parse(snapshot.expiresAt),
    snapshot,
    clients,
    services,
    systems,
    allowedNetworks: (snapshot.allowedNetworks ?? []).map(network),
    certificates: certificatesOf(clients.values()),
    apiCodes: codes(services, 'pull'),
    pushCodes: codes(services, 'push'),
    r1Services: unique(
      'service',
      [...services.values()].map((entry) => [
        `/r1/${entry.of.identifier}/${entry.service.code}`,
        entry,
      ]),
    ),
    r1Systems: unique(
      'system',
      [...systems.values()].map((entry) => [`/r1/${entry.identifier}`, entry]),
    ),
  }
}

function network(text: string): Network {
  const parsed = parseCidr(text)
  if (!parsed) throw new Error(`allowed network ${text} cannot be read`)
  return parsed
}

/** Two records under one name would make it a matter of their order who is called, or who calls. */
function unique<Value>(
  what: string,
  pairs: readonly (readonly [string, Value])[],
): Map<string, Value> {
  const map = new Map<string, Value>()
  for (const [name, value] of pairs) {
    if (map.has(name)) throw new Error(`${what} ${name} is in the snapshot twice`)
    map.set(name, value)
  }
  return map
}

function systemEntries(
  snapshot: RoutingSnapshot,
  institutions: ReadonlyMap<string, Institution>,
): Map<string, SystemEntry> {
  return unique(
    'system',
    snapshot.systems.map((system) => {
      const institution = need(institutions, system.institution, `system ${system.id}: institution`)
      const entry: SystemEntry = {
        system,
        institution,
        active: system.status === 'active' && institution.status === 'active',
        identifier: [snapshot.instance, institution.class, institution.code, system.code].join('/'),
        clients: [],
        services: [],
      }
      return [system.id, entry]
    }),
  )
}

/** A certificate that several clients registered says nothing about which of them is calling: alone it is no credential. */
function certificatesOf(clients: Iterable<ClientEntry>): Map<string, ClientEntry> {
  const found = new Map<string, ClientEntry>()
  const shared = new Set<string>()
  for (const entry of clients)
    for (const print of new Set(entry.client.certificates)) {
      if (found.has(print)) shared.add(print)
      found.set(print, entry)
    }
  for (const print of shared) found.delete(print)
  return found
}

function need<Value>(map: ReadonlyMap<string, Value>, id: string, what: string): Value {
  const value = map.get(id)
  if (value === undefined) throw new Error(`${what} ${id} is not in the snapshot`)
  return value
}

function indexAgreement(
  agreement: Agreement,
  systems: ReadonlyMap<string, SystemEntry>,
  byConsumer: Map<string, Map<string, AgreementEntry[]>>,
  byService: Map<string, AgreementEntry[]>,
): void {
  const entry: AgreementEntry = {
    agreement,
    consumer: need(systems, agreement.consumer, `agreement ${agreement.id}: consumer`),
    validFromMs: Date.parse(agreement.validFrom),
    validUntilMs: Date.parse(agreement.validUntil),
    rules: agreement.rules.map(({ method, path }) => ({
      method,
      path,
      pattern: compilePattern(path),
    })),
  }
  let services = byConsumer.get(agreement.consumer)
  if (!services) byConsumer.set(agreement.consumer, (services = new Map()))
  push(services, agreement.service, entry)
  push(byService, agreement.service, entry)
}

function push<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}

function clientEntry(
  client: Client,
  systems: ReadonlyMap<string, SystemEntry>,
  byConsumer: ReadonlyMap<string, ReadonlyMap<string, AgreementEntry[]>>,
): ClientEntry {
  const of = need(systems, client.system, `client ${client.id}: system`)
  const entry: ClientEntry = {
    client,
    of,
    active: client.status === 'active' && of.active,
    keys: client.keys.map((key) => validKey(client, key)),
    agreements: byConsumer.get(client.system) ?? new Map(),
  }
  of.clients.push(entry)
  return entry
}

function validKey(client: Client, key: Client['keys'][number]): ValidKey {
  const imported = importPublicKey(key.publicKey)
  if (imported.curve !== key.curve)
    throw new Error(`client ${client.id}: key ${key.id} is of ${imported.curve}, not ${key.curve}`)
  return {
    ...imported,
    id: key.id,
    notBeforeMs: Date.parse(key.notBefore),
    notAfterMs: Date.parse(key.notAfter),
  }
}

function serviceEntry(
  service: Service,
  systems: ReadonlyMap<string, SystemEntry>,
  byService: ReadonlyMap<string, AgreementEntry[]>,
): ServiceEntry {
  const of = need(systems, service.system, `service ${service.id}: system`)
  const entry: ServiceEntry = {
    service,
    of,
    active: service.status === 'active' && of.active,
    url: service.endpoint && new URL(service.endpoint.url),
    security: service.endpoint?.security,
    agreements: byService.get(service.id) ?? [],
  }
  of.services.push(entry)
  return entry
}

function codes(
  services: ReadonlyMap<string, ServiceEntry>,
  kind: Service['kind'],
): Map<string, ServiceEntry> {
  return unique(
    `${kind} code`,
    [...services.values()].flatMap((entry) =>
      entry.service.kind === kind && entry.service.esbCode !== undefined
        ? [[entry.service.esbCode, entry] as const]
        : [],
    ),
  )
}
