import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { scopeOf } from '@mtandao/identity/contract'
import { testDatabase, type TestDatabase } from '@mtandao/pg/test-database'
import { createRegister, registerMigrations } from '@mtandao/register'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  actorOf,
  acts,
  agreementDeps,
  enrolCountry,
  keys,
  quota,
  suspendedOf,
  terms,
} from '../../test/agreement-country.ts'
import { exchangeMigrations } from '../index.ts'
import { listAgreements as listEffects, upsertAgreements } from '../rights/agreement-store.ts'
import { adoptEnrolledAgreements } from './adopt-enrolled.ts'
import { changeContent } from './change-content.ts'
import { commentAgreement } from './comment-agreement.ts'
import { approveStep, refuseStep, returnStep } from './decide-step.ts'
import type { AgreementDeps } from './deps.ts'
import { endAgreement, withdrawRequest } from './end-agreement.ts'
import { listAgreements } from './list-agreements.ts'
import { agreementNotices } from './notices.ts'
import { readAgreement } from './read-agreement.ts'
import { listContents } from './record-store.ts'
import { renewAgreement } from './renew-agreement.ts'
import { requestAgreement } from './request-agreement.ts'
import { seedDemoAgreements } from './seed-demo.ts'
import { readRules, setRule } from './set-rule.ts'
import { verifySteps } from './signed-step.ts'
import { submitRequest } from './submit-request.ts'
import { resumeAgreement, suspendAgreement } from './suspend-agreement.ts'
import { turnAgreements } from './turn-agreements.ts'

let db: TestDatabase
let deps: AgreementDeps
let clock: Date

const officer = actorOf('heslb', 'ict-officer')
const head = actorOf('heslb', 'head')
const providerOfficer = actorOf('nida', 'ict-officer')
const providerHead = actorOf('nida', 'head')
const other = actorOf('brela', 'ict-officer', 'head')
const ega = actorOf('ega', 'ega-officer')
const auditor = actorOf('ega', 'auditor')

beforeAll(async () => {
  db = await testDatabase([registerMigrations, exchangeMigrations])
  deps = agreementDeps(db.database, createRegister(), () => clock)
  await enrolCountry(deps)
})
afterAll(() => db.close())
beforeEach(async () => {
  clock = new Date('2026-03-02T09:00:00Z')
  acts.length = 0
  await db.database
    .rows(`truncate exchange.agreement_record, exchange.agreement_version, exchange.agreement_content,
    exchange.agreement_step, exchange.agreement_event, exchange.agreement_comment, exchange.agreement`)
  await db.database.rows('delete from exchange.agreement_rule where person is not null')
})

const request = (changes = {}) =>
  requestAgreement(deps, officer, {
    system: 'heslb-sys',
    service: 'person',
    terms: { ...terms, ...changes },
  })
const hashOf = async (id: string) => (await readAgreement(deps, head, id)).open?.contentHash ?? ''
const allowed = { quota, providerRegistration: 'namba ya NIDA' }

/** Draft, submitted, asked, technical, approved: up to and with the named step. */
async function walk(id: string, upTo: 'submit' | 'ask' | 'technical' | 'approve' = 'approve') {
  const steps = ['submit', 'ask', 'technical', 'approve'] as const
  for (const step of steps.slice(0, steps.indexOf(upTo) + 1)) {
    const contentHash = await hashOf(id)
    const approval = { id, contentHash, words: '' }
    if (step === 'submit') await submitRequest(deps, officer, { id })
    if (step === 'ask') await approveStep(deps, head, approval)
    if (step === 'technical') await approveStep(deps, providerOfficer, { ...approval, ...allowed })
    if (step === 'approve') await approveStep(deps, providerHead, approval)
  }
}

async function agreed(changes = {}): Promise<string> {
  const id = await request(changes)
  await walk(id)
  return id
}

const code = (name: string) => expect.objectContaining({ code: `agreements.${name}` })
const reason = { sw: 'Ukaguzi unaendelea', en: 'Under audit' }

test('from a draft to the bus: four people, four signed steps, one row the gateway will see', async () => {
  const id = await request()
  expect(await listEffects(db.database)).toEqual([])
  await walk(id)
  const { record, inForce, may } = await readAgreement(deps, providerHead, id)
  expect(record).toMatchObject({ state: 'active', inForce: 1, origin: 'request' })
  expect(inForce?.fault).toBeUndefined()
  expect(inForce?.path.map(({ state, taken }) => [state, taken?.person])).toEqual([
    ['done', officer.person.id],
    ['done', head.person.id],
    ['done', providerOfficer.person.id],
    ['done', providerHead.person.id],
  ])
  expect(may).toMatchObject({ suspend: true, end: true, decide: false, renew: false })
  expect(await listEffects(db.database)).toEqual([
    {
      id,
      consumer: 'heslb-sys',
      service: 'person',
      status: 'active',
      purposes: ['MKOPO'],
      validFrom: '2026-02-28T21:00:00.000Z',
      validUntil: '2027-02-28T21:00:00.000Z',
      rules: [],
      quota,
    },
  ])
  expect(acts.map(({ action }) => action)).toEqual([
    'exchange.agreement-drafted',
    'exchange.agreement-submitted',
    'exchange.agreement-step-approved',
    'exchange.agreement-step-approved',
    'exchange.agreement-step-approved',
  ])
})

test('the steps verify with the platform’s public key alone, and a changed text, step or key does not', async () => {
  const id = await agreed()
  const { inForce } = await readAgreement(deps, officer, id)
  const contents = (await listContents(db.database, id, 1)).map(({ content }) => content)
  const steps = inForce?.steps ?? []
  const chain = { agreement: id, version: 1, contents, steps }
  const publicKey = createPublicKey(keys.privateKey)
  expect(verifySteps(chain, publicKey)).toBeUndefined()
  const changed = contents.map((text) => text.replace('"perDay":1000', '"perDay":9999'))
  expect(verifySteps({ ...chain, contents: changed }, publicKey)?.fault).toBe('content-unknown')
  expect(verifySteps({ ...chain, steps: steps.slice(1) }, publicKey)?.fault).toBe('chain-broken')
  expect(verifySteps({ ...chain, version: 2 }, publicKey)?.fault).toBe('other-agreement')
  const forged = steps.map((step) => ({
    ...step,
    statement: step.statement.replace('Mtu', 'Jina'),
  }))
  expect(verifySteps({ ...chain, steps: forged }, publicKey)?.fault).toBe('hash-wrong')
  const stranger = generateKeyPairSync('ed25519').publicKey
  expect(verifySteps(chain, stranger)?.fault).toBe('other-key')
  const spaced = steps.map((step) => ({ ...step, statement: `${step.statement} ` }))
  expect(verifySteps({ ...chain, steps: spaced }, publicKey)?.fault).toBe('not-canonical')
})

test('what stands in the database changed behind our back shows on the page', async () => {
  const id = await agreed()
  await db.database.rows(
    `update exchange.agreement_content set content = replace(content, 'MKOPO', 'KODI') where agreement = $1`,
    [id],
  )
  expect((await readAgreement(deps, officer, id)).inForce?.fault).toEqual({
    step: 1,
    fault: 'content-unknown',
  })
})

test('a changed content voids earlier approvals and says so', async () => {
  const id = await request()
  await walk(id, 'technical')
  const old = await hashOf(id)
  await changeContent(deps, officer, { id, terms: { ...terms, perDay: 2000 } })
  const { record, open } = await readAgreement(deps, providerHead, id)
  expect(record.state).toBe('draft')
  expect(open?.steps.map(({ isVoid }) => isVoid)).toEqual([true, true, true])
  expect(open).toMatchObject({ quota: null, awaitsStep: null, revision: 2 })
  await expect(
    approveStep(deps, providerHead, { id, contentHash: old, words: '' }),
  ).rejects.toEqual(code('not-awaited'))
  await submitRequest(deps, officer, { id })
  await expect(approveStep(deps, head, { id, contentHash: old, words: '' })).rejects.toEqual(
    code('content-changed'),
  )
  await approveStep(deps, head, { id, contentHash: await hashOf(id), words: '' })
  expect((await readAgreement(deps, officer, id)).open).toMatchObject({ awaitsStep: 'technical' })
  await expect(
    changeContent(deps, officer, { id, terms: { ...terms, perDay: 2000 } }),
  ).rejects.toEqual(code('nothing-changed'))
})

test('nobody takes two steps in a row, though they hold both offices', async () => {
  const both = { ...officer, roles: ['ict-officer', 'head'] as const }
  const id = await requestAgreement(deps, both, { system: 'heslb-sys', service: 'person', terms })
  await submitRequest(deps, both, { id })
  const contentHash = await hashOf(id)
  expect((await readAgreement(deps, both, id)).may).toMatchObject({
    decide: false,
    decidedLast: true,
  })
  await expect(approveStep(deps, both, { id, contentHash, words: '' })).rejects.toEqual(
    code('same-person'),
  )
  await approveStep(deps, head, { id, contentHash, words: '' })
})

test('the technical step needs a quota and, with personal data, the provider’s registration', async () => {
  const id = await request()
  await walk(id, 'ask')
  const approval = { id, contentHash: await hashOf(id), words: '' }
  await expect(approveStep(deps, providerOfficer, approval)).rejects.toMatchObject({
    extra: { field: 'perMinute' },
  })
  await expect(approveStep(deps, providerOfficer, { ...approval, quota })).rejects.toMatchObject({
    extra: { field: 'providerRegistration' },
  })
  await approveStep(deps, providerOfficer, { ...approval, ...allowed })
  const { open } = await readAgreement(deps, officer, id)
  expect(open?.steps.at(-1)?.said).toMatchObject({ quota, providerRegistration: 'namba ya NIDA' })
})

test('a refusal ends the request, a return lets it be corrected, a withdrawal takes it back', async () => {
  const refused = await request()
  await walk(refused, 'ask')
  await refuseStep(deps, providerOfficer, { id: refused, reason })
  expect((await readAgreement(deps, officer, refused)).record).toMatchObject({
    state: 'refused',
    reasonEn: 'Under audit',
  })
  const id = await request()
  await walk(id, 'technical')
  await returnStep(deps, providerHead, { id, reason })
  const seen = await readAgreement(deps, officer, id)
  expect(seen.record.state).toBe('draft')
  expect(seen.may).toMatchObject({ change: true, submit: true })
  await walk(id, 'submit')
  expect((await readAgreement(deps, officer, id)).open?.awaitsStep).toBe('ask')
  await withdrawRequest(deps, head, { id })
  expect((await readAgreement(deps, officer, id)).record.state).toBe('ended')
  expect(await listEffects(db.database)).toEqual([])
})

test('the data protection officers approve when the rule of the day of submission says so', async () => {
  await setRule(deps, ega, {
    rule: 'data-protection-approval',
    value: 1,
    fromDay: '2026-03-01',
    citation: 'mfano',
    verified: false,
  })
  await expect(
    setRule(deps, head, {
      rule: 'renewal-days',
      value: 9,
      fromDay: '2026-03-01',
      citation: 'x',
      verified: true,
    }),
  ).rejects.toEqual(code('not-allowed'))
  expect((await readRules(deps))[0]).toMatchObject({ value: 1, personName: ega.person.name })
  const id = await request()
  await submitRequest(deps, officer, { id })
  const approve = async (actor: typeof officer, more = {}) =>
    approveStep(deps, actor, { id, contentHash: await hashOf(id), words: '', ...more })
  await expect(approve(head)).rejects.toEqual(code('not-awaited'))
  await approve(actorOf('heslb', 'data-protection-officer'))
  await approve(head)
  await approve(providerOfficer, allowed)
  await approve(actorOf('nida', 'data-protection-officer'))
  await approve(providerHead)
  expect((await readAgreement(deps, officer, id)).record.state).toBe('active')
})

test('the provider suspends, the consumer cannot resume, the provider or e-GA can', async () => {
  const id = await agreed()
  await suspendAgreement(deps, providerOfficer, { id, reason })
  expect(await listEffects(db.database)).toMatchObject([{ status: 'suspended', reason }])
  await expect(suspendAgreement(deps, head, { id, reason })).rejects.toEqual(code('wrong-state'))
  await expect(resumeAgreement(deps, head, { id })).rejects.toEqual(code('other-side'))
  expect((await readAgreement(deps, head, id)).may.resume).toBe(false)
  await resumeAgreement(deps, providerHead, { id })
  await suspendAgreement(deps, head, { id, reason })
  await resumeAgreement(deps, ega, { id })
  const [effect] = await listEffects(db.database)
  expect(effect?.status).toBe('active')
  expect(effect).not.toHaveProperty('reason')
})

test('a head ends it for good, and may ask anew', async () => {
  const id = await agreed()
  await expect(endAgreement(deps, providerOfficer, { id, reason })).rejects.toEqual(
    code('not-allowed'),
  )
  await endAgreement(deps, providerHead, { id, reason })
  expect(await listEffects(db.database)).toMatchObject([{ status: 'ended', reason }])
  await expect(resumeAgreement(deps, providerHead, { id })).rejects.toEqual(code('wrong-state'))
  expect(await request()).not.toBe(id)
})

test('the desk says what lies with the consumer: a draft, one that came back, and what the provider suspended', async () => {
  const id = await request()
  const href = `/agreements/${id}`
  expect(await agreementNotices(deps, officer)).toMatchObject([{ href }])
  expect(await agreementNotices(deps, head)).toEqual([])
  await walk(id, 'submit')
  expect(await agreementNotices(deps, officer)).toEqual([])
  await returnStep(deps, head, { id, reason })
  expect(await agreementNotices(deps, officer)).toMatchObject([{ href }])
  await walk(id)
  expect(await agreementNotices(deps, officer)).toEqual([])
  await suspendAgreement(deps, providerHead, { id, reason })
  expect(await agreementNotices(deps, officer)).toMatchObject([{ href }])
  expect(await agreementNotices(deps, head)).toMatchObject([{ href }])
  for (const actor of [providerHead, other, suspendedOf(officer)])
    expect(await agreementNotices(deps, actor)).toEqual([])
})

test('an agreement expires after its last day; a renewal asked in time follows without a gap', async () => {
  const id = await agreed()
  const longer = { ...terms, validFrom: '2027-03-01', validUntil: '2028-02-29' }
  await expect(
    renewAgreement(deps, officer, { id, kind: 'renewal', terms: longer }),
  ).rejects.toMatchObject({ code: 'agreements.too-early', extra: { from: '2026-12-01' } })
  clock = new Date('2026-12-02T09:00:00Z')
  expect(await agreementNotices(deps, head)).toMatchObject([{ href: `/agreements/${id}` }])
  await renewAgreement(deps, officer, { id, kind: 'renewal', terms: longer })
  const draft = await readAgreement(deps, officer, id)
  expect(draft.open?.difference?.changed).toEqual(['validity'])
  expect((await readAgreement(deps, providerHead, id)).open).toBeUndefined()
  await walk(id)
  const waiting = await readAgreement(deps, officer, id)
  expect([waiting.inForce?.number, waiting.open?.state]).toEqual([1, 'approved'])
  expect(await turnAgreements(deps)).toBe(0)
  clock = new Date('2027-02-28T21:00:00Z')
  expect(await turnAgreements(deps)).toBe(1)
  expect((await readAgreement(deps, officer, id)).record).toMatchObject({
    state: 'active',
    inForce: 2,
  })
  expect(await listEffects(db.database)).toMatchObject([
    { status: 'active', validUntil: '2028-02-29T21:00:00.000Z' },
  ])
  clock = new Date('2028-02-29T21:00:00Z')
  await turnAgreements(deps)
  expect((await readAgreement(deps, officer, id)).record.state).toBe('expired')
  expect(await listEffects(db.database)).toMatchObject([{ status: 'ended' }])
  expect(acts.at(-1)?.action).toBe('exchange.agreement-expired')
})

test('an amendment goes the same way while the old text stays in force, also through a suspension', async () => {
  const id = await agreed()
  await expect(renewAgreement(deps, officer, { id, kind: 'amendment', terms })).rejects.toEqual(
    code('nothing-changed'),
  )
  const amended = { ...terms, dataItems: ['jina'] }
  await renewAgreement(deps, officer, { id, kind: 'amendment', terms: amended })
  await walk(id, 'technical')
  expect(await listEffects(db.database)).toMatchObject([{ status: 'active' }])
  await suspendAgreement(deps, providerHead, { id, reason })
  await approveStep(deps, providerHead, { id, contentHash: await hashOf(id), words: '' })
  const { record, versions } = await readAgreement(deps, officer, id)
  expect(record).toMatchObject({ state: 'suspended', suspendedSide: 'provider', inForce: 2 })
  expect(versions.map(({ state }) => state)).toEqual(['superseded', 'in-force'])
  expect(await listEffects(db.database)).toMatchObject([{ status: 'suspended', reason }])
})

test('who asks: an ICT officer, for a system of its own, a published service of another, once', async () => {
  const ask = (actor: typeof officer, changes = {}) =>
    requestAgreement(deps, actor, { system: 'heslb-sys', service: 'person', terms, ...changes })
  await expect(ask(head)).rejects.toEqual(code('not-allowed'))
  await expect(ask(suspendedOf(officer))).rejects.toEqual(code('not-allowed'))
  await expect(ask(officer, { system: 'nida-sys' })).rejects.toEqual(code('no-such-system'))
  await expect(ask(officer, { service: 'none' })).rejects.toEqual(code('no-such-service'))
  await expect(ask(officer, { service: 'loans' })).rejects.toEqual(code('own-service'))
  const two = await Promise.allSettled([ask(officer), ask(officer)])
  expect(two.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  await expect(ask(officer)).rejects.toEqual(code('already-exists'))
})

test('both parties and the country see it; the provider not before it is submitted; nobody else at all', async () => {
  const id = await request()
  const seenBy = async (actor: typeof officer) =>
    readAgreement(deps, actor, id).then(
      () => 'seen',
      (error: { code: string }) => error.code,
    )
  expect(await seenBy(head)).toBe('seen')
  expect(await seenBy(providerHead)).toBe('agreements.not-found')
  await submitRequest(deps, officer, { id })
  expect(await seenBy(providerHead)).toBe('seen')
  expect(await seenBy(auditor)).toBe('seen')
  expect(await seenBy(other)).toBe('agreements.not-found')
  expect(await seenBy(suspendedOf(head))).toBe('agreements.not-found')
  const found = async (actor: typeof officer, as: 'all' | 'waiting' | 'provider' = 'all') =>
    (await listAgreements(deps, actor, { as, limit: 10 })).items.length
  expect(await found(officer)).toBe(1)
  expect(await found(other)).toBe(0)
  expect(await found(suspendedOf(officer))).toBe(0)
  expect(await found(head, 'waiting')).toBe(1)
  expect(await found(officer, 'waiting')).toBe(0)
  expect(await found(providerHead, 'provider')).toBe(1)
  expect(await agreementNotices(deps, head)).toHaveLength(1)
  expect(await agreementNotices(deps, suspendedOf(head))).toEqual([])
})

test('the other institution’s officer and the suspended one can do nothing, and are told nothing', async () => {
  const id = await agreed()
  const attempts = (actor: typeof officer) => [
    () => changeContent(deps, actor, { id, terms }),
    () => submitRequest(deps, actor, { id }),
    () => approveStep(deps, actor, { id, contentHash: 'x', words: '' }),
    () => refuseStep(deps, actor, { id, reason }),
    () => suspendAgreement(deps, actor, { id, reason }),
    () => resumeAgreement(deps, actor, { id }),
    () => endAgreement(deps, actor, { id, reason }),
    () => withdrawRequest(deps, actor, { id }),
    () => renewAgreement(deps, actor, { id, kind: 'amendment', terms }),
    () => commentAgreement(deps, actor, { id, words: 'x' }),
  ]
  for (const actor of [other, suspendedOf(officer), suspendedOf(providerHead), auditor]) {
    for (const attempt of attempts(actor)) {
      await expect(attempt()).rejects.toMatchObject({
        code: expect.stringMatching(/^agreements\.(?:not-found|not-allowed)$/),
      })
    }
  }
  expect(await listEffects(db.database)).toMatchObject([{ status: 'active' }])
})

test('with the checks switched off PostgreSQL still keeps other institutions out', async () => {
  const id = await agreed()
  await commentAgreement(deps, officer, { id, words: 'Tunaomba' })
  const scoped = db.database.within(scopeOf(other))
  const tables = ['record', 'version', 'content', 'step', 'event', 'comment']
  for (const table of tables) {
    expect(await scoped.rows(`select * from exchange.agreement_${table}`)).toEqual([])
  }
  expect(await scoped.rows('select * from exchange.agreement')).toEqual([])
  expect(
    await scoped.rows(`update exchange.agreement_record set state = 'ended' returning id`),
  ).toEqual([])
  expect(await scoped.rows(`update exchange.agreement set status = 'ended' returning id`)).toEqual(
    [],
  )
  await expect(
    scoped.rows(
      `insert into exchange.agreement_comment (agreement, at, person, person_name, roles, institution, words)
       values ($1, now(), $2, 'x', '{}', 'brela', 'x')`,
      [id, other.person.id],
    ),
  ).rejects.toThrow('row-level security')
  // A party may not speak as the other party, nor give itself rights under a record that is not so.
  const party = db.database.within(scopeOf(officer))
  await expect(
    party.rows(
      `insert into exchange.agreement_comment (agreement, at, person, person_name, roles, institution, words)
       values ($1, now(), $2, 'x', '{}', 'nida', 'x')`,
      [id, officer.person.id],
    ),
  ).rejects.toThrow('row-level security')
  await expect(
    party.rows(`update exchange.agreement set service = 'company' where id = $1`, [id]),
  ).rejects.toThrow('row-level security')
  await expect(party.rows(`delete from exchange.agreement_step`)).rejects.toThrow(
    'permission denied',
  )
  await expect(party.rows(`update exchange.agreement_step set statement = ''`)).rejects.toThrow(
    'permission denied',
  )
})

test('what an enrolment brought gets a record without invented approvals, once', async () => {
  const brought = {
    id: 'brela-sys.person',
    consumer: 'brela-sys',
    service: 'person',
    status: 'active' as const,
    purposes: ['KAMPUNI'],
    validFrom: '2026-01-01T00:00:00Z',
    validUntil: '2030-01-01T00:00:00Z',
    rules: [{ method: 'GET', path: '/a/*' }],
    quota: { perMinute: 1, perDay: 2, concurrency: 3 },
  }
  await upsertAgreements(db.database, [brought])
  expect(await adoptEnrolledAgreements(deps)).toBe(1)
  expect(await adoptEnrolledAgreements(deps)).toBe(0)
  const { record, inForce } = await readAgreement(deps, other, brought.id)
  expect(record).toMatchObject({ state: 'active', origin: 'enrolment' })
  expect(inForce).toMatchObject({ kind: 'enrolment', steps: [], path: [], quota: brought.quota })
  await upsertAgreements(db.database, [{ ...brought, purposes: ['KAMPUNI', 'UKAGUZI'] }])
  expect(await adoptEnrolledAgreements(deps)).toBe(1)
  expect((await readAgreement(deps, other, brought.id)).versions.map(({ state }) => state)).toEqual(
    ['superseded', 'in-force'],
  )
  // An amendment keeps what the file said may be called.
  const amended = { ...terms, validFrom: '2026-01-01', validUntil: '2029-12-31' }
  await renewAgreement(deps, other, { id: brought.id, kind: 'amendment', terms: amended })
  const { open } = await readAgreement(deps, other, brought.id)
  expect(open?.content.rules).toEqual(brought.rules)
})

test('comments stay as they were written, by the parties and e-GA alone', async () => {
  const id = await request()
  await submitRequest(deps, officer, { id })
  await commentAgreement(deps, actorOf('nida', 'data-protection-officer'), {
    id,
    words: 'Punguza taarifa',
  })
  await commentAgreement(deps, ega, { id, words: 'Sawa' })
  const { comments } = await readAgreement(deps, head, id)
  expect(comments.map(({ institution, words }) => [institution, words])).toEqual([
    ['nida', 'Punguza taarifa'],
    ['ega', 'Sawa'],
  ])
})

test('the list is paged by a cursor without gap or repetition', async () => {
  for (let at = 0; at < 5; at += 1) {
    const id = await request()
    await withdrawRequest(deps, officer, { id })
  }
  const seen: string[] = []
  let after: string | undefined
  do {
    const page = await listAgreements(deps, officer, { as: 'consumer', after, limit: 2 })
    seen.push(...page.items.map(({ id }) => id))
    after = page.next
  } while (after !== undefined)
  expect(new Set(seen).size).toBe(5)
  expect(seen).toHaveLength(5)
  expect(
    (await listAgreements(deps, officer, { as: 'all', after: '"x', limit: 9 })).items,
  ).toHaveLength(5)
})

test('the demo’s requests need the demo’s institutions, and are seeded once', async () => {
  await seedDemoAgreements(deps)
  expect((await listAgreements(deps, ega, { as: 'all', limit: 9 })).items).toEqual([])
})
