import { scopeOf, type Actor } from '@mtandao/identity/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asOf, indexOf, institution as water, now } from '../../test/arbitrary-country.ts'
import { directivesGround, personOf } from '../../test/ground.ts'
import {
  answerReply,
  assess,
  findTable,
  firstRuleSet,
  grantExemption,
  issueAgain,
  publishRuleSet,
  publishTable,
  replaceAssessments,
  replyToResult,
  seedThirdSession,
  selectAssessments,
  selectExemptions,
  selectIssuances,
  selectObligations,
  selectRuleSets,
} from '../index.ts'
import { resultTable } from '../publishing/result-table.ts'

const ground = await directivesGround(() => new Date(now))
const { deps, database, acts } = ground
const ega = personOf('ega', ['ega-officer'])
const maji = personOf('maji', ['ict-officer'])
const fedha = personOf('fedha', ['head'])
const auditor = personOf('cag', ['auditor'])
const suspended = personOf('ega', ['ega-officer'], true)

// Once more: what is there stays as it is.
beforeAll(() => seedThirdSession(deps))
afterAll(() => ground[Symbol.asyncDispose]())

const six = 'kikao-kazi-3-6'
const grant = {
  obligation: `${six}-kujiunga`,
  institution: 'maji',
  until: '2025-12-31',
  reason: 'Mtandao unajengwa (mfano)',
}

test('the third session is there once, whole, for all to read', async () => {
  const seen = database.within(scopeOf(undefined))
  const [session] = await seen.rows('select participants, topics, pillars from directives.session')
  expect(session).toEqual({ participants: 1_624, topics: 22, pillars: 4 })
  const [counts] = await seen.rows(
    `select (select count(*) from directives.presenter) as presenters, (select count(*) from directives.resolution where reconstructed) as resolutions,
       (select count(*) from directives.acceptance where accepted_on = '2023-02-10') as accepted, (select count(*) from directives.directive) as directives`,
  )
  expect(counts).toEqual({ presenters: 18, resolutions: 12, accepted: 12, directives: 12 })
  expect((await selectObligations(seen, '2023-03-01')).length).toBe(20)
  expect(await selectRuleSets(seen)).toEqual([firstRuleSet])
  expect(acts.filter(({ action }) => action === 'directives.session-seeded')).toHaveLength(1)
})

describe('what is e-GA’s', () => {
  const again = {
    directive: six,
    office: { sw: 'Waziri Mkuu', en: 'Prime Minister' },
    holder: null,
    issuedOn: '2025-08-20',
    dueOn: '2025-12-31',
    citation: 'mfano',
  }
  const ruleSet = {
    ...firstRuleSet,
    version: 2,
    effectiveFrom: '2025-10-01',
    settings: [...firstRuleSet.settings],
  }

  test.each([
    ['the stranger from another institution', fedha],
    ['the institution itself', maji],
    ['an auditor', auditor],
    ['a suspended officer', suspended],
  ])('is not done by %s', async (_, actor) => {
    const said = { code: 'directives.not-yours' }
    await expect(issueAgain(deps, actor, again)).rejects.toMatchObject(said)
    await expect(grantExemption(deps, actor, grant)).rejects.toMatchObject(said)
    await expect(publishRuleSet(deps, actor, ruleSet)).rejects.toMatchObject(said)
    await expect(
      answerReply(deps, actor, { reply: crypto.randomUUID(), words: 'x' }),
    ).rejects.toMatchObject(said)
  })

  test('a directive is issued again, and what is due once moves to the new day', async () => {
    await issueAgain(deps, ega, again)
    const history = await selectIssuances(database, six)
    expect(history.map(({ issuedOn, dueOn }) => [issuedOn, dueOn])).toEqual([
      ['2023-02-10', null],
      ['2025-02-11', null],
      ['2025-06-23', '2025-07-30'],
      ['2025-08-20', '2025-12-31'],
    ])
    const due = async (day: string) =>
      (await selectObligations(database, day)).find(({ id }) => id === grant.obligation)?.due
    expect(await due('2025-08-31')).toEqual({ type: 'on', day: '2025-07-30' })
    expect(await due('2025-09-01')).toEqual({ type: 'on', day: '2025-12-31' })
    await expect(issueAgain(deps, ega, { ...again, issuedOn: '2025-01-01' })).rejects.toMatchObject(
      { code: 'directives.issued-later' },
    )
  })

  test('a rule set is published once, to come into force on a day to come', async () => {
    await expect(
      publishRuleSet(deps, ega, { ...ruleSet, effectiveFrom: '2025-09-01' }),
    ).rejects.toMatchObject({ code: 'directives.days-in-past' })
    await expect(publishRuleSet(deps, ega, { ...ruleSet, settings: [] })).rejects.toMatchObject({
      code: 'directives.rule-unknown',
    })
    await publishRuleSet(deps, ega, ruleSet)
    await expect(publishRuleSet(deps, ega, ruleSet)).rejects.toMatchObject({
      code: 'directives.version-taken',
    })
  })
})

test('an exemption has an end, and is seen by the institution and e-GA alone', async () => {
  await grantExemption(deps, ega, grant)
  await expect(grantExemption(deps, ega, { ...grant, until: '2030-01-01' })).rejects.toMatchObject({
    code: 'directives.days-in-past',
  })
  const seenBy = (actor: Actor | undefined) =>
    selectExemptions(database.within(scopeOf(actor)), new Date(now))
  expect(await seenBy(maji)).toEqual([
    { obligation: grant.obligation, institution: 'maji', from: '2025-09-01', until: '2025-12-31' },
  ])
  expect(await seenBy(ega)).toHaveLength(1)
  expect(await seenBy(fedha)).toEqual([])
  expect(await seenBy(undefined)).toEqual([])
})

const appointedIn = (institution: string) => ({
  id: institution,
  institution,
  institutionName: { sw: institution, en: institution },
  role: 'secretary' as const,
  from: '2025-01-01',
  to: null,
})

test('an institution replies to its result, and e-GA answers once', async () => {
  const reply = await replyToResult(deps, maji, {
    obligation: grant.obligation,
    period: null,
    words: 'Tulibadilishana jana.',
  })
  await expect(
    replyToResult(deps, suspended, { obligation: grant.obligation, period: null, words: 'x' }),
  ).rejects.toMatchObject({ code: 'directives.not-yours' })
  const alsoThere = { ...ega, appointments: [appointedIn('maji')] }
  await expect(answerReply(deps, alsoThere, { reply, words: 'x' })).rejects.toMatchObject({
    code: 'directives.not-yours',
  })
  await answerReply(deps, ega, { reply, words: 'Tumeangalia; iko sawa.' })
  await expect(answerReply(deps, ega, { reply, words: 'tena' })).rejects.toMatchObject({
    code: 'directives.already-answered',
  })
  const others = await database
    .within(scopeOf(fedha))
    .rows('select id from directives.reply union all select reply from directives.answer')
  expect(others).toEqual([])
})

test('results are read by their institution and by whoever sees the country', async () => {
  const obligations = await selectObligations(database, '2025-09-01')
  const inputs = {
    ruleSet: firstRuleSet,
    obligations,
    exemptions: [],
    register: { institutions: [water] },
  }
  const mine = assess(inputs, asOf, indexOf([])).filter((one) => one.institution === 'maji')
  await database.transact((db) => replaceAssessments(db, 'maji', mine, new Date(now)))
  const seenBy = (actor: Actor | undefined) =>
    selectAssessments(database.within(scopeOf(actor)), 'maji')
  expect((await seenBy(maji)).length).toBe(mine.length)
  expect((await seenBy(auditor)).length).toBe(mine.length)
  expect(await seenBy(fedha)).toEqual([])
  expect(await seenBy(undefined)).toEqual([])
})

describe('a published table', () => {
  test('is made again from what is kept, and has the hash it had', async () => {
    const inputs = {
      ruleSet: firstRuleSet,
      obligations: await selectObligations(database, '2025-09-01'),
      exemptions: [],
      register: { institutions: [water] },
    }
    const facts = indexOf([])
    const { hash } = await publishTable(deps, ega, { inputs, asOf, facts }, null)
    const kept = await findTable(database.within(scopeOf(undefined)), '2025/26-Q1')
    if (!kept) throw new Error('nothing was published')
    expect(kept.hash).toBe(hash)
    expect((await resultTable('2025/26-Q1', inputs, kept.asOf, facts)).hash).toBe(hash)
    await expect(publishTable(deps, ega, { inputs, asOf, facts }, null)).rejects.toMatchObject({
      code: 'directives.reason-missing',
    })
    await publishTable(deps, ega, { inputs, asOf, facts }, 'Marekebisho (mfano)')
    expect((await findTable(database, '2025/26-Q1'))?.edition).toBe(2)
    expect(acts.filter(({ action }) => action === 'directives.table-published')).toHaveLength(2)
  })

  test('is changed by nobody, the owner of the database included', async () => {
    const change = `update directives.published_table set content_hash = repeat('0', 64)`
    await expect(database.rows(change)).rejects.toThrow('append-only')
    await expect(database.rows('delete from directives.published_table')).rejects.toThrow(
      'append-only',
    )
    await expect(database.rows('truncate directives.published_table cascade')).rejects.toThrow(
      'append-only',
    )
    await expect(database.within(scopeOf(ega)).rows(change)).rejects.toThrow('permission denied')
  })
})

test('with every check of the program off, PostgreSQL lets nobody write for others', async () => {
  const straight = (actor: Actor, sql: string) => database.within(scopeOf(actor)).rows(sql)
  const reply = `insert into directives.reply values (gen_random_uuid(), 'o', 'maji', null, 'x', 'x', now(), '2026-01-01')`
  const exemption = `insert into directives.exemption values (gen_random_uuid(), 'o', 'fedha', '2026-01-01', '2026-02-01', 'x', 'x', now())`
  const step = `insert into directives.status_step values (gen_random_uuid(), 'o', 'maji', null, 'closed', 'x', now())`
  const end = `update directives.obligation set valid_to = '2030-01-01' returning id`
  await expect(straight(fedha, reply)).rejects.toThrow('row-level security')
  await expect(straight(ega, reply)).rejects.toThrow('row-level security')
  await expect(straight(fedha, exemption)).rejects.toThrow('row-level security')
  await expect(straight(fedha, step)).rejects.toThrow('row-level security')
  expect(await straight(fedha, end)).toEqual([])
  await expect(
    straight(fedha, `insert into directives.directive values ('x', null, 'x', 'x')`),
  ).rejects.toThrow('row-level security')
  await expect(straight(fedha, `delete from directives.assessment`)).rejects.toThrow(
    'permission denied',
  )
  await expect(straight(ega, `update directives.assessment set result = 'met'`)).rejects.toThrow(
    'permission denied',
  )
})

test('two who issue a directive again at once do not both move its days', async () => {
  const again = (dueOn: string) =>
    issueAgain(deps, ega, {
      directive: 'kikao-kazi-3-5',
      office: { sw: 'Waziri Mkuu', en: 'Prime Minister' },
      holder: null,
      issuedOn: '2025-09-01',
      dueOn,
      citation: 'Mfano',
    })
  const done = await Promise.allSettled([again('2026-01-31'), again('2026-02-28')])
  const fulfilled = done.filter(({ status }) => status === 'fulfilled').length
  expect(await selectIssuances(database, 'kikao-kazi-3-5')).toHaveLength(1 + fulfilled)
})

test('nobody writes in another’s name, and the owner makes no other past', async () => {
  const inName = (actor: Actor, sql: string) => database.within(scopeOf(actor)).rows(sql)
  await expect(
    inName(
      ega,
      `insert into directives.exemption values (gen_random_uuid(), 'o', 'maji', '2025-09-01', '2025-10-01', 'x', 'mwingine', now())`,
    ),
  ).rejects.toThrow('row-level security')
  await expect(
    inName(
      maji,
      `insert into directives.reply values (gen_random_uuid(), 'o', 'maji', null, 'x', 'mwingine', now(), '2026-01-01')`,
    ),
  ).rejects.toThrow('row-level security')
  for (const sql of [
    `update directives.obligation set title_sw = 'Lingine' where valid_to is null`,
    `update directives.obligation set valid_from = '2020-01-01'`,
    `update directives.obligation set valid_to = null, ended_why = null where valid_to is not null`,
    `delete from directives.obligation`,
    `update directives.resolution set sentence = 'x'`,
    `delete from directives.directive`,
    `truncate directives.session cascade`,
  ])
    await expect(database.rows(sql), sql).rejects.toThrow(/append-only|ends once/)
})
