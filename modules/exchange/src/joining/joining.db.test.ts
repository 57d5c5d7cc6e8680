import { createHash, generateKeyPairSync } from 'node:crypto'
import { verifyRoutingSnapshot } from '@mtandao/contracts'
import { scopeOf, type Actor } from '@mtandao/identity/contract'
import { testDatabase, type TestDatabase } from '@mtandao/pg/test-database'
import { createRegister, registerMigrations } from '@mtandao/register'
import { generateKeyPair } from '@mtandao/seal'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  acts,
  actorOf,
  agreementDeps,
  enrolCountry,
  keys,
  suspendedOf,
} from '../../test/agreement-country.ts'
import { exchangeMigrations } from '../index.ts'
import { publishSnapshots } from '../snapshot/publish-snapshot.ts'
import { askForProduction, withdrawRequest } from './ask-production.ts'
import { addKey, revokeKey } from './change-keys.ts'
import { changeSecret } from './change-secret.ts'
import { approveRequest, refuseRequest } from './decide-request.ts'
import type { JoiningDeps } from './deps.ts'
import { grantSandbox } from './grant-sandbox.ts'
import { makeSandboxClient } from './make-client.ts'
import { seedDemoJoining } from './seed-demo.ts'
import { setCallback } from './set-callback.ts'
import { resumeClient, suspendClient } from './suspend-client.ts'
import { upsertClients } from '../rights/client-store.ts'

let db: TestDatabase
let deps: JoiningDeps
let now = new Date('2026-03-02T09:00:00Z')
const officer = actorOf('heslb', 'ict-officer')
const stranger = actorOf('nida', 'ict-officer')
const ega = actorOf('ega', 'ega-officer')
const auditor = actorOf('ega', 'auditor')
const both = (text: string) => ({ sw: `${text} (sw)`, en: text })

beforeAll(async () => {
  db = await testDatabase([registerMigrations, exchangeMigrations])
  const country = agreementDeps(db.database, createRegister(), () => now)
  await enrolCountry(country)
  deps = country
})
afterAll(() => db.close())
beforeEach(async () => {
  await db.database.rows('truncate exchange.client cascade')
  await db.database.rows('truncate exchange.sandbox_grant')
  now = new Date('2026-03-02T09:00:00Z')
  acts.length = 0
})

async function published() {
  const snapshots = await publishSnapshots({
    database: db.database,
    register: deps.register,
    signingKey: keys.privateKey,
    now: () => now,
    lifetimeMs: 24 * 60 * 60 * 1000,
    instance: 'TZ',
    simulatorUrl: 'http://127.0.0.1:8080/internal/simulator',
  })
  const open = (jws: string) => verifyRoutingSnapshot(jws, keys.publicKey)
  return {
    production: await open(snapshots.production.jws),
    sandbox: await open(snapshots.sandbox.jws),
  }
}

const newKey = () => generateKeyPair('P-256').publicKey
const make = (publicKey = newKey(), actor: Actor = officer) =>
  makeSandboxClient(deps, actor, { system: 'heslb-sys', label: 'Majaribio', publicKey })
const hashOf = (secret: string) => createHash('sha256').update(secret).digest('base64url')

test('a sandbox client is on the sandbox bus at once, may greet, and is on no other bus', async () => {
  const publicKey = newKey()
  const { id, secret } = await make(publicKey)
  const { production, sandbox } = await published()
  expect(production.instance).toBe('TZ')
  expect(sandbox.instance).toBe('TZ-SANDBOX')
  expect(production.clients).toEqual([])
  expect(sandbox.clients).toMatchObject([
    {
      id,
      system: 'heslb-sys',
      secretHashes: [hashOf(secret)],
      keys: [{ publicKey, curve: 'P-256' }],
    },
  ])
  expect(sandbox.agreements).toMatchObject([
    { consumer: 'heslb-sys', service: 'ega.salamu', purposes: ['sandbox'], status: 'active' },
  ])
  const simulator = 'http://127.0.0.1:8080/internal/simulator'
  expect(sandbox.services.map(({ id: service, endpoint }) => [service, endpoint?.url])).toEqual([
    ['company', `${simulator}/company`],
    ['loans', `${simulator}/loans`],
    ['person', `${simulator}/person`],
    ['ega.salamu', `${simulator}/ega.salamu`],
  ])
  expect(sandbox.allowedNetworks).toEqual(['127.0.0.1/32'])
  expect(JSON.stringify([acts, sandbox])).not.toContain(secret)
  expect(acts).toMatchObject([{ action: 'exchange.client-made', institutions: ['heslb'] }])
})

test('a service is tried after one press, for the system that pressed', async () => {
  await make()
  await grantSandbox(deps, officer, { system: 'heslb-sys', service: 'person' })
  await grantSandbox(deps, officer, { system: 'heslb-sys', service: 'person' })
  const { sandbox, production } = await published()
  expect(sandbox.agreements.map(({ service }) => service)).toEqual(['person', 'ega.salamu'])
  expect(production.agreements).toEqual([])
  await expect(
    grantSandbox(deps, officer, { system: 'heslb-sys', service: 'none' }),
  ).rejects.toMatchObject({ code: 'joining.service-not-found' })
  await expect(
    grantSandbox(deps, stranger, { system: 'nida-sys', service: 'loans' }),
  ).rejects.toMatchObject({ code: 'joining.not-for-sandbox' })
})

test('one key is never two clients of one bus', async () => {
  const publicKey = newKey()
  await make(publicKey)
  await expect(make(publicKey)).rejects.toMatchObject({ code: 'joining.key-known' })
  await expect(
    makeSandboxClient(deps, stranger, { system: 'nida-sys', label: '', publicKey }),
  ).rejects.toMatchObject({ code: 'joining.key-known', extra: { field: 'publicKey' } })
})

test('a private key is recognised, refused, and found nowhere afterwards', async () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const texts = [
    privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
    privateKey.export({ format: 'pem', type: 'sec1' }).toString(),
    privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
    JSON.stringify(privateKey.export({ format: 'jwk' })),
  ]
  for (const text of texts) {
    const refused = await make(text).catch((error: unknown) => error)
    expect(refused).toMatchObject({ code: 'joining.key-private' })
    expect(`${String(refused)}${JSON.stringify(refused)}`).not.toContain(text.slice(40, 60))
  }
})

test('a new secret counts beside the old one until its day, and then alone', async () => {
  const { id, secret } = await make()
  const second = await changeSecret(deps, officer, { client: id, oldUntil: '2026-03-10' })
  const secretsOf = async () =>
    (await published()).sandbox.clients.find((client) => client.id === id)
  expect(await secretsOf()).toMatchObject({
    generation: 0,
    secretHashes: [hashOf(second), hashOf(secret)],
  })
  now = new Date('2026-03-10T20:59:59Z')
  expect((await secretsOf())?.secretHashes).toHaveLength(2)
  now = new Date('2026-03-10T21:00:00Z')
  expect((await secretsOf())?.secretHashes).toEqual([hashOf(second)])
  const third = await changeSecret(deps, officer, { client: id, oldUntil: '' })
  expect(await secretsOf()).toMatchObject({ generation: 1, secretHashes: [hashOf(third)] })
})

test.each(['2026-03-01', '2026-06-02'])('an old secret cannot go on until %s', async (oldUntil) => {
  const { id } = await make()
  await expect(changeSecret(deps, officer, { client: id, oldUntil })).rejects.toMatchObject({
    code: 'joining.overlap-refused',
    extra: { field: 'oldUntil' },
  })
})

test('a new key counts from now on and the old one to its day; a revoked one is gone at once, with every token', async () => {
  const first = newKey()
  const { id } = await make(first)
  const second = await addKey(deps, officer, {
    client: id,
    publicKey: newKey(),
    oldUntil: '2026-03-10',
  })
  const clientOf = async () => {
    const found = (await published()).sandbox.clients.find((client) => client.id === id)
    return { generation: found?.generation, keys: found?.keys.map((key) => [key.id, key.notAfter]) }
  }
  expect((await clientOf()).keys).toContainEqual([expect.any(String), '2026-03-10T21:00:00.000Z'])
  expect((await clientOf()).keys).toHaveLength(2)
  await revokeKey(deps, officer, { client: id, key: second })
  expect(await clientOf()).toMatchObject({
    generation: 1,
    keys: [[expect.not.stringContaining(second), expect.any(String)]],
  })
  const [[left]] = (await clientOf()).keys as [[string]]
  await expect(revokeKey(deps, officer, { client: id, key: left })).rejects.toMatchObject({
    code: 'joining.last-key',
  })
  await expect(revokeKey(deps, officer, { client: id, key: second })).rejects.toMatchObject({
    code: 'joining.key-not-found',
  })
})

test('production is asked for once, given by e-GA, and its secret is made by its own officer', async () => {
  await make()
  const ask = () =>
    askForProduction(deps, officer, {
      system: 'heslb-sys',
      label: 'Mikopo',
      purpose: 'Kuthibitisha waombaji',
      publicKey: newKey(),
    })
  const request = await ask()
  await expect(ask()).rejects.toMatchObject({ code: 'joining.request-pending' })
  for (const actor of [officer, stranger, auditor, suspendedOf(ega)]) {
    await expect(approveRequest(deps, actor, { request })).rejects.toMatchObject({
      code: 'joining.not-allowed',
    })
  }
  const client = await approveRequest(deps, ega, { request })
  await expect(approveRequest(deps, ega, { request })).rejects.toMatchObject({
    code: 'joining.wrong-state',
  })
  const found = async () => (await published()).production.clients.find(({ id }) => id === client)
  expect(await found()).toMatchObject({ system: 'heslb-sys', secretHashes: [] })
  await expect(changeSecret(deps, ega, { client, oldUntil: '' })).rejects.toMatchObject({
    code: 'joining.not-allowed',
  })
  const secret = await changeSecret(deps, officer, { client, oldUntil: '' })
  expect(await found()).toMatchObject({ generation: 0, secretHashes: [hashOf(secret)] })
  const again = await ask()
  await refuseRequest(deps, ega, { request: again, reason: 'Rekodi ya mfumo haijakamilika' })
  await withdrawRequest(deps, officer, { request: await ask() })
})

test('who asked for production does not approve it, whatever they are appointed to', async () => {
  await make()
  const request = await askForProduction(deps, officer, {
    system: 'heslb-sys',
    label: 'Mikopo',
    purpose: 'Kuthibitisha waombaji',
    publicKey: newKey(),
  })
  const twice: Actor = { ...ega, person: officer.person }
  await expect(approveRequest(deps, twice, { request })).rejects.toMatchObject({
    code: 'joining.own-request',
  })
  await refuseRequest(deps, ega, { request, reason: 'x' })
})

test('what e-GA took off the bus only e-GA puts back; tokens of before stay dead', async () => {
  const { id } = await make()
  await suspendClient(deps, ega, { client: id, reason: both('Uchunguzi') })
  await expect(resumeClient(deps, officer, { client: id })).rejects.toMatchObject({
    code: 'joining.suspended-by-ega',
  })
  await resumeClient(deps, ega, { client: id })
  await suspendClient(deps, actorOf('heslb', 'head'), { client: id, reason: both('x') })
  await resumeClient(deps, officer, { client: id })
  const found = (await published()).sandbox.clients.find((client) => client.id === id)
  expect(found).toMatchObject({ status: 'active', generation: 2 })
})

test('a callback is judged before it is kept', async () => {
  const { id } = await make()
  const own = { ...deps, resolve: async () => ['203.0.113.5', '196.41.60.1'] }
  await expect(
    setCallback(own, officer, { client: id, url: 'http://127.0.0.1:9/x' }),
  ).rejects.toMatchObject({ code: 'networks.url-refused' })
  const open = { ...own, allowedNetworks: ['127.0.0.0/8'] }
  await setCallback(open, officer, { client: id, url: 'http://127.0.0.1:9/x' })
  const found = (await published()).sandbox.clients.find((client) => client.id === id)
  expect(found?.callback).toEqual({ url: 'http://127.0.0.1:9/x', security: { type: 'signed' } })
  await setCallback(own, officer, { client: id, url: '' })
})

test('whoever is not the institution’s officer changes nothing, and is not told what there is', async () => {
  const { id } = await make()
  const reason = both('x')
  const attempts: [Actor, string, string][] = [
    [stranger, 'joining.client-not-found', 'joining.client-not-found'],
    [actorOf('heslb', 'secretary'), 'joining.not-allowed', 'joining.not-allowed'],
    [auditor, 'joining.not-allowed', 'joining.not-allowed'],
    [suspendedOf(officer), 'joining.not-allowed', 'joining.not-allowed'],
  ]
  for (const [actor, keyCode, stopCode] of attempts) {
    await expect(
      addKey(deps, actor, { client: id, publicKey: newKey(), oldUntil: '' }),
    ).rejects.toMatchObject({ code: keyCode })
    await expect(changeSecret(deps, actor, { client: id, oldUntil: '' })).rejects.toMatchObject({
      code: keyCode,
    })
    await expect(suspendClient(deps, actor, { client: id, reason })).rejects.toMatchObject({
      code: stopCode,
    })
  }
  await expect(make(newKey(), stranger)).rejects.toMatchObject({ code: 'joining.system-not-found' })
  expect(acts).toHaveLength(1)
})

test('with the checks of the program switched off, PostgreSQL still keeps another institution out', async () => {
  const { id } = await make()
  await grantSandbox(deps, officer, { system: 'heslb-sys', service: 'person' })
  await askForProduction(deps, officer, {
    system: 'heslb-sys',
    label: '',
    purpose: 'x',
    publicKey: newKey(),
  })
  const foreign = db.database.within(scopeOf(stranger))
  const own = db.database.within(scopeOf(officer))
  for (const name of [
    'client',
    'signing_key',
    'client_secret',
    'client_request',
    'sandbox_grant',
  ]) {
    expect(await foreign.rows(`select 1 from exchange.${name}`), name).toEqual([])
    expect((await own.rows(`select 1 from exchange.${name}`)).length, name).toBeGreaterThan(0)
  }
  for (const [sql, values] of [
    [`update exchange.client set status = 'active' where id = $1 returning id`, [id]],
    [`update exchange.signing_key set revoked_at = now() where client = $1 returning id`, [id]],
    [
      `update exchange.client_request set state = 'withdrawn', decided_at = now(), decided_by = $1 returning id`,
      ['x'],
    ],
    [`update exchange.client_secret set ends_at = now() where client = $1 returning number`, [id]],
  ] as const) {
    expect(await foreign.rows(sql, values), sql).toEqual([])
  }
  for (const [sql, values] of [
    [
      `insert into exchange.signing_key (client, id, public_key, curve, not_before, not_after)
       values ($1, 'mine', 'x', 'P-256', now(), now())`,
      [id],
    ],
    [
      `insert into exchange.client_secret (client, number, hash, made_at, made_by) values ($1, 9, $2, now(), 'x')`,
      [id, 'a'.repeat(43)],
    ],
    [
      `insert into exchange.sandbox_grant values ('heslb-sys', 'loans', 'heslb', now(), now() + interval '1 day', $1)`,
      ['x'],
    ],
    ['delete from exchange.client where id = $1', [id]],
    ['select hash from exchange.client_secret where client = $1', [id]],
  ] as const) {
    await expect(foreign.rows(sql, values), sql).rejects.toThrow(
      /row-level security|permission denied/,
    )
  }
})

test('an enrolled client keeps its secret and key when people take it over, and no file takes them back', async () => {
  const enrolled = {
    id: 'ya-zamani',
    system: 'heslb-sys',
    institution: 'heslb',
    status: 'active' as const,
    generation: 0,
    secretHashes: ['a'.repeat(43)],
    keys: [],
    certificates: [],
    nidaUserIds: [],
  }
  await db.database.transact((tx) => upsertClients(tx, [enrolled]))
  const secret = await changeSecret(deps, officer, { client: 'ya-zamani', oldUntil: '2026-03-05' })
  await db.database.transact((tx) => upsertClients(tx, [enrolled]))
  const found = async () =>
    (await published()).production.clients.find((client) => client.id === 'ya-zamani')
  expect((await found())?.secretHashes).toEqual([hashOf(secret), 'a'.repeat(43)])
  now = new Date('2026-03-06T09:00:00Z')
  expect((await found())?.secretHashes).toEqual([hashOf(secret)])
})

test('the demo leaves one request that waits for e-GA, once', async () => {
  const name = { sw: 'Mfano', en: 'Demo' }
  const status = 'active' as const
  await deps.register.enrol(db.database, {
    institutions: [{ id: 'mfano', class: 'GOV', code: 'MFANO', name, status }],
    systems: [{ id: 'mfano-jaribio', institution: 'mfano', code: 'jaribio', name, status }],
  })
  await seedDemoJoining(deps)
  await seedDemoJoining(deps)
  const asked = await db.database.rows(
    `select state from exchange.client_request where system = 'mfano-jaribio'`,
  )
  expect(asked).toEqual([{ state: 'pending' }])
})
