import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { scopeOf, type Actor } from '@mtandao/identity/contract'
import { testDatabase, type TestDatabase } from '@mtandao/pg/test-database'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { ega, factsWorld, fedha, maji, person } from '../test/people.ts'
import type { NewFact } from './contract.ts'
import { factsMigrations, type InstitutionKnown } from './index.ts'

let db: TestDatabase
let world: ReturnType<typeof factsWorld>
beforeAll(async () => (db = await testDatabase([factsMigrations])))
afterAll(() => db.close())

const start = '2026-10-01T09:00:00Z'
beforeEach(() => (world = factsWorld(db.database, start)))
afterEach(() => rmSync(world.dataDir, { recursive: true }))

const observedAt = new Date('2026-09-30T09:00:00Z')
const declaration = (institution: string, value: unknown = { fulfilled: true }) => ({
  subject: { type: 'obligation', id: `${institution}/o-1` },
  type: 'obligation.evidence',
  value,
  observedAt,
  evidence: null as string | null,
})
const machine = (institution: string, more: Partial<NewFact> = {}): NewFact => ({
  subject: { type: 'institution', id: institution },
  institution,
  type: 'staff.vetting',
  value: { staff: 2, vetted: 1, sworn: 0 },
  observedAt,
  validUntil: null,
  source: 'machine',
  collector: 'mfano',
  evidence: null,
  supersedes: null,
  ...more,
})
const record = async (...facts: NewFact[]) =>
  await db.database.transact((tx) => world.facts.record(tx, facts))
const code = (name: string) => expect.objectContaining({ code: `facts.${name}` })

test('what an institution says counts as said, with who said it, and is an act', async () => {
  const fact = await world.facts.declare(maji, declaration('maji'))
  expect(fact).toMatchObject({
    source: 'declared',
    collector: 'maji-ict-officer',
    supersedes: null,
  })
  expect(await world.facts.get(maji, fact.id)).toEqual({
    ...fact,
    byInstitution: 'maji',
    supersededBy: null,
  })
  expect(world.acts.map(({ action }) => action)).toEqual(['facts.fact-declared'])
})

test('nobody declares of another institution, what machines see, or what has no shape', async () => {
  await expect(world.facts.declare(fedha, declaration('maji'))).rejects.toEqual(
    code('value-invalid'),
  )
  await expect(
    world.facts.declare(maji, declaration('maji', { fulfilled: 'yes' })),
  ).rejects.toEqual(code('value-invalid'))
  const seen = {
    ...declaration('maji'),
    subject: { type: 'institution', id: 'maji' },
    type: 'staff.vetting',
    value: { staff: 1, vetted: 1, sworn: 1 },
  }
  await expect(world.facts.declare(maji, seen)).rejects.toEqual(code('not-declarable'))
  await expect(
    world.facts.declare(maji, { ...declaration('maji'), type: 'constructor' }),
  ).rejects.toEqual(code('type-unknown'))
  const ahead = { ...declaration('maji'), observedAt: new Date('2026-10-02T00:00:00Z') }
  await expect(world.facts.declare(maji, ahead)).rejects.toEqual(code('time-ahead'))
  expect(world.acts).toEqual([])
})

test('the suspended, auditors and secretaries declare nothing', async () => {
  for (const actor of [
    person('maji', 'ict-officer', { suspended: true }),
    person('ega', 'auditor'),
    person('maji', 'secretary'),
  ])
    await expect(world.facts.declare(actor, declaration(actor.institution))).rejects.toEqual(
      code('not-yours'),
    )
})

test('e-GA verifies, and what it found takes the place of what was said', async () => {
  const said = await world.facts.declare(maji, declaration('maji'))
  const found = await world.facts.verify(ega, {
    fact: said.id,
    value: { fulfilled: false },
    evidence: null,
  })
  expect(found).toMatchObject({
    source: 'verified',
    institution: 'maji',
    supersedes: said.id,
    value: { fulfilled: false },
    observedAt,
  })
  await expect(world.facts.verify(ega, { fact: said.id, evidence: null })).rejects.toEqual(
    code('superseded'),
  )
})

test('the reporter cannot verify: not in person, not by a colleague, not under another hat', async () => {
  const reporter = person('maji', 'head', { id: 'asha' })
  const said = await world.facts.declare(reporter, {
    subject: { type: 'institution', id: 'maji' },
    type: 'bus.joined',
    value: { joined: true },
    observedAt,
    evidence: null,
  })
  const verify = async (actor: Actor) =>
    await world.facts.verify(actor, { fact: said.id, evidence: null })
  for (const actor of [
    reporter,
    maji,
    person('fedha', 'head', { id: 'asha' }),
    person('ega', 'ega-officer', { id: 'asha' }),
    person('fedha', 'head', { id: 'juma', also: ['maji'] }),
  ])
    await expect(verify(actor)).rejects.toEqual(code('reporter-verifies'))
  await expect(verify(person('fedha', 'secretary'))).rejects.toEqual(code('not-yours'))
  expect(await verify(fedha)).toMatchObject({ source: 'verified', collector: 'fedha-ict-officer' })
})

test('e-GA corrects what it verified; the reporter does not, in e-GA either', async () => {
  const said = await world.facts.declare(maji, declaration('maji'))
  const verified = await world.facts.verify(ega, { fact: said.id, evidence: null })
  const correction = {
    fact: verified.id,
    value: { fulfilled: false },
    evidence: null,
    reason: 'barua ya pili',
  }
  const moved = person('ega', 'ega-officer', { id: maji.person.id })
  for (const actor of [maji, moved])
    await expect(world.facts.correct(actor, correction)).rejects.toEqual(code('reporter-verifies'))
  const corrected = await world.facts.correct(ega, correction)
  expect(corrected).toMatchObject({ source: 'verified', supersedes: verified.id })
})

test('only its own people and the country find what is not public', async () => {
  const said = await world.facts.declare(maji, declaration('maji'))
  await expect(world.facts.get(fedha, said.id)).rejects.toEqual(code('not-found'))
  await expect(world.facts.get(undefined, said.id)).rejects.toEqual(code('not-found'))
  const suspended = person('maji', 'ict-officer', { suspended: true })
  await expect(world.facts.get(suspended, said.id)).rejects.toEqual(code('not-found'))
  await expect(world.facts.verify(fedha, { fact: said.id, evidence: null })).rejects.toEqual(
    code('not-found'),
  )
  expect(await world.facts.get(person('ega', 'auditor'), said.id)).toMatchObject(said)
})

test('an institution corrects what it said, once; what a machine saw it corrects at its source', async () => {
  const said = await world.facts.declare(maji, declaration('maji'))
  const correction = {
    fact: said.id,
    value: { fulfilled: false },
    evidence: null,
    reason: 'kosa la uandishi',
  }
  await expect(world.facts.correct(fedha, correction)).rejects.toEqual(code('not-found'))
  const corrected = await world.facts.correct(maji, correction)
  expect(corrected).toMatchObject({ source: 'declared', supersedes: said.id })
  await expect(world.facts.correct(maji, correction)).rejects.toEqual(code('superseded'))
  const [seen] = await record(machine('maji'))
  await expect(world.facts.correct(maji, { ...correction, fact: seen?.id ?? '' })).rejects.toEqual(
    code('seen-by-machine'),
  )
})

test('facts are append-only, for the owner of the tables too', async () => {
  await record(machine('maji'))
  for (const sql of [
    `update facts.fact set value = '{}'`,
    `delete from facts.fact`,
    `truncate facts.fact cascade`,
    `truncate facts.evidence`,
  ])
    await expect(db.database.rows(sql)).rejects.toThrow('append-only')
})

test('with the checks of the program off, PostgreSQL neither shows nor takes what is another’s', async () => {
  const said = await world.facts.declare(maji, declaration('maji'))
  const insert = (values: string) =>
    `insert into facts.fact (id, subject_type, subject_id, institution, type, value, observed_at, recorded_at, source,
       collector, by_institution, supersedes, public) values (gen_random_uuid(), 'obligation', 'maji/o-1', ${values}, false)`
  const now = `'obligation.evidence', '{"fulfilled": true}', now(), now()`
  const asFedha = db.database.within(scopeOf(fedha))
  expect(await asFedha.rows(`select from facts.fact where id = $1`, [said.id])).toEqual([])
  for (const values of [
    `'maji', ${now}, 'declared', 'fedha-ict-officer', 'fedha', null`,
    `'maji', ${now}, 'declared', 'fedha-ict-officer', 'maji', null`,
    `'fedha', ${now}, 'machine', 'mfano', null, null`,
  ])
    await expect(asFedha.rows(insert(values))).rejects.toThrow(/row-level security/)
  const asMaji = db.database.within(scopeOf(maji))
  const own = `'maji', ${now}, 'verified', 'maji-ict-officer', 'maji', '${said.id}'`
  await expect(asMaji.rows(insert(own))).rejects.toThrow(/does not verify|row-level security/)
  await expect(db.database.rows(insert(own))).rejects.toThrow('the reporter does not verify')
  await expect(asFedha.rows(`delete from facts.fact`)).rejects.toThrow(/permission denied/)
})

test('reading goes on where it stopped, in the order of commits', async () => {
  const [first] = await record(machine('maji'))
  await record(machine('maji'), machine('fedha'))
  const all = await world.facts.since(db.database, first?.id ?? null, 100)
  expect(all.map(({ institution }) => institution)).toEqual(['maji', 'fedha'])
  const read: string[] = []
  const asked = { recordedBy: new Date(start), types: ['staff.vetting'] }
  for await (const batch of world.facts.read(db.database, asked))
    read.push(...batch.map(({ id }) => id))
  expect(read.slice(-3)).toEqual([first?.id, ...all.map(({ id }) => id)])
  const page = await world.facts.list(ega, { institution: 'fedha', limit: 1 })
  expect(page.items.map(({ id }) => id)).toEqual([all[1]?.id])
})

test('evidence is kept once by its hash, and belongs to who gave it', async () => {
  const bytes = Buffer.from('%PDF-1.7 mfano')
  const kept = await world.facts.keepEvidence(maji, bytes)
  await world.facts.keepEvidence(maji, bytes)
  expect(kept.mediaType).toBe('application/pdf')
  expect(world.acts.map(({ action }) => action)).toEqual(['facts.evidence-kept'])
  await expect(world.facts.openEvidence(fedha, kept.sha256)).rejects.toEqual(
    code('evidence-not-found'),
  )
  expect((await world.facts.openEvidence(ega, kept.sha256)).bytes).toEqual(bytes)
  const withEvidence = { ...declaration('fedha'), evidence: kept.sha256 }
  await expect(world.facts.declare(fedha, withEvidence)).rejects.toEqual(code('evidence-not-found'))
  const said = await world.facts.declare(maji, { ...declaration('maji'), evidence: kept.sha256 })
  expect(said.evidence).toBe(kept.sha256)
})

test('a file too large, of another kind or from a stranger is refused', async () => {
  const large = Buffer.alloc(10 * 1024 * 1024 + 1, 'a')
  await expect(world.facts.keepEvidence(maji, large)).rejects.toEqual(code('evidence-too-large'))
  const program = Buffer.from([0x4d, 0x5a, 0x90, 0x00])
  await expect(world.facts.keepEvidence(maji, program)).rejects.toEqual(code('evidence-type'))
  await expect(
    world.facts.keepEvidence(person('ega', 'auditor'), Buffer.from('a')),
  ).rejects.toEqual(code('not-yours'))
})

test('altered and missing evidence raises an alarm, and is never handed out', async () => {
  const altered = await world.facts.keepEvidence(maji, Buffer.from('ripoti ya kwanza'))
  const missing = await world.facts.keepEvidence(maji, Buffer.from('ripoti ya pili'))
  const pathOf = (sha256: string) =>
    join(world.dataDir, 'evidence', sha256.slice(0, 2), sha256.slice(2))
  writeFileSync(pathOf(altered.sha256), 'ripoti nyingine')
  rmSync(pathOf(missing.sha256))
  const { wrong } = await world.facts.verifyEvidence()
  expect(wrong).toEqual(
    expect.arrayContaining([
      { sha256: altered.sha256, kind: 'altered' },
      { sha256: missing.sha256, kind: 'missing' },
    ]),
  )
  await expect(world.facts.openEvidence(maji, altered.sha256)).rejects.toEqual(
    code('evidence-altered'),
  )
  const seen = `select kind, seen from facts.evidence_alarm where sha256 = $1`
  const alarms = async (actor: Actor) =>
    await db.database.within(scopeOf(actor)).rows(seen, [altered.sha256])
  expect(await alarms(maji)).toEqual([{ kind: 'altered', seen: 2 }])
  expect(await alarms(ega)).toHaveLength(1)
  expect(await alarms(fedha)).toEqual([])
})

test('collectors write what changed and nothing else', async () => {
  const nyuki: InstitutionKnown = { id: 'nyuki', committee: null, staff: null }
  let institutions = [nyuki]
  const rights = [{ institution: 'nyuki', clients: 1, agreements: 0 }]
  const exchanges = [
    { system: 'nyuki.asali', institution: 'nyuki', firstAt: observedAt, lastAt: observedAt },
  ]
  const ports = {
    register: {
      institutions: async () => institutions,
      systems: async () => [{ id: 'nyuki.asali', institution: 'nyuki', onBus: true, record: null }],
    },
    bus: {
      exchanges: async () => exchanges,
      rights: async () => rights,
      agreements: async () => [],
      keys: async () => [{ system: 'nyuki.asali', since: '2026-01-01' }],
    },
  }
  const options = { ports, silentAfterMs: 2 * 86_400_000 }
  // Of a committee nothing is said: nobody wrote down that there is one, or that there is none.
  expect(await world.facts.collectOnce(options)).toBe(7)
  expect(await world.facts.collectOnce(options)).toBe(0)
  world.clock.now = new Date('2026-10-03T09:00:00Z')
  expect(await world.facts.collectOnce(options)).toBe(1)
  const { items } = await world.facts.list(undefined, { institution: 'nyuki', limit: 1 })
  expect(items[0]).toMatchObject({
    type: 'bus.seen',
    value: { exchanging: false, firstOn: '2026-09-30', lastOn: '2026-09-30' },
    observedAt: world.clock.now,
  })
  institutions = [{ ...nyuki, committee: 'ended' }]
  expect(await world.facts.collectOnce(options)).toBe(1)
  const search = { institution: 'nyuki', type: 'committee.constituted', limit: 1 }
  expect((await world.facts.list(undefined, search)).items).toMatchObject([
    { value: { constituted: false, members: 0 } },
  ])
})

test('people declare while the collectors look at the register, and wait for none of it', async () => {
  const said: string[] = []
  const ports = {
    register: {
      institutions: async () => {
        said.push((await world.facts.declare(maji, declaration('maji'))).id)
        return []
      },
      systems: async () => [],
    },
    bus: {
      exchanges: async () => [],
      rights: async () => [],
      agreements: async () => [],
      keys: async () => [],
    },
  }
  expect(await world.facts.collectOnce({ ports, silentAfterMs: 1 })).toBe(0)
  expect(said).toHaveLength(1)
})

test('five hundred declarations may wait for verification, and no more', async () => {
  const mwanga = person('mwanga', 'head')
  await db.database.rows(
    `insert into facts.fact (id, subject_type, subject_id, institution, type, value, observed_at, recorded_at, source, collector, by_institution, public)
     select gen_random_uuid(), 'obligation', 'mwanga/o-' || n, 'mwanga', 'obligation.evidence', '{"fulfilled":true}', $1, $1, 'declared', 'mwanga-head', 'mwanga', false
     from generate_series(1, 499) as n`,
    [observedAt],
  )
  const last = await world.facts.declare(mwanga, declaration('mwanga'))
  await expect(world.facts.declare(mwanga, declaration('mwanga'))).rejects.toEqual(
    code('declarations-waiting'),
  )
  const value = { fulfilled: false }
  await world.facts.correct(mwanga, { fact: last.id, value, evidence: null, reason: 'Kosa' })
})

test('an institution fills no disk: five GiB of evidence are the most, and what is given already may be given again', async () => {
  const mwanga = person('mwanga', 'head')
  const first = Buffer.from('%PDF-1.7 mwanga')
  await world.facts.keepEvidence(mwanga, first)
  await db.database.rows(
    `insert into facts.evidence (sha256, institution, bytes, media_type, person, at)
     select lpad(to_hex(n), 64, '0'), 'mwanga', 10485760, 'application/pdf', 'mwanga-head', $1 from generate_series(1, 512) as n`,
    [observedAt],
  )
  await expect(world.facts.keepEvidence(mwanga, Buffer.from('%PDF-1.7 zaidi'))).rejects.toEqual(
    code('evidence-full'),
  )
  await world.facts.keepEvidence(mwanga, first)
  await world.facts.keepEvidence(maji, Buffer.from('%PDF-1.7 ya maji'))
})
