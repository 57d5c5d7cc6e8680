import { randomBytes } from 'node:crypto'
import type { Agreement, Client, Endpoint, RoutingSnapshot, Service } from '@mtandao/contracts'
import { makeKey, secretHash, type TestKey } from './keys.ts'

/** A machine user of the bus, with everything that only its owner knows. */
export interface TestClient {
  readonly id: string
  readonly secret: string
  readonly system: string
  readonly institution: string
  /** `instance/class/member/subsystem`, as header X-Road-Client wants it. */
  readonly address: string
  readonly key: TestKey
  readonly nidaUserId: string
}

/** Who takes part: the consumer and the provider once per curve, and a stranger with whom nobody has an agreement. */
export type TestParty = 'consumer' | 'consumerK1' | 'provider' | 'providerK1' | 'stranger'
export type TestClients = Readonly<Record<TestParty, TestClient>>

const instance = 'TEST'
const parties: Readonly<
  Record<TestParty, { member: string; system: string; curve: TestKey['curve'] }>
> = {
  consumer: { member: '1001', system: 'consumer', curve: 'P-256' },
  consumerK1: { member: '1002', system: 'consumer-k1', curve: 'secp256k1' },
  provider: { member: '2001', system: 'provider', curve: 'P-256' },
  providerK1: { member: '2002', system: 'provider-k1', curve: 'secp256k1' },
  stranger: { member: '3001', system: 'stranger', curve: 'P-256' },
}

export function makeClients(): TestClients {
  const made = Object.entries(parties).map(([party, { member, system, curve }]) => {
    const client: TestClient = {
      id: `${system}-client`,
      secret: randomBytes(32).toString('base64url'),
      system,
      institution: `institution-${member}`,
      address: `${instance}/GOV/${member}/${system}`,
      key: makeKey(`${system}-key`, curve),
      nidaUserId: `${system}-user`,
    }
    return [party, client] as const
  })
  return Object.fromEntries(made) as Record<TestParty, TestClient>
}

export interface DemoSnapshotOptions {
  readonly clients: TestClients
  /** Base URL of the provider fixture of each curve; a service's behaviour is a path below it. */
  readonly provider: string
  readonly providerK1?: string
  /** Where late answers and pushed messages go; absent: nothing can be delivered. */
  readonly callback?: string
  readonly callbackK1?: string
  readonly version?: number
  readonly timeoutMs?: number
  /** Seals the clear secret of a service's endpoint; without it there are no bearer and basic services. */
  readonly seal?: (service: string, clear: string) => { readonly sealed: string }
  readonly expiresAt?: string
  /** Changes what was built, last. */
  readonly adjust?: (snapshot: RoutingSnapshot) => RoutingSnapshot
}

const always = { validFrom: '2020-01-01T00:00:00Z', validUntil: '2090-01-01T00:00:00Z' }
const plenty = { perMinute: 10_000_000, perDay: 1_000_000_000, concurrency: 10_000 }
const both = (text: string) => ({ sw: text, en: text })

type ServiceShape = Partial<Service> & { readonly path?: string; readonly by?: TestParty }

/**
 * Service id → how it differs from a synchronous, signed JSON service of the P-256 provider. The GovESB code is the id in
 * capitals; the r1 service code is the id. `path` is the behaviour of the provider fixture.
 */
const shapes: Readonly<Record<string, ServiceShape>> = {
  lookup: {},
  'lookup-k1': { by: 'providerK1' },
  'lookup-xml': { format: 'xml' },
  late: { mode: 'async', path: '/late' },
  'late-xml': { mode: 'async', format: 'xml', path: '/late' },
  notices: { kind: 'push', mode: 'async' },
  plain: { path: '/plain', endpoint: plainEndpoint({ type: 'plain' }) },
  hangs: { path: '/hang', timeoutMs: 400 },
  resets: { path: '/reset' },
  garbage: { path: '/garbage' },
  'bad-signature': { path: '/bad-signature' },
  redirects: { path: '/redirect' },
  fails: { path: '/fail' },
  unagreed: {},
  'agreement-suspended': {},
  'agreement-expired': {},
  'service-suspended': { status: 'suspended' },
  limited: {},
}

/** A small country in which every rule of the gateway can be broken. Valid against the contract; sign it before use. */
export function demoSnapshot(options: DemoSnapshotOptions): RoutingSnapshot {
  const { clients } = options
  const services = Object.entries(shapes).map(([id, shape]) => service(id, shape, options))
  if (options.seal) services.push(...secretServices(options, options.seal))
  const snapshot: RoutingSnapshot = {
    format: 'serikali-mtandao/routing-snapshot/v1',
    instance,
    version: options.version ?? 1,
    issuedAt: '2026-01-01T00:00:00Z',
    expiresAt: options.expiresAt ?? '2090-01-01T00:00:00Z',
    institutions: Object.values(parties).map(({ member }) => ({
      id: `institution-${member}`,
      class: 'GOV',
      code: member,
      name: both(`Institution ${member}`),
      status: 'active',
    })),
    systems: Object.values(parties).map(({ member, system }) => ({
      id: system,
      institution: `institution-${member}`,
      code: system,
      name: both(system),
      status: 'active',
    })),
    clients: (Object.keys(parties) as TestParty[]).map((party) =>
      clientEntry(clients[party], callbackOf(party, options)),
    ),
    services,
    agreements: services.flatMap(({ id }) => agreementsFor(id)),
    // Every party of the demo stands on this machine.
    allowedNetworks: ['127.0.0.0/8', '::1/128'],
  }
  return options.adjust ? options.adjust(snapshot) : snapshot
}

function service(id: string, shape: ServiceShape, options: DemoSnapshotOptions): Service {
  const { path = '/', by = 'provider', endpoint, ...rest } = shape
  const base = by === 'providerK1' ? (options.providerK1 ?? options.provider) : options.provider
  return {
    id,
    system: parties[by].system,
    code: id,
    name: both(id),
    version: '1',
    kind: 'pull',
    mode: 'sync',
    esbCode: id.toUpperCase(),
    status: 'active',
    format: 'json',
    timeoutMs: options.timeoutMs ?? 5000,
    concurrency: 10_000,
    answerBytesMax: 1024 * 1024,
    endpoints: [
      { method: 'GET', path: '/**' },
      { method: 'POST', path: '/**' },
    ],
    ...(rest.kind !== 'push' && {
      endpoint: { url: base + path, security: endpoint?.security ?? { type: 'signed' } },
    }),
    ...rest,
  }
}

function plainEndpoint(security: Endpoint['security']): Endpoint {
  return { url: 'http://127.0.0.1/', security }
}

function secretServices(
  options: DemoSnapshotOptions,
  seal: (service: string, clear: string) => { readonly sealed: string },
): Service[] {
  const bearer = plainEndpoint({ type: 'bearer', secret: seal('bearer', 'bearer-secret') })
  const basic = plainEndpoint({
    type: 'basic',
    username: 'bus',
    secret: seal('basic', 'basic-secret'),
  })
  return [
    service('bearer', { path: '/plain', endpoint: bearer }, options),
    service('basic', { path: '/plain', endpoint: basic }, options),
  ]
}

function clientEntry(of: TestClient, callback: string | undefined): Client {
  return {
    id: of.id,
    system: of.system,
    status: 'active',
    generation: 0,
    secretHashes: [secretHash(of.secret)],
    keys: [
      {
        id: of.key.id,
        publicKey: of.key.publicKey,
        curve: of.key.curve,
        notBefore: always.validFrom,
        notAfter: always.validUntil,
      },
    ],
    certificates: [],
    nidaUserIds: [of.nidaUserId],
    ...(callback !== undefined && { callback: { url: callback, security: { type: 'signed' } } }),
  }
}

function callbackOf(party: TestParty, options: DemoSnapshotOptions): string | undefined {
  if (party === 'consumer') return options.callback
  return party === 'consumerK1' ? options.callbackK1 : undefined
}

function agreementsFor(id: string): Agreement[] {
  if (id === 'unagreed') return []
  return (['consumer', 'consumerK1'] as const).map((party) => ({
    id: `${id}-${party}`,
    consumer: parties[party].system,
    service: id,
    status: id === 'agreement-suspended' ? 'suspended' : 'active',
    ...(id === 'agreement-suspended' && { reason: both('suspended by a test') }),
    purposes: ['SERVICE', 'AUDIT'],
    validFrom: always.validFrom,
    validUntil: id === 'agreement-expired' ? '2021-01-01T00:00:00Z' : always.validUntil,
    rules: [],
    quota: id === 'limited' ? { perMinute: 2, perDay: 1000, concurrency: 10 } : plenty,
  }))
}
