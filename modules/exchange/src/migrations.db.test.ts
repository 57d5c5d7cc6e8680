import { migrate, readMigrations } from '@mtandao/pg'
import { testDatabase } from '@mtandao/pg/test-database'
import { registerMigrations } from '@mtandao/register'
import { expect, test } from 'vitest'
import { exchangeMigrations } from './index.ts'

const sets = [registerMigrations, exchangeMigrations]

test('the golden list of migrations: files are added at the end, and none that was released changes', async () => {
  const files = await Promise.all(sets.map(readMigrations))
  expect(files.flat().map(({ name }) => name)).toEqual([
    '0001_register',
    '0001_rights',
    '0002_index',
  ])
})

test('they bring an empty database to the golden list of tables, once', async () => {
  const empty = await testDatabase()
  const { database } = empty
  expect(await migrate(database, sets)).toEqual([
    'register/0001_register',
    'exchange/0001_rights',
    'exchange/0002_index',
  ])
  expect(await migrate(database, sets)).toEqual([])
  const tables = await database.rows<{ name: string }>(
    `select schemaname || '.' || tablename as name from pg_tables where schemaname in ('register', 'exchange') order by 1`,
  )
  expect(tables.map(({ name }) => name)).toEqual([
    'exchange.agreement',
    'exchange.bus',
    'exchange.change',
    'exchange.client',
    'exchange.exchange',
    'exchange.journal_alarm',
    'exchange.journal_cursor',
    'exchange.service',
    'exchange.signing_key',
    'exchange.snapshot_version',
    'exchange.tally_day',
    'register.change',
    'register.institution',
    'register.system',
  ])
  await empty.close()
})
