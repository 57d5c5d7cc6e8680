import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isUnavailable, migrate, openDatabase, requireServer, scopedRole } from './index.ts'
import { testDatabase, type TestDatabase } from './test-database.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await testDatabase()
  await db.database.rows('create table pot (id int primary key, coins bigint not null)')
  await db.database.rows('insert into pot values (1, 0), (2, 0)')
})
afterAll(() => db.close())

test('big integers come as numbers, and one past 2^53 is refused', async () => {
  expect(await db.database.rows('select 9007199254740991::bigint as n')).toEqual([
    { n: Number.MAX_SAFE_INTEGER },
  ])
  await expect(db.database.rows('select 9007199254740993::bigint as n')).rejects.toThrow(/2\^53/)
})

test('a transaction is all or nothing', async () => {
  await expect(
    db.database.transact(async (tx) => {
      await tx.rows('update pot set coins = 99 where id = 1')
      throw new Error('changed my mind')
    }),
  ).rejects.toThrow('changed my mind')
  expect(await db.database.rows('select coins from pot where id = 1')).toEqual([{ coins: 0 }])
})

test('a deadlock is run again and both sides get through', async () => {
  const both = (first: number, second: number) =>
    db.database.transact(async (tx) => {
      await tx.rows('update pot set coins = coins + 1 where id = $1', [first])
      await tx.rows('select pg_sleep(0.1)')
      await tx.rows('update pot set coins = coins + 1 where id = $1', [second])
    })
  await Promise.all([both(1, 2), both(2, 1)])
  expect(await db.database.rows('select coins from pot order by id')).toEqual([
    { coins: 2 },
    { coins: 2 },
  ])
})

test('a connection cut by the server fails what was under way and nothing else', async () => {
  const lost: Error[] = []
  const pool = openDatabase({ url: db.url, poolSizeMax: 2, onConnectionLost: (e) => lost.push(e) })
  const cut = async () =>
    await db.database.rows(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid() and application_name = 'mtandao'`,
    )
  await pool.rows('select 1')
  await cut()
  await expect.poll(() => lost.length).toBe(1)

  const failure = await pool
    .transact(async (tx) => {
      await tx.rows('select 1')
      await cut()
      // Between two statements nobody waits on the connection: its error event must not end the process.
      await new Promise((resolve) => setTimeout(resolve, 50))
      await tx.rows('select 2')
    })
    .catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(Error)
  expect(await pool.rows('select 3 as n')).toEqual([{ n: 3 }])
  await pool.close()
})

test('a statement over its time is cancelled', async () => {
  const pool = openDatabase({ url: db.url, statementTimeoutMs: 50 })
  await expect(pool.rows('select pg_sleep(5)')).rejects.toThrow(/statement timeout/)
  await pool.close()
})

test('an absent server is told from a wrong statement', async () => {
  const nowhere = openDatabase({ url: 'postgres://a:b@127.0.0.1:1/x', connectTimeoutMs: 500 })
  const absent = await nowhere.rows('select 1').catch((error: unknown) => error)
  expect(isUnavailable(absent)).toBe(true)
  const wrong = await db.database.rows('selekt').catch((error: unknown) => error)
  expect(isUnavailable(wrong)).toBe(false)
  await nowhere.close()
})

test('a server older than 15 is refused by its number', async () => {
  await requireServer(db.database)
  const old = { rows: async () => [{ number: 140_012, version: '14.12' }] as never }
  await expect(requireServer(old)).rejects.toMatchObject({ code: 'pg.server-too-old' })
})

test('migrations go forward once, in order, and refuse a changed or a missing file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'migrations-'))
  const set = { module: 'kikapu', directory: pathToFileURL(`${folder}/`) }
  const write = (name: string, sql: string) => writeFileSync(join(folder, name), sql)
  write('0001_fruit.sql', 'create table fruit (name text)')
  expect(await migrate(db.database, [set])).toEqual(['kikapu/0001_fruit'])
  expect(await migrate(db.database, [set])).toEqual([])

  write('0002_wrong.sql', 'create table basket (x int); create tabel oops (x int)')
  await expect(migrate(db.database, [set])).rejects.toThrow(/syntax/)
  expect(await db.database.rows(`select to_regclass('basket')::text as found`)).toEqual([
    { found: null },
  ])
  write('0002_wrong.sql', 'create table basket (x int)')
  const both = await Promise.all([migrate(db.database, [set]), migrate(db.database, [set])])
  expect(both.flat()).toEqual(['kikapu/0002_wrong'])

  write('0001_fruit.sql', 'create table fruit (name varchar)')
  await expect(migrate(db.database, [set])).rejects.toMatchObject({ code: 'pg.migration-changed' })
  write('0001_fruit.sql', 'create table fruit (name text)')
  rmSync(join(folder, '0002_wrong.sql'))
  await expect(migrate(db.database, [set])).rejects.toMatchObject({ code: 'pg.migration-unknown' })
  write('0003_gap.sql', 'select 1')
  await expect(migrate(db.database, [set])).rejects.toMatchObject({
    code: 'pg.migration-misnumbered',
  })
  rmSync(folder, { recursive: true })
})

test('two files with the same migrations share a template, and not their data', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'migrations-'))
  writeFileSync(join(folder, '0001_a.sql'), 'create table a (x int)')
  const set = { module: 'a', directory: pathToFileURL(`${folder}/`) }
  const [one, two] = await Promise.all([testDatabase([set]), testDatabase([set])])
  await one.database.rows('insert into a values (1)')
  expect(await two.database.rows('select * from a')).toEqual([])
  await Promise.all([one.close(), two.close()])
  rmSync(folder, { recursive: true })
})

test('work within a scope sees and writes only what the policies allow, and leaves nothing behind', async () => {
  const { database, close } = await testDatabase()
  try {
    await migrate(database, [])
    await database.rows(`create schema hall;
      create table hall.note (owner text not null, text text not null);
      grant usage on schema hall to ${scopedRole};
      grant select, insert on hall.note to ${scopedRole};
      alter table hall.note enable row level security;
      create policy own on hall.note to ${scopedRole}
        using (owner = (select current_setting('hall.owner', true)));
      insert into hall.note values ('asha', 'a'), ('juma', 'j')`)
    const asha = database.within({ settings: { 'hall.owner': `asha` } })
    expect(await asha.rows('select text from hall.note')).toEqual([{ text: 'a' }])
    await asha.rows(`insert into hall.note values ('asha', 'a2')`)
    await expect(asha.rows(`insert into hall.note values ('juma', 'x')`)).rejects.toThrow('policy')
    await expect(asha.rows('delete from hall.note')).rejects.toThrow('permission denied')
    const quoted = database.within({ settings: { 'hall.owner': `o'\\; reset role; --` } })
    expect(await quoted.rows('select text from hall.note')).toEqual([])
    const reader = database.within({ settings: { 'hall.owner': 'asha' }, readOnly: true })
    await expect(reader.rows(`insert into hall.note values ('asha', 'x')`)).rejects.toThrow(
      'read-only',
    )
    await asha.transact(async (inside) => {
      await inside.rows(`insert into hall.note values ('asha', 'a3')`)
    })
    // The same connections, used again without a scope.
    const all = await Promise.all(
      Array.from({ length: 20 }, () =>
        database.rows(
          `select count(*)::int as n, current_user::text as who, coalesce(current_setting('hall.owner', true), '') as owner from hall.note`,
        ),
      ),
    )
    for (const [row] of all) expect(row).toMatchObject({ n: 4, owner: '' })
    expect(new Set(all.map(([row]) => (row as { who: string }).who))).not.toContain(scopedRole)
  } finally {
    await close()
  }
})
