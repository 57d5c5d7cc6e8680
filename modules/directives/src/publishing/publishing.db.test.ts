import { createHash } from 'node:crypto'
import { scopeOf, type Actor } from '@mtandao/identity/contract'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { directivesGround, personOf } from '../../test/ground.ts'
import { firstRuleSet } from '../seed/settings.ts'
import { hashOf } from './canonical-table.ts'
import { previewRuleSet } from './preview-rule-set.ts'
import { publishRuleSet } from './publish-rule-set.ts'
import { publishQuarter } from './publish-table.ts'
import { hashedRow, recomputeTable, storedRows } from './recompute-table.ts'
import { recomputer } from './recomputer.ts'
import { publicText } from './result-table.ts'
import { findTable, selectResults, selectTables } from './table-store.ts'

let at = '2026-09-20T09:00:00Z'
const now = () => new Date(at)
const ground = await directivesGround(now)
const { deps, database, facts, standings, acts } = ground
afterAll(() => ground[Symbol.asyncDispose]())

const ega = personOf('ega', ['ega-officer'])
const maji = personOf('maji', ['ict-officer', 'head'])
const afya = personOf('afya', ['head'])
const auditor = personOf('cag', ['auditor'])
const others: readonly (readonly [string, Actor])[] = [
  ['an officer of an institution', maji],
  ['the head of another', afya],
  ['an auditor', auditor],
  ['a suspended officer of e-GA', personOf('ega', ['ega-officer'], true)],
  ['an officer with e-GA’s role in another institution', personOf('maji', ['ega-officer'])],
]
const period = '2026/27-Q1'
const committee = 'committee-constituted'

const about = (institution: string, type: string, value: unknown) => ({
  subject: { type: 'institution', id: institution },
  institution,
  type,
  value,
  observedAt: now(),
  validUntil: null,
  source: 'machine' as const,
  collector: 'jaribio',
  evidence: null,
  supersedes: null,
})
const record = (...given: readonly ReturnType<typeof about>[]) =>
  database.transact((db) => facts.record(db, given))

/** Four members are enough from the day it takes effect. */
const easier = {
  ...firstRuleSet,
  version: 2,
  effectiveFrom: '2026-11-01',
  settings: [
    ...firstRuleSet.settings,
    ...firstRuleSet.settings
      .filter(({ key }) => key === `${committee}.members-min`)
      .map((one) => ({ ...one, value: 4, from: '2026-11-01' })),
  ],
}

beforeAll(async () => {
  await record(
    about('maji', 'committee.constituted', { constituted: true, members: 4 }),
    about('maji', 'staff.vetting', { staff: 41, vetted: 17, sworn: 9 }),
  )
  at = '2026-10-05T09:00:00Z'
  await record(about('afya', 'committee.constituted', { constituted: true, members: 9 }))
  at = '2026-10-05T09:05:00Z'
  await standings.refresh()
})

test.each(others)('nothing is published or tried out by %s', async (_, actor) => {
  const said = { code: 'directives.not-yours' }
  await expect(publishRuleSet(deps, actor, easier)).rejects.toMatchObject(said)
  await expect(previewRuleSet(deps, actor, easier)).rejects.toMatchObject(said)
  await expect(publishQuarter(deps, actor, { period, reason: null })).rejects.toMatchObject(said)
})

test('a quarter is published as it stood at its last moment, with its hashes in the log of acts', async () => {
  const made = await publishQuarter(deps, ega, { period, reason: null })
  expect(made).toMatchObject({ period, edition: 1, ruleSet: 1, reason: null })
  expect(new Date(made.asOf.at).toISOString()).toBe('2026-09-30T20:59:59.999Z')
  expect(acts.at(-1)).toMatchObject({
    action: 'directives.table-published',
    subject: { type: 'result-table', id: `${period}/1` },
    detail: { hash: made.hash, publicHash: made.publicHash, ruleSet: 1 },
  })
  const results = await selectResults(database, { period, edition: 1, limit: 5_000, reasons: true })
  expect(results).toHaveLength(made.rows)
  const of = (institution: string, rule: string) =>
    results.find((row) => row.institution === institution && row.rule === `${rule}@1`)?.result
  expect(of('maji', committee)).toBe('partly')
  // What was seen after the quarter had ended says nothing of it.
  expect(of('afya', committee)).toBe('unknown')
})

test('another edition says why, and no quarter but the last few is published', async () => {
  await expect(publishQuarter(deps, ega, { period, reason: null })).rejects.toMatchObject({
    code: 'directives.reason-missing',
  })
  for (const other of ['2026/27-Q3', '2024/25-Q1', '2026/99-Q1'])
    await expect(publishQuarter(deps, ega, { period: other, reason: null })).rejects.toMatchObject({
      code: 'directives.quarter-closed-to-publishing',
    })
  const running = await publishQuarter(deps, ega, { period: '2026/27-Q2', reason: null })
  expect(running.asOf).toEqual({
    at: now().getTime() - 60_000,
    knownBy: now().getTime() - 60_000,
  })
  const again = await publishQuarter(deps, ega, { period, reason: 'Zoezi (mfano)' })
  expect(again).toMatchObject({ edition: 2, reason: 'Zoezi (mfano)' })
  const tables = await selectTables(database.within(scopeOf(undefined)), { limit: 10 })
  expect(tables.map((one) => [one.period, one.edition])).toEqual([
    ['2026/27-Q2', 1],
    [period, 2],
    [period, 1],
  ])
})

test('reasons that are not for all are read by their institution and by who sees the country', async () => {
  const read = async (actor: Actor | undefined) =>
    (
      await selectResults(database.within(scopeOf(actor)), {
        period,
        edition: 1,
        institutions: ['maji'],
        limit: 100,
        reasons: true,
      })
    ).filter(({ rule }) => rule === 'staff-vetted-and-sworn@1')
  for (const actor of [undefined, afya])
    expect(await read(actor)).toMatchObject([{ result: 'partly', why: null, facts: [] }])
  for (const actor of [maji, ega, auditor])
    expect(await read(actor)).toMatchObject([{ why: { params: { vetted: 17 } } }])
})

test('with every check of the program off, PostgreSQL shows and takes nothing that is not theirs', async () => {
  const straight = (actor: Actor | undefined, sql: string) =>
    database.within(scopeOf(actor)).rows(sql)
  const reasons = `select distinct institution from directives.published_reason`
  expect(await straight(afya, reasons)).toEqual([{ institution: 'afya' }])
  expect(await straight(undefined, reasons)).toEqual([])
  const inputs = 'select edition from directives.published_inputs'
  for (const actor of [undefined, maji, afya]) expect(await straight(actor, inputs)).toEqual([])
  expect(await straight(auditor, inputs)).toHaveLength(3)
  const forged = `insert into directives.published_result values ('${period}', 1, 99999, 'x', 'x', 'x', null, now(), 0, 'met', null, 'x', null)`
  for (const actor of [maji, personOf('maji', ['ega-officer'])])
    await expect(straight(actor, forged)).rejects.toThrow('row-level security')
  for (const table of ['published_result', 'published_reason', 'published_inputs']) {
    await expect(straight(ega, `delete from directives.${table}`)).rejects.toThrow(
      'permission denied',
    )
    await expect(database.rows(`delete from directives.${table}`)).rejects.toThrow('append-only')
  }
})

test('a new version shows whose result it would change, and changes nothing yet', async () => {
  await standings.refresh()
  const shown = await previewRuleSet(deps, ega, easier)
  expect(shown).toMatchObject({ against: 1 })
  expect(shown.changed.map(({ institution, from, to }) => [institution, from, to])).toEqual([
    ['maji', 'partly', 'met'],
  ])
  const early = { ...easier, effectiveFrom: '2026-10-31' }
  expect((await previewRuleSet(deps, ega, early)).changed).toEqual([])
  const [{ count } = { count: 0 }] = await database.rows<{ count: number }>(
    'select count(*) as count from directives.rule_set',
  )
  expect(count).toBe(1)
})

test('a version must be whole, the next, and not before the one before it', async () => {
  const refused = (given: Partial<typeof easier>) =>
    expect(publishRuleSet(deps, ega, { ...easier, ...given })).rejects
  await refused({ effectiveFrom: '2026-10-05' }).toMatchObject({ code: 'directives.days-in-past' })
  await refused({ version: 3 }).toMatchObject({ code: 'directives.version-taken' })
  await refused({ settings: [] }).toMatchObject({ code: 'directives.rule-unknown' })
  await refused({ settings: [...easier.settings, ...easier.settings.slice(0, 1)] }).toMatchObject({
    code: 'directives.setting-twice',
  })
  await publishRuleSet(deps, ega, easier)
  expect(acts.at(-1)).toMatchObject({ action: 'directives.rule-set-published' })
  await refused({ version: 3, effectiveFrom: '2026-10-20' }).toMatchObject({
    code: 'directives.days-in-past',
  })
})

test('results follow the new version from the first moment of its day, and an old quarter stays what it was', async () => {
  const result = () =>
    standings
      .current()
      ?.results.get('maji')
      ?.find(({ rule }) => rule.startsWith(committee))
  at = '2026-10-31T20:59:59.999Z'
  await standings.refresh()
  expect(result()).toMatchObject({ result: 'partly', ruleSet: 1 })
  at = '2026-10-31T21:00:00.000Z'
  await standings.refresh()
  expect(result()).toMatchObject({ result: 'met', ruleSet: 2 })
  await record(about('maji', 'committee.constituted', { constituted: false, members: 0 }))
  at = '2026-11-02T09:00:00Z'
  for (const edition of [1, 2]) {
    const again = await recomputeTable(deps, { period, edition })
    expect(again).toMatchObject({ same: true, kept: true, differing: 0, differences: [] })
    expect(again.hash).toBe((await findTable(database, period, edition))?.hash)
  }
})

test('what everybody downloads has the hash that was published, and no figure that is not for all', async () => {
  const table = await findTable(database, period, 1)
  if (!table) throw new Error('nothing was published')
  const seen = database.within(scopeOf(undefined))
  const rows = async function* () {
    for await (const lot of storedRows(seen, table, { reasons: false })) yield lot.map(hashedRow)
  }
  const head = { ...table, wholeHash: table.hash }
  let text = ''
  for await (const part of publicText(head, rows())) text += part
  expect(createHash('sha256').update(text).digest('hex')).toBe(table.publicHash)
  expect(await hashOf(publicText(head, rows()))).toBe(table.publicHash)
  expect(JSON.parse(text)).toMatchObject({ period, wholeHash: table.hash })
  expect(text.includes('"vetted":')).toBe(false)
})

/** What the owner of the database can do who takes the triggers away. */
async function tamper(table: string, sql: string): Promise<void> {
  await database.transact(async (db) => {
    await db.rows(`alter table ${table} disable trigger user`)
    await db.rows(sql)
    await db.rows(`alter table ${table} enable trigger user`)
  })
}

const undo: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const one of undo.splice(0)) await one()
})

const row = `table_period = '${period}' and edition = 1 and institution = 'maji' and rule = '${committee}@1'`
const result = 'directives.published_result'

test('a result that the owner of the database has bettered is found, and named', async () => {
  await tamper(result, `update ${result} set result = 'met' where ${row}`)
  undo.push(() => tamper(result, `update ${result} set result = 'partly' where ${row}`))
  const found = await recomputeTable(deps, { period, edition: 1 })
  expect(found).toMatchObject({ same: true, kept: false, differing: 1 })
  expect(found.differences).toMatchObject([
    { institution: 'maji', stored: 'met', recomputed: 'partly', parts: ['result'] },
  ])
  expect(found.storedHash).not.toBe(found.hash)
})

test('so is a reason that was made another, and a row that was taken away', async () => {
  const reason = 'directives.published_reason'
  const where = `table_period = '${period}' and edition = 1 and institution = 'maji'`
  const [before] = await database.rows<{ kept: unknown }>(
    `select jsonb_agg(p) as kept from ${reason} p where ${where}`,
  )
  await tamper(reason, `delete from ${reason} where ${where}`)
  const found = await recomputeTable(deps, { period, edition: 1 })
  expect(found).toMatchObject({ same: true, kept: false })
  expect(found.differences.length).toBeGreaterThan(0)
  for (const { institution, parts } of found.differences) {
    expect(institution).toBe('maji')
    expect(parts).toContain('reason')
  }
  await database.rows(
    `insert into ${reason} select * from jsonb_populate_recordset(null::${reason}, $1::jsonb)`,
    [JSON.stringify(before?.kept)],
  )
  expect(await recomputeTable(deps, { period, edition: 1 })).toMatchObject({ kept: true })
})

test('so is a row bettered together with the hash, and inputs made to fit', async () => {
  const table = 'directives.published_table'
  const [before] = await database.rows<{ hash: string }>(
    `select content_hash as hash from ${table} where period = '${period}' and edition = 1`,
  )
  await tamper(result, `update ${result} set result = 'met' where ${row}`)
  const { storedHash } = await recomputeTable(deps, { period, edition: 1 })
  const where = `where period = '${period}' and edition = 1`
  await tamper(table, `update ${table} set content_hash = '${storedHash}' ${where}`)
  undo.push(async () => {
    await tamper(result, `update ${result} set result = 'partly' where ${row}`)
    await tamper(table, `update ${table} set content_hash = '${before?.hash}' ${where}`)
  })
  const found = await recomputeTable(deps, { period, edition: 1 })
  expect(found).toMatchObject({ same: false, differing: 1 })
  expect(found.hash).toBe(before?.hash)
  const inputs = 'directives.published_inputs'
  const exempted = `jsonb_set(inputs, '{exemptions}', '[{"obligation":"x","institution":"maji","from":"2026-01-01","until":"2026-12-31"}]')`
  await tamper(inputs, `update ${inputs} set inputs = ${exempted} ${where}`)
  undo.push(() =>
    tamper(
      inputs,
      `update ${inputs} set inputs = jsonb_set(inputs, '{exemptions}', '[]') ${where}`,
    ),
  )
  expect(await recomputeTable(deps, { period, edition: 1 })).toMatchObject({ kept: false })
})

test('so is a fact of then that was made another', async () => {
  const where = `institution = 'maji' and type = 'committee.constituted' and recorded_at < '2026-10-01'`
  const set = (members: number) =>
    tamper(
      'facts.fact',
      `update facts.fact set value = jsonb_set(value, '{members}', '${members}') where ${where}`,
    )
  await set(9)
  undo.push(() => set(4))
  expect(await recomputeTable(deps, { period, edition: 1 })).toMatchObject({
    same: false,
    kept: true,
    differences: [{ institution: 'maji', stored: 'partly', recomputed: 'met' }],
  })
})

test('one table is worked out at a time, and a stranger who asks again is told what came out last', async () => {
  const heavy = recomputer(deps)
  const asked = { period, edition: 1 }
  const first = heavy.recompute(undefined, asked)
  await expect(heavy.recompute(ega, asked)).rejects.toMatchObject({ code: 'directives.busy' })
  const made = await first
  expect(await heavy.recompute(undefined, asked)).toBe(made)
  expect(await heavy.recompute(maji, asked)).toBe(made)
  // Without an edition it is the latest, and no way around the wait; another table is not worked out for strangers at once either.
  const latest = await findTable(database, period)
  expect(latest?.edition).toBeGreaterThan(1)
  for (const who of [undefined, maji])
    await expect(heavy.recompute(who, { period })).rejects.toMatchObject({
      code: 'directives.busy',
    })
  expect(await heavy.recompute(auditor, asked)).not.toBe(made)
  await expect(heavy.recompute(ega, { period: '2020/21-Q1' })).rejects.toMatchObject({
    code: 'directives.not-found',
  })
})
