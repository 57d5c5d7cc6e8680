import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  createExchange,
  exchangeMigrations,
  exchangeWeb,
  verifySteps,
  type RunningExchange,
} from '@mtandao/exchange'
import type { Actor, Role } from '@mtandao/identity/contract'
import { createLogger } from '@mtandao/log'
import { testDatabase, type TestDatabase } from '@mtandao/pg/test-database'
import { createRegister, registerMigrations } from '@mtandao/register'
import {
  connect,
  demoSnapshot,
  fetchJournal,
  makeClients,
  startGateway,
  startParty,
  waitFor,
  type GatewayProcess,
  type PartyServer,
} from '@mtandao/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'

/** Two institutions agree inside the system, the real gateway lets the call pass, and one of them stops it again. */
const keys = generateKeyPairSync('ed25519')
const clients = makeClients()
const stop = new AbortController()
let db: TestDatabase
let exchange: RunningExchange
let operate: (id: string, actor: Actor, input: Record<string, unknown>) => Promise<unknown>
let gateway: GatewayProcess
let provider: PartyServer
let dir: string
let running: Promise<unknown>

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'mtandao-agreements-'))
  const pem = keys.privateKey.export({ type: 'pkcs8', format: 'pem' })
  await writeFile(`${dir}.platform-key`, pem, { mode: 0o600 })
  db = await testDatabase([registerMigrations, exchangeMigrations])
  provider = await startParty({ key: clients.provider.key })
  const first = demoSnapshot({ clients, provider: provider.url })
  gateway = await startGateway({ dir, snapshot: { ...first, services: [], agreements: [] } })
  provider.trust(gateway.busKeys['P-256'])

  const register = createRegister()
  const log = createLogger({ area: 'test', level: 'silent' })
  const parts = {
    database: db.database,
    register,
    now: () => new Date(),
    signingKey: keys.privateKey,
    sealingKey: randomBytes(32),
    gatewayOpsUrls: [],
    log,
  }
  exchange = createExchange({ ...parts, allowedNetworks: ['127.0.0.0/8'] })
  const { institutions, systems, clients: clientRows, services } = first
  await exchange.importEnrolment({
    instance: 'TEST',
    institutions,
    systems,
    clients: clientRows,
    services: services.filter(({ id }) => id === 'lookup'),
    agreements: [],
  })
  const { operations } = exchangeWeb({
    ...parts,
    identity: { personNames: async () => new Map(), holders: async () => [] },
    audit: { record: async () => {} },
    gatewayUrl: gateway.url,
    sandboxUrl: gateway.url,
  })
  operate = async (id, actor, input) => {
    const operation = operations.find((candidate) => candidate.id === id)
    if (!operation) throw new Error(`no operation ${id}`)
    return await operation.run(actor, operation.input.parse(input))
  }
  running = Promise.all([exchange.publish(stop.signal), relay()])
})
afterAll(async () => {
  stop.abort()
  await running
  await gateway[Symbol.asyncDispose]()
  await provider.close()
  await db.close()
  await rm(dir, { recursive: true, force: true })
  await rm(`${dir}.platform-key`, { force: true })
})

/** The platform's publishing address: what the publisher has, where this gateway polls. */
async function relay(): Promise<void> {
  while (!stop.signal.aborted) {
    const snapshot = exchange.currentSnapshot('production')
    if (snapshot) gateway.publication.publish(snapshot.jws, snapshot.version)
    await sleep(20, undefined, { signal: stop.signal }).catch(() => {})
  }
}

function personOf(institution: string, role: Role): Actor {
  const id = `${institution}-${role}`
  return {
    person: { id, name: id, email: `${id}@mfano.go.tz` },
    institution,
    institutionName: { sw: institution, en: institution },
    roles: [role],
    appointments: [],
    suspended: false,
  }
}

/** One call of the consumer's existing client. */
async function call(): Promise<{ status: number; text: string }> {
  const connector = connect(clients.consumer, gateway)
  await connector.helper.requestData('LOOKUP', '{"nin":"1"}', 'json').catch(() => undefined)
  const last = connector.last()
  if (!last) throw new Error('the gateway did not answer')
  return { status: last.status, text: last.text }
}

const day = (offset: number) =>
  new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10)
const terms = {
  purpose: 'SERVICE',
  purposeSw: 'Kuthibitisha mwombaji',
  purposeEn: '',
  legalBasis: 'Ombi la mwombaji',
  citation: '',
  dataItems: ['jina'],
  retentionDays: 30,
  retentionThen: 'Zitafutwa',
  personalData: false,
  consumerRegistration: '',
  perDay: 1000,
  peakPerMinute: 100,
  validFrom: day(-2),
  validUntil: day(30),
}
const reason = { sw: 'Ukaguzi wa usalama unaendelea', en: 'A security audit is under way' }

test('request, approvals, a call; the provider suspends and the next call is refused with the reason within 2 s', async () => {
  const consuming = clients.consumer.institution
  const providing = clients.provider.institution
  const officer = personOf(consuming, 'ict-officer')
  const providerOfficer = personOf(providing, 'ict-officer')
  const says = (words: string, withinMs: number) =>
    waitFor(`the bus to say ${words}`, async () => (await call()).text.includes(words), {
      withinMs,
    })
  await says('agreement-missing', 5000)

  const { id } = (await operate('agreements.request-agreement', officer, {
    system: clients.consumer.system,
    service: 'lookup',
    terms,
  })) as { id: string }
  await operate('agreements.submit-request', officer, { id })
  const read = async () =>
    (await operate('agreements.read-agreement', providerOfficer, { id })) as {
      state: string
      versions: { contentHash: string }[]
    }
  const contentHash = (await read()).versions[0]?.contentHash
  await operate('agreements.approve-step', personOf(consuming, 'head'), { id, contentHash })
  await operate('agreements.approve-step', providerOfficer, {
    id,
    contentHash,
    quota: { perMinute: 100, perDay: 1000, concurrency: 5 },
  })
  expect((await call()).text).toContain('agreement-missing')
  await operate('agreements.approve-step', personOf(providing, 'head'), { id, contentHash })
  expect((await read()).state).toBe('active')
  await says('"success":true', 3000)

  const suspended = performance.now()
  await operate('agreements.suspend-agreement', providerOfficer, {
    id,
    reasonSw: reason.sw,
    reasonEn: reason.en,
  })
  await says('agreement-suspended', 2000)
  expect(performance.now() - suspended).toBeLessThan(2000)
  const refused = await call()
  expect(refused.text).toContain(reason.sw)
  expect(refused.text).toContain(reason.en)
  const entry = await waitFor('the refusal in evidence', async () =>
    (await fetchJournal(gateway.opsUrl)).find(
      ({ outcome, agreement }) => outcome === 'gateway.agreement-suspended' && agreement === id,
    ),
  )
  expect(entry).toMatchObject({
    kind: 'refused',
    service: 'lookup',
    provider: { institution: providing },
    consumer: { institution: consuming },
  })

  await operate('agreements.resume-agreement', providerOfficer, { id })
  await says('"success":true', 3000)

  const record = (await operate('agreements.read-record', officer, { id })) as {
    versions: Parameters<typeof verifySteps>[0][]
  }
  for (const version of record.versions) {
    expect(verifySteps({ ...version, agreement: id }, keys.publicKey)).toBeUndefined()
  }
})
