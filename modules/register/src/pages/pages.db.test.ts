import { describeOperations } from '@mtandao/http'
import { testDatabase, type TestDatabase } from '@mtandao/pg/test-database'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  actorOf,
  auditor,
  depsOf,
  egaOfficer,
  fedhaOfficer,
  majiOfficer,
  suspendedOfficer,
} from '../../test/actors.ts'
import { browse, untranslated } from '../../test/browser.ts'
import { tryImport } from '../csv/import-institutions.ts'
import { seedDemoRegister } from '../demo/seed-demo-register.ts'
import { createRegister, registerMigrations, registerWeb } from '../index.ts'

const start = '2026-10-01T09:00:00Z'
const people = {
  officer: majiOfficer,
  other: fedhaOfficer,
  suspended: suspendedOfficer,
  ega: egaOfficer,
  auditor,
  guard: actorOf('maji', ['data-protection-officer']),
  minister: actorOf('utumishi', ['minister-office']),
}
type Person = keyof typeof people

let db: TestDatabase
let browser: ReturnType<typeof browse>
let web: ReturnType<typeof registerWeb>
let world: ReturnType<typeof depsOf>
let members: Readonly<Record<string, string>> = {}

beforeAll(async () => {
  db = await testDatabase([registerMigrations])
  world = depsOf(db.database, start)
  const { deps, seen } = world
  const register = createRegister(deps.now)
  const system = (institution: string, code: string) => ({
    id: `${institution}-${code}`,
    institution,
    code,
    name: { sw: `Mfumo ${code}`, en: `System ${code}` },
    status: 'active' as const,
  })
  const systems = [
    system('maji', 'ankara'),
    system('fedha', 'mapato'),
    system('udsm', 'wahitimu'),
    system('tanesco', 'umeme'),
  ]
  await db.database.transact((tx) => register.enrol(tx, { institutions: [], systems }))
  seen.set('udsm-wahitimu', new Date(start))
  await seedDemoRegister(deps)
  const pick = async (sql: string) => (await db.database.rows<{ id: string }>(sql))[0]?.id ?? ''
  const dry = await tryImport(deps, egaOfficer, {
    bytes: Buffer.from(
      'id,class,code,name_sw,name_en,kind\nmpya,GOV,MPYA,Mpya,New,agency\nx,,,,,\n',
    ),
    from: '2026-10-01',
  })
  members = {
    '/institutions/{id}': 'maji',
    '/admin/institutions/{id}': 'maji',
    '/admin/institutions/imports/{id}': dry.id,
    '/institution-imports/{id}': dry.id,
    '/systems/{id}': 'maji-ankara',
    '/staff/{id}': await pick(`select id from register.staff where institution = 'maji' limit 1`),
    '/committees/{id}': await pick(`select id from register.committee where institution = 'maji'`),
    '{member}': await pick(
      `select id from register.committee_member where institution = 'maji' limit 1`,
    ),
    '/sites/{id}': await pick(
      `select site as id from register.site_approval where valid_until is null limit 1`,
    ),
    '{approval}': await pick(
      `select id from register.site_approval where valid_until is null limit 1`,
    ),
    '{key}': 'committee.chair',
  }
  web = registerWeb(deps)
  browser = browse(web, people, deps.now)
})
afterAll(() => db.close())

/** The address of a route with members of the institution of water. */
function addressOf(path: string): string {
  const place = Object.keys(members)
    .filter((key) => key.startsWith('/') && path.startsWith(key))
    .sort((a, b) => b.length - a.length)[0]
  return path
    .replace('{id}', (place && members[place]) ?? '')
    .replaceAll(/\{\w+\}/g, (name) => members[name] ?? name)
}

const lookable = () => web.routes.filter(({ kind }) => kind !== 'action')

describe('every page', () => {
  test('is shown to those it is for, in words of the page alone', async () => {
    for (const route of lookable()) {
      const address = addressOf(route.path)
      const who = people.officer.roles.some((role) => route.who.includes(role)) ? 'officer' : 'ega'
      const shown = await browser.get(`${address}?lang=qq`, who)
      expect([address, shown.status]).toEqual([address, 200])
      expect([address, untranslated(shown.text)]).toEqual([address, []])
    }
  })

  test('is shown in both languages to everyone it is for, without a fault', async () => {
    for (const route of lookable()) {
      for (const [name, actor] of Object.entries(people)) {
        const isOpen = typeof route.who === 'string'
        if (actor.suspended || (!isOpen && !actor.roles.some((role) => route.who.includes(role)))) {
          continue
        }
        for (const language of ['sw', 'en']) {
          const { status } = await browser.get(`${addressOf(route.path)}?lang=${language}`, name)
          expect([route.path, name, [200, 404].includes(status)]).toEqual([route.path, name, true])
        }
      }
    }
  })

  test('leads the stranger to sign in, and refuses the suspended', async () => {
    for (const route of lookable()) {
      if (route.who === 'anyone') continue
      const address = addressOf(route.path)
      const stranger = await browser.get(address)
      expect([address, stranger.status, stranger.location.split('?')[0]]).toEqual([
        address,
        303,
        '/sign-in',
      ])
      expect([address, (await browser.get(address, 'suspended')).status]).toEqual([address, 403])
    }
  })

  test('shows the other institution’s officer nothing that is not theirs', async () => {
    const hidden = [
      '/systems/{id}/history',
      '/systems/{id}/edit/purpose',
      '/systems/{id}/edit/cost',
      '/staff/{id}',
      '/committees/{id}/charter',
      '/committees/{id}/members/{member}/end',
    ]
    for (const path of hidden) {
      expect([path, (await browser.get(addressOf(path), 'other')).status]).toEqual([path, 404])
    }
    const system = await browser.get('/systems/maji-ankara', 'other')
    expect(system.text).toContain('Wizara ya Maji')
    expect(system.text).not.toContain('TSh')
    for (const path of ['/admin/institutions', '/admin/institutions/{id}', '/sites/new']) {
      expect([path, (await browser.get(addressOf(path), 'other')).status]).toEqual([path, 403])
    }
  })
})

describe('an officer', () => {
  test('registers a system in one short form, which loses nothing when something is wrong', async () => {
    const fields = {
      short: 'Visima Vyote',
      nameSw: 'Daftari la visima',
      nameEn: 'Registry of wells',
      purposeSw: 'Kuandika visima vya maji',
      purposeEn: '',
    }
    const wrong = await browser.post('/systems/new', 'officer', fields)
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('value="Visima Vyote"')
    expect(wrong.text).toContain('Kuandika visima vya maji')
    expect(wrong.text).toContain('href="#f-purposeEn"')
    const right = { ...fields, short: 'visima', purposeEn: 'To list wells' }
    const made = await browser.post('/systems/new', 'officer', right)
    expect(made).toMatchObject({ status: 303, location: '/systems/maji.visima' })
    const twice = await browser.post('/systems/new', 'officer', right)
    expect(twice.text).toContain('href="#f-short"')
    expect((await browser.get('/systems/maji.visima', 'officer')).text).toContain('0 kati ya')
  })

  test('fills a record part by part', async () => {
    const post = (
      part: string,
      version: number,
      fields: Readonly<Record<string, string | string[]>>,
    ) =>
      browser.post(`/systems/maji.visima/edit/${part}`, 'officer', {
        version: String(version),
        ...fields,
      })
    const purpose = {
      nameSw: 'Daftari la visima',
      nameEn: 'Registry of wells',
      purposeSw: 'Kuandika visima',
      purposeEn: 'To list wells',
      lifecycle: 'live',
      lifecycleSince: '2026-09-01',
      capabilities: ['water-supply', 'geographic-information'],
      owner: 'Idara ya Rasilimali',
      replacedBy: '',
    }
    expect((await post('purpose', 1, purpose)).status).toBe(303)
    const data = { master: ['building'], masterOwn: 'Visima\nMabwawa', copyOwn: '' }
    expect((await post('data', 2, data)).status).toBe(303)
    const hosting = {
      hostingSite: '',
      hostingOther: 'Chumba cha seva',
      rtoHours: '4',
      rpoHours: '0,5',
    }
    expect((await post('hosting', 3, hosting)).status).toBe(303)
    const cost = { vendor: 'Timu ya ndani', yearlyCostTzs: '1,250,000' }
    expect((await post('cost', 4, cost)).status).toBe(303)
    expect((await post('security', 5, { on: '2026-08-01', assessor: 'e-GA' })).status).toBe(303)
    const source = { sourceOwner: 'institution', repository: 'Ndani', builtOn: '2026-09-30' }
    expect((await post('source', 6, source)).status).toBe(303)
    const { text } = await browser.get('/systems/maji.visima', 'officer')
    for (const said of ['Visima', 'Mabwawa', 'Chumba cha seva', '1,250,000', 'Huduma za maji']) {
      expect(text).toContain(said)
    }
    expect(text).toContain('si kituo kilichoidhinishwa')
    const ahead = await post('security', 7, { on: '2027-01-01', assessor: 'e-GA' })
    expect(ahead.status).toBe(422)
    expect(ahead.text).toContain('href="#f-on"')
    const history = await browser.get('/systems/maji.visima/history', 'officer')
    expect(history.text).toContain('yearlyCostTzs: 1250000')
  })

  test('is told when somebody was faster, keeps their words, and may then save over it', async () => {
    const save = (version: string, vendor: string) =>
      browser.post('/systems/maji.visima/edit/cost', 'officer', {
        version,
        vendor,
        yearlyCostTzs: '',
      })
    const late = await save('4', 'Wangu')
    expect(late.status).toBe(422)
    expect(late.text).toContain('value="Wangu"')
    const version = /name="version" value="(\d+)"/.exec(late.text)?.[1] ?? ''
    expect((await save(version, 'Wangu')).status).toBe(303)
  })

  test('confirms that a record is still true', async () => {
    const { text } = await browser.get('/systems/maji.visima', 'officer')
    const version = /name="version" value="(\d+)"/.exec(text)?.[1] ?? ''
    const done = await browser.post('/systems/maji.visima/confirm', 'officer', { version })
    expect(done).toMatchObject({ status: 303, location: '/systems/maji.visima' })
    const other = await browser.post('/systems/maji.visima/confirm', 'other', { version })
    expect(other.status).toBe(404)
  })

  test('changes the institution’s name, head and websites', async () => {
    const name = {
      nameSw: 'Wizara ya Maji na Mabwawa',
      nameEn: 'Ministry of Water and Dams',
      acronym: 'WMM',
      from: '2026-09-30',
      citation: '',
    }
    expect((await browser.post('/institution/name', 'officer', name)).status).toBe(303)
    const head = { name: 'Zawadi Mfano', title: 'permanent-secretary', from: '2026-09-01' }
    expect((await browser.post('/institution/head', 'officer', head)).status).toBe(303)
    const site = await browser.post('/institution/websites', 'officer', {
      url: 'https://maji.mfano.go.tz',
    })
    expect(site.status).toBe(303)
    const { text } = await browser.get('/institutions/maji')
    for (const said of [
      'Wizara ya Maji na Mabwawa',
      'Wizara ya Maji',
      'Zawadi Mfano',
      'maji.mfano.go.tz',
    ]) {
      expect(text).toContain(said)
    }
    const script = await browser.post('/institution/websites', 'officer', {
      url: 'javascript:alert(1)',
    })
    expect(script.status).toBe(422)
  })

  test('keeps staff, and cannot write what a vetting found', async () => {
    const made = await browser.post('/staff/new', 'officer', {
      name: 'Heri Mfano',
      post: 'Afisa TEHAMA',
    })
    expect(made.location).toMatch(/^\/staff\/[0-9a-f-]{36}$/)
    const { text } = await browser.get(made.location, 'officer')
    expect(text).not.toMatch(/name="(findings|matokeo|notes)"/)
    const change = {
      name: 'Heri Mfano',
      post: 'Afisa TEHAMA',
      vetting: 'cleared',
      vettingSince: '2026-02-01',
    }
    expect((await browser.post(made.location, 'officer', change)).status).toBe(303)
    const id = made.location.split('/')[2] ?? ''
    const call = await browser.call('PUT', `/staff/${id}`, 'officer', {
      ...change,
      findings: 'siri',
    })
    expect(call).toMatchObject({ status: 422, body: { code: 'http.input-invalid' } })
  })
})

describe('an officer of e-GA', () => {
  test('imports a file in two steps', async () => {
    const file = new File(
      [
        'id;class;code;name_sw;name_en;kind\nmji-mfano;LGA;MJI;Halmashauri ya Mji wa Mfano;Mfano Town Council;town-council\nBAYA;;;;;\n',
      ],
      'taasisi.csv',
    )
    const tried = await browser.post('/admin/institutions/import', 'ega', {
      file,
      from: '2026-10-01',
    })
    expect(tried.status).toBe(303)
    const shown = await browser.get(tried.location, 'ega')
    expect(shown.text).toContain('mji-mfano')
    expect(shown.text).toContain('Mstari mmoja uliokataliwa')
    const planSha256 = /name="planSha256" value="(\w+)"/.exec(shown.text)?.[1] ?? ''
    const done = await browser.post(`${tried.location}/apply`, 'ega', { planSha256 })
    expect(done.status).toBe(303)
    expect((await browser.get('/institutions/mji-mfano')).status).toBe(200)
    expect((await browser.get(tried.location, 'ega')).text).toContain('ulifanyika')
    expect((await browser.post(`${tried.location}/apply`, 'ega', { planSha256 })).status).toBe(404)
  })

  test('is told in words what a file is when it is no CSV', async () => {
    const file = new File([new Uint8Array([0x50, 0x4b, 3, 4])], 'taasisi.xlsx')
    const tried = await browser.post('/admin/institutions/import', 'ega', {
      file,
      from: '2026-10-01',
    })
    expect(tried.status).toBe(422)
    expect(tried.text).toContain('xlsx')
    const none = await browser.post('/admin/institutions/import', 'ega', { from: '2026-10-01' })
    expect(none.status).toBe(422)
  })

  test('downloads a file that can be uploaded again unchanged', async () => {
    const download = await browser.get('/admin/institutions/export.csv', 'ega')
    expect(download.headers.get('content-disposition')).toContain('taasisi-2026-10-01.csv')
    const file = new File([download.text], 'taasisi.csv')
    const tried = await browser.post('/admin/institutions/import', 'ega', {
      file,
      from: '2026-10-01',
    })
    expect((await browser.get(tried.location, 'ega')).text).toContain('Hakuna cha kufanya')
  })

  test('approves and withdraws a data centre, which everyone sees', async () => {
    const fields = {
      name: 'Kituo cha Tanga (mfano)',
      operator: 'Mfano',
      place: 'Tanga',
      region: 'tanga',
    }
    const made = await browser.post('/sites/new', 'ega', fields)
    const approval = { from: '2026-10-01', until: '', citation: 'Barua ya mfano' }
    expect((await browser.post(`${made.location}/approve`, 'ega', approval)).status).toBe(303)
    expect((await browser.get(made.location)).text).toContain('Kimeidhinishwa')
    const approve = await browser.post(`${made.location}/approve`, 'officer', approval)
    expect(approve.status).toBe(403)
    const shown = await browser.get(made.location, 'ega')
    const link = /href="([^"]+\/withdraw)"/.exec(shown.text)?.[1] ?? ''
    expect((await browser.post(link, 'ega', { why: 'Mfano' })).status).toBe(303)
    expect((await browser.get(made.location)).text).toContain('Idhini imeondolewa')
  })

  test('suspends and resumes an institution, with the reason on record', async () => {
    const suspend = await browser.post('/admin/institutions/ictc/suspend', 'ega', {
      reason: 'Mfano',
    })
    expect(suspend.status).toBe(303)
    expect((await browser.get('/institutions/ictc')).text).toContain('Imesimamishwa')
    await browser.post('/admin/institutions/ictc/resume', 'ega', { reason: 'Mfano' })
    expect(world.acts.slice(-2)).toMatchObject([
      { action: 'register.institution-suspended', detail: { reason: 'Mfano' } },
      { action: 'register.institution-resumed' },
    ])
  })

  test('changes a rule with its source', async () => {
    const fields = { value: '60', basis: 'practice', citation: 'Mfano' }
    const saved = await browser.post('/register/settings/findings.silent-days', 'ega', fields)
    expect(saved.status).toBe(303)
    const wrong = await browser.post('/register/settings/committee.chair', 'ega', fields)
    expect(wrong.status).toBe(422)
  })
})

test('a finding is one’s own institution’s for an officer, and anyone’s for the auditor', async () => {
  const own = await browser.get('/findings', 'officer')
  expect(own.text).not.toContain('udsm-wahitimu')
  const country = await browser.get('/findings?rule=seen-not-registered', 'auditor')
  expect(country.text).toContain('udsm-wahitimu')
  expect(country.text).toContain('Chuo Kikuu cha Dar es Salaam')
})

test('what PostgreSQL cannot hold is turned away before it gets there', async () => {
  for (const path of [
    '/institutions?search=%00',
    '/institutions/a%00b',
    '/systems?of=all&search=%00',
  ]) {
    expect([path, (await browser.get(path, 'officer')).status]).toEqual([path, 404])
  }
  const call = await browser.call('GET', '/institutions?search=%00', '')
  expect([400, 404, 422]).toContain(call.status)
  const posted = await browser.post('/staff/new', 'officer', { name: 'A\u0000', post: 'B' })
  expect([400, 422]).toContain(posted.status)
})

test('a search in either language finds an institution, and says what to do when it finds none', async () => {
  for (const word of ['dodoma', 'University', 'UDOM']) {
    expect((await browser.get(`/institutions?search=${word}`)).text).toContain('/institutions/udom')
  }
  expect((await browser.get('/institutions?search=hakuna')).text).toContain('Hakuna taasisi')
})

describe('every operation', () => {
  test('is described, and answers what it declares', async () => {
    const description = describeOperations(web.operations, {
      title: 'r',
      version: '1',
      description: 'r',
    })
    expect(JSON.stringify(description)).toContain('register.try-import')
    for (const { method, path, who } of web.operations) {
      if (method !== 'GET') continue
      const isOfficers = typeof who === 'string' || who.includes('ict-officer')
      const address = addressOf(path)
      const { status } = await browser.call(method, address, isOfficers ? 'officer' : 'ega')
      expect([path, status]).toEqual([path, 200])
    }
  })

  test('turns away the stranger and the suspended', async () => {
    for (const { method, path, who } of web.operations) {
      if (who === 'anyone') continue
      for (const [person, status] of [
        ['', 401],
        ['suspended', 403],
      ] as const) {
        const answer = await browser.call(
          method,
          addressOf(path),
          person,
          method === 'GET' ? undefined : {},
        )
        expect([path, answer.status]).toEqual([path, status])
      }
    }
  })

  test('answers nonsense with a reason, never with a fault of its own', async () => {
    const nasty = fc.oneof(
      fc.constantFrom(
        '',
        'maji',
        'maji-ankara',
        'yes',
        '2026-02-30',
        '2026-01-01',
        '1e400',
        '\u0000',
        '\ud800',
        "'; --",
        '9'.repeat(40),
      ),
      fc.constantFrom(
        members['/sites/{id}'] ?? '',
        members['/committees/{id}'] ?? '',
        'live',
        'agency',
      ),
      fc.integer(),
      fc.double(),
      fc.constantFrom(null, true, [], ['a', 'a'], {}, [{ entity: 'x', role: 'copy' }]),
      fc.string({ maxLength: 600 }),
    )
    const { operations } = web
    const tries = fc.constantFrom(...operations).chain((one) => {
      const names = Object.keys(one.input.shape)
      const input = fc.record(Object.fromEntries(names.map((name) => [name, nasty])), {
        requiredKeys: [],
      })
      return fc.tuple(fc.constant(one), input, fc.constantFrom('officer', 'ega'))
    })
    await fc.assert(
      fc.asyncProperty(tries, async ([{ method, path }, input, who]) => {
        const given = Object.entries(input).flatMap(([name, one]) =>
          typeof one === 'string' ? [[name, one]] : [],
        )
        const query = new URLSearchParams(given)
        const { status } =
          method === 'GET'
            ? await browser.call(method, `${addressOf(path)}?${query.toString()}`, who)
            : await browser.call(method, addressOf(path), who, input)
        expect(status).toBeLessThan(500)
      }),
      { numRuns: 200 },
    )
  }, 60_000)

  test('of a system changes one’s own and finds no other', async () => {
    const input = { version: 1, vendor: 'X', yearlyCostTzs: null }
    const call = (who: Person) => browser.call('PUT', '/systems/fedha-mapato/cost', who, input)
    expect(await call('officer')).toMatchObject({
      status: 404,
      body: { code: 'register.system-not-found' },
    })
    expect((await call('auditor')).status).toBe(403)
    expect((await call('other')).status).toBe(204)
    const read = await browser.call('GET', '/systems/fedha-mapato', 'officer')
    expect(read.body).toMatchObject({ record: { detail: null, completeness: null } })
  })
})
