import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { generateKeyPair, importPrivateKey } from '@mtandao/seal'
import { fetchJournal, waitFor } from '@mtandao/testkit'
import { createSigner, createVerifier, httpbis } from 'http-message-signatures'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  answerOk,
  codeOf,
  service,
  startR1Country,
  type Answer,
  type R1Country,
} from './r1-country.ts'

/** RFC 9421 and RFC 9530 at the `r1` door: what `http-message-signatures` signs we accept, what we sign it verifies. */
const ed25519 = generateKeyPair('Ed25519')
const next = generateKeyPair('P-256')
const retired = generateKeyPair('P-256')
let r1: R1Country
beforeAll(async () => {
  const span = { notBefore: '2020-01-01T00:00:00Z', notAfter: '2090-01-01T00:00:00Z' }
  r1 = await startR1Country({
    env: { GATEWAY_PUBLISH_INTERVAL_MS: '50', GATEWAY_BREAKER_FAILURES: '1000' },
    adjust: (snapshot) => ({
      ...snapshot,
      clients: snapshot.clients.map((client) =>
        client.id === 'consumer-client'
          ? {
              ...client,
              keys: [
                ...client.keys,
                { id: 'ed-key', publicKey: ed25519.publicKey, curve: 'Ed25519', ...span },
                { id: 'next-key', publicKey: next.publicKey, curve: 'P-256', ...span },
                {
                  id: 'retired-key',
                  publicKey: retired.publicKey,
                  curve: 'P-256',
                  ...span,
                  notAfter: '2021-01-01T00:00:00Z',
                },
              ],
            }
          : client,
      ),
    }),
  })
})
afterAll(() => r1[Symbol.asyncDispose]())
beforeEach(() => r1.provider.serve(answerOk))

const privateKey = (base64: string) =>
  createPrivateKey({ key: Buffer.from(base64, 'base64'), format: 'der', type: 'pkcs8' })
const publicKey = (base64: string) =>
  createPublicKey({ key: Buffer.from(base64, 'base64'), format: 'der', type: 'spki' })
const digestOf = (body: string | Buffer, algorithm = 'sha-256') =>
  `${algorithm}=:${createHash(algorithm.replace('-', '')).update(body).digest('base64')}:`

interface Shape {
  readonly method?: string
  readonly path?: string
  readonly body?: string
  readonly fields?: readonly string[]
  readonly headers?: Readonly<Record<string, string>>
  readonly created?: Date | null
  readonly expires?: Date
  readonly keyid?: string
  readonly key?: KeyObject
  readonly alg?: string
  /** Changes the signed request before it is sent. */
  readonly tamper?: (request: Plain) => Plain
}

interface Plain {
  readonly method: string
  readonly path: string
  readonly headers: Record<string, string>
  readonly body?: string | undefined
}

const usual = ['@method', '@path', 'x-road-client']
const usualWithBody = [...usual, 'content-digest']

async function signed(shape: Shape = {}): Promise<{ plain: Plain; send: () => Promise<Answer> }> {
  const { body, method = body === undefined ? 'GET' : 'POST', path = '/things' } = shape
  const { consumer } = r1.country.clients
  const headers = {
    'x-road-client': consumer.address,
    ...(body !== undefined && { 'content-digest': digestOf(body) }),
    ...shape.headers,
  }
  const message = await httpbis.signMessage(
    {
      key: createSigner(
        shape.key ?? privateKey(consumer.key.privateKey),
        shape.alg ?? 'ecdsa-p256-sha256',
        shape.keyid ?? consumer.key.id,
      ),
      fields: [...(shape.fields ?? (body === undefined ? usual : usualWithBody))],
      paramValues: {
        ...(shape.created !== undefined && { created: shape.created }),
        ...(shape.expires && { expires: shape.expires }),
      },
    },
    { method, url: r1.country.gateway.url + service + path, headers },
  )
  const lower = Object.fromEntries(
    Object.entries(message.headers).map(([name, value]) => [name.toLowerCase(), value]),
  )
  const plain = (shape.tamper ?? ((one: Plain) => one))({ method, path, headers: lower, body })
  return {
    plain,
    send: () =>
      r1.call(plain.path, {
        method: plain.method,
        headers: plain.headers,
        ...(plain.body !== undefined && { body: plain.body }),
      }),
  }
}

const send = async (shape?: Shape) => (await signed(shape)).send()
const ago = (seconds: number) => new Date(Date.now() - seconds * 1000)

describe('a request signed by http-message-signatures', () => {
  test.each<[string, Shape]>([
    ['without a body', {}],
    ['with a query', { path: '/things?a=1&b=%20', fields: [...usual, '@query'] }],
    ['with a body', { body: '{"a":1}' }],
    ['with SHA-512', { body: 'x', headers: { 'content-digest': digestOf('x', 'sha-512') } }],
    ['with more than is asked for', { fields: [...usual, '@authority', '@scheme', '@target-uri'] }],
    ['with the request target', { fields: [...usual, '@request-target'] }],
    ['with an expiry', { expires: new Date(Date.now() + 60_000) }],
    [
      'with an Ed25519 key',
      { key: privateKey(ed25519.privateKey), alg: 'ed25519', keyid: 'ed-key' },
    ],
    ['with the other key of a rotation', { key: privateKey(next.privateKey), keyid: 'next-key' }],
    ['a clock ten seconds ahead', { created: ago(-10) }],
    ['four minutes ago', { created: ago(240) }],
  ])('%s is accepted', async (_what, shape) => {
    const answer = await send(shape)
    expect(answer.status, answer.text).toBe(200)
  })

  test('is in evidence with its key and its signature', async () => {
    const { plain, send: go } = await signed({ body: '{"a":2}' })
    const { headers } = await go()
    const found = await waitFor('the entry', async () =>
      (await fetchJournal(r1.country.gateway.opsUrl)).find(
        ({ exchange, kind }) => exchange === headers['x-exchange-id'] && kind === 'request',
      ),
    )
    expect(found.key).toBe('consumer-key')
    expect(plain.headers['signature']).toContain(`:${found.signature}:`)
  })

  test('streamed, with its digest, is accepted', async () => {
    const body = 'y'.repeat(600_000)
    const answer = await send({ body })
    expect(answer.status, answer.text).toBe(200)
  })

  const withHeader = (name: string, value: string) => (one: Plain) => ({
    ...one,
    headers: { ...one.headers, [name]: value },
  })
  const withoutHeader = (name: string) => (one: Plain) => {
    const { [name]: _gone, ...headers } = one.headers
    return { ...one, headers }
  }
  test.each<[string, Shape, string]>([
    ['another method', { tamper: (one) => ({ ...one, method: 'DELETE' }) }, 'signature-invalid'],
    ['another path', { tamper: (one) => ({ ...one, path: '/other' }) }, 'signature-invalid'],
    [
      'another query',
      {
        path: '/things?a=1',
        fields: [...usual, '@query'],
        tamper: (one) => ({ ...one, path: '/things?a=2' }),
      },
      'signature-invalid',
    ],
    [
      'a query that was not there',
      { tamper: (one) => ({ ...one, path: '/things?a=1' }) },
      'signature-invalid',
    ],
    [
      'a mark without a query',
      { tamper: (one) => ({ ...one, path: '/things?' }) },
      'signature-invalid',
    ],
    [
      'another body',
      { body: 'abc', tamper: (one) => ({ ...one, body: 'abd' }) },
      'digest-mismatch',
    ],
    [
      'another body with its digest',
      {
        body: 'abc',
        tamper: (one) => ({ ...withHeader('content-digest', digestOf('abd'))(one), body: 'abd' }),
      },
      'signature-invalid',
    ],
    [
      'another covered header',
      {
        headers: { 'x-amount': '100' },
        fields: [...usual, 'x-amount'],
        tamper: withHeader('x-amount', '900'),
      },
      'signature-invalid',
    ],
    [
      'a covered header taken away',
      {
        headers: { 'x-amount': '100' },
        fields: [...usual, 'x-amount'],
        tamper: withoutHeader('x-amount'),
      },
      'signature-invalid',
    ],
    [
      'a body that was not there',
      { tamper: (one) => ({ ...one, method: 'GET', body: 'x' }) },
      'signature-invalid',
    ],
    ['the signature taken away', { tamper: withoutHeader('signature') }, 'signature-invalid'],
    ['its input taken away', { tamper: withoutHeader('signature-input') }, 'signature-invalid'],
    [
      'the digest taken away',
      { body: 'abc', tamper: withoutHeader('content-digest') },
      'signature-invalid',
    ],
  ])('but sent with %s is refused', async (_what, shape, code) => {
    const answer = await send(shape)
    expect(codeOf(answer)).toBe(code)
    expect([400, 401]).toContain(answer.status)
    expect(r1.provider.seen).toEqual([])
  })

  test.each<[string, Shape]>([
    ['the method', { fields: usual.filter((name) => name !== '@method') }],
    ['the path', { fields: usual.filter((name) => name !== '@path') }],
    ['the client', { fields: usual.filter((name) => name !== 'x-road-client') }],
    ['the query', { path: '/things?a=1' }],
    ['the digest of its body', { body: 'x', fields: usual }],
    ['the digest of its streamed body', { body: 'x'.repeat(300_000), fields: usual }],
    ['anything', { fields: [] }],
    ['a digest that it carries', { headers: { 'content-digest': digestOf('') } }],
  ])('but not over %s is refused', async (_what, shape) => {
    const answer = await send(shape)
    expect([answer.status, codeOf(answer)]).toEqual([401, 'signature-invalid'])
    expect(JSON.parse(answer.text)).toMatchObject({ reason: 'not-covered' })
    expect(r1.provider.seen).toEqual([])
  })

  test.each<[string, Shape, string]>([
    ['six minutes ago', { created: ago(360) }, 'too-old'],
    ['at no time', { created: null }, 'too-old'],
    ['in the future', { created: ago(-120) }, 'from-the-future'],
    ['until a second ago', { created: ago(10), expires: ago(1) }, 'expired'],
    [
      'with a key of the past',
      { key: privateKey(retired.privateKey), keyid: 'retired-key' },
      'key-unknown',
    ],
    ['with an unknown key', { key: privateKey(next.privateKey), keyid: 'no-key' }, 'key-unknown'],
    ['with another key than it says', { key: privateKey(next.privateKey) }, 'wrong'],
  ])('%s is refused', async (_what, shape, reason) => {
    const answer = await send(shape)
    expect([answer.status, codeOf(answer)]).toEqual([401, 'signature-invalid'])
    expect(JSON.parse(answer.text)).toMatchObject({ reason })
  })

  test('with another client’s key is refused', async () => {
    const { stranger } = r1.country.clients
    const answer = await send({ key: privateKey(stranger.key.privateKey), keyid: stranger.key.id })
    expect(codeOf(answer)).toBe('signature-invalid')
  })

  test('replayed under another client’s token is refused', async () => {
    const { plain } = await signed()
    const answer = await r1.call(plain.path, { as: 'provider', headers: plain.headers })
    expect(codeOf(answer)).toMatch(/signature-invalid|client-mismatch/)
    expect(r1.provider.seen).toEqual([])
  })

  test.each([
    ['sha-256=:AAAA:', 'digest-mismatch'],
    ['md5=:1B2M2Y8AsgTpgAmY7PhCfg==:', 'digest-mismatch'],
    ['nonsense', 'digest-mismatch'],
    [`${digestOf('x')}, ${digestOf('y', 'sha-512')}`, 'digest-mismatch'],
  ])('an unsigned request whose digest is %s is refused', async (digest, code) => {
    const answer = await r1.call('/things', {
      method: 'POST',
      body: 'x',
      headers: { 'content-digest': digest },
    })
    expect([answer.status, codeOf(answer)]).toEqual([400, code])
  })
})

describe('an answer signed by the bus', () => {
  let busKey: KeyObject
  let busKeyId: string
  beforeAll(async () => {
    busKey = publicKey(r1.country.gateway.busKeys['P-256'])
    const file = join(r1.country.gateway.dir, 'keys/bus-p256.pkcs8')
    busKeyId = importPrivateKey((await readFile(file, 'utf8')).trim()).id
  })
  const ask = { 'accept-signature': 'sig=("@status" "content-digest");created' }
  const path = '/things?x=1'

  async function verifies(answer: Answer, request: Plain): Promise<boolean | null> {
    const url = r1.country.gateway.url + service
    return httpbis.verifyMessage(
      {
        keyLookup: ({ keyid }) =>
          Promise.resolve(
            keyid === busKeyId
              ? { id: busKeyId, verify: createVerifier(busKey, 'ecdsa-p256-sha256') }
              : null,
          ),
        maxAge: 60,
        tolerance: 5,
        requiredFields: ['@status', 'content-digest', 'x-exchange-id'],
        requiredParams: ['created', 'keyid'],
      },
      { status: answer.status, headers: answer.headers as Record<string, string | string[]> },
      { method: request.method, url: url + request.path, headers: request.headers },
    )
  }

  const plainRequest = (headers: Record<string, string> = {}): Plain => ({
    method: 'GET',
    path,
    headers: { 'x-road-client': r1.country.clients.consumer.address, ...headers },
  })

  test('verifies with http-message-signatures, and its digest is right', async () => {
    const answer = await r1.call(path, { headers: ask })
    expect(answer.status, answer.text).toBe(200)
    expect(answer.headers['content-digest']).toBe(digestOf(answer.body))
    expect(await verifies(answer, plainRequest())).toBe(true)
    const covered = String(answer.headers['signature-input'])
    for (const one of ['"@method";req', '"@path";req', '"x-road-client";req'])
      expect(covered).toContain(one)
  })

  test.each<[string, (answer: Answer, request: Plain) => [Answer, Plain]]>([
    ['another status', (answer, request) => [{ ...answer, status: 404 }, request]],
    [
      'another digest',
      (answer, request) => [
        { ...answer, headers: { ...answer.headers, 'content-digest': digestOf('other') } },
        request,
      ],
    ],
    [
      'another exchange',
      (answer, request) => [
        { ...answer, headers: { ...answer.headers, 'x-exchange-id': 'other' } },
        request,
      ],
    ],
    [
      'another method of the request',
      (answer, request) => [answer, { ...request, method: 'POST' }],
    ],
    ['another path of the request', (answer, request) => [answer, { ...request, path: '/other' }]],
    [
      'another query of the request',
      (answer, request) => [answer, { ...request, path: '/things?x=2' }],
    ],
    [
      'another client of the request',
      (answer, request) => [answer, { ...request, headers: { 'x-road-client': 'TEST/GOV/9/x' } }],
    ],
  ])('does not verify with %s', async (_what, change) => {
    const answer = await r1.call(path, { headers: ask })
    const outcome = await verifies(...change(answer, plainRequest())).catch(() => false)
    expect(outcome).toBe(false)
  })

  test('is bound to the digest and the signature of its request', async () => {
    const { plain, send: go } = await signed({ body: '{"a":3}', headers: ask })
    const answer = await go()
    expect(await verifies(answer, plain)).toBe(true)
    for (const name of ['content-digest', 'signature']) {
      const headers = { ...plain.headers, [name]: plain.headers[name]?.replace(/:..../, ':AAAA') }
      const other = { ...plain, headers: headers as Record<string, string> }
      expect(await verifies(answer, other).catch(() => false), name).toBe(false)
    }
  })

  test.each([200, 204, 404, 500])('may have status %i', async (status) => {
    r1.provider.serve((_request, response) => response.writeHead(status).end())
    const answer = await r1.call(path, { headers: ask })
    expect(answer.status).toBe(status)
    expect(answer.headers['content-digest']).toBe(digestOf(''))
    expect(await verifies(answer, plainRequest())).toBe(true)
  })

  test('stands alone: what the provider says in the same headers is not mixed with it', async () => {
    r1.provider.serve((_request, response) =>
      response
        .writeHead(200, {
          'content-digest': digestOf('ok', 'sha-512'),
          signature: 'bus=:AAAA:',
          'signature-input': 'bus=("@status");keyid="forged"',
        })
        .end('ok'),
    )
    const answer = await r1.call(path, { headers: ask })
    expect(await verifies(answer, plainRequest())).toBe(true)
    expect(answer.headers['content-digest']).toBe(digestOf('ok'))
    expect(String(answer.headers['signature-input'])).not.toContain('forged')
  })

  test('says so too when the provider fails or the bus refuses', async () => {
    r1.provider.serve((request) => request.socket.destroy())
    const failed = await r1.call(path, { headers: ask })
    expect(failed.status).toBe(502)
    expect(failed.headers['content-digest']).toBe(digestOf(failed.body))
    expect(await verifies(failed, plainRequest())).toBe(true)

    const refused = await r1.call(path, { headers: { ...ask, 'x-purpose': 'NONE' } })
    expect(refused.status).toBe(403)
    expect(refused.headers['content-digest']).toBe(digestOf(refused.body))
    expect(await verifies(refused, plainRequest())).toBe(true)
  })

  test('is in evidence with the bus’s signature', async () => {
    const answer = await r1.call(path, { headers: ask })
    const found = await waitFor('the entry', async () =>
      (await fetchJournal(r1.country.gateway.opsUrl)).find(
        ({ exchange, kind }) => exchange === answer.headers['x-exchange-id'] && kind === 'response',
      ),
    )
    expect(found.busKey).toBe(busKeyId)
    expect(answer.headers['signature']).toBe(`bus=:${found.busSignature}:`)
  })

  test('is made only where it was asked for, and for nobody unknown', async () => {
    const stranger = await r1.call(path, { headers: ask, token: undefined })
    expect(stranger.status).toBe(401)
    expect(stranger.headers['signature']).toBeUndefined()
    const answer = await r1.call(path)
    expect(answer.headers['signature']).toBeUndefined()
    expect(answer.headers['content-digest']).toBeUndefined()
  })
})
