import { createLogger } from '@mtandao/log'
import {
  scopeOf,
  type Actor,
  type Letters,
  type PersonsLetter,
  type Role,
} from '@mtandao/identity/contract'
import type { Db } from '@mtandao/pg'
import { testDatabase, type TestDatabase } from '@mtandao/pg/test-database'
import type { Register } from '@mtandao/register/contract'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { FactIndex } from '../engine/fact-index.ts'
import { assess, type Inputs } from '../engine/assess.ts'
import { directivesMigrations } from '../index.ts'
import { insertObligation, insertDirective } from '../keeping/session-store.ts'
import type { Obligation } from '../model.ts'
import { insertRuleSet } from '../publishing/rule-set-store.ts'
import { firstRuleSet } from '../seed/settings.ts'
import type { CountryNow } from '../standing/standings.ts'
import type { RemindersDeps } from './deps.ts'
import { remind } from './remind.ts'
import { runReminders } from './run-reminders.ts'

let made: TestDatabase
let clock = ''
/** What identity would write; kept in the caller's transaction, as its outbox is. */
const letters: Letters & { goOut: boolean } = {
  goOut: true,
  officeHolders: async () => holders,
  write: async (db: Db, written: readonly PersonsLetter[]) => {
    for (const { person, subject } of written)
      await db.rows('insert into outbox (person, subject, day) values ($1, $2, $3)', [
        person,
        subject.en,
        clock.slice(0, 10),
      ])
    return written.length
  },
}
const holders: readonly { institution: string; role: Role; person: string }[] = [
  { institution: 'maji', role: 'ict-officer', person: 'maji-tehama' },
  { institution: 'maji', role: 'head', person: 'maji-mkuu' },
  { institution: 'fedha', role: 'ict-officer', person: 'fedha-tehama' },
  { institution: 'ega', role: 'ega-officer', person: 'ega-afisa' },
]

const obligation = (id: string, due: Obligation['due']): Obligation => ({
  id,
  directive: 'elekezo',
  title: { sw: `Wajibu ${id}`, en: `Obligation ${id}` },
  addressee: { type: 'institutions', which: { is: 'list', institutions: ['maji', 'fedha'] } },
  due,
  rule: 'manual-evidence',
  citation: 'mfano',
  verified: false,
})
const obligations = [
  obligation('backlog', { type: 'from', day: '2023-02-10' }),
  obligation('robo', { type: 'every-quarter', from: '2026-10-01' }),
]
const inputs: Inputs = {
  ruleSet: firstRuleSet,
  obligations,
  exemptions: [],
  register: {
    institutions: ['maji', 'fedha', 'ega'].map((id) => ({ id, kind: null, systems: [] })),
  },
}
const facts = new FactIndex()
const country = (): CountryNow => {
  const at = Date.parse(clock)
  const asOf = { at, knownBy: at }
  const all = assess(inputs, asOf, facts)
  return { asOf, inputs, facts, results: Map.groupBy(all, ({ institution }) => institution) }
}

let deps: RemindersDeps
const person = (institution: string, roles: readonly Role[], suspended = false): Actor => ({
  person: { id: `${institution}-${roles[0]}`, name: 'Mtu', email: 'mtu@mfano.example' },
  institution,
  institutionName: { sw: institution, en: institution },
  roles,
  appointments: [],
  suspended,
})
const officer = person('maji', ['ict-officer'])

beforeAll(async () => {
  made = await testDatabase([directivesMigrations])
  await made.database.rows('create table outbox (person text, subject text, day date)')
  await made.database.transact(async (db) => {
    await insertDirective(db, {
      id: 'elekezo',
      resolution: null,
      title: { sw: 'Elekezo', en: 'Directive' },
    })
    await insertRuleSet(db, firstRuleSet, { hash: '0'.repeat(64), at: new Date() })
    for (const one of obligations)
      await insertObligation(db, one, { version: 1, from: '2023-02-10' })
  })
  const names = (_db: Db, ids: readonly string[]) =>
    Promise.resolve(new Map(ids.map((id) => [id, { sw: id, en: id }])))
  deps = {
    database: made.database,
    now: () => new Date(clock),
    register: { institutionNames: names } as unknown as Register,
    standings: { current: country, refresh: async () => {}, run: async () => {} },
    publicUrl: 'https://mtandao.example',
    log: createLogger({ area: 'reminders', level: 'silent' }),
    letters,
  }
})
afterAll(() => made.close())

/** Forgets everything, which the triggers allow nobody: the test owns the table. */
beforeEach(async () => {
  letters.goOut = true
  await made.database.rows('alter table directives.reminder disable trigger all')
  await made.database.rows('truncate directives.reminder, directives.reminder_letter, outbox')
  await made.database.rows('alter table directives.reminder enable trigger all')
  clock = '2026-11-24T07:00:00+03:00'
})

const outbox = async () =>
  (
    await made.database.rows<{ line: string }>(
      `select person || ' ' || to_char(day, 'MM-DD') || ' ' || subject as line from outbox order by day, person`,
    )
  ).map(({ line }) => line)

describe('on a day', () => {
  test('everything is said once, each person in one letter, however often the worker comes', async () => {
    // Fedha has no head: nothing counts as said to one.
    expect(await remind(deps)).toEqual({ sayings: 5, letters: 4 })
    const heard = [
      'ega-afisa 11-24 2 obligations of institutions long overdue',
      'fedha-tehama 11-24 1 obligation late',
      'maji-mkuu 11-24 1 obligation late',
      'maji-tehama 11-24 1 obligation late',
    ]
    expect(await outbox()).toEqual(heard)
    expect(await remind(deps)).toEqual({ sayings: 0, letters: 0 })
    await Promise.all([remind(deps), remind(deps), remind(deps)])
    expect(await outbox()).toEqual(heard)
  })

  test('two workers at once write what one would', async () => {
    await Promise.all([remind(deps), remind(deps), remind(deps)])
    expect(await outbox()).toHaveLength(4)
  })

  test('a crash leaves neither what was said nor its letters, and the next turn says all of it', async () => {
    const crashing = {
      ...deps,
      letters: {
        ...letters,
        write: async (db: Db, written: readonly PersonsLetter[]) => {
          await letters.write(db, written)
          throw new Error('crash')
        },
      },
    }
    await expect(remind(crashing)).rejects.toThrow('crash')
    expect(await outbox()).toEqual([])
    expect(await remind(deps)).toEqual({ sayings: 5, letters: 4 })
  })

  test('without SMTP it is said in the portal alone, and the table says so', async () => {
    letters.goOut = false
    expect(await remind(deps)).toEqual({ sayings: 5, letters: 0 })
    expect(await outbox()).toEqual([])
    expect(await made.database.rows('select distinct mailed from directives.reminder')).toEqual([
      { mailed: false },
    ])
  })

  test('before results are known nothing is said', async () => {
    const early = { ...deps, standings: { ...deps.standings, current: () => undefined } }
    expect(await remind(early)).toBeUndefined()
  })
})

test('the worker speaks at its start, and then not before the hour of the next day', async () => {
  clock = '2026-11-24T03:00:00+03:00'
  const stop = new AbortController()
  const running = runReminders(deps, { settleMs: 1, everyMs: 20 }, stop.signal)
  const until = async (count: number) => {
    for (let at = 0; at < 200 && (await outbox()).length < count; at += 1)
      await new Promise((go) => setTimeout(go, 20))
    expect(await outbox()).toHaveLength(count)
  }
  await until(4)
  clock = '2026-11-30T06:59:00+03:00'
  await new Promise((go) => setTimeout(go, 200))
  expect(await outbox()).toHaveLength(4)
  clock = '2026-11-30T07:00:00+03:00'
  await until(6)
  stop.abort()
  await running
})

describe('the second wall', () => {
  const count = async (actor: Actor | undefined) =>
    (await made.database.within(scopeOf(actor)).rows('select 1 from directives.reminder')).length

  test('shows an institution what was said about it, the country to who sees it, and nobody else anything', async () => {
    await remind(deps)
    expect(await count(officer)).toBe(3)
    expect(await count(person('fedha', ['head']))).toBe(2)
    expect(await count(person('nida', ['head']))).toBe(0)
    expect(await count(person('ega', ['ega-officer']))).toBe(5)
    expect(await count(person('ega', ['auditor']))).toBe(5)
    expect(await count(person('maji', ['head'], true))).toBe(0)
    expect(await count(undefined)).toBe(0)
  })

  test('lets nobody say, unsay or learn who was written to', async () => {
    await remind(deps)
    for (const actor of [officer, person('ega', ['ega-officer'])]) {
      const within = made.database.within(scopeOf(actor))
      for (const sql of [
        `insert into directives.reminder select * from directives.reminder limit 1`,
        `update directives.reminder set mailed = false`,
        `delete from directives.reminder`,
        `select person from directives.reminder_letter`,
        `insert into directives.reminder_setting select * from directives.reminder_setting limit 1`,
      ])
        await expect(within.rows(sql)).rejects.toThrow(/permission denied/)
    }
    await expect(made.database.rows('delete from directives.reminder')).rejects.toThrow(
      /append-only/,
    )
  })
})

test('over weeks: a backlog once a week, a quarter by its steps, and no silence about what was closed and is not settled', async () => {
  const from = Date.parse(clock)
  for (let day = 0; day < 50; day += 1) {
    clock = new Date(from + day * 86_400_000).toISOString()
    await remind(deps)
    if (day === 44)
      await made.database.rows(
        `insert into directives.status_step (id, obligation, institution, period, status, taken_by, taken_at)
         values (gen_random_uuid(), 'backlog', 'fedha', null, 'closed', 'ega', now())`,
      )
  }
  const fedha = (await outbox()).filter((line) => line.startsWith('fedha'))
  expect(fedha).toEqual([
    'fedha-tehama 11-24 1 obligation late',
    'fedha-tehama 11-30 1 obligation late',
    'fedha-tehama 12-01 1 due soon',
    'fedha-tehama 12-07 1 obligation late',
    'fedha-tehama 12-14 1 obligation late',
    'fedha-tehama 12-17 1 due soon',
    'fedha-tehama 12-21 1 obligation late',
    'fedha-tehama 12-24 1 due soon',
    'fedha-tehama 12-28 1 obligation late',
    'fedha-tehama 12-30 1 due soon',
    // The quarter that ended is asked for from its first day; three days later its round is over already.
    'fedha-tehama 01-01 1 obligation late',
    'fedha-tehama 01-04 1 obligation late',
    'fedha-tehama 01-11 2 obligations late',
  ])
})
