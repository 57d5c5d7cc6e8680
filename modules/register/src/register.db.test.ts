import { testDatabase, type TestDatabase } from '@mtandao/pg/test-database'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createRegister, registerMigrations } from './index.ts'

const register = createRegister()
let db: TestDatabase
beforeAll(async () => (db = await testDatabase([registerMigrations])))
afterAll(() => db.close())

const entries = {
  institutions: [
    {
      id: 'a',
      class: 'GOV',
      code: '1',
      name: { sw: 'Taasisi A', en: 'Institution A' },
      status: 'active',
    },
    {
      id: 'b',
      class: 'GOV',
      code: '2',
      name: { sw: 'Taasisi B', en: 'Institution B' },
      status: 'suspended',
    },
  ],
  systems: [
    {
      id: 'a-s',
      institution: 'a',
      code: 'S',
      name: { sw: 'Mfumo', en: 'System' },
      status: 'active',
    },
  ],
} as const

test('enrolling twice is as enrolling once, and only real changes leave a mark', async () => {
  const enrol = (what: Parameters<typeof register.enrol>[1]) =>
    db.database.transact((tx) => register.enrol(tx, what))
  await enrol(entries)
  expect(await register.listAll(db.database)).toEqual(entries)
  expect(await register.hasChanges(db.database)).toBe(true)
  expect(await register.takeChanges(db.database)).toBe(1)

  await enrol(entries)
  expect(await register.hasChanges(db.database)).toBe(false)

  const [first] = entries.institutions
  await enrol({ institutions: [{ ...first, status: 'suspended' }], systems: [] })
  expect(await register.hasChanges(db.database)).toBe(true)
  expect(await register.count(db.database)).toEqual({ institutions: 0, systems: 1 })
})

test('two institutions cannot have one address', async () => {
  const [first] = entries.institutions
  const twin = { institutions: [{ ...first, id: 'twin' }], systems: [] }
  await expect(register.enrol(db.database, twin)).rejects.toMatchObject({
    constraint: 'institution_address',
  })
})

test('names and known systems are found by id', async () => {
  const names = await register.institutionNames(db.database, ['a', 'nobody'])
  expect([...names]).toEqual([['a', { sw: 'Taasisi A', en: 'Institution A' }]])
  expect([...(await register.knownSystems(db.database, ['a-s', 'x']))]).toEqual(['a-s'])
})
