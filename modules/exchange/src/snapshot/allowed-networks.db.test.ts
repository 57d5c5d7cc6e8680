import { generateKeyPairSync } from 'node:crypto'
import { verifyRoutingSnapshot } from '@mtandao/contracts'
import { testDatabase, type TestDatabase } from '@mtandao/pg/test-database'
import { createRegister, registerMigrations } from '@mtandao/register'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { exchangeMigrations } from '../index.ts'
import { publishSnapshots } from './publish-snapshot.ts'

const keys = generateKeyPairSync('ed25519')
let db: TestDatabase
let now = new Date('2026-03-01T09:00:00Z')

beforeAll(async () => (db = await testDatabase([registerMigrations, exchangeMigrations])))
afterAll(() => db.close())

async function publish(allowedNetworks?: readonly string[]) {
  const { production } = await publishSnapshots({
    database: db.database,
    register: createRegister(),
    signingKey: keys.privateKey,
    now: () => now,
    lifetimeMs: 24 * 60 * 60 * 1000,
    instance: 'TZ',
    simulatorUrl: 'http://127.0.0.1:8080/internal/simulator',
    ...(allowedNetworks && { allowedNetworks }),
  })
  return await verifyRoutingSnapshot(production.jws, keys.publicKey)
}

const allow = (network: string, from: string, until: string | null = null) =>
  db.database.rows(
    `insert into exchange.allowed_network (network, reason, valid_from, valid_until, decided_by) values ($1, 'data centre', $2, $3, 'officer')`,
    [network, from, until],
  )

test('no network is allowed until one is', async () => {
  expect((await publish()).allowedNetworks).toEqual([])
})

test('a network that is opened is in the next snapshot', async () => {
  await allow('10.20.0.0/16', '2026-01-01T00:00:00Z')
  expect((await publish()).allowedNetworks).toEqual(['10.20.0.0/16'])
})

test('a network is allowed from its day and no longer than to its end, though nobody changes a row', async () => {
  await allow('fd00:1::/32', '2026-03-01T09:10:00Z', '2026-03-01T09:20:00Z')
  expect((await publish()).allowedNetworks).toEqual(['10.20.0.0/16'])
  now = new Date('2026-03-01T09:10:00Z')
  expect((await publish()).allowedNetworks).toEqual(['10.20.0.0/16', 'fd00:1::/32'])
  now = new Date('2026-03-01T09:20:00Z')
  expect((await publish()).allowedNetworks).toEqual(['10.20.0.0/16'])
})

test('a network that is closed is gone from the next snapshot', async () => {
  now = new Date('2026-03-01T09:30:00Z')
  await db.database.rows(`update exchange.allowed_network set valid_until = $1, closed_by = 'x'`, [
    now,
  ])
  expect((await publish()).allowedNetworks).toEqual([])
})

test("a demonstration's own machine is allowed beside what was decided", async () => {
  await allow('127.0.0.0/8', '2026-01-01T00:00:00Z')
  expect((await publish(['127.0.0.0/8', '::1/128', 'rubbish'])).allowedNetworks).toEqual([
    '127.0.0.0/8',
    '::1/128',
  ])
})
