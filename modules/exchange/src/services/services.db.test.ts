import { randomBytes } from 'node:crypto'
import type { Act } from '@mtandao/audit/contract'
import { scopeOf, type Actor, type Role } from '@mtandao/identity/contract'
import { testDatabase, type TestDatabase } from '@mtandao/pg/test-database'
import { createRegister, registerMigrations } from '@mtandao/register'
import { openSecret } from '@mtandao/seal'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { exchangeMigrations } from '../index.ts'
import { allowNetwork, disallowNetwork, listNetworks } from '../networks/decide-network.ts'
import { listServices } from '../rights/service-store.ts'
import { addService, type ServiceToAdd } from './add-service.ts'
import { adoptEnrolledServices } from './adopt-enrolled.ts'
import type { ServicesDeps } from './deps.ts'
import { describeService } from './describe-service.ts'
import { draftVersion } from './draft-version.ts'
import { deprecateVersion, retireVersion } from './end-version.ts'
import { publishVersion } from './publish-version.ts'
import { getOwnService, listOwnServices } from './see-services.ts'
import { setEndpoint, type EndpointToSet } from './set-endpoint.ts'
import { resumeService, suspendService } from './suspend-service.ts'
import { weighVersion } from './weigh-version.ts'

let db: TestDatabase
let deps: ServicesDeps
let acts: Act[] = []
let nowMs = Date.parse('2026-03-02T09:00:00Z')
const sealingKey = randomBytes(32)

beforeAll(async () => {
  db = await testDatabase([registerMigrations, exchangeMigrations])
  const register = createRegister()
  deps = {
    database: db.database,
    register,
    audit: {
      record: (_db, _who, act) => {
        acts.push(act)
        return Promise.resolve()
      },
    },
    now: () => new Date(nowMs),
    sealingKey,
    resolve: () => Promise.resolve(['41.59.0.1']),
    allowedNetworks: [],
  }
  const both = (text: string) => ({ sw: text, en: text })
  const place = (id: string, code: string) => ({
    id,
    class: 'GOV',
    code,
    name: both(id),
    status: 'active' as const,
  })
  const system = (institution: string) => ({
    id: `${institution}.mfumo`,
    institution,
    code: 'mfumo',
    name: both('Mfumo'),
    status: 'active' as const,
  })
  await register.enrol(db.database, {
    institutions: [place('nida', 'NIDA'), place('heslb', 'HESLB'), place('ega', 'EGA')],
    systems: [system('nida'), system('heslb')],
  })
})
afterAll(() => db.close())
beforeEach(() => {
  acts = []
})

function actor(institution: string, ...roles: readonly Role[]): Actor {
  return {
    person: { id: `p-${institution}`, name: 'Asha Mfano', email: 'asha@mfano.go.tz' },
    institution,
    institutionName: { sw: institution, en: institution },
    roles,
    appointments: [],
    suspended: false,
  }
}
const officer = actor('nida', 'ict-officer')
const other = actor('heslb', 'ict-officer')
const ega = actor('ega', 'ega-officer')
const auditor = actor('ega', 'auditor')
const suspended: Actor = { ...officer, suspended: true }

const text = (sw: string) => ({ sw, en: sw })
const description = {
  name: text('Utambulisho'),
  summary: text('Nani ni nani'),
  mode: 'sync',
  format: 'json',
  audience: 'public',
  personalData: true,
  contact: 'msaada@nida.go.tz',
} as const
let serial = 0
const asked = (): ServiceToAdd => ({
  ...description,
  system: 'nida.mfumo',
  code: `huduma-${(serial += 1)}`,
  kind: 'pull',
})

const bearer: EndpointToSet = {
  url: 'https://huduma.nida.go.tz/watu',
  security: 'bearer',
  secret: 'siri-kuu',
  timeoutMs: 5_000,
  concurrency: 10,
  answerBytesMax: 65_536,
  quota: { perMinute: 60, perDay: 1_000 },
}

const openapi = (members: readonly string[]) =>
  JSON.stringify({
    openapi: '3.1.0',
    info: { title: 'Watu', version: '1' },
    paths: {
      '/watu': {
        get: {
          responses: {
            200: {
              description: 'Sawa',
              content: {
                'application/json': {
                  schema: {
                    type: 'object',
                    properties: Object.fromEntries(
                      members.map((name) => [name, { type: 'string' }]),
                    ),
                  },
                },
              },
            },
          },
        },
      },
    },
  })

async function published(more: Partial<ServiceToAdd> = {}): Promise<string> {
  const id = await addService(deps, officer, { ...asked(), ...more })
  await setEndpoint(deps, officer, id, bearer)
  await publishNext(id, ['nin', 'jina'])
  return id
}

async function publishNext(
  id: string,
  members: readonly string[],
  more: { readonly breaks?: true; readonly endsOn?: string } = {},
) {
  await draftVersion(deps, officer, id, { kind: 'openapi', text: openapi(members) })
  const { fingerprint } = await weighVersion(deps, officer, id)
  return await publishVersion(deps, officer, id, { fingerprint, ...more })
}

async function agree(service: string, consumer: string): Promise<void> {
  await db.database.rows(
    `insert into exchange.agreement (id, consumer, service, status, purposes, valid_from, valid_until, rules, per_minute,
       per_day, concurrency) values ($1, $2, $3, 'active', '{X}', '2026-01-01', '2030-01-01', '[]', 1, 1, 1)`,
    [`${consumer}.${service}`.slice(0, 64), consumer, service],
  )
}

const routed = async (id: string) => (await listServices(db.database)).find((one) => one.id === id)
const versionsOf = async (id: string) => (await getOwnService(deps, officer, id)).versions

test('a service is written, published, and then routed under a code that the bus gave it', async () => {
  const id = await addService(deps, officer, asked())
  expect(await routed(id)).toBeUndefined()
  await setEndpoint(deps, officer, id, bearer)
  const { number, esbCode } = await publishNext(id, ['nin'])
  expect(number).toBe(1)
  expect(esbCode).toMatch(/^SRVC\d{4,}$/)
  expect(await routed(id)).toMatchObject({
    system: 'nida.mfumo',
    version: 'v1',
    esbCode,
    status: 'active',
    endpoint: { url: bearer.url },
    endpoints: [{ method: 'GET', path: '/watu' }],
  })
  expect(acts.map(({ action }) => action)).toEqual([
    'exchange.service-added',
    'exchange.service-endpoint-set',
    'exchange.service-version-drafted',
    'exchange.service-published',
  ])
  expect(JSON.stringify(acts)).not.toContain('siri-kuu')
})

test('codes are given once: the next service has another, and a code that came with an enrolment is passed over', async () => {
  const one = await routed(await published())
  const next = `SRVC${String(Number(one?.esbCode?.slice(4)) + 1).padStart(4, '0')}`
  await db.database.rows(
    `insert into exchange.service select 'taken', system, 'taken', name_sw, name_en, version, kind, mode, $2, status,
       endpoint, format, timeout_ms, concurrency, answer_bytes_max, endpoints, openapi from exchange.service where id = $1`,
    [one?.id, next],
  )
  const two = await routed(await published())
  expect(two?.esbCode).not.toBe(next)
  expect(two?.esbCode).not.toBe(one?.esbCode)
  await db.database.rows(`delete from exchange.service where id = 'taken'`)
})

test('secrets are sealed for the gateway, kept when left out, and asked for when there is none', async () => {
  const id = await published()
  const before = (await routed(id))?.endpoint
  if (before?.security.type !== 'bearer') throw new Error('no bearer')
  expect(openSecret(sealingKey, id, before.security.secret.sealed)?.toString()).toBe('siri-kuu')
  await setEndpoint(deps, officer, id, { ...bearer, secret: undefined, timeoutMs: 7_000 })
  expect(await routed(id)).toMatchObject({ timeoutMs: 7_000, endpoint: before })
  await expect(
    setEndpoint(deps, officer, id, {
      ...bearer,
      security: 'basic',
      username: 'a',
      secret: undefined,
    }),
  ).rejects.toMatchObject({ code: 'services.secret-missing', extra: { field: 'secret' } })
})

test('a secret does not follow the address to another host: who changes it must know it', async () => {
  const id = await published()
  const leftOut = { ...bearer, secret: undefined }
  await setEndpoint(deps, officer, id, { ...leftOut, url: 'https://huduma.nida.go.tz/watu/v2' })
  for (const url of [
    'https://mwizi.example/watu',
    'http://huduma.nida.go.tz/watu',
    'https://huduma.nida.go.tz:8443/watu',
  ]) {
    const http = {
      ...deps,
      resolve: () => Promise.resolve(['10.0.0.1']),
      allowedNetworks: ['10.0.0.0/8'],
    }
    await expect(setEndpoint(http, officer, id, { ...leftOut, url }), url).rejects.toMatchObject({
      code: 'services.secret-missing',
    })
  }
  expect((await routed(id))?.endpoint?.url).toBe('https://huduma.nida.go.tz/watu/v2')
})

test('a provider may not stand on a loopback, private or special address until e-GA allows its network', async () => {
  const id = await addService(deps, officer, asked())
  const local = { ...bearer, url: 'http://10.20.0.5/watu' }
  await expect(setEndpoint(deps, officer, id, local)).rejects.toMatchObject({
    code: 'networks.url-refused',
  })
  await expect(
    allowNetwork(deps, officer, { network: '10.20.0.0/16', reason: 'x' }),
  ).rejects.toMatchObject({
    code: 'networks.not-allowed',
  })
  const network = await allowNetwork(deps, ega, {
    network: '10.20.0.0/16',
    reason: 'Kituo cha data',
  })
  await setEndpoint(deps, officer, id, local)
  await disallowNetwork(deps, ega, network)
  await expect(setEndpoint(deps, officer, id, local)).rejects.toThrow()
  expect((await listNetworks(deps, officer, { limit: 10 })).items[0]).toMatchObject({
    network: '10.20.0.0/16',
    closedBy: 'p-ega',
  })
  for (const wrong of ['0.0.0.0/0', '10.1.2.3/8', 'x', '']) {
    await expect(allowNetwork(deps, ega, { network: wrong, reason: 'x' })).rejects.toMatchObject({
      code: 'networks.network-unreadable',
    })
  }
})

test('a document with faults is refused with the place of each, and nothing is kept', async () => {
  const id = await addService(deps, officer, asked())
  await expect(
    draftVersion(deps, officer, id, { kind: 'openapi', text: '{"openapi":"3.1.0","info":{}}' }),
  ).rejects.toMatchObject({ code: 'services.document-refused' })
  expect(await versionsOf(id)).toEqual([])
})

test('publishing shows what breaks and for whom, and asks for a last day when others use it', async () => {
  const id = await published()
  await agree(id, 'heslb.mfumo')
  await db.database.rows(
    `insert into exchange.exchange (id, at, door, consumer_system, service)
     values ('01900000-0000-7000-8000-000000000001', '2026-03-01T10:00:00Z', 'r1', 'heslb.mfumo', $1)`,
    [id],
  )
  await draftVersion(deps, officer, id, { kind: 'openapi', text: openapi(['nin']) })
  const weighing = await weighVersion(deps, officer, id)
  expect(weighing.changes).toMatchObject([{ kind: 'member-removed', verdict: 'breaking' }])
  expect(weighing.consumers).toMatchObject([
    { system: 'heslb.mfumo', institution: 'heslb', lastCall: new Date('2026-03-01T10:00:00Z') },
  ])
  const { fingerprint } = weighing
  const publish = (more: object) => publishVersion(deps, officer, id, { fingerprint, ...more })
  await expect(publish({})).rejects.toMatchObject({ code: 'services.breaking-unconfirmed' })
  await expect(publish({ breaks: true })).rejects.toMatchObject({
    code: 'services.end-date-needed',
  })
  await expect(publish({ breaks: true, endsOn: '2026-03-01' })).rejects.toThrow()
  expect((await routed(id))?.version).toBe('v1')
  await publish({ breaks: true, endsOn: '2026-03-02' })
  expect((await routed(id))?.version).toBe('v2')
  expect(await versionsOf(id)).toMatchObject([
    { number: 2, status: 'published' },
    { number: 1, status: 'deprecated', endsOn: '2026-03-02' },
  ])
})

test('a compatible version takes the place of the one before, which is retired at once', async () => {
  const id = await published()
  await agree(id, 'heslb.mfumo')
  await publishNext(id, ['nin', 'jina', 'mkoa'])
  expect(await versionsOf(id)).toMatchObject([{ status: 'published' }, { status: 'retired' }])
})

test('what is confirmed is what was looked at: a draft changed since then is not published', async () => {
  const id = await published()
  await draftVersion(deps, officer, id, { kind: 'openapi', text: openapi(['nin', 'jina', 'a']) })
  const { fingerprint } = await weighVersion(deps, officer, id)
  await draftVersion(deps, officer, id, { kind: 'openapi', text: openapi(['nin', 'jina', 'b']) })
  await expect(publishVersion(deps, officer, id, { fingerprint })).rejects.toMatchObject({
    code: 'services.changed-meanwhile',
  })
})

test('a version is retired when its day is over or nobody uses it; the last one takes the service off the bus', async () => {
  const id = await published()
  await agree(id, 'heslb.mfumo')
  await expect(retireVersion(deps, officer, id, 1)).rejects.toMatchObject({
    code: 'services.wrong-state',
  })
  await deprecateVersion(deps, officer, id, { number: 1, endsOn: '2026-03-10' })
  await expect(retireVersion(deps, officer, id, 1)).rejects.toMatchObject({
    code: 'services.still-used',
  })
  const before = nowMs
  nowMs = Date.parse('2026-03-10T20:59:59Z')
  await expect(retireVersion(deps, officer, id, 1)).rejects.toThrow()
  nowMs = Date.parse('2026-03-10T21:00:00Z')
  await retireVersion(deps, officer, id, 1)
  nowMs = before
  expect((await routed(id))?.status).toBe('suspended')
  expect((await getOwnService(deps, officer, id)).service.listed).toBe(false)
})

test('a suspended service is suspended at the gateway, with its reason, until it is resumed', async () => {
  const id = await published()
  await suspendService(deps, officer, id, text('Matengenezo'))
  expect((await routed(id))?.status).toBe('suspended')
  expect((await getOwnService(deps, officer, id)).service.reason).toEqual(text('Matengenezo'))
  await expect(suspendService(deps, officer, id, text('x'))).rejects.toThrow()
  await describeService(deps, officer, id, { ...description, name: text('Jina jipya') })
  expect(await routed(id)).toMatchObject({ status: 'suspended', name: text('Jina jipya') })
  await resumeService(deps, officer, id)
  expect((await routed(id))?.status).toBe('active')
})

test('what e-GA took off the bus only e-GA puts back, also over the provider’s own no', async () => {
  const id = await published()
  await suspendService(deps, officer, id, text('Matengenezo'))
  await suspendService(deps, ega, id, text('Uchunguzi'))
  await expect(suspendService(deps, ega, id, text('x'))).rejects.toThrow()
  await expect(suspendService(deps, officer, id, text('x'))).rejects.toThrow()
  await expect(resumeService(deps, officer, id)).rejects.toMatchObject({
    code: 'services.suspended-by-ega',
  })
  expect((await routed(id))?.status).toBe('suspended')
  const seen = await getOwnService(deps, officer, id)
  expect([seen.mayResume, seen.service.reason]).toEqual([false, text('Uchunguzi')])
  expect((await getOwnService(deps, ega, id)).mayResume).toBe(true)
  await resumeService(deps, ega, id)
  expect((await routed(id))?.status).toBe('active')
})

test('the other institution, the reader and the suspended officer change nothing and see no draft', async () => {
  const id = await addService(deps, officer, asked())
  const steps = (who: Actor) => [
    () => setEndpoint(deps, who, id, bearer),
    () => draftVersion(deps, who, id, { kind: 'openapi', text: openapi(['a']) }),
    () => weighVersion(deps, who, id),
    () => suspendService(deps, who, id, text('x')),
    () => describeService(deps, who, id, description),
    () => retireVersion(deps, who, id, 1),
  ]
  for (const step of steps(other))
    await expect(step()).rejects.toMatchObject({ code: 'services.not-found' })
  for (const who of [suspended, auditor, actor('nida', 'data-protection-officer')]) {
    for (const step of steps(who))
      await expect(step()).rejects.toMatchObject({ code: 'services.not-allowed' })
  }
  await expect(getOwnService(deps, other, id)).rejects.toMatchObject({ code: 'services.not-found' })
  await expect(getOwnService(deps, suspended, id)).rejects.toMatchObject({
    code: 'services.not-found',
  })
  expect((await getOwnService(deps, auditor, id)).manages).toBe(false)
  await expect(addService(deps, other, asked())).rejects.toMatchObject({
    code: 'services.system-unknown',
  })
  const listed = await listOwnServices(deps, other, { limit: 50 })
  expect(listed.items).toEqual([])
})

test('with every check of ours switched off, PostgreSQL keeps the rows of others', async () => {
  const hidden = await addService(deps, officer, asked())
  await setEndpoint(deps, officer, hidden, bearer)
  await draftVersion(deps, officer, hidden, { kind: 'openapi', text: openapi(['a']) })
  const shown = await published({ audience: 'institutions' })
  await draftVersion(deps, officer, shown, { kind: 'openapi', text: openapi(['b']) })
  const within = (who: Actor | undefined) => db.database.within(scopeOf(who))
  const count = async (who: Actor | undefined, sql: string, ...values: string[]) =>
    (await within(who).rows(sql, values)).length
  const services = 'select 1 from exchange.offered_service where id = $1'
  const versions = 'select 1 from exchange.service_version where service = $1'
  const endpoints = 'select 1 from exchange.service_endpoint where service = $1'
  const routes = 'select id from exchange.service where id = $1'
  expect(await count(officer, endpoints, hidden)).toBe(1)
  for (const who of [other, undefined, suspended]) {
    expect(await count(who, services, hidden)).toBe(0)
    expect(await count(who, versions, hidden)).toBe(0)
    expect(await count(who, endpoints, hidden)).toBe(0)
    expect(await count(who, endpoints, shown)).toBe(0)
  }
  expect(await count(other, versions, shown)).toBe(1)
  expect(await count(other, routes, shown)).toBe(1)
  for (const who of [undefined, suspended]) {
    expect(await count(who, services, shown)).toBe(0)
    expect(await count(who, versions, shown)).toBe(0)
    expect(await count(who, routes, shown)).toBe(0)
  }
  await expect(within(other).rows('select endpoint from exchange.service')).rejects.toThrow(
    /permission/,
  )
  for (const sql of [
    `update exchange.offered_service set name_sw = 'x' where id = $1 returning id`,
    `update exchange.service_version set status = 'retired', retired_at = now() where service = $1 returning number`,
    `update exchange.service_endpoint set timeout_ms = 60 where service = $1 returning service`,
    `update exchange.service set status = 'suspended' where id = $1 returning id`,
  ]) {
    expect(await count(other, sql, shown)).toBe(0)
  }
  await expect(
    within(other).rows(
      `insert into exchange.service (id, name_sw, name_en, version, mode, status, format, timeout_ms, concurrency,
         answer_bytes_max, endpoints, system, code, kind)
       values ('wizi', 'x', 'x', 'v1', 'sync', 'active', 'json', 100, 1, 2048, '[]', 'nida.mfumo', 'wizi', 'pull')`,
    ),
  ).rejects.toThrow(/row-level security/)
  await expect(
    within(other).rows(
      `insert into exchange.allowed_network (network, reason, valid_from, decided_by) values ('10.0.0.0/8', 'x', now(), 'x')`,
    ),
  ).rejects.toThrow(/row-level security/)
  await expect(within(other).rows('delete from exchange.offered_service')).rejects.toThrow(
    /permission/,
  )
})

test('enrolled services are adopted once, renewed with their file, and never take back what people decided', async () => {
  const enrolled = (id: string, document: string | null) =>
    db.database.rows(
      `insert into exchange.service (id, name_sw, name_en, version, mode, status, format, timeout_ms, concurrency,
         answer_bytes_max, endpoints, system, code, kind, esb_code, openapi, endpoint)
       values ($1, 'Mita', 'Meter', 'v1', 'sync', 'active', 'json', 100, 1, 2048, '[]', 'heslb.mfumo', $1, 'pull', $1,
         $2, '{"url":"http://127.0.0.1:1/a","security":{"type":"signed"}}')`,
      [id, document],
    )
  const document = (members: readonly string[], audience: string) => {
    const parsed = JSON.parse(openapi(members)) as { info: object }
    return JSON.stringify({
      ...parsed,
      info: {
        ...parsed.info,
        'x-mtandao': { audience, personalData: false, summary: { sw: 'S', en: 'E' } },
      },
    })
  }
  await enrolled('mita-1', document(['a'], 'public'))
  await enrolled('mita-2', null)
  await enrolled('mita-3', 'not json')
  await adoptEnrolledServices(deps)
  const marks = await db.database.rows('select * from exchange.change')
  await adoptEnrolledServices(deps)
  expect(await db.database.rows('select * from exchange.change')).toEqual(marks)
  expect(await getOwnService(deps, other, 'mita-1')).toMatchObject({
    service: {
      audience: 'public',
      personalData: false,
      esbCode: 'mita-1',
      listed: true,
      summary: { sw: 'S' },
    },
    versions: [{ number: 1, status: 'published' }],
    endpoint: { endpoint: { url: 'http://127.0.0.1:1/a' } },
  })
  for (const id of ['mita-2', 'mita-3']) {
    expect(await getOwnService(deps, other, id)).toMatchObject({
      service: { audience: 'institutions', personalData: true },
      versions: [{ status: 'published', documentKind: 'example' }],
    })
  }
  await suspendService(deps, other, 'mita-1', text('Matengenezo'))
  await db.database.rows(
    `update exchange.service set openapi = $1, status = 'active' where id = 'mita-1'`,
    [document(['b'], 'institutions')],
  )
  await adoptEnrolledServices(deps)
  expect((await routed('mita-1'))?.status).toBe('suspended')
  expect((await getOwnService(deps, other, 'mita-1')).service.audience).toBe('institutions')
})
