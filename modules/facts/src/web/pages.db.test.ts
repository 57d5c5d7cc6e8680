import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describeOperations } from '@mtandao/http'
import { scopeOf } from '@mtandao/identity/contract'
import { testDatabase, type TestDatabase } from '@mtandao/pg/test-database'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { browse, untranslated } from '../../test/browser.ts'
import { factsWorld, person } from '../../test/people.ts'
import type { NewFact } from '../contract.ts'
import { factsMigrations, factsWeb } from '../index.ts'

const start = '2026-10-01T09:00:00Z'
const people = {
  officer: person('maji', 'ict-officer'),
  head: person('maji', 'head'),
  other: person('fedha', 'ict-officer'),
  secretary: person('fedha', 'secretary'),
  suspended: person('maji', 'ict-officer', { suspended: true }),
  ega: person('ega', 'ega-officer'),
  auditor: person('ega', 'auditor'),
  minister: person('utumishi', 'minister-office'),
  both: person('fedha', 'head', { id: 'juma', also: ['maji'] }),
}
type Person = keyof typeof people

let db: TestDatabase
let world: ReturnType<typeof factsWorld>
let web: ReturnType<typeof factsWeb>
let browser: ReturnType<typeof browse>
/** A declaration of the ministry of water that nobody verified. */
let said = ''
let evidence = ''

const text = (word: string) => ({ sw: word, en: word })
const institutions = new Map(['maji', 'fedha', 'ega'].map((id) => [id, text(`Wizara ${id}`)]))
const pdf = Buffer.from('%PDF-1.7 mfano')

const machine = (more: Partial<NewFact>): NewFact => ({
  subject: { type: 'system', id: 'maji.ankara' },
  institution: 'maji',
  type: 'bus.seen',
  value: { exchanging: true, firstOn: '2026-01-05', lastOn: '2026-09-30' },
  observedAt: new Date('2026-09-30T09:00:00Z'),
  validUntil: null,
  source: 'machine',
  collector: 'exchange-index',
  evidence: null,
  supersedes: null,
  ...more,
})

beforeAll(async () => {
  db = await testDatabase([factsMigrations])
  world = factsWorld(db.database, start)
  const { facts, clock } = world
  web = factsWeb({
    facts,
    names: {
      institutions: async () => institutions,
      systems: async () => new Map([['maji.ankara', text('Ankara za maji')]]),
      obligations: async () => new Map([['o-1', text('Tovuti zihuishwe')]]),
      people: async (ids) => new Map(ids.map((id) => [id, `Asha ${id}`])),
    },
    findInstitutions: async (words) =>
      [...institutions]
        .filter(([id]) => id.includes(words) || words === 'Wizara')
        .map(([id, name]) => ({ id, name })),
    owedBy: async (institution) =>
      institution === 'maji' ? [{ id: 'maji/o-1', name: text('Tovuti zihuishwe') }] : [],
  })
  browser = browse(web, people, () => clock.now)
  await db.database.transact((tx) =>
    facts.record(tx, [
      machine({}),
      machine({
        subject: { type: 'institution', id: 'maji' },
        type: 'bus.unregistered',
        value: { count: 1, systems: ['maji.siri'] },
        validUntil: new Date('2026-10-01T08:00:00Z'),
      }),
      machine({
        subject: { type: 'institution', id: 'maji' },
        type: 'staff.vetting',
        value: { staff: 4, vetted: 2, sworn: 1 },
      }),
    ]),
  )
  evidence = (await facts.keepEvidence(people.officer, pdf)).sha256
  const fact = await facts.declare(people.officer, {
    subject: { type: 'obligation', id: 'maji/o-1' },
    type: 'obligation.evidence',
    value: { fulfilled: true, note: 'Tovuti mpya' },
    observedAt: new Date('2026-09-29T09:00:00Z'),
    evidence,
  })
  said = fact.id
})
afterAll(async () => {
  await db.close()
  rmSync(world.dataDir, { recursive: true })
})

const addresses = () => [
  '/facts',
  '/facts?institution=maji&type=bus.seen&source=machine&subject=maji.ankara',
  '/facts?institution=Wizara',
  '/facts?institution=hakuna',
  '/facts?type=staff.vetting',
  `/facts?evidence=${evidence}`,
  `/facts/${said}`,
  '/facts/to-verify',
  '/facts/alarms',
  '/facts/alarms/restore',
  '/facts/declare',
  '/facts/declare?type=bus.joined',
  '/facts/declare?type=obligation.evidence',
  `/facts/${said}/verify`,
  `/facts/${said}/correct`,
]

async function joined(who: Person = 'officer'): Promise<string> {
  const fields = { 'value-joined': 'yes', observedOn: '2026-09-30' }
  const made = await browser.post('/facts/declare?type=bus.joined', who, fields)
  expect(made.status).toBe(303)
  return made.location.split('/').at(-1) ?? ''
}

describe('every page', () => {
  test('is shown in words of the page alone, in both languages', async () => {
    const seen = await db.database.rows<{ id: string }>(`select id from facts.fact`)
    const all = [...addresses(), ...seen.map(({ id }) => `/facts/${id}`)]
    for (const address of all) {
      for (const who of ['officer', 'ega'] as const) {
        if (who === 'ega' && address.startsWith('/facts/declare')) continue
        const joint = address.includes('?') ? '&' : '?'
        for (const language of ['sw', 'en', 'qq']) {
          const shown = await browser.get(`${address}${joint}lang=${language}`, who)
          expect([address, shown.status]).toEqual([address, 200])
          if (language === 'qq') expect([address, untranslated(shown.text)]).toEqual([address, []])
        }
      }
    }
  })

  test('leads the stranger to sign in, and refuses the suspended', async () => {
    const fill = (path: string) => path.replace('{id}', said).replace('{sha256}', evidence)
    for (const { path, who } of web.routes) {
      if (who === 'anyone') continue
      const address = fill(path)
      const stranger = await browser.get(address)
      expect([path, stranger.status, stranger.location.split('?')[0]]).toEqual([
        path,
        303,
        '/sign-in',
      ])
      expect([path, (await browser.get(address, 'suspended')).status]).toEqual([path, 403])
    }
    for (const path of ['/facts/declare', '/facts/to-verify', `/facts/${said}/verify`])
      expect([path, (await browser.get(path, 'secretary')).status]).toEqual([path, 403])
  })

  test('hides what is not public from the stranger and from another institution', async () => {
    const hidden = [`/facts/${said}`, `/facts/${said}/verify`, `/facts/${said}/correct`]
    for (const path of [...hidden, `/evidence/${evidence}`])
      expect([path, (await browser.get(path, 'other')).status]).toEqual([path, 404])
    expect((await browser.get(`/facts/${said}`)).status).toBe(404)
    expect((await browser.get(`/facts/${said}`, 'suspended')).status).toBe(404)
    for (const who of ['', 'other', 'suspended']) {
      const list = await browser.get('/facts', who)
      expect(list.text).toContain('Ankara za maji')
      expect(list.text).not.toContain(said)
      const staff = await browser.get('/facts?type=staff.vetting', who)
      expect(staff.text).not.toContain('Waliofanyiwa upekuzi:')
      const queue = await browser.call('GET', `/facts/${said}`, who)
      expect(queue.status).toBe(404)
    }
    expect((await browser.get('/facts?type=staff.vetting', 'minister')).text).toContain(
      'Waliofanyiwa upekuzi: 2',
    )
  })
})

describe('the list', () => {
  test('pages by cursor and keeps its filters', async () => {
    await db.database.transact((tx) =>
      world.facts.record(
        tx,
        Array.from({ length: 60 }, (_, at) =>
          machine({ subject: { type: 'system', id: 'maji.visima' }, observedAt: new Date(at) }),
        ),
      ),
    )
    const first = await browser.get('/facts?subject=maji.visima')
    const next = /href="([^"]*before=[^"]*)"/.exec(first.text)?.[1]?.replaceAll('&amp;', '&') ?? ''
    expect(next).toContain('subject=maji.visima')
    const rest = await browser.get(next)
    expect(rest.text.match(/href="\/facts\/[0-9a-f-]{36}"/g)).toHaveLength(10)
  })

  test('asks which institution was meant, and finds the one', async () => {
    const several = await browser.get('/facts?institution=Wizara')
    expect(several.text).toContain('href="/facts?institution=fedha"')
    expect((await browser.get('/facts?institution=maji')).text).toContain('maji.visima')
    expect((await browser.get('/facts?institution=hakuna')).text).toContain('Hakuna taasisi')
  })
})

describe('a declaration', () => {
  test('loses nothing when something is wrong, the file too', async () => {
    const file = new File([pdf], 'ripoti.pdf')
    const fields = {
      'value-fulfilled': '',
      'value-note': 'Tovuti ya Kiswahili',
      observedOn: '2026-13-01',
      subject: '',
      evidence: file,
    }
    const wrong = await browser.post('/facts/declare?type=obligation.evidence', 'officer', fields)
    expect(wrong.status).toBe(422)
    for (const field of ['value-fulfilled', 'observedOn', 'subject'])
      expect(wrong.text).toContain(`href="#f-${field}"`)
    expect(wrong.text).toContain('Tovuti ya Kiswahili')
    const kept = /name="kept" value="(\w+)"/.exec(wrong.text)?.[1] ?? ''
    expect(kept).toBe(evidence)
    const right = { ...fields, 'value-fulfilled': 'yes', observedOn: '2026-09-30', kept }
    const made = await browser.post('/facts/declare?type=obligation.evidence', 'officer', {
      ...right,
      subject: 'maji/o-1',
      evidence: '',
    })
    expect(made.status).toBe(303)
    const shown = await browser.get(made.location, 'officer')
    expect(shown.text).toContain(`href="/evidence/${evidence}"`)
    expect(shown.text).toContain('Asha maji-ict-officer')
    expect(world.told()).toBeGreaterThan(0)
  })

  test('is of this institution and of a day that has come', async () => {
    const post = (fields: Record<string, string>) =>
      browser.post('/facts/declare?type=obligation.evidence', 'officer', {
        'value-fulfilled': 'yes',
        observedOn: '2026-09-30',
        subject: 'maji/o-1',
        ...fields,
      })
    expect((await post({ subject: 'fedha/o-1' })).text).toContain('href="#f-subject"')
    const ahead = await post({ observedOn: '2026-10-02' })
    expect([ahead.status, ahead.text]).toEqual([422, expect.stringContaining('#f-observedOn')])
    const today = await post({ observedOn: '2026-10-01' })
    expect(today.status).toBe(303)
  })

  test('refuses a file that is not what its name says, or is too large', async () => {
    const lies = [
      [new File([new Uint8Array([0x4d, 0x5a, 0x90, 0])], 'ripoti.pdf'), 'PDF, PNG, JPEG'],
      [new File(['<html>\u0001</html>'], 'picha.png'), 'PDF, PNG, JPEG'],
      [new File([Buffer.alloc(10 * 1024 * 1024 + 1, 'a')], 'kubwa.txt'), 'MiB 10'],
    ] as const
    for (const [file, words] of lies) {
      const refused = await browser.post('/facts/declare?type=bus.joined', 'officer', {
        'value-joined': 'yes',
        observedOn: '2026-09-30',
        evidence: file,
      })
      expect([refused.status, refused.text]).toEqual([422, expect.stringContaining(words)])
      expect(refused.text).toContain('href="#f-evidence"')
    }
  })
})

describe('verifying', () => {
  test('is for another institution: the reporter, a colleague and who is appointed there too are told why', async () => {
    const id = await joined()
    const fields = { agree: 'yes', note: 'Nimeona mfumo ukijibu' }
    for (const [who, words] of [
      ['officer', 'Wewe ndiye uliyetangaza'],
      ['head', 'Ni ya taasisi yako'],
      ['both', 'Ni ya taasisi yako'],
    ] as const) {
      const shown = await browser.get(`/facts/${id}/verify`, who)
      expect([who, shown.text]).toEqual([who, expect.stringContaining(words)])
      expect(shown.text).not.toContain('name="agree"')
      const posted = await browser.post(`/facts/${id}/verify`, who, fields)
      expect([who, posted.text]).toEqual([who, expect.stringContaining(words)])
      const queue = await browser.get('/facts/to-verify', who)
      expect(queue.text).not.toContain(`/facts/${id}/verify`)
    }
    const program = await browser.call('POST', `/facts/${id}/verification`, 'officer', {
      note: 'mimi',
    })
    expect(program).toMatchObject({ status: 403, body: { code: 'facts.reporter-verifies' } })
    expect((await browser.get('/facts/to-verify', 'other')).text).toContain(`/facts/${id}/verify`)
    const verified = await browser.post(`/facts/${id}/verify`, 'other', fields)
    expect(verified.status).toBe(303)
    const { text: shown } = await browser.get(verified.location, 'officer')
    expect(shown).toContain('Nimeona mfumo ukijibu')
    expect(shown).toContain('Asha fedha-ict-officer')
    const again = await browser.post(`/facts/${id}/verify`, 'ega', fields)
    expect(again.text).toContain('Hakuna cha kuthibitisha')
  })

  test('shows the public who spoke as an institution, and no person and no remark', async () => {
    const id = await joined()
    const fields = { agree: 'yes', note: 'Siri ya ofisi' }
    const { location } = await browser.post(`/facts/${id}/verify`, 'other', fields)
    for (const who of ['', 'suspended']) {
      for (const address of [location, `/facts/${id}`]) {
        const { status, text: shown } = await browser.get(address, who)
        expect(status).toBe(200)
        expect(shown).toContain('Wizara fedha')
        expect(shown).not.toMatch(/Asha|ict-officer|Siri ya ofisi/)
      }
      const api = await browser.call('GET', `/facts/${id}`, who)
      expect(JSON.stringify(api.body)).not.toMatch(/ict-officer|Siri ya ofisi/)
    }
    const third = person('afya', 'ict-officer')
    const remarks = await db.database
      .within(scopeOf(third))
      .rows(`select from facts.remark where fact = $1`, [location.split('/').at(-1)])
    expect(remarks).toEqual([])
  })

  test('finds otherwise with evidence of its own, and must then say something else', async () => {
    const same = await browser.post(`/facts/${said}/verify`, 'ega', {
      agree: 'no',
      'value-fulfilled': 'yes',
      'value-note': 'Tovuti mpya',
      note: 'Nimefungua tovuti',
    })
    expect([same.status, same.text]).toEqual([422, expect.stringContaining('#f-agree')])
    const mute = await browser.post(`/facts/${said}/verify`, 'ega', {})
    for (const field of ['agree', 'note']) expect(mute.text).toContain(`href="#f-${field}"`)
    const own = new File(['tarehe,hali\n2026-09-30,haipo\n'], 'hali.csv')
    const found = await browser.post(`/facts/${said}/verify`, 'ega', {
      agree: 'no',
      'value-fulfilled': 'no',
      note: 'Nimefungua tovuti',
      evidence: own,
    })
    expect(found.status).toBe(303)
    const { text: shown } = await browser.get(found.location, 'officer')
    expect(shown).toContain('Haujatekelezwa')
    expect(shown).toContain('Imethibitishwa na wengine')
    const old = await browser.get(`/facts/${said}`, 'officer')
    expect(old.text).toContain(`href="${found.location}"`)
    const corrected = await browser.post(`${found.location}/correct`, 'ega', {
      'value-fulfilled': 'yes',
      reason: 'Nilifungua anuani isiyo sahihi',
    })
    expect(corrected.status).toBe(303)
    const refused = await browser.post(`${corrected.location}/correct`, 'officer', {
      'value-fulfilled': 'no',
      reason: 'x',
    })
    expect(refused.text).toContain('Hii husahihishwa')
  })
})

test('an institution corrects what it declared, once, with a reason', async () => {
  const id = await joined()
  const mute = await browser.post(`/facts/${id}/correct`, 'officer', { 'value-joined': 'no' })
  expect([mute.status, mute.text]).toEqual([422, expect.stringContaining('#f-reason')])
  const fields = { 'value-joined': 'no', reason: 'Kosa la uandishi' }
  const other = await browser.post(`/facts/${id}/correct`, 'other', fields)
  expect(other.text).toContain('Hii husahihishwa')
  const made = await browser.post(`/facts/${id}/correct`, 'head', fields)
  expect(made.status).toBe(303)
  const again = await browser.post(`/facts/${id}/correct`, 'head', fields)
  expect(again.text).toContain('Nyingine imeshachukua')
})

test('a file is handed out as a download of its own type, to who may have it', async () => {
  const given = await browser.get(`/evidence/${evidence}`, 'officer')
  expect(given.text).toBe(pdf.toString())
  expect(given.headers.get('content-type')).toBe('application/pdf')
  expect(given.headers.get('x-content-type-options')).toBe('nosniff')
  expect(given.headers.get('content-disposition')).toMatch(
    /^attachment; filename="ushahidi-\w+.pdf"/,
  )
  expect((await browser.get(`/evidence/${evidence}`, 'auditor')).status).toBe(200)
  expect((await browser.get(`/evidence/${'0'.repeat(64)}`, 'officer')).status).toBe(404)
  expect((await browser.get('/evidence/../../etc', 'officer')).status).toBe(404)
})

test('altered evidence is an alarm for its keeper and the country, until the same file is given again', async () => {
  const bytes = Buffer.from('ripoti ya tathmini')
  const { sha256 } = await world.facts.keepEvidence(people.officer, bytes)
  writeFileSync(join(world.dataDir, 'evidence', sha256.slice(0, 2), sha256.slice(2)), 'nyingine')
  const refused = await browser.get(`/evidence/${sha256}`, 'officer')
  expect([refused.status, refused.text]).toEqual([
    410,
    expect.stringContaining('facts.evidence-altered'),
  ])
  for (const who of ['officer', 'ega', 'minister'] as const) {
    const { text: shown } = await browser.get('/facts/alarms?lang=qq', who)
    expect(shown).toContain(sha256.slice(0, 16))
    expect(untranslated(shown)).toEqual([])
  }
  expect((await browser.get('/facts/alarms', 'other')).text).not.toContain(sha256.slice(0, 16))
  const evidenceFile = new File([bytes], 'ripoti.txt')
  const put = await browser.post('/facts/alarms/restore', 'officer', { evidence: evidenceFile })
  expect(put.status).toBe(303)
  expect((await browser.get(`/evidence/${sha256}`, 'officer')).text).toBe(bytes.toString())
  expect((await browser.post('/facts/alarms/restore', 'officer', {})).status).toBe(422)
})

describe('a program', () => {
  test('does all that pages do', async () => {
    const kept = await browser.call('POST', '/evidence', 'officer', {
      base64: pdf.toString('base64'),
    })
    expect(kept).toEqual({
      status: 201,
      body: { sha256: evidence, bytes: pdf.byteLength, mediaType: 'application/pdf' },
    })
    const opened = await browser.call('GET', `/evidence/${evidence}`, 'officer')
    expect(opened.body['base64']).toBe(pdf.toString('base64'))
    const made = await browser.call('POST', '/facts', 'officer', {
      subject: { type: 'institution', id: 'maji' },
      type: 'bus.joined',
      value: { joined: true },
      observedAt: '2026-09-30T12:00:00+03:00',
      evidence,
    })
    expect(made).toMatchObject({ status: 201, body: { source: 'declared', evidence } })
    const id = String(made.body['id'])
    const waiting = await browser.call('GET', '/facts/to-verify?type=bus.joined', 'other')
    expect(JSON.stringify(waiting.body)).toContain(id)
    const verified = await browser.call('POST', `/facts/${id}/verification`, 'other', {
      value: { joined: false },
      note: 'Hakuna mfumo uliojibu',
    })
    expect(verified).toMatchObject({ status: 201, body: { supersedes: id } })
    const read = await browser.call('GET', `/facts/${id}`, 'officer')
    expect(read.body).toMatchObject({ verifying: 'done', correcting: 'done' })
    const corrected = await browser.call(
      'POST',
      `/facts/${String(verified.body['id'])}/correction`,
      'ega',
      { value: { joined: true }, reason: 'Mfumo ulijibu baadaye' },
    )
    expect(corrected.status).toBe(201)
    const list = await browser.call('GET', '/facts?source=verified&limit=1', '')
    expect(list.body).toMatchObject({ items: [{ id: corrected.body['id'], collector: 'person' }] })
  })

  test('is told what is wrong with what it sends', async () => {
    const call = (input: unknown) => browser.call('POST', '/facts', 'officer', input)
    const fact = {
      subject: { type: 'institution', id: 'maji' },
      type: 'bus.joined',
      value: { joined: 'ndiyo' },
      observedAt: '2026-09-30T12:00:00Z',
    }
    expect((await call(fact)).body).toMatchObject({ code: 'facts.value-invalid' })
    expect((await call({ ...fact, source: 'verified' })).body).toMatchObject({
      code: 'http.input-invalid',
    })
    const other = { ...fact, subject: { type: 'institution', id: 'fedha' } }
    expect((await call({ ...other, value: { joined: true } })).status).toBe(422)
    expect((await browser.call('POST', '/facts', 'ega', fact)).status).toBe(403)
    const program = { base64: Buffer.from([0x4d, 0x5a, 0x90]).toString('base64') }
    const lie = await browser.call('POST', '/evidence', 'officer', program)
    expect(lie).toMatchObject({ status: 415, body: { code: 'facts.evidence-type' } })
  })

  test('reads the schema of every type, and every operation can be described', async () => {
    const { body } = await browser.call('GET', '/facts/types', '')
    expect(JSON.stringify(body)).toContain('"exchanging":{"type":"boolean"}')
    expect(() =>
      describeOperations(web.operations, { title: 't', version: '1', description: 'd' }),
    ).not.toThrow()
  })
})

test('with the checks switched off, remarks are neither read nor written by others', async () => {
  const id = await joined()
  const made = await world.facts.verify(people.other, { fact: id, evidence: null, note: 'Nimeona' })
  const read = (who: Person) =>
    db.database
      .within(scopeOf(people[who]))
      .rows(`select from facts.remark where fact = $1`, [made.id])
  expect(await read('secretary')).toHaveLength(1)
  expect(await read('officer')).toHaveLength(1)
  expect(await read('suspended')).toHaveLength(0)
  const insert = `insert into facts.remark (fact, institution, by_institution, words) values ($1, 'maji', 'maji', 'x')`
  await expect(db.database.within(scopeOf(people.head)).rows(insert, [id])).rejects.toThrow(
    /row-level security/,
  )
  for (const sql of [`update facts.remark set words = 'x'`, `delete from facts.remark`])
    await expect(db.database.rows(sql)).rejects.toThrow('append-only')
})
