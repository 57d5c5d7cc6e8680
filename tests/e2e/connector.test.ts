import { startConstellation, type Constellation, type TestParty } from '@mtandao/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

/** The unmodified npm client of existing institutions, against the running gateway. */
let country: Constellation
beforeAll(async () => {
  country = await startConstellation()
})
afterAll(() => country[Symbol.asyncDispose]())

const curves: readonly [string, TestParty][] = [
  ['P-256', 'consumer'],
  ['secp256k1', 'consumerK1'],
]

describe.each(curves)('a client with a %s key', (_curve, party) => {
  test.each([
    ['json', 'LOOKUP'],
    ['xml', 'LOOKUP'],
    ['json', 'LOOKUP-XML'],
    ['xml', 'LOOKUP-XML'],
    ['json', 'LOOKUP-K1'],
    ['xml', 'LOOKUP-K1'],
  ] as const)('asks in %s for %s and verifies the answer', async (format, code) => {
    const { helper } = country.connect(party)
    const data = await helper.requestData(
      code,
      format === 'json' ? '{"nin":"1"}' : '<nin>1</nin>',
      format,
    )
    expect(data).toMatch(
      format === 'json'
        ? /^\{"success":true,"esbBody":\{"echo":/
        : /^<data><success>true<\/success><esbBody><echo>/,
    )
  })

  test.each(['json', 'xml'] as const)(
    'asks the national identity register in %s',
    async (format) => {
      const { helper } = country.connect(party)
      expect(
        await helper.requestNida(
          'LOOKUP',
          format === 'json' ? '{"nin":"1"}' : '<nin>1</nin>',
          format,
        ),
      ).toContain('true')
    },
  )

  test.each(['json', 'xml'] as const)(
    'is told in %s, verifiably, that the provider said no',
    async (format) => {
      const { helper } = country.connect(party)
      const data = await helper.requestData(
        'FAILS',
        format === 'json' ? '{"nin":"1"}' : '<nin>1</nin>',
        format,
      )
      expect(data).toContain('no such record')
      expect(data).toMatch(format === 'json' ? /"success":false/ : /<success>false/)
    },
  )

  test('sends a body that only the provider can read, and reads one back', async () => {
    const { helper } = country.connect(party)
    const provider = country.clients[party === 'consumer' ? 'provider' : 'providerK1']
    const sealed = helper.encrypt('{"siri":"Asha"}', provider.key.publicKey)
    await helper.requestData(party === 'consumer' ? 'LOOKUP' : 'LOOKUP-K1', sealed, 'json')
    const seen = (party === 'consumer' ? country.provider : country.providerK1).seen.at(-1)
    const reader = country.connect(party === 'consumer' ? 'provider' : 'providerK1').helper
    const { data } = JSON.parse(seen?.body ?? '') as { data: { esbBody: unknown } }
    expect(reader.decrypt(JSON.stringify(data.esbBody))).toBe('{"siri":"Asha"}')
  })
})

test('the provider sees the bus’s signature and the id of the exchange', async () => {
  const { helper, last } = country.connect('consumer')
  await helper.requestData('LOOKUP', '{"nin":"2"}', 'json')
  const seen = country.provider.seen.at(-1)
  expect(seen?.verified).toBe(true)
  expect(seen?.requestId).toBe(last()?.headers.get('x-exchange-id'))
})

test.each(['1.0', '9007199254740993', '"\\u00e9"', '{ "a" : [ 1 , 2 ] }', '12345678.5', '1e21'])(
  'a body with %s works',
  async (value) => {
    const { helper, last } = country.connect('consumer')
    // The connector re-serialises what it is given: sign and send the text as another language would.
    const data = `{"apiCode":"LOOKUP","esbBody":{"v":${value}}}`
    const response = await fetch(`${country.gateway.url}/engine/esb/request`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await country.token('consumer')}`,
        'content-type': 'application/json',
      },
      body: `{"data":${data},"signature":"${helper.signPayload(data)}"}`,
    })
    expect([response.status, last()], await response.text()).toEqual([200, undefined])
    expect(country.provider.seen.at(-1)?.verified).toBe(value !== '9007199254740993')
    expect(country.provider.seen.at(-1)?.body).toContain(
      value === '9007199254740993' ? value : '"v":',
    )
  },
)

test('the sender’s token never reaches the provider, though the Java client puts it into the message', async () => {
  const { helper } = country.connect('consumer')
  const data = '{"apiCode":"LOOKUP","authorization":"tok123","esbBody":{"a":1}}'
  await fetch(`${country.gateway.url}/engine/esb/request`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await country.token('consumer')}`,
      'content-type': 'application/json',
    },
    body: `{"data":${data},"signature":"${helper.signPayload(data)}"}`,
  })
  expect(country.provider.seen.at(-1)?.body).not.toContain('tok123')
})

test('the token answer holds the members the Java client knows and no others', async () => {
  const token = await country.connect('consumer').helper.getAccessToken()
  expect(Object.keys(token).sort()).toEqual(['access_token', 'expires_in', 'scope', 'token_type'])
})
