import { describeOperations } from '@mtandao/http'
import { afterAll, expect, test } from 'vitest'
import { browse } from '../../test/browser.ts'
import { directivesGround, personOf } from '../../test/ground.ts'
import { issuingWeb } from './web.ts'

const now = () => new Date('2026-11-20T09:00:00Z')
const ground = await directivesGround(now)
afterAll(() => ground[Symbol.asyncDispose]())

const web = issuingWeb(ground.deps)
const app = browse(
  web,
  {
    maji: personOf('maji', ['ict-officer', 'head']),
    ega: personOf('ega', ['ega-officer']),
    auditor: personOf('ega', ['auditor']),
    suspended: personOf('ega', ['ega-officer'], true),
  },
  now,
)
const six = 'kikao-kazi-3-6'

test('operations are described, all of them', () => {
  const made = JSON.stringify(
    describeOperations(web.operations, { title: 'x', version: '1', description: 'x' }),
  )
  for (const { id } of web.operations) expect(made).toContain(id)
  expect(made.length).toBeLessThan(300_000)
})

test('operations read what the pages show', async () => {
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

test('operations issue a directive with conditions within conditions; others may not', async () => {
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

test('operations do the rest of an officer’s work', async () => {
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
