import { createHash } from 'node:crypto'
import { scopeOf } from '@mtandao/identity/contract'
import { createLogger } from '@mtandao/log'
import { testDatabase, type TestDatabase } from '@mtandao/pg/test-database'
import { registerMigrations } from '@mtandao/register'
import {
  contentDigest,
  generateKeyPair,
  httpSigner,
  importPrivateKey,
  sign,
  signHttpMessage,
} from '@mtandao/seal'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { browse, person, untranslated } from '../../test/browser.ts'
import { exchangeMigrations } from '../index.ts'
import type { ExchangeWebDeps } from '../web-deps.ts'
import { explainMessage } from './explain-message.ts'
import { listKeys } from './key-store.ts'
import { debuggerWeb } from './web.ts'

const now = new Date('2026-06-01T09:00:00Z')
const pairs = {
  now: generateKeyPair('P-256'),
  old: generateKeyPair('P-256'),
  sister: generateKeyPair('secp256k1'),
  other: generateKeyPair('P-256'),
}
const signer = (name: keyof typeof pairs) => importPrivateKey(pairs[name].privateKey)
const officer = person('heslb', 'ict-officer')
const people = {
  officer,
  other: person('nida', 'ict-officer'),
  suspended: { ...officer, suspended: true },
  ega: person('ega', 'ega-officer'),
}
let db: TestDatabase
let app: ReturnType<typeof browse>
const logged: string[] = []

beforeAll(async () => {
  db = await testDatabase([registerMigrations, exchangeMigrations])
  await client('heslb-1', 'heslb', 'active')
  await client('heslb-2', 'heslb', 'suspended')
  await client('nida-1', 'nida', 'active')
  await key('heslb-1', 'now', '2026-01-01', '2027-01-01')
  await key('heslb-1', 'old', '2025-01-01', '2026-01-01')
  await key('heslb-2', 'sister', '2026-01-01', '2027-01-01')
  await key('nida-1', 'other', '2026-01-01', '2027-01-01')
  const deps = {
    database: db.database,
    now: () => now,
    log: createLogger({ area: 'test', level: 'debug', write: (line) => logged.push(line) }),
  }
  app = browse(debuggerWeb(deps as Partial<ExchangeWebDeps> as ExchangeWebDeps), people, () => now)
})
afterAll(() => db.close())

const client = (id: string, institution: string, status: string) =>
  db.database.rows(
    `insert into exchange.client (id, system, institution, status, generation, secret_hashes, certificates, nida_user_ids)
     values ($1, $1, $2, $3, 0, '{}', '{}', '{}')`,
    [id, institution, status],
  )
const key = (id: string, name: keyof typeof pairs, from: string, until: string) =>
  db.database.rows(
    `insert into exchange.signing_key (client, id, public_key, curve, not_before, not_after) values ($1, $2, $3, $4, $5, $6)`,
    [id, name, signer(name).publicKeyBase64, signer(name).curve, from, until],
  )

const data = '{"apiCode":"ABC","esbBody":{"jina":"Asha / «ñ»","n":1.0}}'
const message = (signed = data, by: keyof typeof pairs = 'now') =>
  `{"data":${data},"signature":"${sign(signer(by), Buffer.from(signed))}"}`
const deps = () => ({ database: db.database, now: () => now })
const explain = (text: string, id = 'heslb-1', who = officer) =>
  explainMessage(deps(), who, { message: Buffer.from(text), client: id })

describe('which keys decide', () => {
  test('the chosen client’s, in force now; the others only name a cause', async () => {
    expect(await explain(message())).toMatchObject({
      said: { verdict: 'valid', verified: { key: 'now' } },
      keys: [
        { id: 'now', role: 'decides' },
        { id: 'old', role: 'key-not-in-force' },
        { id: 'sister', role: 'key-of-another-client' },
      ],
    })
    expect(await explain(message(data, 'old'))).toMatchObject({
      said: { verdict: 'invalid', cause: { mistakes: ['key-not-in-force'], key: 'old' } },
    })
    expect(await explain(message(data, 'sister'))).toMatchObject({
      said: { verdict: 'invalid', cause: { mistakes: ['key-of-another-client'] } },
    })
    expect((await explain(message(data, 'other'))).said).not.toHaveProperty('cause')
  })

  test('a revoked key no longer decides', async () => {
    await db.database.rows(
      `update exchange.signing_key set revoked_at = '2026-05-01' where id = 'sister'`,
    )
    const { keys } = await explain(message(), 'heslb-2')
    expect(keys.find(({ id }) => id === 'sister')?.role).toBe('key-not-in-force')
    await db.database.rows(`update exchange.signing_key set revoked_at = null where id = 'sister'`)
  })

  test('of a suspended client is said that nothing passes', async () => {
    expect(await explain(message(data, 'sister'), 'heslb-2')).toMatchObject({
      suspended: true,
      said: { verdict: 'valid' },
    })
  })

  test('a pasted key decides alone, as PEM or base64', async () => {
    const base64 = signer('other').publicKeyBase64
    for (const publicKey of [
      base64,
      `-----BEGIN PUBLIC KEY-----\n${base64.replaceAll(/.{64}/g, '$&\n')}\n-----END PUBLIC KEY-----\n`,
    ])
      expect(
        await explainMessage(deps(), officer, {
          message: Buffer.from(message(data, 'other')),
          publicKey,
        }),
      ).toMatchObject({ said: { verdict: 'valid' }, keys: [{ role: 'decides' }] })
  })
})

describe('who gets in', () => {
  test('another institution’s client is not found, with the checks of the program and without', async () => {
    await expect(explain(message(), 'heslb-1', people.other)).rejects.toMatchObject({
      code: 'debugger.client-not-found',
    })
    const scoped = db.database.within(scopeOf(people.other))
    expect(await listKeys(scoped, 'heslb')).toEqual([])
    expect(await scoped.rows('select id from exchange.signing_key')).toEqual([{ id: 'other' }])
  })

  test('the stranger is led to sign in and nothing of what was typed is kept; the suspended officer is refused', async () => {
    expect(await app.get('/debugger')).toMatchObject({ status: 303 })
    const posted = await app.post('/debugger', '', { message: message(), client: 'heslb-1' })
    expect(posted).toMatchObject({ status: 303, kept: 0 })
    expect((await app.post('/debugger', 'suspended', { message: message() })).status).toBe(403)
    expect((await app.get('/debugger', 'suspended')).status).toBe(403)
    expect((await app.call('POST', '/debugger', '', { message: 'x' })).status).toBe(401)
    expect((await app.call('POST', '/debugger', 'suspended', { message: 'x' })).status).toBe(403)
  })

  test('the form offers one’s own clients only', async () => {
    const { text } = await app.get('/debugger', 'officer')
    expect(text).toContain('heslb-1')
    expect(text).not.toContain('nida-1')
  })
})

describe('the page', () => {
  test('names the cause, the first difference and the bytes', async () => {
    const python = data.replace('","', '", "')
    const { status, text } = await app.post('/debugger', 'officer', {
      message: message(
        python
          .replaceAll(':', ': ')
          .replaceAll(',', ', ')
          .replaceAll('«ñ»', '\\u00ab\\u00f1\\u00bb')
          .replace('",  "', '", "'),
      ),
      client: 'heslb-1',
    })
    expect(status).toBe(200)
    expect(text).toContain('separators=')
    expect(text).toContain('▶')
    expect(text).toContain(createHash('sha256').update(data).digest('hex'))
  })

  test('takes line ends of a form as LF, and a file byte for byte', async () => {
    const pretty = data.replace(',', ',\n ')
    const whole = `{"data":${pretty},"signature":"${sign(signer('now'), Buffer.from(pretty))}"}`
    const typed = await app.post('/debugger?lang=en', 'officer', {
      message: whole.replaceAll('\n', '\r\n'),
      client: 'heslb-1',
    })
    expect(typed.text).toContain('The signature is right')
    const crlf = data.replace(',', ',\r\n ')
    const exact = `{"data":${crlf},"signature":"${sign(signer('now'), Buffer.from(crlf))}"}`
    const uploaded = await app.post('/debugger?lang=en', 'officer', {
      file: new File([exact], 'request.json'),
      client: 'heslb-1',
    })
    expect(uploaded.text).toContain('The signature is right')
  })

  test.each([
    ['the key', { message: 'x', publicKey: pairs.now.privateKey }],
    [
      'the message',
      {
        message: `-----BEGIN PRIVATE KEY-----\n${pairs.now.privateKey}\n-----END PRIVATE KEY-----`,
      },
    ],
    ['the signed text', { message: 'x', client: 'heslb-1', signed: pairs.now.privateKey }],
  ])('refuses a private key in %s and does not show it again', async (_, fields) => {
    const { status, text } = await app.post('/debugger', 'officer', fields)
    expect(status).toBe(422)
    expect(text).toContain('ufunguo wa siri')
    expect(text).not.toContain(pairs.now.privateKey.slice(20, 60))
  })

  test.each([
    [{}, 'Bandika ombi'],
    [{ message: message() }, 'Chagua mfumo'],
    [{ message: message(), client: 'nida-1' }, 'haupo'],
    [{ message: message(), publicKey: 'zzzz' }, 'f-publicKey'],
    [{ message: 'x'.repeat(300_000), client: 'heslb-1' }, 'KiB 256'],
    [{ file: new File(['x'.repeat(300_000)], 'x'), client: 'heslb-1' }, 'f-file'],
    [{ message: 'POST /x HTTP/1.1\nrubbish\n\n', client: 'heslb-1' }, 'rubbish'],
  ] as [Record<string, string>, string][])(
    'brings the form back with what is wrong: %#',
    async (fields, said) => {
      const { status, text } = await app.post('/debugger', 'officer', fields)
      expect(status).toBe(422)
      expect(text).toContain(said)
    },
  )

  test('every word of it is translated, whatever was found', async () => {
    const r1 = (change: Record<string, string> = {}) => {
      const headers = {
        host: 'bus',
        'x-road-client': 'TZ/GOV/2/c',
        'content-digest': contentDigest(Buffer.from('{}')),
      }
      const { signatureInput, signature } = signHttpMessage(
        { method: 'POST', targetUri: 'http://bus/r1/TZ/GOV/1/s/x', headers },
        ['@method', '@path', 'x-road-client', 'content-digest'],
        httpSigner(signer('now'), 'now'),
        { created: Math.floor(now.getTime() / 1000) },
      )
      const all = { ...headers, 'signature-input': signatureInput, signature, ...change }
      return `POST /r1/TZ/GOV/1/s/x HTTP/1.1\n${Object.entries(all)
        .map((pair) => pair.join(': '))
        .join('\n')}\n\n{}`
    }
    const cases = [
      message(),
      message(`${data}\n`),
      message('else'),
      message(data, 'old'),
      `{"data":${data}}`,
      '{"data":',
      r1(),
      r1({ 'x-road-client': 'TZ/GOV/2/d' }),
      r1({ 'content-digest': contentDigest(Buffer.from('{ }')) }),
      'POST /r1/TZ/GOV/1/s/x HTTP/1.1\nhost: bus\n\n{}',
    ]
    for (const text of cases) {
      const seen = await app.post('/debugger?lang=qq', 'officer', {
        message: text,
        client: 'heslb-1',
      })
      expect(seen.status, text).toBe(200)
      expect(untranslated(seen.text), text).toEqual([])
    }
    expect(untranslated((await app.get('/debugger?lang=qq', 'officer')).text)).toEqual([])
  })
})

test('the operation says the same as the page', async () => {
  const bytes = Buffer.byteLength(data)
  const said = await app.call('POST', '/debugger', 'officer', {
    message: message(`${data}\n`),
    client: 'heslb-1',
  })
  expect(said.status).toBe(200)
  expect(JSON.parse(said.text)).toMatchObject({
    door: 'govesb',
    verdict: 'invalid',
    cause: { mistakes: [{ code: 'newline-after' }], difference: { at: bytes } },
    checked: [{ start: 8, end: 8 + bytes, text: data }, { start: null }],
  })
  const base64 = await app.call('POST', '/debugger', 'officer', {
    message: Buffer.from(message()).toString('base64'),
    encoding: 'base64',
    client: 'heslb-1',
  })
  expect(JSON.parse(base64.text)).toMatchObject({ verdict: 'valid', key: 'now' })
  const secret = await app.call('POST', '/debugger', 'officer', {
    message: 'x',
    publicKey: pairs.now.privateKey,
  })
  expect(secret.status).toBe(422)
  expect(secret.text).not.toContain(pairs.now.privateKey.slice(20, 60))
})

test('nothing of all this was logged or stored', async () => {
  expect(logged).toEqual([])
  const tables = await db.database.rows<{ name: string }>(
    `select format('%I.%I', schemaname, relname) as name from pg_stat_user_tables where n_live_tup > 0`,
  )
  for (const { name } of tables) {
    const [row] = await db.database.rows<{ found: boolean }>(
      `select exists (select from ${name} as t where t::text like '%Asha / %') as found`,
    )
    expect(row?.found, name).toBe(false)
  }
})
