import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  fetchJournal,
  makeKey,
  sendRaw,
  startConstellation,
  startParty,
  waitFor,
  type Constellation,
  type LoggedEntry,
  type PartyServer,
  type RawAnswer,
  type RawPart,
  type TestParty,
} from '@mtandao/testkit'

/**
 * Everything that is refused, line by line: what is sent, the status, the stable code, and what the evidence log says.
 * All of it over real sockets against the real gateway.
 */
let country: Constellation
/** A server that nobody may ever reach: where external entities and redirects point. */
let trap: PartyServer
let staleToken: string
const tokenSeconds = 5

beforeAll(async () => {
  trap = await startParty({ key: makeKey('trap', 'P-256') })
  country = await startConstellation({
    env: {
      GATEWAY_TOKEN_SECONDS: String(tokenSeconds),
      GATEWAY_PUBLISH_INTERVAL_MS: '50',
      GATEWAY_HEADERS_TIMEOUT_MS: '700',
      GATEWAY_REQUEST_TIMEOUT_MS: '1500',
      GATEWAY_ESB_BODY_BYTES_MAX: '200000',
      GATEWAY_BREAKER_FAILURES: '1000',
    },
  })
  staleToken = await country.token('consumer')
})
afterAll(async () => {
  await country[Symbol.asyncDispose]()
  await trap.close()
})

type Headers = Readonly<Record<string, string>>

interface Esb {
  readonly party?: TestParty
  readonly signer?: TestParty
  readonly call?: string
  readonly method?: string
  /** The `data` text that is signed; JSON or XML by `format`. */
  readonly data?: string
  /** Builds the message otherwise. */
  readonly message?: (data: string, signature: string) => string
  readonly format?: 'json' | 'xml'
  /** Overrules or (empty) removes a header. */
  readonly headers?: Headers
  readonly token?: string
}

const lookup = (body = '{"nin":"1"}') => `{"apiCode":"LOOKUP","esbBody":${body}}`
const codeOf = (apiCode: string) => `{"apiCode":"${apiCode}","esbBody":{}}`
const jsonEnvelope = (data: string, signature: string) =>
  `{"data":${data},"signature":"${signature}"}`
const xmlEnvelope = (data: string, signature: string) =>
  `<esbrequest>${data}<signature>${signature}</signature></esbrequest>`

async function esbParts(shape: Esb): Promise<{ head: string; body: string }> {
  const {
    party = 'consumer',
    signer = party,
    call = 'request',
    method = 'POST',
    format = 'json',
  } = shape
  const data = shape.data ?? lookup()
  const signature = country.connect(signer).helper.signPayload(data)
  const body = (shape.message ?? (format === 'json' ? jsonEnvelope : xmlEnvelope))(data, signature)
  const headers = {
    host: 'bus.test',
    authorization: `Bearer ${shape.token ?? (await country.token(party))}`,
    'content-type': `application/${format}`,
    'content-length': String(Buffer.byteLength(body)),
    ...shape.headers,
  }
  return { head: headOf(`${method} /engine/esb/${call}`, headers), body }
}

async function esb(shape: Esb): Promise<RawAnswer> {
  const { head, body } = await esbParts(shape)
  return sendRaw(country.gateway.url, [head, body])
}

function headOf(first: string, headers: Headers): string {
  const lines = Object.entries(headers).filter(([, value]) => value !== '')
  return `${first} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`
}

async function r1(
  path: string,
  headers: Headers = {},
  parts: readonly RawPart[] = [],
): Promise<RawAnswer> {
  const all = {
    host: 'bus.test',
    authorization: `Bearer ${await country.token('consumer')}`,
    'x-road-client': country.clients.consumer.address,
    ...headers,
  }
  return sendRaw(country.gateway.url, [headOf(`GET ${path}`, all), ...parts])
}

const service = '/r1/TEST/GOV/2001/provider/plain'

function token(form: Headers, headers: Headers = {}): Promise<RawAnswer> {
  const body = new URLSearchParams(form).toString()
  const head = headOf('POST /gw/govesb-uaa/oauth/token', {
    host: 'bus.test',
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': String(body.length),
    ...headers,
  })
  return sendRaw(country.gateway.url, [head, body])
}

const basic = (id: string, secret: string) =>
  `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`

/** The code as each door says it. */
function codeIn({ body, headers }: RawAnswer): string {
  if (headers['content-type']?.includes('xml') === true)
    return /<code>([^<]*)</.exec(body)?.[1] ?? ''
  const parsed = JSON.parse(body) as { code?: string; data?: { esbBody?: { code?: string } } }
  return parsed.code ?? parsed.data?.esbBody?.code ?? ''
}

interface Row {
  readonly what: string
  readonly send: () => Promise<RawAnswer>
  readonly status: number
  readonly code: string
  /** Kind of the entry that names the code; provider faults have a request entry, so their entry is the response. */
  readonly kind?: LoggedEntry['kind']
  /** Whose key must verify the answer; `undefined`: a door that does not sign. */
  readonly signedFor?: TestParty
  readonly also?: (answer: RawAnswer) => void
}

async function holds(row: Row): Promise<void> {
  const before = await loggedSize()
  const answer = await row.send()
  expect({ status: answer.status, code: codeIn(answer) }).toEqual({
    status: row.status,
    code: `gateway.${row.code}`,
  })
  if (row.signedFor) {
    const format = answer.headers['content-type']?.includes('xml') === true ? 'xml' : 'json'
    const { helper } = country.connect(row.signedFor)
    expect(helper.verifyThenReturnData(answer.body, format), 'the error is signed').not.toBeNull()
    expect(answer.headers['x-exchange-id']).toBeDefined()
  }
  const exchange = answer.headers['x-exchange-id']
  const entry = await waitFor('the entry', async () =>
    (await fetchJournal(country.gateway.opsUrl, { from: before })).find(
      (one) =>
        one.outcome === `gateway.${row.code}` &&
        (exchange === undefined || one.exchange === exchange),
    ),
  )
  expect(entry.kind).toBe(row.kind ?? 'refused')
  row.also?.(answer)
}

async function loggedSize(): Promise<number> {
  const text = await (await fetch(`${country.gateway.opsUrl}/journal/0/checkpoint`)).text()
  return Number(text.split('\n')[1])
}

const own = () => country.clients.consumer
const form = (changes: Headers = {}) => ({
  grant_type: 'client_credentials',
  client_id: own().id,
  client_secret: own().secret,
  ...changes,
})

const twice = (member: string) => (data: string, signature: string) =>
  jsonEnvelope(data, signature).replace(/^\{/, `{${member},`)

const raw = async (headers: Headers, body: (own: string) => string = (text) => text) => {
  const parts = await esbParts({ headers })
  return sendRaw(country.gateway.url, [parts.head, body(parts.body)], { all: true, untilMs: 400 })
}

const chunk = (text: string) => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`

async function bodyBreaksOff(): Promise<RawAnswer> {
  const { head, body } = await esbParts({})
  return sendRaw(country.gateway.url, [head, body.slice(0, 20), { waitMs: 50 }, { close: true }], {
    untilMs: 3000,
  })
}
async function bodyDrips(): Promise<RawAnswer> {
  const { head, body } = await esbParts({})
  return sendRaw(country.gateway.url, [head, body.slice(0, 20), ...drip], { untilMs: 6000 })
}

/** The agreement allows two a minute; a minute may turn over in between. */
async function beyondQuota(): Promise<RawAnswer> {
  for (let call = 0; call < 5; call++) {
    const answer = await esb({ data: codeOf('LIMITED') })
    if (answer.status !== 200) return answer
  }
  throw new Error('five calls passed a quota of two')
}

describe('credentials and tokens', () => {
  const rows: readonly Row[] = [
    {
      what: 'a wrong secret',
      send: () => token(form({ client_secret: 'wrong' })),
      status: 401,
      code: 'credentials-wrong',
      also: (answer) => expect(JSON.parse(answer.body)).toMatchObject({ error: 'invalid_client' }),
    },
    {
      what: 'an unknown client',
      send: () => token(form({ client_id: 'nobody' })),
      status: 401,
      code: 'credentials-wrong',
    },
    {
      what: 'no credentials',
      send: () => token({ grant_type: 'client_credentials' }),
      status: 401,
      code: 'credentials-missing',
    },
    {
      what: 'form and Basic that differ',
      send: () => token(form(), { authorization: basic(own().id, 'other') }),
      status: 400,
      code: 'credentials-differ',
      also: (answer) => expect(JSON.parse(answer.body)).toMatchObject({ error: 'invalid_request' }),
    },
    {
      what: 'another grant',
      send: () => token(form({ grant_type: 'password' })),
      status: 400,
      code: 'grant-unsupported',
    },
    {
      what: 'a call without a token',
      send: () => esb({ headers: { authorization: '' } }),
      status: 401,
      code: 'credentials-missing',
      signedFor: 'consumer',
    },
    {
      what: 'a token that is none',
      send: () => esb({ token: 'abc.def' }),
      status: 401,
      code: 'token-invalid',
      signedFor: 'consumer',
    },
    {
      what: "another client's token on r1",
      send: async () =>
        r1(`${service}/x`, { authorization: `Bearer ${await country.token('stranger')}` }),
      status: 403,
      code: 'client-mismatch',
    },
    {
      what: "another client's token with one's own signature",
      send: async () => esb({ party: 'consumer', token: await country.token('stranger') }),
      status: 401,
      code: 'signature-invalid',
      signedFor: 'consumer',
    },
  ]
  test.concurrent.each(rows)('refused: $what', holds)
})

describe('services, agreements, quotas', () => {
  const rows: readonly Row[] = [
    {
      what: 'an unknown apiCode',
      send: () => esb({ data: codeOf('NO-SUCH') }),
      status: 404,
      code: 'service-unknown',
      signedFor: 'consumer',
    },
    {
      what: 'no apiCode',
      send: () => esb({ data: '{"esbBody":{}}' }),
      status: 400,
      code: 'code-missing',
      signedFor: 'consumer',
    },
    {
      what: 'a push code asked as an API',
      send: () => esb({ data: codeOf('NOTICES') }),
      status: 400,
      code: 'service-wrong-kind',
      signedFor: 'consumer',
    },
    {
      what: 'no agreement',
      send: () => esb({ data: codeOf('UNAGREED') }),
      status: 403,
      code: 'agreement-missing',
      signedFor: 'consumer',
    },
    {
      what: 'no agreement, secp256k1',
      send: () => esb({ party: 'consumerK1', data: codeOf('UNAGREED') }),
      status: 403,
      code: 'agreement-missing',
      signedFor: 'consumerK1',
    },
    {
      what: 'an institution without any agreement',
      send: () => esb({ party: 'stranger' }),
      status: 403,
      code: 'agreement-missing',
      signedFor: 'stranger',
    },
    {
      what: 'a suspended agreement, with its reason',
      send: () => esb({ data: codeOf('AGREEMENT-SUSPENDED') }),
      status: 403,
      code: 'agreement-suspended',
      signedFor: 'consumer',
      also: (answer) => expect(answer.body).toContain('suspended by a test'),
    },
    {
      what: 'an expired agreement',
      send: () => esb({ data: codeOf('AGREEMENT-EXPIRED') }),
      status: 403,
      code: 'agreement-expired',
      signedFor: 'consumer',
    },
    {
      what: 'a suspended service',
      send: () => esb({ data: codeOf('SERVICE-SUSPENDED') }),
      status: 503,
      code: 'service-suspended',
      signedFor: 'consumer',
    },
    {
      what: 'a purpose the agreement does not name',
      send: () => esb({ headers: { 'x-purpose': 'MARKETING' } }),
      status: 403,
      code: 'purpose-wrong',
      signedFor: 'consumer',
    },
    {
      what: "somebody else's push code",
      send: () => esb({ call: 'push-request', data: '{"pushCode":"NOTICES","esbBody":{}}' }),
      status: 403,
      code: 'not-yours',
      signedFor: 'consumer',
    },
    {
      what: 'a userId not registered for the client',
      send: () =>
        esb({ call: 'nida-request', data: '{"apiCode":"LOOKUP","userId":"someone","esbBody":{}}' }),
      status: 403,
      code: 'nida-user-wrong',
      signedFor: 'consumer',
    },
    {
      what: 'more than the quota',
      send: beyondQuota,
      status: 429,
      code: 'quota-exceeded',
      signedFor: 'consumer',
      also: (answer) => expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0),
    },
  ]
  test.concurrent.each(rows)('refused: $what', holds)
})

describe('envelopes', () => {
  const malformed = { status: 400, code: 'envelope-malformed', signedFor: 'consumer' } as const
  const rows: readonly Row[] = [
    {
      what: 'a tampered message',
      send: () =>
        esb({ message: (data, signature) => jsonEnvelope(data.replace('"1"', '"2"'), signature) }),
      status: 401,
      code: 'signature-invalid',
      signedFor: 'consumer',
    },
    {
      what: 'no signature',
      send: () => esb({ message: (data) => `{"data":${data}}` }),
      status: 401,
      code: 'signature-missing',
      signedFor: 'consumer',
    },
    {
      what: "another institution's key",
      send: () => esb({ signer: 'stranger' }),
      status: 401,
      code: 'signature-invalid',
      signedFor: 'consumer',
    },
    {
      what: 'a signature that is no DER',
      send: () => esb({ message: (data) => jsonEnvelope(data, 'AAAA') }),
      status: 401,
      code: 'signature-invalid',
      signedFor: 'consumer',
    },
    {
      what: 'data twice',
      send: () => esb({ message: twice('"data":{"apiCode":"LATE"}') }),
      ...malformed,
    },
    {
      what: 'signature twice',
      send: () => esb({ message: twice('"signature":"AAAA"') }),
      ...malformed,
    },
    {
      what: 'apiCode twice',
      send: () => esb({ data: '{"apiCode":"LOOKUP","apiCode":"LATE","esbBody":{}}' }),
      ...malformed,
    },
    {
      what: 'apiCode twice, once escaped',
      send: () => esb({ data: '{"apiCode":"LOOKUP","api\\u0043ode":"LATE","esbBody":{}}' }),
      ...malformed,
    },
    {
      what: 'a member of the body twice',
      send: () => esb({ data: lookup('{"a":1,"a":2}') }),
      ...malformed,
    },
    { what: 'data that is text', send: () => esb({ data: '"LOOKUP"' }), ...malformed },
    { what: 'data that is a list', send: () => esb({ data: '[1]' }), ...malformed },
    { what: 'data that is null', send: () => esb({ data: 'null' }), ...malformed },
    {
      what: 'no data',
      send: () => esb({ message: (_data, signature) => `{"signature":"${signature}"}` }),
      ...malformed,
    },
    {
      what: 'nesting without end',
      send: () => esb({ data: lookup('['.repeat(50_000) + ']'.repeat(50_000)) }),
      ...malformed,
    },
    {
      what: 'JSON that breaks off',
      send: () => esb({ message: (data, signature) => jsonEnvelope(data, signature).slice(0, -5) }),
      ...malformed,
    },
    { what: 'an empty body', send: () => esb({ message: () => '' }), ...malformed },
    {
      what: 'text after the envelope',
      send: () => esb({ message: (data, signature) => `${jsonEnvelope(data, signature)}{}` }),
      ...malformed,
    },
    {
      what: 'XML announced as JSON',
      send: () => esb({ message: () => '<esbrequest/>' }),
      ...malformed,
    },
    {
      what: 'a content type that is neither',
      send: () => esb({ headers: { 'content-type': 'text/plain' } }),
      status: 415,
      code: 'media-type-unsupported',
      signedFor: 'consumer',
    },
    {
      what: 'a GET',
      send: () => esb({ method: 'GET', headers: { 'content-length': '0' }, message: () => '' }),
      status: 405,
      code: 'method-wrong',
      signedFor: 'consumer',
    },
  ]
  test.concurrent.each(rows)('refused: $what', holds)

  test.each([
    ['1.0', '{"kiasi":1.0}'],
    ['2^53+1', '{"namba":9007199254740993}'],
    ['an escaped letter', '{"jina":"caf\\u00e9"}'],
    ['spaces', '{ "a" : [ 1 , 2 ] ,\n "b" : null }'],
    ['a number as Java writes it', '{"n":1.0E21}'],
  ])('not refused: %s, and the provider can verify it', async (_what, body) => {
    const seen = country.provider.seen.length
    const answer = await esb({ data: lookup(body) })
    expect(answer.status, answer.body).toBe(200)
    const { helper } = country.connect('consumer')
    expect(helper.verifyThenReturnData(answer.body, 'json')).not.toBeNull()
    const reached = country.provider.seen.slice(seen)
    expect(reached).toHaveLength(1)
    const sent = JSON.parse(reached[0]?.body ?? '') as { data: { esbBody: unknown } }
    expect(sent.data.esbBody).toEqual(JSON.parse(body))
    // A JavaScript provider cannot hold 2^53+1: it is told the exact digits, and cannot verify what it cannot hold.
    if (body.includes('9007199254740993')) expect(reached[0]?.body).toContain('9007199254740993')
    else expect(reached[0]?.verified).toBe(true)
  })
})

describe('XML', () => {
  const data = '<data><apiCode>LOOKUP-XML</apiCode><esbBody><a>1</a></esbBody></data>'
  const laughs = `<!DOCTYPE esbrequest [<!ENTITY a "aaaaaaaaaa">${'bcdefgh'
    .split('')
    .map((name, at) => `<!ENTITY ${name} "${`&${'abcdefgh'[at]};`.repeat(10)}">`)
    .join('')}]>`
  const malformed = { status: 400, code: 'envelope-malformed', signedFor: 'consumer' } as const
  const prefixed = (prefix: () => string) => () =>
    esb({
      format: 'xml',
      data,
      message: (text, signature) => prefix() + xmlEnvelope(text, signature),
    })
  const rows: readonly Row[] = [
    { what: 'a DTD', send: prefixed(() => '<!DOCTYPE esbrequest>'), ...malformed },
    {
      what: 'entity expansion',
      send: () =>
        esb({
          format: 'xml',
          data: data.replace('>1<', '>&h;<'),
          message: (text, signature) => laughs + xmlEnvelope(text, signature),
        }),
      ...malformed,
    },
    {
      what: 'an external DTD',
      send: prefixed(() => `<!DOCTYPE esbrequest SYSTEM "${trap.url}/dtd">`),
      ...malformed,
    },
    {
      what: 'an external entity',
      send: () =>
        esb({
          format: 'xml',
          data: data.replace('>1<', '>&x;<'),
          message: (text, signature) =>
            `<!DOCTYPE esbrequest [<!ENTITY x SYSTEM "${trap.url}/entity">]>${xmlEnvelope(text, signature)}`,
        }),
      ...malformed,
    },
    {
      what: 'a file as entity',
      send: () =>
        esb({
          format: 'xml',
          data: data.replace('>1<', '>&x;<'),
          message: (text, signature) =>
            `<!DOCTYPE esbrequest [<!ENTITY x SYSTEM "file:///etc/passwd">]>${xmlEnvelope(text, signature)}`,
        }),
      ...malformed,
      also: (answer) => expect(answer.body).not.toContain('root:'),
    },
    {
      what: 'an unknown entity',
      send: () => esb({ format: 'xml', data: data.replace('>1<', '>&nbsp;<') }),
      ...malformed,
    },
    {
      what: 'data twice',
      send: () =>
        esb({
          format: 'xml',
          data,
          message: (text, signature) => xmlEnvelope(text + text, signature),
        }),
      ...malformed,
    },
    {
      what: 'apiCode twice',
      send: () =>
        esb({ format: 'xml', data: data.replace('<esbBody>', '<apiCode>LATE</apiCode><esbBody>') }),
      ...malformed,
    },
    {
      what: 'nesting without end',
      send: () =>
        esb({
          format: 'xml',
          data: data.replace('<a>1</a>', '<a>'.repeat(20_000) + '</a>'.repeat(20_000)),
        }),
      ...malformed,
    },
    {
      what: 'tags that do not close',
      send: () => esb({ format: 'xml', data: data.replace('</a>', '') }),
      ...malformed,
    },
    {
      what: 'a tampered message',
      send: () =>
        esb({
          format: 'xml',
          data,
          message: (text, signature) => xmlEnvelope(text.replace('>1<', '>2<'), signature),
        }),
      status: 401,
      code: 'signature-invalid',
      signedFor: 'consumer',
    },
  ]
  test.concurrent.each(rows)('refused: $what', holds)
  test('nothing was fetched', () => expect(trap.seen).toEqual([]))
})

describe('HTTP', () => {
  const malformed = { status: 400, code: 'http-malformed' } as const
  const rows: readonly Row[] = [
    {
      what: 'Transfer-Encoding and Content-Length',
      send: () => raw({ 'transfer-encoding': 'chunked' }, (text) => `${chunk(text)}0\r\n\r\n`),
      ...malformed,
    },
    {
      what: 'a Transfer-Encoding nobody knows',
      send: () => raw({ 'transfer-encoding': 'xchunked', 'content-length': '' }),
      ...malformed,
    },
    {
      what: 'chunked not last',
      send: () =>
        raw(
          { 'transfer-encoding': 'chunked, identity', 'content-length': '' },
          (text) => `${chunk(text)}0\r\n\r\n`,
        ),
      ...malformed,
    },
    {
      what: 'two Content-Lengths that differ',
      send: () => raw({ 'Content-Length': '3' }),
      ...malformed,
    },
    {
      what: 'a Content-Length that is no number',
      send: () => raw({ 'content-length': '+5' }),
      ...malformed,
    },
    {
      what: 'a broken chunk size',
      send: () =>
        raw(
          { 'transfer-encoding': 'chunked', 'content-length': '' },
          () => 'zz\r\nhello\r\n0\r\n\r\n',
        ),
      ...malformed,
    },
    {
      what: 'white space before a header colon',
      send: () => sendRaw(country.gateway.url, ['GET /x HTTP/1.1\r\nhost : a\r\n\r\n']),
      ...malformed,
    },
    { what: 'a body that breaks off', send: bodyBreaksOff, ...malformed },
    {
      what: 'headers without end',
      send: () =>
        sendRaw(country.gateway.url, [headOf('GET /x', { host: 'a', big: 'x'.repeat(40_000) })]),
      status: 431,
      code: 'headers-too-large',
    },
    {
      what: 'a body announced too large',
      send: () => esb({ headers: { 'content-length': '999999999' } }),
      status: 413,
      code: 'body-too-large',
      signedFor: 'consumer',
    },
    {
      what: 'a body that is too large, in chunks',
      send: () =>
        raw(
          { 'transfer-encoding': 'chunked', 'content-length': '' },
          () => `${chunk('x'.repeat(250_000))}0\r\n\r\n`,
        ),
      status: 413,
      code: 'body-too-large',
      signedFor: 'consumer',
    },
    {
      what: 'headers that drip',
      send: () =>
        sendRaw(country.gateway.url, ['GET /x HTTP/1.1\r\nhost: a\r\n', ...drip], {
          untilMs: 4500,
        }),
      status: 408,
      code: 'request-timeout',
      also: (answer) => expect(answer.elapsedMs).toBeLessThan(4000),
    },
    {
      what: 'a body that drips',
      send: bodyDrips,
      status: 408,
      code: 'request-timeout',
      also: (answer) => expect(answer.elapsedMs).toBeLessThan(5500),
    },
  ]
  test.each(rows)('refused: $what', holds)

  test('a shorter Content-Length cuts the message, and the rest is no request of anybody', async () => {
    const seen = country.provider.seen.length
    const smuggled = `GET ${service}/smuggled HTTP/1.1\r\nhost: a\r\n\r\n`
    const answer = await raw({ 'content-length': '10' }, (text) => text.slice(0, 10) + smuggled)
    expect(answer.all).toMatch(/^HTTP\/1.1 400 /)
    expect(answer.all).not.toContain('HTTP/1.1 200')
    expect(country.provider.seen).toHaveLength(seen)
  })

  test('nothing of an ambiguous request reaches a provider', async () => {
    const seen = country.provider.seen.length
    const smuggled = `0\r\n\r\nGET ${service}/smuggled HTTP/1.1\r\nhost: a\r\n\r\n`
    const answer = await raw({ 'transfer-encoding': 'chunked' }, () => smuggled)
    expect(answer.all.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 400'])
    expect(country.provider.seen).toHaveLength(seen)
  })
})

/** A byte now and then, for ever. */
const drip: readonly RawPart[] = Array.from({ length: 60 }, () => [
  { waitMs: 100 },
  'x: y\r\n'.slice(0, 1),
]).flat()

describe('r1', () => {
  const unsafe = { status: 400, code: 'path-unsafe' } as const
  const rows: readonly Row[] = [
    ...[
      '/../x',
      '/a/../../other',
      '/%2e%2e/x',
      '/%2E./x',
      '/a%2fb',
      '/a%5cb',
      '/a\\b',
      '/a//b',
      '/./x',
      '/a%00b',
      '/..;/x',
      '/%252e%252e/x',
    ].map((path): Row => ({ what: `the path ${path}`, send: () => r1(service + path), ...unsafe })),
    {
      what: 'no X-Road-Client',
      send: () => r1(`${service}/x`, { 'x-road-client': '' }),
      status: 400,
      code: 'client-header-missing',
    },
    {
      what: 'an unknown service',
      send: () => r1('/r1/TEST/GOV/2001/provider/none/x'),
      status: 404,
      code: 'service-unknown',
    },
    {
      what: 'another instance',
      send: () => r1('/r1/OTHER/GOV/2001/provider/plain/x'),
      status: 404,
      code: 'service-unknown',
    },
    {
      what: 'no token',
      send: () => r1(`${service}/x`, { authorization: '' }),
      status: 401,
      code: 'credentials-missing',
    },
    {
      what: 'a purpose the agreement does not name',
      send: () => r1(`${service}/x`, { 'x-purpose': 'MARKETING' }),
      status: 403,
      code: 'purpose-wrong',
    },
    {
      what: 'no agreement',
      send: () => r1('/r1/TEST/GOV/2001/provider/unagreed/x'),
      status: 403,
      code: 'agreement-missing',
      also: (answer) => expect(answer.headers['x-road-error']).toMatch(/^Client\./),
    },
  ]
  test.concurrent.each(rows)('refused: $what', holds)
})

describe('providers that misbehave', () => {
  const fault = { kind: 'response', signedFor: 'consumer' } as const
  const rows: readonly Row[] = [
    {
      what: 'hangs',
      send: () => esb({ data: codeOf('HANGS') }),
      status: 504,
      code: 'provider-timeout',
      ...fault,
    },
    {
      what: 'resets',
      send: () => esb({ data: codeOf('RESETS') }),
      status: 502,
      code: 'provider-reset',
      ...fault,
    },
    {
      what: 'answers garbage',
      send: () => esb({ data: codeOf('GARBAGE') }),
      status: 502,
      code: 'provider-answer-malformed',
      ...fault,
    },
    {
      what: 'answers with a bad signature',
      send: () => esb({ data: codeOf('BAD-SIGNATURE') }),
      status: 502,
      code: 'provider-signature-invalid',
      ...fault,
    },
    {
      what: 'redirects',
      send: () => esb({ data: codeOf('REDIRECTS') }),
      status: 502,
      code: 'provider-redirected',
      ...fault,
    },
  ]
  test.concurrent.each(rows)('told as its fault: a provider that $what', holds)

  test('a redirect was not followed', () => {
    expect(country.provider.seen.filter((seen) => seen.path === '/trap')).toEqual([])
  })
})

describe('time', () => {
  test('refused: an expired token', async () => {
    await new Promise((resolve) =>
      setTimeout(resolve, Math.max(0, tokenSeconds * 1000 - performance.now() + started)),
    )
    await holds({
      what: 'an expired token',
      send: () => esb({ token: staleToken }),
      status: 401,
      code: 'token-expired',
      signedFor: 'consumer',
    })
  })
  const started = performance.now()
})

test('the gateway still serves after all of this', async () => {
  expect((await esb({})).status).toBe(200)
  expect(country.gateway.alive()).toBe(true)
})
