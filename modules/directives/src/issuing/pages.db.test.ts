import { describeOperations } from '@mtandao/http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { browse, untranslated } from '../../test/browser.ts'
import { directivesGround, personOf } from '../../test/ground.ts'
import { issuingWeb } from './web.ts'

const now = () => new Date('2026-11-20T09:00:00Z')
const ground = await directivesGround(now)
const { deps, database } = ground
afterAll(() => ground[Symbol.asyncDispose]())

const people = {
  maji: personOf('maji', ['ict-officer', 'head']),
  fedha: personOf('fedha', ['head']),
  ega: personOf('ega', ['ega-officer']),
  auditor: personOf('ega', ['auditor']),
  suspended: personOf('ega', ['ega-officer'], true),
}
const web = issuingWeb(deps)
const app = browse(web, people, now)

const six = 'kikao-kazi-3-6'
const members: Readonly<Record<string, string>> = {
  '/sessions/{id}': 'kikao-kazi-3',
  '/admin/directives/sessions/{id}': 'kikao-kazi-3',
  '/admin/directives/resolutions/{id}': 'kikao-kazi-3-13',
  '/admin/directives/obligations/{id}': `${six}-kujiunga`,
}
function addressOf(path: string): string {
  const place = Object.keys(members).find((key) => path.startsWith(key))
  return path
    .replace('{id}', (place && members[place]) ?? six)
    .replace('{obligation}', `${six}-kujiunga`)
}

const lines = (html: string) => untranslated(html).filter((one) => /[\p{L}\p{N}]/u.test(one))

beforeAll(async () => {
  await app.post('/admin/directives/sessions/kikao-kazi-3/resolutions/new', 'ega', {
    number: '13',
    titleSw: 'Azimio la mfano',
    titleEn: 'A resolution of an example',
    sentence: 'Maneno ya mfano.',
    citation: 'Mfano',
  })
})

describe('every page', () => {
  test('is shown in words of the page alone', async () => {
    for (const { path } of web.routes)
      for (const who of path.startsWith('/admin') ? ['ega'] : ['', 'maji', 'ega']) {
        const { status, text } = await app.get(`${addressOf(path)}?lang=qq`, who)
        expect([path, status]).toEqual([path, 200])
        expect([path, lines(text)]).toEqual([path, []])
      }
  })

  test('is shown in both languages, and is small', async () => {
    for (const { path } of web.routes)
      for (const lang of ['sw', 'en']) {
        const { status, text } = await app.get(`${addressOf(path)}?lang=${lang}`, 'ega')
        expect([path, status]).toEqual([path, 200])
        expect(Buffer.byteLength(text), path).toBeLessThan(60_000)
      }
  })

  test('for writing is not for the stranger, the suspended, nor people of other offices', async () => {
    for (const { path } of web.routes.filter((route) => route.who !== 'anyone')) {
      const address = addressOf(path)
      expect([path, (await app.get(address)).location.split('?')[0]]).toEqual([path, '/sign-in'])
      for (const who of ['suspended', 'maji', 'auditor']) {
        expect([path, who, (await app.get(address, who)).status]).toEqual([path, who, 403])
        expect([path, who, (await app.post(address, who, {})).status]).toEqual([path, who, 403])
      }
    }
  })

  test('of what is not there is not found', async () => {
    for (const path of [
      '/directives/halipo',
      '/sessions/hakipo',
      `/directives/${six}/obligations/x`,
    ])
      expect((await app.get(path)).status).toBe(404)
  })

  test('leads nobody but e-GA’s officers to where it is written', async () => {
    for (const path of ['/directives', `/directives/${six}`, '/sessions/kikao-kazi-3']) {
      expect((await app.get(path, 'ega')).text).toContain('href="/admin/directives/')
      for (const who of ['', 'maji', 'auditor'])
        expect((await app.get(path, who)).text).not.toContain('/admin/')
    }
  })
})

describe('the third session', () => {
  test('says what is known, and that the rest is not', async () => {
    const { text } = await app.get('/sessions/kikao-kazi-3?lang=sw')
    for (const said of ['1,624', 'Mada 22', 'hata moja', 'hakikuzitaja', 'Taasisi 18', 'TANESCO'])
      expect(text).toContain(said)
    expect(text).toContain('limeundwa upya')
  })

  test('shows the way of joining GovESB on one page', async () => {
    const { text } = await app.get(`/directives/${six}?lang=sw`)
    for (const said of [
      'href="/sessions/kikao-kazi-3"',
      'Azimio la 6',
      'wajiunge kwenye Mfumo Mkuu wa Serikali',
      'Jenista Mhagama',
      'bila marekebisho',
      'inalingana na maneno haya',
      'Waziri Mkuu',
      'mwisho wa kutekeleza 30 Julai 2025',
      'taasisi zote za umma',
      'href="/rules#joined-govesb"',
      'toleo la 1',
      `href="/country?directive=${six}&amp;result=unknown"`,
    ])
      expect(text).toContain(said)
    const english = (await app.get(`/directives/${six}?lang=en`)).text
    expect(english).toContain('all public institutions')
    expect(english).toContain('due by 30 July 2025')
  })

  test('marks a citation that nobody has read', async () => {
    expect((await app.get('/directives/kikao-kazi-3-8?lang=sw')).text).toContain('kuthibitishwa')
    expect((await app.get(`/directives/${six}?lang=sw`)).text).not.toContain('kuthibitishwa')
  })

  test('has an altered acceptance found out', async () => {
    await database.rows('alter table directives.acceptance disable trigger kept')
    const set = `update directives.acceptance set text_sw = text_sw || $1 where resolution = $2`
    await database.rows(set, ['!', 'kikao-kazi-3-3'])
    await database.rows('alter table directives.acceptance enable trigger kept')
    const { text } = await app.get('/directives/kikao-kazi-3-3?lang=sw')
    expect(text).toContain('hailingani na maneno haya')
  })
})

const typed = {
  nameSw: 'Elekezo la mfano',
  nameEn: 'A directive of an example',
  officeSw: 'Waziri',
  officeEn: 'Minister',
  holder: '',
  issuedOn: '2026-11-01',
  effectiveOn: '2026-11-02',
  citation: 'Mfano https://mfano.go.tz/agizo; ukurasa wa 3',
  titleSw: 'Badilisha funguo',
  titleEn: 'Change keys',
  addressee: 'institutions',
  combine: 'both',
  kinds: 'ministry',
  kindsAre: 'these',
  systems: '',
  citizens: '',
  list: '',
  except: 'MoW',
  dueType: 'on',
  dueDay: '2026-12-31',
  rule: 'key-rotation',
  obligationCitation: 'Mfano',
}

describe('an officer of e-GA', () => {
  const resolutions = '/admin/directives/resolutions/kikao-kazi-3-13'

  test('cannot issue what nobody accepted, and is told so with the words kept', async () => {
    const { status, text } = await app.post(`${resolutions}/issue?lang=sw`, 'ega', typed)
    expect(status).toBe(422)
    expect(text).toContain('Azimio halijapokelewa bado')
    expect(text).toContain('value="Elekezo la mfano"')
  })

  test('records an acceptance, starting from the words of the session', async () => {
    const { text } = await app.get(`${resolutions}/accept`, 'ega')
    expect(text).toContain('Maneno ya mfano.')
    const done = await app.post(`${resolutions}/accept`, 'ega', {
      officeSw: 'Waziri',
      officeEn: 'Minister',
      holder: 'Mhe. Mfano',
      on: '2026-11-01',
      textSw: 'Maneno ya mfano.',
      textEn: 'Words of an example.',
      citation: 'Mfano',
    })
    expect(done).toMatchObject({ status: 303, location: '/sessions/kikao-kazi-3#resolutions' })
  })

  test('sees whom it hits before issuing, may go back with every word, and then issues', async () => {
    const at = `${resolutions}/issue?lang=sw`
    const unknown = await app.post(at, 'ega', { ...typed, except: 'Wizara ya Ndoto' })
    expect(unknown.status).toBe(422)
    expect(unknown.text).toContain('href="#f-except"')
    const early = await app.post(at, 'ega', { ...typed, dueDay: '2026-10-01' })
    expect(early.text).toContain('href="#f-dueDay"')
    const look = await app.post(at, 'ega', { ...typed, step: 'look' })
    expect(look.status).toBe(200)
    expect(look.text).toContain('Hakiki kabla ya kutoa')
    expect(look.text).toContain('Linahusu taasisi 5 leo')
    expect(look.text).toContain('hazimo katika orodha ya Wizara ya Maji')
    expect(look.text).toContain('<li>Wizara ya Afya</li>')
    expect(look.text).not.toContain('<li>Wizara ya Maji</li>')
    expect((await app.get('/directives/kikao-kazi-3-13')).status).toBe(404)
    const back = await app.post(at, 'ega', { ...typed, step: 'change' })
    expect(back.text).toContain('value="Badilisha funguo"')
    expect(back.text).toMatch(/value="ministry"[^>]*checked/)
    const issued = await app.post(at, 'ega', { ...typed, step: 'issue' })
    expect(issued).toMatchObject({ status: 303, location: '/directives/kikao-kazi-3-13' })
    const { text } = await app.get('/directives/kikao-kazi-3-13?lang=sw')
    expect(text).toContain('taasisi 5 leo')
    expect(text).toContain('href="https://mfano.go.tz/agizo"')
  })

  test('looks at it in the test language too: nothing of the look is untranslated', async () => {
    const look = await app.post('/admin/directives/issue?lang=qq', 'ega', typed)
    expect(look.status).toBe(200)
    expect(lines(look.text)).toEqual([])
  })

  test('adds an obligation, issues again and ends it', async () => {
    const id = 'kikao-kazi-3-13'
    const at = `/admin/directives/${id}/obligations/new?lang=sw`
    const obligation = { ...typed, titleSw: 'Wa pili', addressee: 'ega', except: '' }
    const look = await app.post(at, 'ega', { ...obligation, step: 'look' })
    expect(look.text).toContain('e-GA yenyewe')
    expect((await app.post(at, 'ega', { ...obligation, step: 'issue' })).status).toBe(303)
    const again = await app.post(`/admin/directives/${id}/reissue`, 'ega', {
      officeSw: 'Waziri Mkuu',
      officeEn: 'Prime Minister',
      holder: '',
      issuedOn: '2026-11-20',
      dueOn: '2027-06-30',
      citation: 'Mfano',
    })
    expect(again).toMatchObject({ status: 303, location: `/directives/${id}` })
    const end = `/admin/directives/obligations/${id}-wa-pili/end`
    const early = await app.post(end, 'ega', { lastDay: '2026-11-01', why: 'Mfano' })
    expect(early.text).toContain('href="#f-lastDay"')
    expect((await app.post(end, 'ega', { lastDay: '2026-11-30', why: 'Mfano' })).status).toBe(303)
    const { text } = await app.get(`/directives/${id}?lang=sw`)
    expect(text).toContain('mwisho wa kutekeleza 30 Juni 2027')
    expect(text).toContain('unaisha 30 Novemba 2026')
    expect(text).toContain('Toleo 1 la awali')
  })

  test('opens a session and adds a topic to it', async () => {
    const made = await app.post('/admin/directives/sessions/new', 'ega', {
      number: '5',
      nameSw: 'Kikao Kazi cha 5',
      nameEn: 'Fifth session',
      from: '2025-02-11',
      to: '2025-02-13',
      placeSw: 'AICC',
      placeEn: 'AICC',
      participants: '',
      topics: '18',
      pillars: '',
      presenters: 'Wizara ya Maji, MoW\r\nTume ya Mfano',
      citation: 'Mfano',
    })
    expect(made).toMatchObject({ status: 303, location: '/sessions/kikao-kazi-5' })
    const topics = '/admin/directives/sessions/kikao-kazi-5/topics/new'
    const topic = {
      number: '1',
      titleSw: 'Mada',
      titleEn: 'Topic',
      presenter: '',
      pillarSw: 'Usalama',
      pillarEn: '',
      citation: 'Mfano',
    }
    const half = await app.post(topics, 'ega', topic)
    expect(half.text).toContain('href="#f-pillarSw"')
    expect((await app.post(topics, 'ega', { ...topic, pillarEn: 'Security' })).status).toBe(303)
    const { text } = await app.get('/sessions/kikao-kazi-5?lang=sw')
    for (const said of ['Mada 18 zilihesabiwa; 1 zimeorodheshwa', 'Usalama', 'Tume ya Mfano'])
      expect(text).toContain(said)
    expect((await app.get('/directives?lang=sw')).text).toContain(
      'Vikao kazi visivyo na elekezo bado',
    )
  })
})

describe('operations', () => {
  test('are described, all of them', () => {
    const made = JSON.stringify(
      describeOperations(web.operations, { title: 'x', version: '1', description: 'x' }),
    )
    for (const { id } of web.operations) expect(made).toContain(id)
    expect(made.length).toBeLessThan(300_000)
  })

  test('read what the pages show', async () => {
    const { text, status } = await app.call('GET', `/directives/${six}`, '')
    expect(status).toBe(200)
    expect(JSON.parse(text)).toMatchObject({
      id: six,
      hashHolds: true,
      session: { participants: 1_624 },
      obligations: [{ now: { rule: 'joined-govesb' }, state: 'in-force' }],
    })
    for (const path of [
      '/sessions',
      '/sessions/kikao-kazi-3',
      '/directives?limit=5',
      `/directives/${six}/obligations/${six}-kujiunga/institutions?limit=2`,
    ])
      expect([path, (await app.call('GET', path, '')).status]).toEqual([path, 200])
  })

  test('issue a directive with conditions within conditions; others may not', async () => {
    const directive = {
      resolution: null,
      title: { sw: 'Elekezo la programu', en: 'A directive by a program' },
      office: { sw: 'Waziri', en: 'Minister' },
      holder: null,
      issuedOn: '2026-11-01',
      effectiveOn: '2026-11-01',
      dueOn: null,
      citation: 'Mfano',
      obligations: [
        {
          title: { sw: 'Wajibu', en: 'Obligation' },
          addressee: {
            type: 'joint',
            which: {
              is: 'both',
              of: [
                { is: 'any', of: [{ is: 'kinds', kinds: ['ministry'] }, { is: 'has-systems' }] },
                { is: 'not', of: { is: 'list', institutions: ['maji'] } },
              ],
            },
          },
          due: { type: 'every-quarter', from: '2026-11-01' },
          rule: 'manual-evidence',
          citation: 'Mfano',
          verified: true,
        },
      ],
    }
    for (const who of ['maji', 'auditor', 'suspended'])
      expect((await app.call('POST', '/directives', who, directive)).status).toBe(403)
    const { addressee } = directive.obligations[0] ?? {}
    const look = await app.call('POST', '/addressees/preview', 'ega', { addressee })
    expect(JSON.parse(look.text)).toMatchObject({
      words: { en: expect.stringContaining('e-GA together with institutions that') },
    })
    const made = await app.call('POST', '/directives', 'ega', directive)
    expect(made.status).toBe(201)
    const list = JSON.parse((await app.call('GET', '/directives', '')).text)
    expect(JSON.stringify(list)).toContain('elekezo-2026-elekezo-la-programu')
    const nonsense = { ...directive, obligations: [{ ...directive.obligations[0], rule: 'x' }] }
    expect((await app.call('POST', '/directives', 'ega', nonsense)).status).toBe(422)
  })

  test('do the rest of an officer’s work', async () => {
    const call = async (path: string, input: object) =>
      (await app.call('POST', path, 'ega', input)).status
    const text = { sw: 'x', en: 'x' }
    const session = {
      number: 7,
      name: text,
      from: '2026-02-10',
      to: '2026-02-12',
      place: text,
      participants: null,
      topics: null,
      pillars: null,
      presenters: [],
      citation: 'x',
    }
    expect(await call('/sessions', session)).toBe(201)
    const topic = { number: 1, title: text, presenter: null, pillar: null, citation: 'x' }
    expect(await call('/sessions/kikao-kazi-7/topics', topic)).toBe(204)
    const resolution = {
      number: 1,
      title: text,
      sentence: 'x',
      reconstructed: true,
      citation: 'x',
    }
    expect(await call('/sessions/kikao-kazi-7/resolutions', resolution)).toBe(201)
    const acceptance = {
      office: text,
      holder: 'x',
      on: '2026-02-12',
      text,
      amended: false,
      citation: 'x',
    }
    expect(await call('/resolutions/kikao-kazi-7-1/acceptance', acceptance)).toBe(201)
    const again = {
      office: text,
      holder: null,
      issuedOn: '2026-11-20',
      dueOn: null,
      citation: 'x',
    }
    expect(await call(`/directives/${six}/issuances`, again)).toBe(204)
    const obligation = {
      title: text,
      addressee: { type: 'central-government' },
      due: { type: 'from', day: '2026-11-20' },
      rule: 'manual-evidence',
      citation: 'x',
      verified: false,
    }
    expect(await call(`/directives/${six}/obligations`, obligation)).toBe(201)
    const end = { lastDay: '2026-12-01', why: 'x' }
    expect(await call(`/obligations/${six}-x/end`, end)).toBe(204)
    expect(await call(`/obligations/${six}-x/end`, end)).toBe(409)
  })
})
