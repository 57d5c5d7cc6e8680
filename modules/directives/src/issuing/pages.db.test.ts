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
      'tarehe ya mwisho 30 Julai 2025',
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
    expect(look.text).toContain('Angalia kabla ya kutoa')
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
    expect(text).toContain('tarehe ya mwisho 30 Juni 2027')
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
