import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { scopeOf } from '@mtandao/identity/contract'
import { createLogger } from '@mtandao/log'
import { testDatabase, type TestDatabase } from '@mtandao/pg/test-database'
import { directoryTiles, fsck, TileReader } from '@mtandao/tlog'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { actOn, actorOf } from '../test/people.ts'
import { auditMigrations, createAudit, type RunningAudit } from './index.ts'

const officer = actorOf('wizara', 'ict-officer')
const other = actorOf('halmashauri', 'ict-officer')
const concerned = actorOf('mamlaka', 'head')
const auditor = actorOf('cag', 'auditor')
const administrator = actorOf('ega', 'ega-officer')
const minister = actorOf('utumishi', 'minister-office')

let made: TestDatabase
let dataDir: string
let audit: RunningAudit
let stop: AbortController
let running: Promise<void>
let said: string[]
const folders: string[] = []

beforeEach(async () => {
  made = await testDatabase([auditMigrations])
  dataDir = mkdtempSync(join(tmpdir(), 'audit-'))
  folders.push(dataDir)
  begin()
})
afterEach(async () => {
  await end()
  await made.close()
})
afterAll(() => folders.forEach((dir) => rmSync(dir, { recursive: true, force: true })))

function begin(run = true): void {
  said = []
  const log = createLogger({ area: 'audit', write: (line) => said.push(line) })
  audit = createAudit({ database: made.database, now: () => new Date(), dataDir, log })
  stop = new AbortController()
  running = run ? audit.run(stop.signal) : Promise.resolve()
}

async function end(): Promise<void> {
  stop.abort()
  await running
}

const record = (subject: string, who = officer) =>
  made.database.within(scopeOf(who)).transact((db) => audit.record(db, who, actOn(subject)))

async function until(holds: () => Promise<boolean> | boolean): Promise<void> {
  for (const last = Date.now() + 15_000; !(await holds()); await sleep(30)) {
    if (Date.now() > last) throw new Error(`it did not come to hold; ${said.join('')}`)
  }
}

async function entries(): Promise<{ id: string; subject: { id: string } }[]> {
  const { place } = audit.deps
  const reader = new TileReader(directoryTiles(place.dir))
  const found: { id: string; subject: { id: string } }[] = []
  for await (const batch of reader.verifiedEntries(0, await reader.checkpoint(place.vkey)))
    for (const entry of batch.entries)
      found.push(
        JSON.parse(Buffer.from(entry).toString()) as { id: string; subject: { id: string } },
      )
  return found
}

const subjects = async () => (await entries()).map(({ subject }) => subject.id)
const inLog = (count: number) =>
  until(async () => (await entries().catch(() => [])).length === count)

describe('an act', () => {
  test('is in the log within a second, with who did it as they were then', async () => {
    const began = Date.now()
    await record('a-1')
    await inLog(1)
    expect(Date.now() - began).toBeLessThan(2_000)
    expect((await entries())[0]).toMatchObject({
      v: 1,
      who: {
        person: officer.person.id,
        name: officer.person.name,
        institution: 'wizara',
        roles: ['ict-officer'],
      },
      action: 'exchange.agreement-suspended',
      subject: { type: 'agreement', id: 'a-1' },
      institutions: ['mamlaka', 'wizara'],
      detail: {},
    })
  })

  test('that was undone with its change is nowhere, and leaves no gap', async () => {
    await record('kept-1')
    const undone = made.database.transact(async (db) => {
      await audit.record(db, officer, actOn('undone'))
      throw new Error('the change failed')
    })
    await expect(undone).rejects.toThrow('the change failed')
    await record('kept-2')
    await inLog(2)
    expect(await subjects()).toEqual(['kept-1', 'kept-2'])
  })

  test('of a worker or a guest names no person', async () => {
    await audit.record(made.database, { agent: 'guest' }, actOn('g'))
    await inLog(1)
    expect((await entries())[0]).toMatchObject({ who: { agent: 'guest' } })
  })

  test('with too much detail, or with what PostgreSQL cannot keep, does not undo the change', async () => {
    const long = actOn('long', { detail: { text: 'ñ'.repeat(8_000) } })
    const odd = actOn('odd', { detail: { text: 'a\0b\ud800', '10': 1, '9': 2, __proto__x: 1 } })
    await audit.record(made.database, { agent: 'worker' }, long)
    await audit.record(made.database, { agent: 'worker' }, odd)
    await inLog(2)
    expect(await entries()).toMatchObject([
      { detail: { tooLong: { bytes: 16_011 } } },
      { detail: { text: 'a\ufffdb\ufffd' } },
    ])
    expect((await audit.verify()).changedCount).toBe(0)
  })
})

describe('the order of acts', () => {
  test('is that of commits, also when who began first and wrote first had to wait', async () => {
    await made.database.rows('create table public.thing (id int primary key, state text)')
    await made.database.rows(`insert into public.thing values (1, 'active')`)
    const marks = { begun: Promise.withResolvers<void>(), locked: Promise.withResolvers<void>() }
    const first = made.database.transact(async (db) => {
      await audit.record(db, officer, actOn('ended'))
      marks.begun.resolve()
      await marks.locked.promise
      // Waits for the row that the second one holds: it acts upon what that one committed.
      await db.rows(`update public.thing set state = 'ended' where id = 1`)
    })
    await marks.begun.promise
    await made.database.transact(async (db) => {
      await db.rows(`update public.thing set state = 'suspended' where id = 1`)
      await audit.record(db, officer, actOn('suspended'))
      marks.locked.resolve()
      await sleep(100)
    })
    await first
    await inLog(2)
    expect(await subjects()).toEqual(['suspended', 'ended'])
  })

  test('a transaction that takes long holds nobody up and is not forgotten', async () => {
    const gate = Promise.withResolvers<void>()
    const slow = made.database.transact(async (db) => {
      await audit.record(db, officer, actOn('slow'))
      await gate.promise
    })
    await record('quick-1')
    await record('quick-2')
    await inLog(2)
    gate.resolve()
    await slow
    await inLog(3)
    expect(await subjects()).toEqual(['quick-1', 'quick-2', 'slow'])
  })

  test('of many at once, some of them undone, is without a gap and each stands once', async () => {
    const work = Array.from({ length: 120 }, async (_, at) => {
      const transacted = made.database.transact(async (db) => {
        await sleep(Math.random() * 30)
        await audit.record(db, officer, actOn(`w-${at}`))
        if (at % 3 === 0) await audit.record(db, officer, actOn(`w-${at}-again`))
        await sleep(Math.random() * 30)
        if (at % 7 === 0) throw new Error('undone')
      })
      return await transacted.then(
        () => (at % 3 === 0 ? [`w-${at}`, `w-${at}-again`] : [`w-${at}`]),
        () => [],
      )
    })
    const expected = (await Promise.all(work)).flat()
    await inLog(expected.length)
    const found = await subjects()
    expect(found.toSorted()).toEqual(expected.toSorted())
    for (const name of expected.filter((one) => one.endsWith('-again')))
      expect(found[found.indexOf(name) - 1]).toBe(name.replace('-again', ''))
  })

  test('in repeatable read, the second of two is run again', async () => {
    const both = Promise.withResolvers<void>()
    let here = 0
    const one = (name: string) =>
      made.database.transact(
        async (db) => {
          await audit.record(db, officer, actOn(name))
          here += 1
          if (here >= 2) both.resolve()
          await both.promise
        },
        { isolation: 'repeatable read' },
      )
    await Promise.all([one('r-1'), one('r-2')])
    await inLog(2)
    expect((await subjects()).toSorted()).toEqual(['r-1', 'r-2'])
  })
})

describe('a worker that is killed', () => {
  test('appends every act exactly once, whenever it happens', async () => {
    await end()
    const program = fileURLToPath(new URL('../test/appending.ts', import.meta.url))
    let count = 0
    for (let round = 0; round < 5; round++) {
      const child = spawn(process.execPath, [program, made.url, dataDir], { stdio: 'ignore' })
      const killAt = Date.now() + 400 + Math.random() * 500
      while (Date.now() < killAt) {
        await record(`k-${count++}`)
        await sleep(2)
      }
      child.kill('SIGKILL')
      await once(child, 'exit')
    }
    begin()
    await inLog(count)
    expect(await subjects()).toEqual(Array.from({ length: count }, (_, at) => `k-${at}`))
    await end()
    const { dir, vkey } = audit.deps.place
    expect(await fsck(dir, { vkey })).toMatchObject({ entries: count, problems: [] })
    expect(await audit.verify()).toMatchObject({ changedCount: 0, forked: [], waiting: 0 })
  }, 60_000)
})

describe('the table', () => {
  test('refuses to change, remove or index an act, to its owner too', async () => {
    await record('a-1')
    const { rows } = made.database
    await expect(rows(`update audit.act set action = 'x.y'`)).rejects.toThrow('not changed')
    await expect(rows('update audit.act set log_index = 7')).rejects.toThrow('not changed')
    await expect(rows('delete from audit.act')).rejects.toThrow('not changed')
    await expect(rows('truncate audit.act')).rejects.toThrow('not changed')
    const forged = `insert into audit.act (id, at, agent, action, subject_type, subject_id, institutions, log_index)
      values ('00000000-0000-7000-8000-000000000000', now(), 'worker', 'x.y', 't', 'i', '{}', 99)`
    await expect(rows(forged)).rejects.toThrow('when it commits')
    await inLog(1)
    await expect(rows('delete from audit.checkpoint')).rejects.toThrow('not changed')
  })

  test('lets nobody write in the name of another, whatever the program asks', async () => {
    const within = made.database.within(scopeOf(officer))
    await expect(
      within.transact((db) => audit.record(db, concerned, actOn('forged'))),
    ).rejects.toThrow('row-level security')
    await expect(
      within.transact((db) => audit.record(db, { agent: 'worker' }, actOn('forged'))),
    ).rejects.toThrow('row-level security')
    await expect(
      made.database
        .within(scopeOf(undefined))
        .transact((db) => audit.record(db, { agent: 'guest' }, actOn('forged'))),
    ).rejects.toThrow(/read-only|row-level/)
  })

  test('with straight SQL, another institution reads nothing', async () => {
    await record('a-1')
    const seen = (who: Parameters<typeof scopeOf>[0]) =>
      made.database.within(scopeOf(who)).rows('select id from audit.act')
    expect(await seen(other)).toEqual([])
    expect(await seen(undefined)).toEqual([])
    expect(await seen({ ...officer, suspended: true })).toEqual([])
    for (const who of [officer, concerned, auditor, administrator])
      expect(await seen(who)).toHaveLength(1)
    const beside = ['select * from audit.head', 'select * from audit.checkpoint']
    for (const sql of beside)
      await expect(made.database.within(scopeOf(auditor)).rows(sql)).rejects.toThrow('permission')
  })
})

describe('whoever reads', () => {
  test('sees what concerns their institution; the auditor and e-GA see all', async () => {
    await record('a-1')
    await record('a-2', other)
    await inLog(2)
    const seen = async (who: typeof officer) =>
      (await audit.list(who, {})).acts.map(({ subjectId, standing }) => `${subjectId} ${standing}`)
    const both = ['a-2 recorded', 'a-1 recorded']
    expect(await seen(auditor)).toEqual(both)
    expect(await seen(administrator)).toEqual(both)
    expect(await seen(concerned)).toEqual(both)
    expect(await seen(officer)).toEqual(['a-1 recorded'])
    expect((await audit.list(officer, { institution: 'halmashauri' })).acts).toHaveLength(1)
    await expect(audit.list(minister, {})).rejects.toThrow('audit.not-for-you')
    await expect(audit.list({ ...officer, suspended: true }, {})).rejects.toThrow('not-for-you')
  })

  test('finds acts by institution, person, action, subject and time, page by page', async () => {
    for (let at = 0; at < 60; at++) await record(`p-${at}`)
    await record('x', other)
    const list = (filter: Parameters<RunningAudit['list']>[1], cursor?: number) =>
      audit.list(auditor, filter, cursor)
    const first = await list({ person: officer.person.id })
    expect(first.acts.map(({ subjectId }) => subjectId).at(0)).toBe('p-59')
    expect(first.acts).toHaveLength(50)
    const second = await list({ person: officer.person.id }, first.next)
    expect(second.acts.map(({ subjectId }) => subjectId)).toEqual(
      Array.from({ length: 10 }, (_, at) => `p-${9 - at}`),
    )
    expect(second.next).toBeUndefined()
    const count = async (filter: Parameters<RunningAudit['list']>[1]) =>
      (await list(filter)).acts.length
    expect(await count({ person: 'MTU WA HALMASHAURI' })).toBe(1)
    expect(await count({ institution: 'halmashauri' })).toBe(1)
    expect(await count({ action: 'register.system-registered' })).toBe(0)
    expect(await count({ subjectType: 'agreement', subjectId: 'x' })).toBe(1)
    expect(await count({ until: new Date(0) })).toBe(0)
    expect(await count({ from: new Date(Date.now() - 60_000) })).toBe(50)
  })

  test('gets files of the log as auditor, and nothing else of the folder', async () => {
    await record('a-1')
    await inLog(1)
    const text = async (path: string) => (await audit.fetchTile(path, auditor)).text()
    expect(await text('checkpoint')).toContain('mtandao-platform/audit\n1\n')
    expect(await text('log.vkey')).toContain(audit.deps.place.vkey)
    expect(await text('tile/entries/000.p/1')).toContain('a-1')
    for (const path of ['../log.seed', 'wal', 'lock.1', 'tile/0/../../log.vkey', 'tile/0/009'])
      expect(await text(path)).toContain('audit.tile-not-found')
    const status = async (who: typeof officer | undefined) =>
      (await audit.fetchTile('checkpoint', who)).status
    expect(await status(undefined)).toBe(401)
    for (const who of [officer, administrator, minister, { ...auditor, suspended: true }])
      expect(await status(who)).toBe(403)
  })
})

describe('whoever changes the table behind the platform', () => {
  const behind = (sql: string) =>
    made.database.transact(async (db) => {
      await db.rows(`set local session_replication_role = 'replica'`)
      await db.rows(sql)
    })

  test('is found out: by the list, by verification, and at the next start', async () => {
    for (const name of ['a-1', 'a-2', 'a-3']) await record(name)
    await inLog(3)
    await behind(`update audit.act set person_name = 'Mwingine' where log_index = 1`)
    const { acts } = await audit.list(auditor, {})
    expect(acts.map(({ standing }) => standing)).toEqual(['recorded', 'changed', 'recorded'])
    expect(await audit.verify()).toMatchObject({ changed: [1], changedCount: 1, size: 3 })
    await behind('delete from audit.act where log_index = 0')
    expect(await audit.verify()).toMatchObject({ changed: [0, 1], changedCount: 2 })
    await end()
    begin()
    await until(() => said.some((line) => line.includes('audit-acts-changed')))
    await record('a-4')
    await inLog(4)
  })

  test('is found out when acts are gone from the end: nothing is appended any more', async () => {
    for (const name of ['a-1', 'a-2']) await record(name)
    await inLog(2)
    await end()
    await behind(`delete from audit.act where log_index = 1; update audit.head set size = 1`)
    begin()
    await until(() => said.some((line) => line.includes('rows-lost')))
    await record('a-2-new')
    await sleep(600)
    expect(await subjects()).toEqual(['a-1', 'a-2'])
    expect(audit.deps.running.halt).toBe('rows-lost')
  })

  test('is found out when the log was made again from changed rows', async () => {
    for (const name of ['a-1', 'a-2']) await record(name)
    await inLog(2)
    await until(async () => (await made.database.rows('select from audit.checkpoint')).length > 0)
    await end()
    await behind(`update audit.act set action = 'x.y' where log_index = 0`)
    const { dir } = audit.deps.place
    rmSync(join(dir, 'checkpoint'))
    for (const part of ['tile', 'wal']) rmSync(join(dir, part), { recursive: true })
    begin()
    await until(() => said.some((line) => line.includes('log-set-back')))
    expect(await audit.verify()).toMatchObject({ forked: [expect.any(Number)] })
  })
})
