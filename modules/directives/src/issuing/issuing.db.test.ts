import { scopeOf, type Actor } from '@mtandao/identity/contract'
import { afterAll, describe, expect, test } from 'vitest'
import { directivesGround, personOf } from '../../test/ground.ts'
import { issueAgain } from '../keeping/issue-again.ts'
import { selectObligations } from '../keeping/session-store.ts'
import { acceptanceHash, acceptResolution } from './accept-resolution.ts'
import { addObligation } from './add-obligation.ts'
import { addResolution } from './add-resolution.ts'
import { addTopic } from './add-topic.ts'
import { endObligation } from './end-obligation.ts'
import { issueDirective } from './issue-directive.ts'
import { listDirectives } from './list-directives.ts'
import { openSession } from './open-session.ts'
import { previewAddressees } from './preview-addressees.ts'
import { readDirective } from './read-directive.ts'
import { readObligation } from './read-obligation.ts'
import { readSession } from './read-session.ts'

let clock = new Date('2026-11-20T09:00:00Z')
const ground = await directivesGround(() => clock)
const { deps, database, acts, standings } = ground
afterAll(() => ground[Symbol.asyncDispose]())

const ega = personOf('ega', ['ega-officer'])
const stranger = undefined
const others: readonly (readonly [string, Actor])[] = [
  ['another institution’s officer', personOf('maji', ['ict-officer', 'head'])],
  ['an auditor', personOf('ega', ['auditor'])],
  ['e-GA’s own ICT officer', personOf('ega', ['ict-officer', 'head'])],
  ['a suspended officer of e-GA', personOf('ega', ['ega-officer'], true)],
]

const session = {
  number: 4,
  name: { sw: 'Kikao Kazi cha 4', en: 'Fourth session' },
  from: '2024-02-06',
  to: '2024-02-08',
  place: { sw: 'AICC, Arusha', en: 'AICC, Arusha' },
  participants: null,
  topics: null,
  pillars: 2,
  presenters: [{ name: 'Wizara ya Maji', acronym: 'MoW' }],
  citation: 'Mfano',
}
const topic = {
  session: 'kikao-kazi-4',
  number: 1,
  title: { sw: 'Mada ya mfano', en: 'A topic' },
  presenter: null,
  pillar: { sw: 'Nguzo ya mfano', en: 'A pillar' },
  citation: 'Mfano',
}
const resolution = {
  session: 'kikao-kazi-4',
  number: 1,
  title: { sw: 'Funguo zibadilishwe', en: 'Change keys' },
  sentence: 'Funguo zibadilishwe kila mwaka.',
  reconstructed: false,
  citation: 'Mfano',
}
const acceptance = {
  resolution: 'kikao-kazi-4-1',
  office: { sw: 'Waziri', en: 'Minister' },
  holder: 'Mhe. Mfano',
  on: '2024-02-08',
  text: { sw: 'Funguo zibadilishwe\nkila mwaka.', en: 'Change keys every year.' },
  amended: true,
  citation: 'Mfano',
}
const draft = {
  title: { sw: 'Badilisha funguo', en: 'Change keys' },
  addressee: { type: 'institutions', which: { is: 'kinds', kinds: ['ministry'] } },
  due: { type: 'on', day: '2026-12-31' },
  rule: 'key-rotation',
  citation: 'Mfano',
  verified: false,
} as const
const directive = {
  resolution: 'kikao-kazi-4-1',
  title: null,
  office: acceptance.office,
  holder: null,
  issuedOn: '2024-02-08',
  effectiveOn: '2024-02-09',
  dueOn: '2026-12-31',
  citation: 'Mfano',
  obligations: [{ ...draft, addressee: { ...draft.addressee, which: kindsOf('ministry') } }],
}
function kindsOf(kind: 'ministry') {
  return { is: 'kinds' as const, kinds: [kind] }
}
const saidNo = (code: string, field?: string) => ({
  code: `directives.${code}`,
  ...(field !== undefined && { extra: { field } }),
})

describe('none of it is done by', () => {
  test.each(others)('%s', async (_, actor) => {
    const no = saidNo('not-yours')
    await expect(openSession(deps, actor, session)).rejects.toMatchObject(no)
    await expect(addTopic(deps, actor, topic)).rejects.toMatchObject(no)
    await expect(addResolution(deps, actor, resolution)).rejects.toMatchObject(no)
    await expect(acceptResolution(deps, actor, acceptance)).rejects.toMatchObject(no)
    await expect(issueDirective(deps, actor, directive)).rejects.toMatchObject(no)
    await expect(
      addObligation(deps, actor, { directive: 'kikao-kazi-3-6', ...directive.obligations[0]! }),
    ).rejects.toMatchObject(no)
    await expect(
      endObligation(deps, actor, {
        obligation: 'kikao-kazi-3-6-kujiunga',
        lastDay: '2026-12-31',
        why: 'x',
      }),
    ).rejects.toMatchObject(no)
    await expect(
      previewAddressees(deps, actor, { addressee: { type: 'ega' } }),
    ).rejects.toMatchObject(no)
    expect(acts.filter(({ action }) => action !== 'directives.session-seeded')).toEqual([])
  })
})

describe('from a session to a directive', () => {
  test('a session is opened once, with what is not known left open', async () => {
    expect(await openSession(deps, ega, session)).toBe('kikao-kazi-4')
    await expect(openSession(deps, ega, session)).rejects.toMatchObject(
      saidNo('number-taken', 'number'),
    )
    await expect(
      openSession(deps, ega, { ...session, number: 5, to: '2024-02-01' }),
    ).rejects.toMatchObject(saidNo('days-in-past', 'to'))
    const file = await readSession(deps, stranger, 'kikao-kazi-4')
    expect(file).toMatchObject({
      session: { participants: null, topics: null, pillars: 2 },
      presenters: [{ acronym: 'MoW' }],
      topics: [],
      resolutions: [],
    })
  })

  test('topics and resolutions have a number of their own', async () => {
    await addTopic(deps, ega, topic)
    await expect(addTopic(deps, ega, topic)).rejects.toMatchObject(saidNo('number-taken', 'number'))
    expect(await addResolution(deps, ega, resolution)).toBe('kikao-kazi-4-1')
    await expect(addResolution(deps, ega, resolution)).rejects.toMatchObject(
      saidNo('number-taken', 'number'),
    )
    await expect(addTopic(deps, ega, { ...topic, session: 'hakipo' })).rejects.toMatchObject(
      saidNo('not-found'),
    )
    const { topics, resolutions } = await readSession(deps, stranger, 'kikao-kazi-4')
    expect(topics).toMatchObject([{ presenter: null, pillar: { en: 'A pillar' } }])
    expect(resolutions).toMatchObject([{ acceptance: null, directive: null }])
  })

  test('nothing is issued before somebody accepted it, and that is once and for good', async () => {
    await expect(issueDirective(deps, ega, directive)).rejects.toMatchObject(saidNo('not-accepted'))
    await expect(
      acceptResolution(deps, ega, { ...acceptance, on: '2026-11-21' }),
    ).rejects.toMatchObject(saidNo('days-in-past', 'on'))
    const hash = await acceptResolution(deps, ega, acceptance)
    expect(hash).toBe(acceptanceHash(acceptance))
    expect(acceptanceHash({ ...acceptance, holder: 'Mwingine' })).not.toBe(hash)
    await expect(acceptResolution(deps, ega, acceptance)).rejects.toMatchObject(
      saidNo('already-accepted'),
    )
    await expect(database.rows(`update directives.acceptance set holder = 'x'`)).rejects.toThrow(
      'append-only',
    )
  })

  test('who would owe is shown before, by name, and nothing changes', async () => {
    const before = await database.rows('select count(*) from directives.obligation')
    const { addressee } = directive.obligations[0]!
    const seen = await previewAddressees(deps, ega, { addressee })
    expect(seen.words.sw).toBe('taasisi ambazo ni za aina ya Wizara')
    expect(seen.institutions).toContainEqual({
      id: 'maji',
      name: { sw: 'Wizara ya Maji', en: 'Ministry of Water' },
    })
    expect(await database.rows('select count(*) from directives.obligation')).toEqual(before)
  })

  test('a directive is issued, and the ministries owe at once', async () => {
    await expect(
      issueDirective(deps, ega, { ...directive, effectiveOn: '2024-02-01' }),
    ).rejects.toMatchObject(saidNo('days-in-past', 'effectiveOn'))
    await expect(
      issueDirective(deps, ega, { ...directive, issuedOn: '2024-02-01' }),
    ).rejects.toMatchObject(saidNo('days-in-past', 'issuedOn'))
    const early = [
      { ...directive.obligations[0]!, due: { type: 'on' as const, day: '2024-01-01' } },
    ]
    await expect(
      issueDirective(deps, ega, { ...directive, obligations: early }),
    ).rejects.toMatchObject(saidNo('days-in-past', 'due'))
    const nobody = [
      {
        ...directive.obligations[0]!,
        addressee: {
          type: 'institutions' as const,
          which: { is: 'list' as const, institutions: ['maji', 'haipo'] },
        },
      },
    ]
    await expect(
      issueDirective(deps, ega, { ...directive, obligations: nobody }),
    ).rejects.toMatchObject(saidNo('institution-unknown', 'addressee'))
    expect(await issueDirective(deps, ega, directive)).toBe('kikao-kazi-4-1')
    await expect(issueDirective(deps, ega, directive)).rejects.toMatchObject(
      saidNo('already-issued'),
    )
    const file = await readDirective(deps, stranger, 'kikao-kazi-4-1')
    expect(file.directive.title).toEqual(resolution.title)
    expect(file.ground).toMatchObject({ hashHolds: true, topicsListed: 1 })
    const [one] = file.obligations
    expect(one).toMatchObject({
      state: 'in-force',
      now: { id: 'kikao-kazi-4-1-badilisha-funguo', from: '2026-11-20' },
    })
    expect(one?.hit).toBeGreaterThan(0)
    const mine = standings.current()?.results.get('maji') ?? []
    expect(mine.map(({ obligation }) => obligation)).toContain('kikao-kazi-4-1-badilisha-funguo')
    // What is written down today changes no report of yesterday.
    const yesterday = await selectObligations(database, '2026-11-19')
    expect(yesterday.map(({ id }) => id)).not.toContain('kikao-kazi-4-1-badilisha-funguo')
  })

  test('one without a resolution needs a name of its own', async () => {
    const alone = { ...directive, resolution: null }
    await expect(issueDirective(deps, ega, alone)).rejects.toMatchObject(
      saidNo('title-missing', 'title'),
    )
    const title = { sw: 'Sajili mifumo yote', en: 'Register all systems' }
    const id = await issueDirective(deps, ega, { ...alone, title })
    expect(id).toBe('elekezo-2024-sajili-mifumo-yote')
    expect((await readDirective(deps, stranger, id)).ground).toBe(null)
    await expect(issueDirective(deps, ega, { ...alone, title })).rejects.toMatchObject(
      saidNo('already-issued', 'title'),
    )
  })
})

describe('a directive that is out', () => {
  const id = 'kikao-kazi-4-1'
  const added = {
    directive: id,
    ...directive.obligations[0]!,
    due: { type: 'every-quarter' as const, from: '2026-10-01' },
  }

  test('gets another obligation, of the same title too', async () => {
    expect(await addObligation(deps, ega, added)).toBe(`${id}-badilisha-funguo-2`)
    await expect(addObligation(deps, ega, { ...added, directive: 'halipo' })).rejects.toMatchObject(
      saidNo('not-found'),
    )
    const { obligations } = await readDirective(deps, stranger, id)
    expect(obligations.map(({ now }) => now.from)).toEqual(['2026-11-20', '2026-11-20'])
  })

  test('is issued again: what is due once moves, and the version before is kept', async () => {
    await issueAgain(deps, ega, {
      directive: id,
      office: { sw: 'Waziri Mkuu', en: 'Prime Minister' },
      holder: null,
      issuedOn: '2026-11-20',
      dueOn: '2027-03-31',
      citation: 'Mfano',
    })
    const { issuances, obligations } = await readDirective(deps, stranger, id)
    expect(issuances.map(({ dueOn }) => dueOn)).toEqual(['2026-12-31', '2027-03-31'])
    expect(obligations[0]).toMatchObject({
      now: { version: 2, due: { day: '2027-03-31' } },
      before: [{ version: 1, due: { day: '2026-12-31' }, to: '2026-11-20' }],
    })
    expect(obligations[1]).toMatchObject({ now: { version: 1 }, before: [] })
  })

  test('has an obligation ended, not before today, with a reason for all to read', async () => {
    const obligation = `${id}-badilisha-funguo-2`
    const end = { obligation, lastDay: '2026-11-30', why: 'Limeunganishwa na jingine' }
    await expect(endObligation(deps, ega, { ...end, lastDay: '2026-11-19' })).rejects.toMatchObject(
      saidNo('days-in-past', 'lastDay'),
    )
    await endObligation(deps, ega, end)
    await expect(endObligation(deps, ega, end)).rejects.toMatchObject(saidNo('already-ended'))
    const stateOf = async () =>
      (await readDirective(deps, stranger, id)).obligations.find(({ now }) => now.id === obligation)
    expect(await stateOf()).toMatchObject({ state: 'ending', now: { endedWhy: end.why } })
    clock = new Date('2026-12-01T09:00:00Z')
    await standings.refresh()
    expect(await stateOf()).toMatchObject({ state: 'ended' })
    const page = await readObligation(deps, stranger, { directive: id, obligation, limit: 2 })
    expect(page.owing.every(({ result }) => result === undefined)).toBe(true)
  })

  test('stands in the list, later sessions first and those without one last', async () => {
    const first = await listDirectives(deps, stranger, { limit: 3 })
    expect(first.items.map((line) => line.id)).toEqual([id, 'kikao-kazi-3-1', 'kikao-kazi-3-2'])
    expect(first.items[0]).toMatchObject({ issuances: 2, dueOn: '2027-03-31', obligations: 1 })
    const rest = await listDirectives(deps, stranger, { after: first.next, limit: 100 })
    expect(rest.items).toHaveLength(11)
    expect(rest.items.at(-1)?.session).toBe(null)
    expect(rest.next).toBe(undefined)
    const six = rest.items.find((line) => line.id === 'kikao-kazi-3-6')
    expect(six).toMatchObject({ issuances: 3, dueOn: '2025-07-30' })
  })

  test('shows who owes, page by page', async () => {
    const asked = { directive: id, obligation: `${id}-badilisha-funguo`, limit: 3 }
    const first = await readObligation(deps, stranger, asked)
    expect(first.owing).toHaveLength(3)
    const second = await readObligation(deps, stranger, { ...asked, after: first.next })
    const ids = [...first.owing, ...second.owing].map(({ institution }) => institution)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids).toEqual(ids.toSorted())
    await expect(
      readObligation(deps, stranger, { ...asked, obligation: 'kikao-kazi-3-6-kujiunga' }),
    ).rejects.toMatchObject(saidNo('not-found'))
  })
})

test('every act is in the audit log with its author', () => {
  expect(new Set(acts.map(({ action }) => action))).toEqual(
    new Set([
      'directives.session-seeded',
      'directives.session-opened',
      'directives.topic-added',
      'directives.resolution-added',
      'directives.resolution-accepted',
      'directives.directive-issued',
      'directives.obligation-added',
      'directives.directive-reissued',
      'directives.obligation-ended',
    ]),
  )
})

test('with every check of the program off, PostgreSQL lets only e-GA write, and nobody take back', async () => {
  const straight = (actor: Actor | undefined, sql: string) =>
    database.within(scopeOf(actor)).rows(sql)
  const writes = [
    `insert into directives.session values ('kikao-kazi-9', 9, 'x', 'x', '2024-01-01', '2024-01-01', 'x', 'x', null, null, null, 'x')`,
    `insert into directives.presenter values ('kikao-kazi-3', 99, 'x', 'x')`,
    `insert into directives.topic values ('kikao-kazi-3', 1, 'x', 'x', null, null, null, 'x')`,
    `insert into directives.resolution values ('x', 'kikao-kazi-3', 99, false, 'x', 'x', 'x', 'x')`,
    `insert into directives.directive values ('x', null, 'x', 'x')`,
  ]
  for (const sql of writes) {
    await expect(straight(personOf('maji', ['head']), sql)).rejects.toThrow('row-level security')
    await expect(straight(personOf('x', ['ega-officer']), sql)).rejects.toThrow(
      'row-level security',
    )
    await expect(straight(undefined, sql)).rejects.toThrow(/read-only/)
  }
  const end = `update directives.obligation set valid_to = '2030-01-01', ended_why = 'x' returning id`
  expect(await straight(personOf('maji', ['head']), end)).toEqual([])
  for (const table of ['session', 'topic', 'resolution', 'acceptance', 'directive', 'issuance'])
    await expect(straight(ega, `delete from directives.${table}`)).rejects.toThrow(
      'permission denied',
    )
  await expect(straight(ega, `update directives.obligation set rule = 'x'`)).rejects.toThrow(
    'permission denied',
  )
  expect(await straight(undefined, 'select number from directives.topic')).toEqual([{ number: 1 }])
})

test('as many institutions may be named as the column takes, and a few more are said back', async () => {
  const listOf = (count: number) => ({
    type: 'institutions' as const,
    which: { is: 'list' as const, institutions: Array.from({ length: count }, () => 'maji') },
  })
  const add = (count: number) =>
    addObligation(deps, ega, {
      directive: 'kikao-kazi-3-6',
      ...directive.obligations[0]!,
      title: { sw: `Orodha ${String(count)}`, en: 'A list' },
      due: { type: 'on', day: '2027-01-31' },
      addressee: listOf(count),
    })
  // Seven bytes each, and some sixty around them.
  expect(await add(1_840)).toBe('kikao-kazi-3-6-orodha-1840')
  await expect(add(1_857)).rejects.toMatchObject(saidNo('addressees-too-long', 'addressee'))
})
