import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { generateKeyPairSync } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { GovEsbHelper } from 'govesb-connector-js'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { LOOK_UPS } from './answers.ts'
import { fieldsOf, openLine, readEnvelope } from './bus.ts'
import { takeIn } from './callback.ts'
import { CALLS, drawNumber } from './calls.ts'
import { readRunConfig } from './config.ts'
import { provide } from './envelope-provider.ts'
import { enrolmentOf } from './enrolment.ts'
import { DEALS, OFFERS, PARTIES, type Curve } from './plan.ts'
import { provideCompanies, provideInstitutions } from './plain-provider.ts'
import { readOrMakeSecrets, writeIfChanged } from './secrets.ts'
import { Tally, sumOf } from './tally.ts'
import { draw, gapMs } from './trickle.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'demo-country-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const ids = (list: readonly { readonly id: string }[]) => new Set(list.map(({ id }) => id))

const ask = (helper: GovEsbHelper, data: string, format: 'json' | 'xml') => {
  const signer = helper as unknown as { signPayload(text: string): string }
  const signature = signer.signPayload(data)
  return format === 'json'
    ? `{"data":${data},"signature":"${signature}"}`
    : `<esbrequest>${data}<signature>${signature}</signature></esbrequest>`
}

const got = (authorization: string | undefined, body = '') => ({
  method: body === '' ? 'GET' : 'POST',
  path: '',
  authorization,
  body,
})

const secretsIn = () => readOrMakeSecrets(folder, new Date('2026-02-10T08:00:00Z'))

describe('the application to the bus', () => {
  test('names only systems, services and institutions that it holds', () => {
    const { institutions, systems, clients, services, agreements } = enrolmentOf(
      secretsIn(),
      18_100,
    )
    for (const { institution } of systems) expect(ids(institutions)).toContain(institution)
    for (const { system } of [...clients, ...services]) expect(ids(systems)).toContain(system)
    for (const { consumer, service } of agreements) {
      expect(ids(systems)).toContain(consumer)
      expect(ids(services)).toContain(service)
    }
    expect(ids(agreements).size).toBe(agreements.length)
  })

  test('is made once: keys and secrets stay, whatever the port', () => {
    const first = secretsIn()
    const again = readOrMakeSecrets(folder, new Date('2027-01-01T00:00:00Z'))
    expect(again).toEqual(first)
    expect(enrolmentOf(again, 18_100)).toEqual(enrolmentOf(first, 18_100))
    expect(JSON.stringify(enrolmentOf(again, 20_000))).toContain('127.0.0.1:20001')
  })

  test('a party that the plan has gained since gets its own keys and leaves the others alone', () => {
    const path = join(folder, 'country.json')
    const { parties, ...rest } = secretsIn()
    const { ega, ...others } = parties
    writeFileSync(path, JSON.stringify({ ...rest, parties: others }))
    const again = secretsIn()
    expect(again.parties['ega']?.clientSecret).not.toBe(ega?.clientSecret)
    expect(again.parties['nida']).toEqual(parties['nida'])
  })

  test('private keys are readable by their owner only', () => {
    secretsIn()
    expect(statSync(join(folder, 'country.json')).mode & 0o777).toBe(0o600)
  })

  test('a file that says the same is not written again', () => {
    const path = join(folder, 'x.json')
    writeIfChanged(path, { a: 1 })
    const { ino } = statSync(path)
    writeIfChanged(path, { a: 1 })
    expect(statSync(path).ino).toBe(ino)
    writeIfChanged(path, { a: 2 })
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ a: 2 })
  })
})

describe('the plan', () => {
  test('has providers and consumers on both curves, in both formats, sync, async and push', () => {
    expect(PARTIES.length).toBeGreaterThanOrEqual(8)
    expect(new Set(PARTIES.map(({ curve }) => curve))).toEqual(new Set(['P-256', 'secp256k1']))
    expect(new Set(OFFERS.map(({ format }) => format))).toEqual(new Set(['json', 'xml']))
    expect(new Set(OFFERS.map(({ kind, mode }) => `${kind} ${mode}`))).toEqual(
      new Set(['pull sync', 'pull async', 'push async']),
    )
  })

  test('every call but the one without an agreement is covered by one', () => {
    const agreed = new Set(DEALS.map(({ consumer, service }) => `${consumer} ${service}`))
    const pushes = new Set(OFFERS.filter(({ kind }) => kind === 'push').map(({ id }) => id))
    const uncovered = CALLS.filter(
      ({ from, service }) => !pushes.has(service) && !agreed.has(`${from} ${service}`),
    )
    expect(uncovered.map(({ from }) => from)).toEqual(['costech'])
  })

  test('whoever is pushed to or answered late has a callback', () => {
    const late = new Set(OFFERS.filter(({ mode }) => mode === 'async').map(({ id }) => id))
    for (const { consumer } of DEALS.filter(({ service }) => late.has(service)))
      expect(PARTIES.find(({ id }) => id === consumer)?.listens).toBe(true)
  })
})

describe('a body, whatever the client wrapped around it', () => {
  test.each([
    ['JSON', { nin: '1' }],
    ['NIDA wrapping', { Payload: { nin: '1' } }],
    ['JSON text (Java, even in XML)', '{"nin":"1"}'],
    ['JSON text escaped inside XML', '{&quot;nin&quot;:&quot;1&quot;}'],
    ['elements (PHP)', '<nin>1</nin>'],
    ['escaped root (JavaScript)', '&lt;root&gt;&lt;nin&gt;1&lt;/nin&gt;&lt;/root&gt;'],
    [
      'escaped root inside Payload',
      '<Payload>&lt;root&gt;&lt;nin&gt;1&lt;/nin&gt;&lt;/root&gt;</Payload>',
    ],
    ['root as a JSON string', { Payload: '<root><nin>1</nin></root>' }],
  ])('%s', (_, body) => expect(fieldsOf(body)).toEqual({ nin: '1' }))

  test.each([[null], [17], ['<'], ['{'], ['&lt;'], [[]]])('%j holds nothing', (body) =>
    expect(fieldsOf(body)).toEqual({}),
  )

  test('a body that is a thousand levels deep ends the search, not the process', () => {
    let deep: unknown = { nin: '1' }
    for (let i = 0; i < 1_000; i += 1) deep = { deep }
    expect(fieldsOf(deep)).toEqual({})
  })
})

describe.each(['P-256', 'secp256k1'] as const)(
  'an institution with a key on %s',
  (curve: Curve) => {
    const bus = generateKeyPairSync('ec', { namedCurve: curve })
    const spki = (key: typeof bus.publicKey) =>
      key.export({ type: 'spki', format: 'der' }).toString('base64')
    const busKey = spki(bus.publicKey)
    const partyId = curve === 'P-256' ? 'maji' : 'bot'

    /** The bus's side, played by the same connector with the bus's key. */
    const make = () => {
      const secrets = secretsIn()
      const config = readRunConfig({
        BUS_PUBLIC_KEY_P256: busKey,
        BUS_PUBLIC_KEY_SECP256K1: busKey,
        DEMO_DATA_DIR: folder,
      })
      const line = openLine(config, secrets, partyId)
      const busHelper = new GovEsbHelper({
        clientPrivateKey: bus.privateKey
          .export({ type: 'pkcs8', format: 'der' })
          .toString('base64'),
        esbPublicKey: line.own.publicKey,
      })
      const signal = new AbortController().signal
      return { line, busHelper, context: { line, tally: new Tally(), random: () => 0.5, signal } }
    }

    test('answers a JSON envelope of the bus, signed, with a record', async () => {
      const { busHelper, context } = make()
      const data = '{"apiCode":"MFANO-MAJI-01","esbBody":{"ankara":"12345"},"requestId":"r"}'
      const reply = await provide('maji-ankara', ask(busHelper, data, 'json'), context)
      const answer = busHelper.verifyThenReturnData(reply.body, 'json')
      expect(readEnvelope(answer ?? '', 'json')).toMatchObject({
        success: true,
        fields: { ankara: '12345' },
      })
      expect(context.tally.counts).toMatchObject({ served: 1, verified: 1 })
    })

    test('answers an XML envelope in XML', async () => {
      const { busHelper, context } = make()
      const data =
        '<data><apiCode>M</apiCode><esbBody>&lt;root&gt;&lt;ankara&gt;12300&lt;/ankara&gt;&lt;/root&gt;</esbBody></data>'
      const reply = await provide('maji-ankara', ask(busHelper, data, 'xml'), context)
      const answer = busHelper.verifyThenReturnData(reply.body, 'xml')
      expect(readEnvelope(answer ?? '', 'xml')).toMatchObject({
        success: false,
        message: 'Ankara haipo',
      })
    })

    test('refuses an envelope that the bus did not sign', async () => {
      const { busHelper, context } = make()
      const raw = ask(busHelper, '{"apiCode":"M","esbBody":{"ankara":"12345"}}', 'json')
      const reply = await provide('maji-ankara', raw.replace('12345', '12346'), context)
      expect(reply.status).toBe(403)
      expect(context.tally.counts).toMatchObject({ served: 0, unverified: 1 })
    })

    test('takes in a delivery once, however often it comes', async () => {
      const { line, busHelper } = make()
      const tally = new Tally()
      const raw = ask(busHelper, '{"success":true,"esbBody":{},"requestId":"7"}', 'json')
      const first = await takeIn(raw, line, tally)
      await takeIn(raw, line, tally)
      expect(busHelper.verifyThenReturnData(first.body, 'json')).toContain('"imepokelewa":true')
      expect(tally.counts).toMatchObject({ callbacks: 1, duplicates: 1 })
    })
  },
)

describe('plain providers', () => {
  test('the business registry answers whoever holds the secret, by path and by bare body', () => {
    expect(provideCompanies(got('Bearer x'), 'siri', '/makampuni/11').status).toBe(401)
    expect(provideCompanies(got('Bearer siri'), 'siri', '/makampuni/110011').status).toBe(200)
    expect(provideCompanies(got('Bearer siri'), 'siri', '/makampuni/110000').status).toBe(404)
    expect(provideCompanies(got('Bearer siri', '{"namba":"110011"}'), 'siri', '').status).toBe(200)
    expect(provideCompanies(got('Bearer siri', 'x'), 'siri', '').status).toBe(404)
    expect(provideCompanies(got('Bearer siri'), 'siri', '/../x').status).toBe(404)
  })

  test('the list of institutions names them in both languages', () => {
    expect(JSON.parse(provideInstitutions('/taasisi/EGA').body)).toMatchObject({
      sw: 'Mamlaka ya Serikali Mtandao',
      en: 'e-Government Authority',
    })
    expect(provideInstitutions('/taasisi/X').status).toBe(404)
  })
})

describe('the trickle', () => {
  test('keeps to its rate on average', () => {
    const gaps = Array.from({ length: 2_000 }, (_, i) => gapMs(4.5, () => (i + 0.5) / 2_000))
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length
    expect(mean).toBeGreaterThan(200)
    expect(mean).toBeLessThan(240)
  })

  test('draws every kind of call', () => {
    const drawn = new Set(Array.from({ length: 1_000 }, (_, i) => draw(CALLS, () => i / 1_000)))
    expect(drawn).toEqual(new Set(CALLS))
  })

  test('some of the numbers asked for are on no register', async () => {
    const nin = drawNumber(() => 0.01)
    expect(await LOOK_UPS['nida-utambulisho']?.({ nin }, () => 0)).toHaveProperty('failure')
    const known = drawNumber(() => 0.5)
    expect(await LOOK_UPS['nida-utambulisho']?.({ nin: known }, () => 0)).toHaveProperty('row')
  })
})

test('every reason is counted, but no flood of reasons fills the memory', () => {
  const tally = new Tally()
  for (let i = 0; i < 1_000; i += 1) tally.fail(`sababu ${i}`)
  expect(Object.keys(tally.counts.failed)).toHaveLength(41)
  expect(tally.counts.failed['mengineyo']).toBe(960)
  expect(sumOf([tally.counts, tally.counts]).failed['sababu 1']).toBe(2)
})

test('all faults of the environment are reported together', () => {
  expect(() => readRunConfig({ DEMO_PORT: 'x', DEMO_RATE: '0' })).toThrow(
    /DEMO_RATE[\s\S]*DEMO_PORT[\s\S]*BUS_PUBLIC_KEY_P256|DEMO_PORT/,
  )
})
