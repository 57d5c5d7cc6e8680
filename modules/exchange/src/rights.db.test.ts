import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { verifyRoutingSnapshot } from '@mtandao/contracts'
import { createLogger } from '@mtandao/log'
import { testDatabase, type TestDatabase } from '@mtandao/pg/test-database'
import { createRegister, registerMigrations } from '@mtandao/register'
import { openSecret } from '@mtandao/seal'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { adoptEnrolledAgreements } from './agreements/adopt-enrolled.ts'
import { actorOf, agreementDeps } from '../test/agreement-country.ts'
import type { AgreementDeps } from './agreements/deps.ts'
import { resumeAgreement, suspendAgreement } from './agreements/suspend-agreement.ts'
import { createExchange, exchangeMigrations, type RunningExchange } from './index.ts'
import { resumeClient, suspendClient } from './joining/suspend-client.ts'
import { nextVersion, whyPublish } from './snapshot/renewal.ts'

const keys = generateKeyPairSync('ed25519')
const sealingKey = randomBytes(32)
let db: TestDatabase
let exchange: RunningExchange
let clockMs = Date.parse('2026-03-01T09:00:00Z')
let stop: AbortController
let publishing: Promise<void>

let deps: AgreementDeps
const officer = actorOf('nida', 'head')
beforeAll(async () => {
  db = await testDatabase([registerMigrations, exchangeMigrations])
  deps = agreementDeps(db.database, createRegister(), () => new Date(clockMs))
})
afterAll(() => db.close())
beforeEach(() => {
  exchange = make()
  stop = new AbortController()
  publishing = exchange.publish(stop.signal)
})
afterEach(async () => {
  stop.abort()
  await publishing
})

function make(signingKey = keys.privateKey) {
  return createExchange({
    database: db.database,
    register: createRegister(),
    signingKey,
    sealingKey,
    gatewayOpsUrls: [],
    log: createLogger({ area: 'test', level: 'silent' }),
    now: () => new Date(clockMs),
  })
}

const both = (text: string) => ({ sw: `${text} (sw)`, en: text })
const from = '2026-01-01T00:00:00Z'
const until = '2030-01-01T00:00:00Z'
const publicKey = 'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE'

function enrolment() {
  return {
    instance: 'TZ',
    institutions: [
      { id: 'nida', class: 'GOV', code: '100', name: both('NIDA'), status: 'active' },
      { id: 'heslb', class: 'GOV', code: '200', name: both('HESLB'), status: 'active' },
    ],
    systems: [
      {
        id: 'nida-ids',
        institution: 'nida',
        code: 'IDS',
        name: both('Identities'),
        status: 'active',
      },
      {
        id: 'heslb-loans',
        institution: 'heslb',
        code: 'LOANS',
        name: both('Loans'),
        status: 'active',
      },
    ],
    clients: [
      {
        id: 'loans-1',
        system: 'heslb-loans',
        status: 'active',
        generation: 0,
        secretHashes: ['a'.repeat(43)],
        keys: [{ id: 'k1', publicKey, curve: 'P-256', notBefore: from, notAfter: until }],
        certificates: [],
        nidaUserIds: ['u1'],
        callback: {
          url: 'http://127.0.0.1:1/cb',
          security: { type: 'bearer', secret: { clear: 'siri-1' } },
        },
      },
    ],
    services: [
      {
        id: 'person',
        system: 'nida-ids',
        code: 'person',
        name: both('Person'),
        version: '1',
        kind: 'pull',
        mode: 'sync',
        esbCode: 'NIDA01',
        status: 'active',
        endpoint: {
          url: 'http://127.0.0.1:1/person',
          security: { type: 'basic', username: 'bus', secret: { clear: 'siri-2' } },
        },
        format: 'json',
        timeoutMs: 5000,
        concurrency: 10,
        answerBytesMax: 65536,
        endpoints: [{ method: 'POST', path: '/**' }],
      },
    ],
    agreements: [
      {
        id: 'a1',
        consumer: 'heslb-loans',
        service: 'person',
        status: 'active',
        purposes: ['LOAN'],
        validFrom: from,
        validUntil: until,
        rules: [],
        quota: { perMinute: 60, perDay: 1000, concurrency: 5 },
      },
    ],
  }
}

const instant = (text: string) => new Date(text).toISOString()

async function published() {
  const snapshot = exchange.currentSnapshot('production')
  if (!snapshot) throw new Error('nothing is published')
  return await verifyRoutingSnapshot(snapshot.jws, keys.publicKey)
}

/** The version in force once everything committed so far is in it. */
async function settled(above = 0): Promise<number> {
  await expect
    .poll(() => exchange.currentSnapshot('production')?.version ?? 0, {
      timeout: 5_000,
      interval: 20,
    })
    .toBeGreaterThan(above)
  return exchange.currentSnapshot('production')?.version ?? 0
}

test('an empty country is published as a signed, valid snapshot that denies everything', async () => {
  await settled()
  const snapshot = await published()
  expect(snapshot).toMatchObject({ instance: 'TZ', institutions: [], agreements: [] })
  expect(Date.parse(snapshot.expiresAt) - Date.parse(snapshot.issuedAt)).toBe(86_400_000)
})

test('an enrolment reaches the snapshot within a second, secrets sealed for the gateway', async () => {
  const before = await settled()
  const begun = performance.now()
  expect(await exchange.importEnrolment(enrolment())).toEqual({
    institutions: 2,
    systems: 2,
    clients: 1,
    services: 1,
    agreements: 1,
  })
  await settled(before)
  expect(performance.now() - begun).toBeLessThan(1_000)
  const snapshot = await published()
  const { clients, services, agreements } = enrolment()
  expect(snapshot.agreements).toEqual([
    { ...agreements[0], validFrom: instant(from), validUntil: instant(until) },
  ])
  expect(snapshot.clients[0]).toMatchObject({ id: 'loans-1', nidaUserIds: clients[0]?.nidaUserIds })
  expect(snapshot.services[0]).toMatchObject({
    esbCode: 'NIDA01',
    endpoints: services[0]?.endpoints,
  })
  const basic = snapshot.services[0]?.endpoint?.security
  const bearer = snapshot.clients[0]?.callback?.security
  if (basic?.type !== 'basic' || bearer?.type !== 'bearer') throw new Error('other security')
  expect(openSecret(sealingKey, 'person', basic.secret.sealed)?.toString()).toBe('siri-2')
  expect(openSecret(sealingKey, 'loans-1', bearer.secret.sealed)?.toString()).toBe('siri-1')
  expect(JSON.stringify(snapshot)).not.toContain('siri')
})

test('importing again changes nothing, not even the version', async () => {
  const before = await settled()
  await exchange.importEnrolment(enrolment())
  await new Promise((resolve) => setTimeout(resolve, 500))
  expect(exchange.currentSnapshot('production')?.version).toBe(before)
})

test('a key that leaves the file leaves the client', async () => {
  const before = await settled()
  const file = enrolment()
  file.clients[0]?.keys.splice(0, 1, {
    id: 'k2',
    publicKey,
    curve: 'P-256',
    notBefore: from,
    notAfter: until,
  })
  await exchange.importEnrolment(file)
  await settled(before)
  expect((await published()).clients[0]?.keys.map((key) => key.id)).toEqual(['k2'])
})

test('a suspended agreement reaches the snapshot with its reason, outlives an import, and can be resumed once', async () => {
  let version = await settled()
  const reason = { sw: 'Ukaguzi unaendelea', en: 'Under audit' }
  await adoptEnrolledAgreements(deps)
  await suspendAgreement(deps, officer, { id: 'a1', reason })
  version = await settled(version)
  expect((await published()).agreements[0]).toMatchObject({ status: 'suspended', reason })
  await expect(suspendAgreement(deps, officer, { id: 'a1', reason })).rejects.toMatchObject({
    code: 'agreements.wrong-state',
  })

  const file = enrolment()
  file.agreements[0]!.quota.perMinute = 61
  await exchange.importEnrolment(file)
  version = await settled(version)
  expect((await published()).agreements[0]).toMatchObject({
    status: 'suspended',
    quota: { perMinute: 61 },
  })

  await resumeAgreement(deps, officer, { id: 'a1' })
  await settled(version)
  const agreement = (await published()).agreements[0]
  expect(agreement?.status).toBe('active')
  expect(agreement).not.toHaveProperty('reason')
})

test('of two officers who suspend at once, one is told it was already done', async () => {
  const attempt = () => suspendAgreement(deps, officer, { id: 'a1', reason: both('x') })
  const results = await Promise.allSettled([attempt(), attempt()])
  const outcomes = results.map((r) => (r.status === 'rejected' ? r.reason.code : r.status))
  expect(new Set(outcomes)).toEqual(new Set(['agreements.wrong-state', 'fulfilled']))
  await resumeAgreement(deps, officer, { id: 'a1' })
})

test('suspending a client raises its generation for good', async () => {
  const version = await settled()
  const owner = actorOf('heslb', 'head')
  await suspendClient(deps, owner, { client: 'loans-1', reason: both('lost key') })
  await settled(version)
  expect((await published()).clients[0]).toMatchObject({ status: 'suspended', generation: 1 })
  await resumeClient(deps, owner, { client: 'loans-1' })
  await exchange.importEnrolment(enrolment())
  await expect
    .poll(async () => (await published()).clients[0])
    .toMatchObject({ status: 'active', generation: 1 })
})

test('what is not there is said plainly', async () => {
  const reason = both('x')
  await expect(suspendAgreement(deps, officer, { id: 'none', reason })).rejects.toMatchObject({
    code: 'agreements.not-found',
  })
  await expect(suspendClient(deps, officer, { client: 'none', reason })).rejects.toMatchObject({
    code: 'joining.client-not-found',
  })
})

test('every fault of a file is reported with its path, and nothing of it is taken', async () => {
  const version = await settled()
  const file = enrolment()
  file.systems.push({ ...file.systems[0]!, id: 'new', code: 'NEW', institution: 'nowhere' })
  file.agreements[0]!.service = 'nothing'
  file.services[0]!.timeoutMs = 5001
  const dangling = await exchange.importEnrolment(file).catch((error: unknown) => error)
  expect(dangling).toMatchObject({
    code: 'exchange.enrolment-refused',
    extra: {
      faults: [
        { path: 'systems.2.institution', message: '«nowhere» is not known' },
        { path: 'agreements.0.service', message: '«nothing» is not known' },
      ],
    },
  })
  const shape = await exchange
    .importEnrolment({ ...enrolment(), instance: '../x', services: [{}], surprise: 1 })
    .catch((error: unknown) => error)
  const paths = (shape as { extra: { faults: { path: string }[] } }).extra.faults.map((f) => f.path)
  expect(paths).toEqual(
    expect.arrayContaining(['instance', 'services.0.id', 'services.0.kind', '']),
  )
  await new Promise((resolve) => setTimeout(resolve, 500))
  expect(exchange.currentSnapshot('production')?.version).toBe(version)
})

test('ids and codes that stand twice are faults, and so is an address that another holds', async () => {
  const file = enrolment()
  file.institutions.push({ ...file.institutions[0]! })
  file.services.push({ ...file.services[0]!, id: 'person-2' })
  await expect(exchange.importEnrolment(file)).rejects.toMatchObject({
    extra: { faults: [{ path: 'institutions.2.id' }, { path: 'services.1.esbCode' }] },
  })
  const rival = enrolment()
  rival.services[0] = { ...rival.services[0]!, id: 'rival', esbCode: 'OTHER' }
  rival.agreements = []
  await expect(exchange.importEnrolment(rival)).rejects.toMatchObject({
    extra: { faults: [{ path: 'services.*.code' }] },
  })
})

test('a snapshot is renewed at half of its life and under another key', async () => {
  const version = await settled()
  clockMs += 13 * 60 * 60 * 1000
  await settled(version)
  const other = generateKeyPairSync('ed25519')
  const second = make(other.privateKey)
  const end = new AbortController()
  stop.abort()
  const running = second.publish(end.signal)
  await expect.poll(() => second.currentSnapshot('production')?.version).toBeDefined()
  const jws = second.currentSnapshot('production')?.jws ?? ''
  await expect(verifyRoutingSnapshot(jws, keys.publicKey)).rejects.toMatchObject({
    reason: 'bad-signature',
  })
  expect((await verifyRoutingSnapshot(jws, other.publicKey)).version).toBeGreaterThan(version)
  end.abort()
  await running
})

test('two publishers at once never give one version to two texts', async () => {
  const second = make()
  const end = new AbortController()
  const running = second.publish(end.signal)
  for (let round = 0; round < 5; round += 1) {
    const file = enrolment()
    file.agreements[0]!.quota.perMinute = 100 + round
    await exchange.importEnrolment(file)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  await expect
    .poll(
      () =>
        second.currentSnapshot('production')?.jws === exchange.currentSnapshot('production')?.jws,
      {
        timeout: 3_000,
      },
    )
    .toBe(true)
  end.abort()
  await running
})

test('versions rise even when the database was set back', () => {
  const now = new Date('2026-03-01T09:00:00Z')
  const seconds = now.getTime() / 1000
  expect(nextVersion(undefined, now)).toBe(seconds)
  const row = { version: seconds + 5, issuedAt: now, expiresAt: now, signingKey: 'k' }
  expect(nextVersion(row, now)).toBe(seconds + 6)
  expect(nextVersion({ ...row, version: 12 }, now)).toBe(seconds)
})

test.each([
  [undefined, false, 'k', 'changed'],
  [20, true, 'k', 'changed'],
  [20, false, 'other', 'other-key'],
  [20, false, 'k', undefined],
  [11, false, 'k', 'expiring'],
  [-1, false, 'k', 'expiring'],
] as const)('with %s h left, changed %s, key %s: %s', (hours, changed, key, cause) => {
  const now = new Date('2026-03-01T09:00:00Z')
  const latest =
    hours === undefined
      ? undefined
      : {
          version: 1,
          issuedAt: now,
          expiresAt: new Date(now.getTime() + hours * 3_600_000),
          signingKey: 'k',
        }
  expect(whyPublish(latest, changed, key, now, 24 * 3_600_000)).toBe(cause)
})
