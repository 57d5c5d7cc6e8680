import { scopeOf } from '@mtandao/identity/contract'
import { testDatabase, type TestDatabase } from '@mtandao/pg/test-database'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { z } from 'zod'
import {
  auditor,
  depsOf,
  egaOfficer,
  fedhaOfficer,
  majiOfficer,
  suspendedOfficer,
} from '../test/actors.ts'
import { establishCommittee, listCommittees, seatMember } from './committees/keep-committees.ts'
import {
  applyImport,
  exportInstitutions,
  showImport,
  tryImport,
} from './csv/import-institutions.ts'
import { seedDemoRegister } from './demo/seed-demo-register.ts'
import { listFindings } from './findings/list-findings.ts'
import { refreshFindings } from './findings/refresh-findings.ts'
import { createRegister, registerMigrations } from './index.ts'
import { addInstitution } from './institutions/add-institution.ts'
import { appointHead } from './institutions/appoint-head.ts'
import { changeName } from './institutions/change-name.ts'
import { addWebsite, closeWebsite } from './institutions/change-websites.ts'
import { describeInstitution } from './institutions/describe-institution.ts'
import { suspendInstitution } from './institutions/suspend-institution.ts'
import { completenessOf } from './records/completeness.ts'
import {
  changeCost,
  changeData,
  changeHosting,
  changePurpose,
  confirmRecord,
  recordAssessment,
} from './records/change-record.ts'
import type { purposePart } from './records/parts.ts'
import { listRevisions, showSystem } from './records/read-records.ts'
import { addSite, approveSite, listSites, withdrawSite } from './sites/keep-sites.ts'
import {
  addStaff,
  changeStaff,
  listStaff,
  showStaff,
  staffChange,
  staffCounts,
} from './staff/keep-staff.ts'

let db: TestDatabase
beforeAll(async () => (db = await testDatabase([registerMigrations])))
afterAll(() => db.close())

const start = '2026-10-01T09:00:00Z'
const register = createRegister(() => new Date(start))
let world = depsOf(undefined as never, start)
beforeEach(() => (world = depsOf(db.database, start)))

const text = (word: string) => ({ sw: `${word} (sw)`, en: word })
let count = 0
/** A new system of an institution, by the short way. */
async function newSystem(actor = majiOfficer): Promise<string> {
  count += 1
  const system = {
    institution: actor.institution,
    code: `mfumo-${count}`,
    name: text('S'),
    purpose: text('P'),
  }
  const made = await db.database
    .within(scopeOf(actor))
    .transact((tx) => register.registerSystem(tx, actor, system, new Date(start)))
  return made.id
}

const purpose: z.output<typeof purposePart> = {
  nameSw: 'Mfumo',
  nameEn: 'System',
  purposeSw: 'Kutoa ankara',
  purposeEn: 'To bill',
  lifecycle: 'live',
  lifecycleSince: '2026-01-01',
  capabilities: ['billing'],
  userGroups: ['citizens'],
  owner: null,
  replacedBy: null,
}

test('the eighteen presenters are there, and concern the gateway only when they join', async () => {
  expect(await register.listAll(db.database)).toEqual({ institutions: [], systems: [] })
  const found = await register.listInstitutions(db.database, { search: 'maji', limit: 10 })
  expect(found.items.map(({ id }) => id)).toContain('maji')
  const names = await register.institutionNames(db.database, ['ega', 'utumishi'])
  expect(names.get('ega')).toEqual({
    sw: 'Mamlaka ya Serikali Mtandao',
    en: 'e-Government Authority',
  })
  const all = await register.listInstitutions(db.database, { limit: 200 })
  expect(all.items).toHaveLength(18)
  expect(await register.hasChanges(db.database)).toBe(false)
})

test('a list is paged by its last id, and wildcards are letters', async () => {
  const first = await register.listInstitutions(db.database, { limit: 10 })
  const rest = await register.listInstitutions(db.database, { limit: 10, after: first.next })
  expect(first.items.length + rest.items.length).toBe(18)
  expect(rest.next).toBeUndefined()
  expect((await register.listInstitutions(db.database, { search: '%', limit: 10 })).items).toEqual(
    [],
  )
})

test('an officer registers a system of their own institution only, and its code once', async () => {
  const system = { institution: 'maji', code: 'ankara', name: text('A'), purpose: text('A') }
  const as = (actor = majiOfficer, what = system) =>
    db.database
      .within(scopeOf(actor))
      .transact((tx) => register.registerSystem(tx, actor, what, new Date(start)))
  expect(await as()).toMatchObject({ id: 'maji.ankara', lifecycle: 'building' })
  await expect(as()).rejects.toMatchObject({ code: 'register.system-code-taken' })
  await expect(as(fedhaOfficer)).rejects.toMatchObject({ code: 'register.institution-not-found' })
  expect(await register.hasChanges(db.database)).toBe(true)
  const { institutions } = await register.listAll(db.database)
  expect(institutions.map(({ id }) => id)).toEqual(['maji'])
  expect(await register.systemsOf(db.database, 'maji')).toMatchObject([{ code: 'ankara' }])
})

test('names change by day and are never overwritten', async () => {
  const { deps, acts } = world
  const change = {
    nameSw: 'Wizara Mpya',
    nameEn: 'New Ministry',
    acronym: 'WM',
    citation: 'GN ya mfano',
  }
  await changeName(deps, fedhaOfficer, 'fedha', { ...change, from: '2026-09-01' })
  const fedha = await describeInstitution(db.database, 'fedha')
  expect(fedha.name).toEqual({ sw: 'Wizara Mpya', en: 'New Ministry' })
  expect(fedha.names).toMatchObject([
    { name: { sw: 'Wizara Mpya' }, from: '2026-09-01', to: null },
    { name: { sw: 'Wizara ya Fedha' }, from: null, to: '2026-08-31' },
  ])
  expect(acts).toMatchObject([{ action: 'register.institution-renamed', institutions: ['fedha'] }])
  const again = (from: string) => changeName(deps, fedhaOfficer, 'fedha', { ...change, from })
  await expect(again('2026-08-01')).rejects.toMatchObject({ code: 'register.date-order' })
  await expect(again('2026-12-01')).rejects.toMatchObject({ code: 'register.date-ahead' })
  // Found under its former name too.
  const found = await register.listInstitutions(db.database, { search: 'ya fedha', limit: 10 })
  expect(found.items.map(({ id }) => id)).toContain('fedha')
})

test('heads and websites are dated, and one that leaves stays in the history', async () => {
  const { deps } = world
  const head = (name: string, from: string) => ({ name, title: 'permanent-secretary', from })
  await appointHead(deps, majiOfficer, 'maji', head('Neema Mfano', '2025-01-01'))
  await appointHead(deps, egaOfficer, 'maji', head('Juma Mfano', '2026-05-01'))
  await addWebsite(deps, majiOfficer, 'maji', { url: 'https://maji.mfano.go.tz' })
  await addWebsite(deps, majiOfficer, 'maji', { url: 'https://maji.mfano.go.tz' })
  await closeWebsite(deps, majiOfficer, 'maji', { url: 'https://maji.mfano.go.tz' })
  const maji = await describeInstitution(db.database, 'maji')
  expect(maji.heads).toMatchObject([
    { name: 'Juma Mfano', to: null },
    { name: 'Neema Mfano', to: '2026-04-30' },
  ])
  expect(maji.websites).toMatchObject([{ url: 'https://maji.mfano.go.tz', to: '2026-10-01' }])
})

test('what is another institution’s is not there; what e-GA keeps is refused to others', async () => {
  const { deps, acts } = world
  const change = { nameSw: 'X', nameEn: 'X', acronym: null, citation: null, from: '2026-09-01' }
  await expect(changeName(deps, fedhaOfficer, 'maji', change)).rejects.toMatchObject({
    code: 'register.institution-not-found',
  })
  await expect(changeName(deps, suspendedOfficer, 'maji', change)).rejects.toMatchObject({
    code: 'register.not-yours',
  })
  await expect(changeName(deps, auditor, 'maji', change)).rejects.toThrow()
  await expect(
    suspendInstitution(deps, majiOfficer, 'fedha', { reason: 'x' }),
  ).rejects.toMatchObject({ code: 'register.not-yours' })
  const added = {
    id: 'mpya',
    class: 'GOV',
    address: 'MPYA',
    nameSw: 'M',
    nameEn: 'M',
    acronym: null,
  }
  const rest = { kind: 'agency', parent: 'maji', region: null }
  await expect(addInstitution(deps, majiOfficer, { ...added, ...rest })).rejects.toThrow()
  expect(acts).toEqual([])
  await addInstitution(deps, egaOfficer, { ...added, ...rest })
  await expect(addInstitution(deps, egaOfficer, { ...added, ...rest })).rejects.toMatchObject({
    code: 'register.institution-taken',
  })
  expect(acts).toHaveLength(1)
})

test('the record of a system grows by parts; each change has its history, and nobody overwrites another unseen', async () => {
  const { deps, acts } = world
  const id = await newSystem()
  await changePurpose(deps, majiOfficer, { id, version: 1 }, purpose)
  await changeData(
    deps,
    majiOfficer,
    { id, version: 2 },
    {
      data: [
        { entity: 'bill', role: 'master' },
        { entity: 'bill', role: 'copy' },
        { entity: 'person', role: 'copy' },
      ],
    },
  )
  await changeCost(
    deps,
    majiOfficer,
    { id, version: 3 },
    { vendor: null, yearlyCostTzs: 120_000_000 },
  )
  await recordAssessment(
    deps,
    majiOfficer,
    { id, version: 4 },
    { on: '2026-03-01', assessor: 'e-GA' },
  )
  await expect(
    changeCost(deps, majiOfficer, { id, version: 4 }, { vendor: 'X', yearlyCostTzs: null }),
  ).rejects.toMatchObject({ code: 'register.record-changed' })
  await confirmRecord(deps, majiOfficer, { id, version: 5 })

  const { record } = await showSystem(deps, majiOfficer, id)
  expect(record).toMatchObject({
    lifecycle: 'live',
    version: 6,
    data: [
      { entity: 'bill', role: 'master' },
      { entity: 'person', role: 'copy' },
    ],
    assessments: [{ on: '2026-03-01', assessor: 'e-GA' }],
    detail: { yearlyCostTzs: 120_000_000 },
  })
  expect(completenessOf(record!, record!.detail!).missing).not.toContain('cost')
  const revisions = await listRevisions(deps, majiOfficer, id)
  expect(revisions.map(({ part }) => part)).toEqual([
    'confirmed',
    'security',
    'cost',
    'data',
    'purpose',
  ])
  expect(revisions[2]).toMatchObject({
    personName: 'Asha Mfano',
    before: { yearlyCostTzs: null },
    after: { yearlyCostTzs: 120_000_000 },
  })
  expect(acts).toHaveLength(5)
})

test('others find what a system is for, and neither what it costs nor where it runs', async () => {
  const { deps } = world
  const id = await newSystem()
  await changePurpose(deps, majiOfficer, { id, version: 1 }, purpose)
  await changeCost(deps, majiOfficer, { id, version: 2 }, { vendor: 'Siri', yearlyCostTzs: 5 })
  await changeData(
    deps,
    majiOfficer,
    { id, version: 3 },
    { data: [{ entity: 'bill', role: 'master' }] },
  )
  const seen = async (actor?: typeof fedhaOfficer) => (await showSystem(deps, actor, id)).record
  expect(await seen(fedhaOfficer)).toMatchObject({
    capabilities: ['billing'],
    detail: null,
    data: [{}],
  })
  expect(await seen(undefined)).toMatchObject({ capabilities: ['billing'], detail: null, data: [] })
  expect(await seen(suspendedOfficer)).toMatchObject({ detail: null, data: [] })
  expect(await seen(auditor)).toMatchObject({ detail: { vendor: 'Siri' } })
  await expect(listRevisions(deps, fedhaOfficer, id)).rejects.toMatchObject({
    code: 'register.system-not-found',
  })
  for (const actor of [fedhaOfficer, egaOfficer]) {
    await expect(
      changeCost(deps, actor, { id, version: 4 }, { vendor: 'Y', yearlyCostTzs: null }),
    ).rejects.toMatchObject({ code: 'register.system-not-found' })
  }
  await expect(
    changeCost(deps, suspendedOfficer, { id, version: 4 }, { vendor: 'Y', yearlyCostTzs: null }),
  ).rejects.toThrow()
})

test('with the checks of the program left out, PostgreSQL still keeps institutions apart', async () => {
  const { deps } = world
  const id = await newSystem()
  await changePurpose(deps, majiOfficer, { id, version: 1 }, purpose)
  const { id: staff } = await addStaff(deps, majiOfficer, { name: 'Zawadi Mfano', post: 'Afisa' })
  await establishCommittee(deps, majiOfficer, {
    establishedOn: '2026-02-01',
    charterReference: null,
    charterOn: null,
  })
  const other = db.database.within(scopeOf(fedhaOfficer))
  const stranger = db.database.within(scopeOf(undefined))
  for (const table of [
    'system_detail',
    'system_assessment',
    'revision',
    'staff',
    'committee',
    'finding',
  ]) {
    const rows = await other.rows(`select from register.${table} where institution = 'maji'`)
    expect([table, rows]).toEqual([table, []])
    expect(await stranger.rows(`select from register.${table}`)).toEqual([])
  }
  expect(await stranger.rows('select from register.system_data')).toEqual([])
  expect(await other.rows('select from register.import')).toEqual([])
  const writes = [
    `update register.staff set name = 'X' where id = '${staff}' returning id`,
    `update register.system_detail set vendor = 'X' where system = '${id}' returning system`,
    `update register.system_record set owner = 'X' where system = '${id}' returning system`,
    `update register.system set name_sw = 'X' where id = '${id}' returning id`,
    `update register.institution set name_sw = 'X' where id = 'maji' returning id`,
    `update register.committee set ended_on = '2026-09-01' where institution = 'maji' returning id`,
  ]
  for (const write of writes) expect([write, await other.rows(write)]).toEqual([write, []])
  const inserts = [
    `insert into register.staff (id, institution, name, post, created_at) values (gen_random_uuid(), 'maji', 'X', 'X', now())`,
    `insert into register.system (id, institution, code, name_sw, name_en, status) values ('maji.x', 'maji', 'x', 'X', 'X', 'active')`,
    `insert into register.institution (id, class, code, name_sw, name_en, status, joined) values ('x', 'GOV', 'X', 'X', 'X', 'active', false)`,
    `insert into register.site (id, name, operator, place, created_at) values (gen_random_uuid(), 'X', 'X', 'X', now())`,
    `insert into register.setting (key, value, valid_from, basis, citation) values ('x', '1', now(), 'product', 'x')`,
    `insert into register.import (id, person, at, valid_from, file_sha256, content, plan_sha256) values (gen_random_uuid(), 'x', now(), now(), 'x', 'x', 'x')`,
  ]
  for (const insert of inserts)
    await expect(other.rows(insert)).rejects.toThrow(/row-level security/)
  // Its own row is an institution's to write, its standing is not.
  await expect(
    other.rows(
      `update register.institution set status = 'active', region = 'tanga' where id = 'fedha'`,
    ),
  ).rejects.toThrow(/only e-GA/)
  // Findings are the register's own word: nobody signed in writes them.
  await expect(
    db.database.within(scopeOf(majiOfficer)).rows(`update register.finding set closed_at = now()`),
  ).rejects.toThrow(/permission denied/)
  await expect(
    db.database.within(scopeOf(auditor)).rows(`update register.staff set name = 'X'`),
  ).rejects.toThrow(/read-only/)
})

test('of staff only status and dates are kept; findings have no place to go', async () => {
  const { deps } = world
  const { id } = await addStaff(deps, majiOfficer, { name: 'Baraka Mfano', post: 'Mchambuzi' })
  const cleared = {
    name: 'Baraka Mfano',
    post: 'Mchambuzi wa mifumo',
    vetting: 'cleared',
    vettingSince: '2024-09-01',
    vettingUntil: '2026-08-31',
    vettingReference: 'KUMB/1',
    oathOn: '2024-09-15',
    oathWitness: 'Katibu',
    oathReference: null,
    leftOn: null,
  } as const
  await changeStaff(deps, majiOfficer, id, cleared)
  const strict = staffChange.safeParse({ ...cleared, findings: 'siri' })
  expect(strict.error?.issues[0]).toMatchObject({ code: 'unrecognized_keys', keys: ['findings'] })
  const list = await listStaff(deps, majiOfficer, { left: false, limit: 50 })
  expect(list.items.find((one) => one.id === id)).toMatchObject({ vetting: 'expired' })
  expect(await staffCounts(deps, majiOfficer)).toMatchObject({ expired: 1, cleared: 0 })
  await expect(
    changeStaff(deps, majiOfficer, id, { ...cleared, vettingSince: null }),
  ).rejects.toThrow()
  await expect(showStaff(deps, fedhaOfficer, id)).rejects.toMatchObject({
    code: 'register.not-found',
  })
  await expect(changeStaff(deps, fedhaOfficer, id, cleared)).rejects.toMatchObject({
    code: 'register.not-found',
  })
  await expect(changeStaff(deps, egaOfficer, id, cleared)).rejects.toThrow()
  expect(await showStaff(deps, auditor, id)).toMatchObject({ post: 'Mchambuzi wa mifumo' })
})

test('a committee has one chair at a time, and its sitting members first', async () => {
  const { deps } = world
  const made = { establishedOn: '2026-02-01', charterReference: 'Barua', charterOn: null }
  const { id } = await establishCommittee(deps, fedhaOfficer, made)
  await expect(establishCommittee(deps, fedhaOfficer, made)).rejects.toMatchObject({
    code: 'register.committee-exists',
  })
  const seat = (role: 'chair' | 'member') =>
    seatMember(deps, fedhaOfficer, id, {
      name: 'Rehema Mfano',
      post: 'Katibu Mkuu',
      role,
      from: '2026-02-01',
    })
  await seat('member')
  await seat('chair')
  await expect(seat('chair')).rejects.toMatchObject({ code: 'register.office-taken' })
  await seat('member')
  const [committee] = await listCommittees(deps, fedhaOfficer)
  expect(committee?.members.map(({ role }) => role)).toEqual(['chair', 'member', 'member'])
  await expect(
    seatMember(deps, majiOfficer, id, { name: 'X', post: 'X', role: 'member', from: '2026-02-01' }),
  ).rejects.toMatchObject({ code: 'register.not-found' })
})

test('a finding opens by itself, keeps its first sight, and closes when its cause has gone', async () => {
  const { deps, seen, clock } = world
  await db.database.transact((tx) =>
    register.enrol(tx, {
      institutions: [],
      systems: [
        { id: 'udom-x', institution: 'udom', code: 'x', name: text('X'), status: 'active' },
      ],
    }),
  )
  seen.set('udom-x', new Date('2026-09-30T09:00:00Z'))
  const udom = { ...fedhaOfficer, institution: 'udom' }
  const open = async () => (await listFindings(deps, udom, { limit: 50 })).items
  await refreshFindings(deps)
  expect(await open()).toMatchObject([
    { rule: 'seen-not-registered', detail: { seen: '2026-09-30' } },
  ])

  clock.now = new Date('2026-10-02T09:00:00Z')
  await refreshFindings(deps)
  const [finding] = await open()
  expect(finding).toMatchObject({ firstSeenAt: new Date(start), lastSeenAt: clock.now })

  // Filling the record is what it asks for.
  await changePurpose(deps, udom, { id: 'udom-x', version: 0 }, purpose)
  expect(await open()).toEqual([])
  const closed = await listFindings(deps, udom, { closed: true, limit: 50 })
  expect(closed.items).toMatchObject([{ rule: 'seen-not-registered', closedAt: clock.now }])
  expect((await listFindings(deps, majiOfficer, { institution: 'udom', limit: 50 })).items).toEqual(
    (await listFindings(deps, majiOfficer, { limit: 50 })).items,
  )
})

test('the approval of a data centre is e-GA’s, and its end is found at the systems that stand there', async () => {
  const { deps, seen } = world
  const id = await newSystem()
  seen.set(id, new Date(start))
  const site = { name: 'Kituo cha Majaribio', operator: 'Mfano', place: 'Dodoma', region: 'dodoma' }
  await expect(addSite(deps, majiOfficer, site)).rejects.toMatchObject({
    code: 'register.not-yours',
  })
  const { id: centre } = await addSite(deps, egaOfficer, site)
  await approveSite(deps, egaOfficer, centre, {
    from: '2026-01-01',
    until: null,
    citation: 'Barua ya mfano',
  })
  await changePurpose(deps, majiOfficer, { id, version: 1 }, purpose)
  const none = { hostingOther: null, recoverySite: null, recoveryOther: null }
  const rest = { ...none, rtoHours: 4, rpoHours: 0.5, drilledOn: null }
  await changeHosting(deps, majiOfficer, { id, version: 2 }, { hostingSite: centre, ...rest })
  const rules = async () =>
    (await listFindings(deps, majiOfficer, { limit: 200 })).items
      .filter(({ system }) => system === id)
      .map(({ rule }) => rule)
  expect(await rules()).toEqual([])
  const [listed] = (await listSites(deps, undefined)).filter((one) => one.id === centre)
  const approval = listed?.approvals[0]?.id ?? ''
  await withdrawSite(deps, egaOfficer, centre, { approval, why: 'Mfano' })
  expect(await rules()).toEqual(['hosting-approval-ended'])
})

test('an import does what its dry run showed, and an export imports unchanged', async () => {
  const { deps, acts } = world
  const exported = await exportInstitutions(deps, egaOfficer)
  const again = await tryImport(deps, egaOfficer, {
    bytes: Buffer.from(exported),
    from: '2026-10-01',
  })
  expect(again.counts).toMatchObject({ new: 0, changed: 0, refused: 0 })

  const file = [
    'id;class;code;name_sw;name_en;acronym;kind;parent;region;websites',
    'ttcl;GOV;TTCL;Jina Jipya la TTCL;New Name of TTCL;TTCL;public-corporation;habari;;https://ttcl.mfano.go.tz',
    'mji;LGA;MJI;Halmashauri ya Mji wa Mfano;Mfano Town Council;;town-council;tamisemi;njombe;',
    'baya;GOV;;X;X;;;;;',
  ].join('\n')
  const dry = await tryImport(deps, egaOfficer, { bytes: Buffer.from(file), from: '2026-09-15' })
  expect(dry.verdicts.map(({ id, verdict }) => [id, verdict])).toEqual([
    ['ttcl', 'changed'],
    ['mji', 'new'],
    ['baya', 'refused'],
  ])
  expect(await register.findInstitution(db.database, 'mji')).toBeUndefined()
  const { planSha256, id } = dry
  await expect(showImport(deps, fedhaOfficer, id)).rejects.toMatchObject({
    code: 'register.not-yours',
  })
  const done = await applyImport(deps, egaOfficer, { id, planSha256 })
  expect(done.verdicts).toEqual(dry.verdicts)
  const ttcl = await describeInstitution(db.database, 'ttcl')
  expect(ttcl).toMatchObject({ name: { sw: 'Jina Jipya la TTCL' }, parent: 'habari' })
  expect(ttcl.names).toMatchObject([{ from: '2026-09-15' }, { to: '2026-09-14' }])
  expect(ttcl.websites).toMatchObject([{ url: 'https://ttcl.mfano.go.tz' }])
  expect(await register.findInstitution(db.database, 'mji')).toMatchObject({ parent: 'tamisemi' })
  expect(acts.at(-1)).toMatchObject({
    action: 'register.institutions-imported',
    detail: { counts: { new: 1, changed: 1, unchanged: 0, refused: 1 } },
  })
  await expect(applyImport(deps, egaOfficer, { id, planSha256 })).rejects.toMatchObject({
    code: 'register.not-found',
  })
  const after = await tryImport(deps, egaOfficer, { bytes: Buffer.from(file), from: '2026-09-15' })
  expect(after.counts).toMatchObject({ unchanged: 2, refused: 1 })
})

test('an import whose ground has moved does nothing', async () => {
  const { deps } = world
  const file = 'id,name_sw,name_en\nictc,Tume Mpya ya TEHAMA,New ICT Commission\n'
  const dry = await tryImport(deps, egaOfficer, { bytes: Buffer.from(file), from: '2026-10-01' })
  const moved = { nameSw: 'Jina la Kati', nameEn: 'Middle', acronym: null, citation: null }
  await changeName(deps, egaOfficer, 'ictc', { ...moved, from: '2026-09-20' })
  await expect(
    applyImport(deps, egaOfficer, { id: dry.id, planSha256: dry.planSha256 }),
  ).rejects.toMatchObject({ code: 'register.import-moved' })
  expect(await register.findInstitution(db.database, 'ictc')).toMatchObject({
    name: { en: 'Middle' },
  })
})

test('the largest file is judged and done in one go', async () => {
  const { deps } = world
  const lines = Array.from(
    { length: 20_000 },
    (_, at) => `k${at},LGA,K${at},Kata ya mfano ${at},Ward ${at},board`,
  )
  const file = ['id,class,code,name_sw,name_en,kind', ...lines].join('\n')
  const dry = await tryImport(deps, egaOfficer, { bytes: Buffer.from(file), from: '2026-10-01' })
  await applyImport(deps, egaOfficer, { id: dry.id, planSha256: dry.planSha256 })
  const began = performance.now()
  const found = await register.listInstitutions(db.database, { search: 'mfano 1999', limit: 50 })
  expect(found.items).toHaveLength(11)
  expect(performance.now() - began).toBeLessThan(500)
})

test('the demo country can be seeded twice, and what people changed in between stays', async () => {
  const { deps, seen } = world
  await db.database.transact((tx) =>
    register.enrol(tx, {
      institutions: [
        { id: 'nida', class: 'GOV', code: 'NIDA', name: text('NIDA'), status: 'active' },
      ],
      systems: [
        {
          id: 'nida-utambulisho',
          institution: 'nida',
          code: 'utambulisho',
          name: text('Utambulisho'),
          status: 'active',
        },
      ],
    }),
  )
  seen.set('nida-utambulisho', new Date(start))
  await seedDemoRegister(deps)
  const nida = { ...fedhaOfficer, institution: 'nida' }
  const { record } = await showSystem(deps, nida, 'nida-utambulisho')
  expect(completenessOf(record!, record!.detail!).missing).toEqual([])
  await changeCost(
    deps,
    nida,
    { id: 'nida-utambulisho', version: 1 },
    { vendor: 'Mwingine', yearlyCostTzs: 1 },
  )
  await seedDemoRegister(deps)
  const again = await showSystem(deps, nida, 'nida-utambulisho')
  expect(again.record?.detail).toMatchObject({ vendor: 'Mwingine' })
  const found = await listFindings(deps, auditor, { institution: 'afya', limit: 50 })
  expect(found.items).toMatchObject([{ rule: 'live-never-seen', system: 'afya.vituo' }])
})
