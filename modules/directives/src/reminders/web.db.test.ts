import { createRegister, type Register } from '@mtandao/register'
import type { Letters, Role } from '@mtandao/identity/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { browse, untranslated } from '../../test/browser.ts'
import { directivesGround, personOf } from '../../test/ground.ts'
import { directiveNotices } from './notices.ts'
import { remind } from './remind.ts'
import type { RemindersDeps } from './deps.ts'
import { remindersWeb } from './web.ts'

const clock = '2026-11-24T07:00:00+03:00'
const now = () => new Date(clock)
const people = {
  tehama: personOf('nida', ['ict-officer']),
  mkuu: personOf('nida', ['head']),
  brela: personOf('brela', ['ict-officer']),
  ega: personOf('ega', ['ega-officer']),
  mkaguzi: personOf('ega', ['auditor']),
  amesimamishwa: personOf('nida', ['ict-officer'], true),
}
const holders: readonly { institution: string; role: Role; person: string }[] = [
  { institution: 'nida', role: 'ict-officer', person: 'a' },
  { institution: 'nida', role: 'head', person: 'b' },
  { institution: 'brela', role: 'ict-officer', person: 'c' },
  { institution: 'ega', role: 'ega-officer', person: 'd' },
]
const letters: Letters = {
  goOut: true,
  officeHolders: async () => holders,
  write: async (_db, written) => written.length,
}

let ground: Awaited<ReturnType<typeof directivesGround>>
let deps: RemindersDeps
let site: ReturnType<typeof browse>
beforeAll(async () => {
  ground = await directivesGround(now)
  const register: Register = createRegister(now)
  await ground.database.transact((db) =>
    register.enrol(db, {
      institutions: ['nida', 'brela', 'ega'].map((id) => ({
        id,
        class: 'GOV',
        code: id.toUpperCase(),
        name: { sw: `Taasisi ${id}`, en: `Institution ${id}` },
        status: 'active',
      })),
      systems: [],
    }),
  )
  await ground.standings.refresh()
  deps = { ...ground.deps, letters }
  site = browse(remindersWeb(deps), people, now)
})
afterAll(() => ground[Symbol.asyncDispose]())

const wordsIn = (html: string) => untranslated(html).filter((text) => /\p{L}/u.test(text))

test('before anything was said the page says so, and what will be', async () => {
  const { status, text } = await site.get('/reminders', 'tehama')
  expect(status).toBe(200)
  expect(text).toContain('Bado hakuna kilichosemwa')
  expect(text).toContain('href="/owed/kikao-kazi-3-6-kujiunga"')
})

describe('when reminders were given', () => {
  beforeAll(async () => {
    const reminded = await remind(deps)
    expect(reminded?.letters).toBe(4)
  })

  test('an institution’s people read what was said about it to which office', async () => {
    const { text } = await site.get('/reminders?lang=en', 'mkuu')
    expect(text).toContain('ICT officer')
    expect(text).toContain('1 person, by e-mail')
    expect(text).not.toMatch(/brela/i)
    expect(text).not.toContain('@')
  })

  test('e-GA’s people see all institutions, and the escalated alone when they ask', async () => {
    const { text } = await site.get('/reminders?lang=en&audience=ega', 'ega')
    expect(text).toContain('Institution brela')
    expect(text).toContain('Institution nida')
    const one = await site.get('/reminders?lang=en&institution=brela', 'mkaguzi')
    expect(one.text).toContain('No head is appointed')
    expect(one.text).not.toContain('Institution nida')
  })

  test.each(['tehama', 'mkuu', 'ega', 'mkaguzi'])('%s reads every word translated', async (who) => {
    for (const path of ['/reminders?lang=qq', '/reminders?lang=qq&institution=nida'])
      expect(wordsIn((await site.get(path, who)).text)).toEqual([])
  })

  test('the API tells the same', async () => {
    const said = await site.call('GET', '/reminders?audience=head', 'tehama')
    expect(JSON.parse(said.text)).toMatchObject({
      said: [{ institution: 'nida', audience: 'head', people: 1, mailed: true }],
      next: null,
      mailGoesOut: true,
    })
    const coming = await site.call('GET', '/institutions/nida/reminders/next', 'tehama')
    const parsed = JSON.parse(coming.text) as { coming: { day: string; audience: string }[] }
    expect(parsed.coming.slice(0, 2)).toMatchObject([
      { day: '2026-11-30', audience: 'officers' },
      { day: '2026-12-01', audience: 'officers' },
    ])
  })

  test('a list goes on where it ended', async () => {
    await ground.database.rows(
      `insert into directives.reminder (institution, obligation, period, due_on, audience, step, round, result, said_on, said_at, people, mailed)
       select 'nida', 'o', '', '2026-01-01', 'officers', 'overdue', n, 'unknown', date '2026-01-01' + n, now(), 1, false from generate_series(1, 30) n`,
    )
    const days = (text: string) =>
      (JSON.parse(text) as { said: { day: string; audience: string }[] }).said.map(
        ({ day, audience }) => `${day} ${audience}`,
      )
    const first = await site.call('GET', '/reminders', 'tehama')
    const { next } = JSON.parse(first.text) as { next: string }
    const second = await site.call('GET', `/reminders?after=${encodeURIComponent(next)}`, 'tehama')
    const all = [...days(first.text), ...days(second.text)]
    expect(new Set(all).size).toBe(33)
    expect(all).toEqual([...all].toSorted((a, b) => b.slice(0, 10).localeCompare(a.slice(0, 10))))
    const page = await site.get(`/reminders?after=${encodeURIComponent(next)}`, 'tehama')
    expect(page.text).toContain('2026-01-')
  })

  test('another institution’s are not there for its neighbours', async () => {
    expect((await site.get('/reminders?institution=nida', 'brela')).status).toBe(404)
    const api = await site.call('GET', '/institutions/nida/reminders/next', 'brela')
    expect(api.status).toBe(404)
    const said = await site.call('GET', '/reminders?institution=nida', 'brela')
    expect(said.status).toBe(404)
  })

  test('the stranger signs in first, and who is suspended reads why', async () => {
    expect((await site.get('/reminders')).status).toBe(303)
    expect((await site.get('/reminders', 'amesimamishwa')).status).toBe(403)
    expect((await site.call('GET', '/reminders', '')).status).toBe(401)
  })

  test.each([
    'institution=%27',
    'audience=wote',
    'after=2026-13-01~nida~head',
    `after=${'x'.repeat(500)}`,
  ])('%s is refused, not searched for', async (query) => {
    expect((await site.get(`/reminders?${query}`, 'ega')).status).toBeLessThan(500)
    expect((await site.call('GET', `/reminders?${query}`, 'ega')).status).toBe(422)
  })
})

describe('on the desk', () => {
  test('the institution’s people find what is late, e-GA’s officers what was escalated', async () => {
    const own = await directiveNotices(deps, people.tehama)
    expect(own).toMatchObject([{ href: '/owed' }])
    expect(own[0]?.text.sw).toMatch(/^Wajibu \d+ wa taasisi yako umechelewa$/)
    expect(await directiveNotices(deps, people.ega)).toMatchObject([
      { href: '/reminders?audience=ega' },
    ])
  })

  test('who has no part in it, and who is suspended, finds nothing', async () => {
    expect(await directiveNotices(deps, people.mkaguzi)).toEqual([])
    expect(await directiveNotices(deps, people.amesimamishwa)).toEqual([])
    expect(await directiveNotices(deps, personOf('nida', ['secretary']))).toEqual([])
  })
})
