import { scopeOf, type Actor } from '@mtandao/identity/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { browse, untranslated } from '../../test/browser.ts'
import { directivesGround, personOf } from '../../test/ground.ts'
import { owedWeb } from './web.ts'
import { workNotices } from './work-notices.ts'

/** What an institution owes and one result explained, as browsers and programs get them. */

let clock = new Date('2026-11-24T09:00:00Z')
const now = () => clock
const ground = await directivesGround(now)
const { deps, database, facts, standings, acts } = ground
afterAll(() => ground[Symbol.asyncDispose]())

const people = {
  officer: personOf('maji', ['ict-officer']),
  head: personOf('maji', ['head']),
  secretary: personOf('maji', ['secretary']),
  guard: personOf('maji', ['data-protection-officer']),
  other: personOf('afya', ['head', 'ict-officer']),
  suspended: personOf('maji', ['ict-officer'], true),
  ega: personOf('ega', ['ega-officer']),
  auditor: personOf('cag', ['auditor']),
  minister: personOf('muuub', ['minister-office']),
  // An officer of e-GA who is appointed in the ministry of water too.
  both: {
    ...personOf('ega', ['ega-officer']),
    person: { id: 'wawili', name: 'Mtu wa Mfano', email: 'wawili@mfano.go.tz' },
    appointments: [
      {
        id: 'a1',
        institution: 'maji',
        institutionName: { sw: 'maji', en: 'maji' },
        role: 'secretary' as const,
        from: '2026-01-01',
        to: null,
      },
    ],
  },
} satisfies Record<string, Actor>
const app = browse(owedWeb(deps), people, now)

const of = (slug: string) => `kikao-kazi-3-${slug}`
const manual = of('4-bajeti')
const recurring = of('1-huduma')
const joined = of('6-kujiunga')
const staff = of('9-upekuzi')
const pdf = new File(['%PDF-1.7 mfano'], 'bajeti.pdf', { type: 'application/pdf' })

const machine = {
  observedAt: now(),
  validUntil: null,
  source: 'machine' as const,
  collector: 'jaribio',
  evidence: null,
  supersedes: null,
}
beforeAll(async () => {
  const maji = { subject: { type: 'institution', id: 'maji' }, institution: 'maji', ...machine }
  await database.transact((db) =>
    facts.record(db, [
      { ...maji, type: 'staff.vetting', value: { staff: 41, vetted: 17, sworn: 9 } },
      { ...maji, type: 'bus.rights', value: { clients: 0, agreements: 0 } },
      { ...maji, type: 'committee.constituted', value: { constituted: true, members: 6 } },
    ]),
  )
  await standings.refresh()
})

const owedPages = [
  '/owed',
  '/owed?urgency=late',
  '/owed?result=unknown&status=to-do',
  '/owed?directive=kikao-kazi-3-6',
  '/owed?result=exempt',
  '/owed?after=hakuna',
  `/owed/${manual}`,
  `/owed/${recurring}`,
  `/owed/${recurring}?period=2026/27-Q1`,
  `/owed/${joined}`,
  `/owed/${staff}`,
]
const formPages = [`/owed/${manual}/evidence`, `/owed/${joined}/evidence`, `/owed/${staff}/reply`]
const countryPages = [
  `/country/maji/${staff}`,
  `/country/maji/${recurring}`,
  `/country/maji/${recurring}?period=2026/27-Q1`,
  `/country/central-government/${of('10-mkakati')}`,
]
const withLang = (path: string, language: string) =>
  `${path}${path.includes('?') ? '&' : '?'}lang=${language}`

describe('who sees what', () => {
  test('the stranger is led to sign in; the suspended, the auditor and the minister’s office are refused', async () => {
    for (const path of [...owedPages, ...formPages]) {
      expect((await app.get(path)).location, path).toContain('/sign-in')
      expect((await app.get(path, 'suspended')).status, path).toBe(403)
      expect((await app.get(path, 'auditor')).status, path).toBe(403)
      expect((await app.get(path, 'minister')).status, path).toBe(403)
    }
    expect((await app.call('GET', '/owed', '')).status).toBe(401)
    expect((await app.call('GET', '/owed', 'suspended')).status).toBe(403)
  })

  test('every word is translated, for whoever looks', async () => {
    const look = async (path: string, who: string) => {
      const { status, text } = await app.get(withLang(path, 'qq'), who)
      expect(status, `${path} ${who}`).toBe(200)
      expect(untranslated(text), `${path} ${who}`).toEqual([])
    }
    for (const path of owedPages)
      for (const who of ['officer', 'secretary', 'guard', 'other']) await look(path, who)
    for (const path of formPages) await look(path, 'head')
    for (const path of countryPages)
      for (const who of ['', 'officer', 'ega', 'auditor', 'suspended']) await look(path, who)
    for (const act of ['exempt', 'step']) await look(`/country/maji/${manual}/${act}`, 'ega')
  })

  test('pages are there in both languages', async () => {
    expect((await app.get(withLang('/owed', 'sw'), 'officer')).text).toContain('Wajibu wetu')
    expect((await app.get(withLang('/owed', 'en'), 'officer')).text).toContain('What we owe')
    const swahili = (await app.get(withLang(`/owed/${joined}`, 'sw'), 'officer')).text
    expect(swahili).toContain('Kwa nini matokeo ni haya')
    expect(swahili).toContain('Jiunge na GovESB')
  })

  test('the public sees the result and the days; the reason of a rule about staff stays inside', async () => {
    const secret = /41|17 vetted|upekuzi 17/
    const open = (await app.get(withLang(`/country/maji/${staff}`, 'en'))).text
    expect(open).toContain('partly')
    expect(open).toContain('days late')
    expect(open).toContain('for the institution itself')
    expect(open).not.toMatch(secret)
    expect((await app.get(withLang(`/country/maji/${staff}`, 'en'), 'other')).text).not.toMatch(
      secret,
    )
    expect((await app.get(withLang(`/country/maji/${staff}`, 'en'), 'suspended')).text).not.toMatch(
      secret,
    )
    for (const who of ['officer', 'ega', 'auditor', 'minister'])
      expect((await app.get(withLang(`/country/maji/${staff}`, 'en'), who)).text, who).toMatch(
        secret,
      )
    // What is public in itself is explained to all.
    const committee = (await app.get(withLang(`/country/maji/${of('8-kamati')}`, 'en'))).text
    expect(committee).toContain('constituted, with 6 members')
    const told = await app.call('GET', `/country/maji/${staff}`, '')
    expect(JSON.parse(told.text)).toMatchObject({ result: { why: null, facts: [] }, steps: null })
  })

  test('what nobody owes, or nobody of them, is not there', async () => {
    for (const path of [
      '/owed/hakuna',
      `/owed/${of('10-mkakati')}`,
      `/owed/${recurring}?period=2030/31-Q1`,
      `/owed/${recurring}?period=2021/22-Q1`,
      `/owed/${recurring}?period=2026/99-Q1`,
      `/owed/${manual}?period=2026/27-Q1`,
      `/owed/${staff}/evidence`,
    ])
      expect([404, 422], path).toContain((await app.get(path, 'officer')).status)
    expect((await app.get(`/country/hakuna/${manual}`)).status).toBe(404)
    expect((await app.get(`/country/maji/${of('10-mkakati')}`)).status).toBe(404)
  })

  test('only its own voice declares, replies and submits; only e-GA exempts, reviews and answers', async () => {
    for (const who of ['secretary', 'guard', 'ega', 'auditor', 'suspended']) {
      expect((await app.post(`/owed/${manual}/step`, who, { step: 'submit' })).status, who).toBe(
        403,
      )
      expect((await app.post(`/owed/${manual}/reply`, who, { words: 'x' })).status, who).toBe(403)
      expect((await app.get(`/owed/${manual}/evidence`, who)).status, who).toBe(403)
    }
    const grant = { until: '2026-12-31', reason: 'x' }
    for (const who of ['officer', 'other', 'auditor', 'minister', 'suspended']) {
      const at = `/country/maji/${manual}`
      expect((await app.post(`${at}/exempt`, who, grant)).status, who).toBe(403)
      expect((await app.post(`${at}/step`, who, { step: 'close' })).status, who).toBe(403)
      expect((await app.call('POST', `${at}/exemptions`, who, grant)).status, who).toBe(403)
    }
    expect(acts.filter(({ action }) => /work-moved|exemption|replied/.test(action))).toEqual([])
  })
})

describe('what we owe', () => {
  test('is grouped by urgency, with the reason, the next step and one link each', async () => {
    const { text } = await app.get('/owed?lang=en', 'officer')
    expect(text.indexOf('id="urgency-late"')).toBeGreaterThan(0)
    expect(text.indexOf('id="urgency-this-quarter"')).toBeGreaterThan(
      text.indexOf('id="urgency-late"'),
    )
    expect(text.indexOf('id="urgency-done"')).toBeGreaterThan(
      text.indexOf('id="urgency-this-quarter"'),
    )
    expect(text).toContain('The institution has no client and no agreement on the bus.')
    expect(text).toContain('href="/join"')
    expect(text).toContain('href="/staff"')
    expect(text).toContain(`/owed/${manual}#ushahidi`)
    // The head may not open the path of joining: the link leads where the head may go.
    const head = (await app.get('/owed?lang=en', 'head')).text
    expect(head).not.toContain('href="/join"')
    expect(head).toContain('href="/clients"')
  })

  test('asks for what the last quarter still owes', async () => {
    const { text } = await app.get('/owed?urgency=late', 'officer')
    expect(text).toContain(`/owed/${recurring}?period=2026%2F27-Q1`)
  })

  test('is narrowed by the address, and says what to do when nothing fits', async () => {
    const { text } = await app.get('/owed?result=partly&lang=en', 'officer')
    expect(text).toContain(staff)
    expect(text).not.toContain(`/owed/${manual}`)
    expect((await app.get('/owed?result=exempt&lang=en', 'officer')).text).toContain(
      'Clear the filters',
    )
    const odd = await app.get('/owed?result=hakuna&urgency=x&lang=en', 'officer')
    expect(odd.status).toBe(200)
    const { counts, found, items } = JSON.parse(
      (await app.call('GET', '/owed?result=partly', 'officer')).text,
    ) as {
      counts: object
      found: number
      items: { next: string; result: { obligation: string } }[]
    }
    expect(found).toBe(items.length)
    expect(items.map(({ result }) => result.obligation)).toContain(staff)
    expect(Object.keys(counts)).toEqual(['late', 'this-quarter', 'later', 'done'])
  })

  test('light enough for a weak link', async () => {
    expect((await app.get('/owed', 'officer')).text.length).toBeLessThan(80_000)
  })
})

describe('evidence', () => {
  const at = `/owed/${manual}`

  test('keeps the words and says beside which field something is wrong', async () => {
    const fields = { on: '2027-01-01', note: 'Fungu 49 la bajeti' }
    const { status, text } = await app.post(`${at}/evidence?lang=en`, 'officer', fields)
    expect(status).toBe(422)
    expect(text).toContain('This day has not come')
    expect(text).toContain('Fungu 49 la bajeti')
    const odd = new File([new Uint8Array([0, 1, 2, 3])], 'x.exe')
    const refused = await app.post(`${at}/evidence?lang=en`, 'officer', {
      on: '2026-11-01',
      evidence: odd,
    })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('The file must be PDF')
  })

  test('is declared with its file in one form, and the work is submitted', async () => {
    const fields = { on: '2026-11-01', note: 'Fungu 49 la bajeti', evidence: pdf }
    const sent = await app.post(`${at}/evidence`, 'officer', fields)
    expect(sent).toMatchObject({ status: 303, location: at })
    const { items } = await facts.list(people.officer, { type: 'obligation.evidence', limit: 5 })
    expect(items[0]).toMatchObject({
      subject: { type: 'obligation', id: `maji/${manual}` },
      source: 'declared',
      value: { fulfilled: true, note: 'Fungu 49 la bajeti' },
    })
    expect(items[0]?.evidence).toMatch(/^[0-9a-f]{64}$/)
    const { text } = await app.get(`${at}?lang=en`, 'officer')
    expect(text).toContain('Evidence was submitted and waits to be verified.')
    expect(text).toContain(`/facts/${items[0]?.id}`)
    expect(text).toContain('submitted')
    expect(acts).toContainEqual(
      expect.objectContaining({
        action: 'directives.work-moved',
        institutions: ['maji'],
        detail: { step: 'submit', status: 'submitted', period: null },
      }),
    )
    // The other institution sees that it is submitted, and nothing else of it.
    const open = (await app.get(`/country/maji/${manual}?lang=en`, 'other')).text
    expect(open).toContain('submitted')
    expect(open).not.toContain(items[0]?.id)
  })

  test('is verified by others, and then closed by e-GA; never by who belongs to the institution', async () => {
    const step = `/country/maji/${manual}/step`
    expect((await app.post(step, 'both', { step: 'take-in-review' })).text).toContain(
      'reporter-closes',
    )
    expect((await app.post(step, 'ega', { step: 'close' })).status).toBe(422)
    expect(await app.post(step, 'ega', { step: 'take-in-review' })).toMatchObject({ status: 303 })
    const early = await app.post(`${step}?lang=en`, 'ega', { step: 'close' })
    expect(early.status).toBe(422)
    expect(early.text).toContain('evidence is verified first')
    const { text } = await app.get(`/country/maji/${manual}?lang=en`, 'ega')
    const fact = /\/facts\/([0-9a-f-]{36})\/verify/.exec(text)?.[1] ?? ''
    await facts.verify(people.ega, { fact, evidence: null })
    await standings.refresh()
    expect((await app.post(step, 'both', { step: 'close' })).text).toContain('reporter-closes')
    expect(await app.post(step, 'ega', { step: 'close' })).toMatchObject({
      status: 303,
      location: `/country/maji/${manual}`,
    })
    const closed = (await app.get(`/owed/${manual}?lang=en`, 'officer')).text
    expect(closed).toContain('Nothing to do.')
    expect(closed).toContain('closed')
  })

  test('of a quarter that is over may still come', async () => {
    const past = `/owed/${recurring}/evidence?period=2026/27-Q1`
    const sent = await app.post(past, 'head', { on: '2026-09-20', evidence: pdf })
    expect(sent.location).toBe(`/owed/${recurring}?period=2026%2F27-Q1`)
    const { items } = await facts.list(people.head, {
      subject: `maji/${recurring}/2026/27-Q1`,
      limit: 1,
    })
    expect(items).toHaveLength(1)
    const { text } = await app.get(`${sent.location}&lang=en`, 'head')
    expect(text).toContain('waits to be verified')
    expect(text).toContain('submitted')
  })

  test('“we joined” is taken down, and shown as declared, not seen', async () => {
    await app.post(`/owed/${joined}/evidence`, 'head', { on: '2026-11-20' })
    const { text } = await app.get(`/owed/${joined}?lang=en`, 'officer')
    expect(text).toContain('declared, not seen')
    expect(text).toContain('the bus has seen none of its systems')
  })

  test('what the machinery sees is not declared', async () => {
    const sent = await app.post(`/owed/${staff}/evidence`, 'head', {
      on: '2026-11-20',
      evidence: pdf,
    })
    expect(sent.text).toContain('directives.seen-not-said')
    const told = await app.call('POST', `/owed/${staff}/declaration`, 'head', {
      on: '2026-11-20',
      evidence: null,
    })
    expect(told.status).toBe(422)
  })
})

/** Where e-GA's desk leads; nobody else's has anything of it. */
async function wanted(): Promise<string[]> {
  const { officer, suspended, auditor } = people
  for (const actor of [officer, suspended, auditor, { ...people.ega, suspended: true }])
    expect(await workNotices(deps, actor)).toEqual([])
  return (await workNotices(deps, people.ega)).map(({ href }) => href)
}

describe('sending back', () => {
  test('says why, and the institution reads it', async () => {
    const at = `/country/afya/${manual}`
    expect(await app.post(`/owed/${manual}/step`, 'other', { step: 'submit' })).toMatchObject({
      status: 303,
    })
    const silent = await app.post(`${at}/step?lang=en`, 'ega', { step: 'send-back' })
    expect(silent.status).toBe(422)
    expect(silent.text).toContain('Say why')
    const words = 'Kifungu cha bajeti hakionekani'
    expect(await app.post(`${at}/step`, 'ega', { step: 'send-back', words })).toMatchObject({
      status: 303,
    })
    expect((await app.get(`/owed/${manual}`, 'other')).text).toContain(words)
    expect((await app.get(`/country/afya/${manual}`, 'officer')).text).not.toContain(words)
    expect((await app.get(`/country/afya/${manual}`)).text).not.toContain(words)
    // Twice is once: the work stands where it stands.
    expect((await app.post(`${at}/step`, 'ega', { step: 'send-back', words })).status).toBe(422)
  })

  test('what was submitted may be taken back until somebody reviews it', async () => {
    const step = (name: string, who: string) =>
      app.call('POST', `/owed/${manual}/steps`, who, { step: name })
    expect((await step('submit', 'other')).status).toBe(204)
    expect((await step('withdraw', 'other')).status).toBe(204)
    expect((await step('submit', 'other')).status).toBe(204)
    const review = { step: 'take-in-review' }
    expect(await wanted()).toContain(`/country/afya/${manual}`)
    expect((await app.call('POST', `/country/afya/${manual}/steps`, 'ega', review)).status).toBe(
      204,
    )
    expect((await step('withdraw', 'other')).status).toBe(409)
    expect(await wanted()).not.toContain(`/country/afya/${manual}`)
  })
})

describe('the right of reply', () => {
  const at = `/owed/${staff}`
  const country = `/country/maji/${staff}`

  test('starts e-GA’s clock, which stands in the same table', async () => {
    expect((await app.get(`${at}?lang=en`, 'officer')).text).toContain('to be confirmed')
    const words = 'Upekuzi ulikamilika wiki iliyopita.'
    expect(await app.post(`${at}/reply`, 'officer', { words })).toMatchObject({
      status: 303,
      location: at,
    })
    expect((await app.get('/owed?lang=en', 'officer')).text).toContain('14 days left')
    expect(await wanted()).toContain(country)
    const shown = (await app.get(`${at}?lang=en`, 'head')).text
    expect(shown).toContain(words)
    expect(shown).toContain('8 December 2026')
    const open = (await app.get(`${country}?lang=en`)).text
    expect(open).toContain('14 days left')
    expect(open).not.toContain(words)
    expect((await app.get(`${country}?lang=en`, 'other')).text).not.toContain(words)
  })

  test('counts e-GA’s own days late, for all to see, until it answers once', async () => {
    clock = new Date('2026-12-11T09:00:00Z')
    for (const who of ['', 'officer', 'ega'])
      expect((await app.get(`${country}?lang=en`, who)).text).toContain('3 days late')
    expect((await app.get('/owed?lang=en', 'officer')).text).toContain('3 days late')
    const { text } = await app.get(country, 'ega')
    const answer = /href="(\/country\/maji\/[^"]*\/answer)"/.exec(text)?.[1] ?? ''
    expect(untranslated((await app.get(`${answer}?lang=qq`, 'ega')).text)).toEqual([])
    expect((await app.get(answer, 'auditor')).status).toBe(403)
    expect((await app.get(answer.replace('maji', 'afya'), 'ega')).status).toBe(404)
    expect(await app.post(answer, 'ega', { words: 'Tumeona; rekodi ihuishwe.' })).toMatchObject({
      status: 303,
    })
    const told = (await app.get(`${at}?lang=en`, 'officer')).text
    expect(told).toContain('Tumeona; rekodi ihuishwe.')
    expect(told).toContain('e-GA answered 3 days late')
    expect((await app.post(answer, 'ega', { words: 'tena' })).text).toContain('already-answered')
    expect(await wanted()).not.toContain(country)
    clock = new Date('2026-11-24T09:00:00Z')
  })

  test('is not flooded: five that wait are enough', async () => {
    const say = () => app.call('POST', `/owed/${manual}/replies`, 'other', { words: 'x' })
    for (let sent = 0; sent < 5; sent += 1) expect((await say()).status).toBe(201)
    expect((await say()).status).toBe(409)
  })
})

test('e-GA exempts until a day, with a reason for the institution alone', async () => {
  const obligation = of('5-urudufu')
  const at = `/country/maji/${obligation}`
  const past = await app.post(`${at}/exempt?lang=en`, 'ega', {
    until: '2026-01-01',
    reason: 'Mtandao',
  })
  expect(past.status).toBe(422)
  expect(past.text).toContain('Mtandao')
  const grant = { until: '2026-12-31', reason: 'Mtandao unajengwa' }
  expect(await app.post(`${at}/exempt`, 'ega', grant)).toMatchObject({ status: 303, location: at })
  const open = (await app.get(`${at}?lang=en`)).text
  expect(open).toContain('exempt until 31 December 2026')
  expect(open).not.toContain(grant.reason)
  expect((await app.get(`/owed/${obligation}`, 'officer')).text).toContain(grant.reason)
  expect((await app.post(`/country/hakuna/${obligation}/exempt`, 'ega', grant)).status).toBe(404)
})

test('nobody exempts an institution of their own: neither under another hat, nor e-GA itself', async () => {
  const grant = { until: '2026-12-31', reason: 'Ni yetu' }
  const before = await database.rows('select id from directives.exemption order by id')
  const hat = `/country/maji/${of('5-urudufu')}/exempt`
  expect((await app.post(hat, 'both', grant)).status).toBe(403)
  const own = standings.current()?.results.get('ega')?.[0]?.obligation
  expect(own).toBeDefined()
  expect((await app.post(`/country/ega/${own}/exempt`, 'ega', grant)).status).toBe(403)
  expect((await app.call('POST', `/country/ega/${own}/exemptions`, 'ega', grant)).status).toBe(403)
  expect(await database.rows('select id from directives.exemption order by id')).toEqual(before)
})

test('with every check of the program off, PostgreSQL lets nobody move what is not theirs', async () => {
  const straight = (actor: Actor, institution: string, status: string, by = actor.person.id) =>
    database.within(scopeOf(actor)).rows(
      `insert into directives.status_step (id, obligation, institution, period, status, taken_by, taken_at)
       values (gen_random_uuid(), $1, $2, null, $3, $4, now())`,
      [manual, institution, status, by],
    )
  const wall = 'row-level security'
  await expect(straight(people.other, 'maji', 'submitted')).rejects.toThrow(wall)
  await expect(straight(people.head, 'maji', 'closed')).rejects.toThrow(wall)
  await expect(straight(people.head, 'maji', 'in-review')).rejects.toThrow(wall)
  await expect(straight(people.officer, 'maji', 'submitted', 'mwingine')).rejects.toThrow(wall)
  await expect(straight(people.ega, 'maji', 'closed', 'mwingine')).rejects.toThrow(wall)
  await expect(straight(people.suspended, 'maji', 'submitted')).rejects.toThrow()
  await expect(straight(people.auditor, 'maji', 'closed')).rejects.toThrow()
  // Whoever submitted does not close, whatever hat they wear, for the owner of the database too.
  await straight(people.officer, 'maji', 'submitted')
  const own = `insert into directives.status_step (id, obligation, institution, period, status, taken_by, taken_at)
    values (gen_random_uuid(), '${manual}', 'maji', null, 'closed', '${people.officer.person.id}', now())`
  await expect(database.rows(own)).rejects.toThrow('does not review')
  const seen = (actor: Actor) =>
    database.within(scopeOf(actor)).rows(
      `select institution from directives.status_step where institution = 'maji'
       union all select institution from directives.reply where institution = 'maji'`,
    )
  expect(await seen(people.other)).toEqual([])
  expect(await seen(people.suspended)).toEqual([])
  expect((await seen(people.auditor)).length).toBeGreaterThan(0)
  const days = `update directives.answer_days set days = 100`
  await expect(database.within(scopeOf(people.ega)).rows(days)).rejects.toThrow('permission denied')
  await expect(database.rows(days)).rejects.toThrow('append-only')
})
