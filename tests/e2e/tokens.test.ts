import {
  createHash,
  createPrivateKey,
  createPublicKey,
  randomUUID,
  type KeyObject,
} from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Client, RoutingSnapshot } from '@mtandao/contracts'
import { generateKeyPair } from '@mtandao/seal'
import { waitFor } from '@mtandao/testkit'
import { SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { callHttp, codeOf, startR1Country, type Answer, type R1Country } from './r1-country.ts'

/** Who gets a token, by which proof, and how long it is worth anything. */
const tokenSeconds = 5
const path = '/gw/govesb-uaa/oauth/token'
const publicUrl = 'https://govesb.example.go.tz'
const ed25519 = generateKeyPair('Ed25519')
const other = generateKeyPair('P-256')
const past = generateKeyPair('P-256')
const span = { notBefore: '2020-01-01T00:00:00Z', notAfter: '2090-01-01T00:00:00Z' }

let r1: R1Country
/** The country as it is published; tests change it, each version one higher. */
let snapshot: RoutingSnapshot
beforeAll(async () => {
  r1 = await startR1Country({
    env: { GATEWAY_TOKEN_SECONDS: String(tokenSeconds), GATEWAY_PUBLIC_URL: publicUrl },
    adjust: (built) =>
      withClient(built, 'consumer-client', (client) => ({
        ...client,
        keys: [
          ...client.keys,
          { id: 'ed', publicKey: ed25519.publicKey, curve: 'Ed25519', ...span },
          { id: 'other', publicKey: other.publicKey, curve: 'P-256', ...span },
          {
            id: 'past',
            publicKey: past.publicKey,
            curve: 'P-256',
            ...span,
            notAfter: '2021-01-01T00:00:00Z',
          },
        ],
      })),
  })
  snapshot = r1.country.snapshot()
})
afterAll(() => r1[Symbol.asyncDispose]())

function withClient(
  from: RoutingSnapshot,
  id: string,
  change: (client: Client) => Client,
): RoutingSnapshot {
  return { ...from, clients: from.clients.map((one) => (one.id === id ? change(one) : one)) }
}

/** Publishes a change of the consumer's client and answers how long the gateway took to have it. */
async function republish(change: (client: Client) => Client): Promise<void> {
  snapshot = {
    ...withClient(snapshot, 'consumer-client', change),
    version: snapshot.version + 1,
  }
  await r1.country.gateway.setSnapshot(snapshot)
}

function ask(
  form: Record<string, string> | string,
  headers: Record<string, string> = {},
  method = 'POST',
): Promise<Answer> {
  return callHttp(r1.country.gateway.url + path, {
    method,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    ...(method === 'POST' && {
      body: typeof form === 'string' ? form : new URLSearchParams(form).toString(),
    }),
  })
}

const grant = { grant_type: 'client_credentials' }
const own = () => ({
  client_id: r1.country.clients.consumer.id,
  client_secret: r1.country.clients.consumer.secret,
})
const basic = (id: string, secret: string) => ({
  authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
})
const ownBasic = () => basic(own().client_id, own().client_secret)
const errorOf = ({ text }: Answer) => (JSON.parse(text) as { error: string }).error
const tokenOf = ({ text }: Answer) => (JSON.parse(text) as { access_token: string }).access_token
const using = (token: string | undefined) => r1.call('/things', { token })

describe('a secret', () => {
  test.each([
    ['in the form', () => ask({ ...grant, ...own() })],
    ['as HTTP Basic', () => ask(grant, ownBasic())],
    [
      'in lower-case basic',
      () => ask(grant, { authorization: ownBasic().authorization.replace('Basic', 'basic') }),
    ],
    ['both, alike', () => ask({ ...grant, ...own() }, ownBasic())],
    [
      'as Basic, with the id in the form',
      () => ask({ ...grant, client_id: own().client_id }, ownBasic()),
    ],
    ['with parameters that nobody knows', () => ask({ ...grant, ...own(), scope: 'x', foo: 'y' })],
  ])('%s gets a token that works', async (_how, send) => {
    const answer = await send()
    expect(answer.status, answer.text).toBe(200)
    expect(answer.headers['cache-control']).toBe('no-store')
    const { access_token: token, ...rest } = JSON.parse(answer.text) as Record<string, unknown>
    expect(rest).toEqual({ token_type: 'bearer', expires_in: tokenSeconds, scope: 'govesb' })
    expect(await using(String(token))).toMatchObject({ status: 200 })
  })

  test.each([
    [
      'differs',
      () => ask({ ...grant, ...own() }, basic(own().client_id, 'x')),
      'credentials-differ',
    ],
    [
      'is of another client',
      () => ask({ ...grant, ...own() }, basic('other', own().client_secret)),
      'credentials-differ',
    ],
    [
      'comes with another id in the form',
      () => ask({ ...grant, client_id: 'other' }, ownBasic()),
      'credentials-differ',
    ],
    [
      'comes with another secret in the form',
      () => ask({ ...grant, client_secret: 'x' }, ownBasic()),
      'credentials-differ',
    ],
    [
      'stands twice',
      () => ask(`grant_type=client_credentials&client_id=a&client_id=a&client_secret=b`),
      'credentials-differ',
    ],
    [
      'stands beside an assertion',
      () =>
        ask({
          ...grant,
          ...own(),
          client_assertion: 'x',
          client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        }),
      'credentials-differ',
    ],
  ])('that %s is an invalid request', async (_how, send, code) => {
    const answer = await send()
    expect([answer.status, errorOf(answer), codeOf(answer)]).toEqual([400, 'invalid_request', code])
  })

  test.each([
    ['of an unknown client', () => ask({ ...grant, client_id: 'nobody', client_secret: 'x' })],
    ['that is wrong', () => ask({ ...grant, ...own(), client_secret: 'wrong' })],
    ['that is empty', () => ask({ ...grant, ...own(), client_secret: '' })],
    [
      'that is the hash of the secret',
      () =>
        ask({
          ...grant,
          ...own(),
          client_secret: createHash('sha256').update(own().client_secret).digest('base64url'),
        }),
    ],
    [
      'of another client',
      () => ask({ ...grant, ...own(), client_secret: r1.country.clients.stranger.secret }),
    ],
    ['that is wrong, as Basic', () => ask(grant, basic(own().client_id, 'wrong'))],
    ['without a colon, as Basic', () => ask(grant, { authorization: 'Basic Z2FyYmFnZQ==' })],
    ['of a prototype', () => ask({ ...grant, client_id: '__proto__', client_secret: 'x' })],
  ])('%s is refused as an invalid client, all alike', async (_how, send) => {
    const answer = await send()
    expect([answer.status, errorOf(answer), codeOf(answer)]).toEqual([
      401,
      'invalid_client',
      'credentials-wrong',
    ])
    expect(answer.text).not.toContain('nobody')
  })

  test('refused as HTTP Basic is told of Basic', async () => {
    const refused = await ask(grant, basic(own().client_id, 'wrong'))
    expect(refused.headers['www-authenticate']).toBe('Basic realm="govesb-uaa"')
  })

  test.each([
    [
      'another grant',
      () => ask({ ...own(), grant_type: 'password' }),
      400,
      'unsupported_grant_type',
      'grant-unsupported',
    ],
    ['no grant', () => ask(own()), 400, 'unsupported_grant_type', 'grant-unsupported'],
    ['nothing at all', () => ask(''), 400, 'unsupported_grant_type', 'grant-unsupported'],
    ['no credentials', () => ask(grant), 401, 'invalid_client', 'credentials-missing'],
    [
      'an id alone',
      () => ask({ ...grant, client_id: own().client_id }),
      401,
      'invalid_client',
      'credentials-missing',
    ],
    ['GET', () => ask({}, {}, 'GET'), 405, 'invalid_request', 'method-wrong'],
    [
      'far too much',
      () => ask({ ...grant, ...own(), more: 'x'.repeat(40_000) }),
      413,
      'invalid_request',
      'body-too-large',
    ],
  ])('%s is refused', async (_what, send, status, error, code) => {
    const answer = await send()
    expect([answer.status, errorOf(answer), codeOf(answer)]).toEqual([status, error, code])
  })
})

describe('private_key_jwt', () => {
  const p256 = () =>
    createPrivateKey({
      key: Buffer.from(r1.country.clients.consumer.key.privateKey, 'base64'),
      format: 'der',
      type: 'pkcs8',
    })
  const keyOf = (base64: string) =>
    createPrivateKey({ key: Buffer.from(base64, 'base64'), format: 'der', type: 'pkcs8' })

  interface Claims {
    readonly alg?: string
    readonly key?: KeyObject | Uint8Array
    readonly iss?: string
    readonly sub?: string
    readonly aud?: string | string[]
    readonly exp?: number | undefined
    readonly nbf?: number
    readonly jti?: string | undefined
  }
  const now = () => Math.floor(Date.now() / 1000)

  async function assertion(claims: Claims = {}): Promise<string> {
    const id = own().client_id
    const { alg = 'ES256', key = p256(), iss = id, sub = id, aud = publicUrl + path, nbf } = claims
    const exp = 'exp' in claims ? claims.exp : now() + 60
    const jti = 'jti' in claims ? claims.jti : randomUUID()
    return new SignJWT({
      iss,
      sub,
      aud,
      ...(exp !== undefined && { exp }),
      ...(jti !== undefined && { jti }),
      ...(nbf !== undefined && { nbf }),
    })
      .setProtectedHeader({ alg })
      .sign(key)
  }

  const withAssertion = (jwt: string, more: Record<string, string> = {}, headers = {}) =>
    ask(
      {
        ...grant,
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: jwt,
        ...more,
      },
      headers,
    )

  test.each<[string, Claims, Record<string, string>]>([
    ['with P-256', {}, {}],
    ['with Ed25519', { alg: 'EdDSA', key: keyOf(ed25519.privateKey) }, {}],
    ['with the other key of a rotation', { key: keyOf(other.privateKey) }, {}],
    ['with the id in the form', {}, { client_id: 'consumer-client' }],
    ['addressed to the name of the bus', { aud: publicUrl }, {}],
    ['addressed to several', { aud: ['https://elsewhere.example', publicUrl] }, {}],
    ['good for five minutes', { exp: Math.floor(Date.now() / 1000) + 300 }, {}],
  ])('%s gets a token that works', async (_how, claims, form) => {
    const answer = await withAssertion(await assertion(claims), form)
    expect(answer.status, answer.text).toBe(200)
    expect(await using(tokenOf(answer))).toMatchObject({ status: 200 })
  })

  test.each<[string, () => Claims]>([
    ['for another audience', () => ({ aud: 'https://elsewhere.example/token' })],
    [
      'for the address instead of the name of the bus',
      () => ({ aud: r1.country.gateway.url + path }),
    ],
    ['that has expired', () => ({ exp: now() - 60 })],
    ['that never expires', () => ({ exp: undefined })],
    ['good for ten minutes', () => ({ exp: now() + 600 })],
    ['that begins in an hour', () => ({ nbf: now() + 3600 })],
    ['without a jti', () => ({ jti: undefined })],
    ['by another client’s key', () => ({ key: keyOf(r1.country.clients.stranger.key.privateKey) })],
    ['by a key of the past', () => ({ key: keyOf(past.privateKey) })],
    ['issued by another', () => ({ iss: r1.country.clients.stranger.id })],
    ['about another', () => ({ sub: r1.country.clients.stranger.id })],
    ['about nobody', () => ({ sub: 'nobody', iss: 'nobody' })],
    [
      'with the public key as a secret',
      () => ({
        alg: 'HS256',
        key: Buffer.from(
          createPublicKey(p256()).export({ type: 'spki', format: 'pem' }).toString(),
        ),
      }),
    ],
  ])('%s is refused', async (_how, claims) => {
    const answer = await withAssertion(await assertion(claims()))
    expect([answer.status, errorOf(answer), codeOf(answer)]).toEqual([
      401,
      'invalid_client',
      'assertion-wrong',
    ])
  })

  test('is good once', async () => {
    const jwt = await assertion()
    expect((await withAssertion(jwt)).status).toBe(200)
    expect(codeOf(await withAssertion(jwt))).toBe('assertion-wrong')
    const jti = randomUUID()
    expect((await withAssertion(await assertion({ jti }))).status).toBe(200)
    expect(codeOf(await withAssertion(await assertion({ jti, exp: now() + 90 })))).toBe(
      'assertion-wrong',
    )
  })

  test('two at the same time are one', async () => {
    const jwt = await assertion()
    const answers = await Promise.all(Array.from({ length: 8 }, () => withAssertion(jwt)))
    expect(answers.filter(({ status }) => status === 200).length).toBe(1)
  })

  test('made for another endpoint does not become ours by a Host header', async () => {
    const aud = `http://evil.example${path}`
    const answer = await withAssertion(await assertion({ aud }), {}, { host: 'evil.example' })
    expect(codeOf(answer)).toBe('assertion-wrong')
  })

  test.each([
    [
      'unsigned',
      (jwt: string) =>
        [Buffer.from('{"alg":"none"}').toString('base64url'), jwt.split('.')[1], ''].join('.'),
    ],
    ['cut', (jwt: string) => jwt.slice(0, -4)],
    ['of two parts', (jwt: string) => jwt.split('.').slice(0, 2).join('.')],
    ['no JWT', () => 'nonsense'],
    ['far too long', () => 'x'.repeat(9000)],
    ['empty', () => ''],
  ])('%s is refused', async (_how, change) => {
    expect(codeOf(await withAssertion(change(await assertion())))).toBe('assertion-wrong')
  })

  test('of another type, or for another id in the form, is refused', async () => {
    const type = 'urn:ietf:params:oauth:client-assertion-type:saml2-bearer'
    expect(codeOf(await withAssertion(await assertion(), { client_assertion_type: type }))).toBe(
      'assertion-wrong',
    )
    expect(codeOf(await withAssertion(await assertion(), { client_id: 'other' }))).toBe(
      'assertion-wrong',
    )
  })
})

describe('a token', () => {
  const fresh = async () => tokenOf(await ask({ ...grant, ...own() }))

  test.each<[string, (token: string) => string]>([
    ['of a later version', (token) => token.replace('v1.', 'v2.')],
    ['with more behind it', (token) => `${token}.x`],
    ['with a letter changed', (token) => token.replace(/.$/, (end) => (end === 'A' ? 'B' : 'A'))],
    ['with padding', (token) => `${token}=`],
    [
      'whose claims were changed',
      (token) => {
        const [version, claims = '', mac] = token.split('.')
        const changed = {
          ...(JSON.parse(Buffer.from(claims, 'base64url').toString()) as object),
          c: 'provider-client',
        }
        return [version, Buffer.from(JSON.stringify(changed)).toString('base64url'), mac].join('.')
      },
    ],
    ['without its seal', (token) => token.split('.').slice(0, 2).join('.')],
    ['of nothing', () => ''],
    ['far too long', () => `v1.${'x'.repeat(2000)}.y`],
  ])('%s is none', async (_how, change) => {
    const answer = await using(change(await fresh()))
    expect([answer.status, codeOf(answer)]).toEqual([401, 'token-invalid'])
    expect(answer.headers['www-authenticate']).toMatch(/^Bearer/)
  })

  test('under another scheme is none', async () => {
    const token = await fresh()
    for (const authorization of [token, `Basic ${token}`, `Token ${token}`, 'Bearer'])
      expect(
        codeOf(await r1.call('/things', { token: undefined, headers: { authorization } })),
      ).toBe('token-invalid')
    expect(
      (
        await r1.call('/things', {
          token: undefined,
          headers: { authorization: `bearer ${token}` },
        })
      ).status,
    ).toBe(200)
  })

  test('outlives a restart, but not its time', async () => {
    const issued = Date.now()
    const token = await fresh()
    await r1.country.gateway.restart()
    expect((await using(token)).status).toBe(200)
    await sleep(issued + (tokenSeconds - 1.5) * 1000 - Date.now())
    expect((await using(token)).status).toBe(200)
    await sleep(issued + (tokenSeconds + 1) * 1000 - Date.now())
    const late = await using(token)
    expect([late.status, codeOf(late)]).toEqual([401, 'token-expired'])
  })

  test('dies within a second when the client’s generation is raised; the next one lives', async () => {
    const token = await fresh()
    expect((await using(token)).status).toBe(200)
    const published = performance.now()
    await republish((client) => ({ ...client, generation: client.generation + 1 }))
    const refused = await waitFor('the token to die', async () => {
      const answer = await using(token)
      return answer.status === 401 && answer
    })
    expect(performance.now() - published).toBeLessThan(1000)
    expect(codeOf(refused)).toBe('token-invalid')
    expect((await using(await fresh())).status).toBe(200)
  })

  test('of a suspended client is refused, and it gets no other', async () => {
    const token = await fresh()
    await republish((client) => ({ ...client, status: 'suspended' }))
    const refused = await waitFor('the client to be suspended', async () => {
      const answer = await using(token)
      return answer.status !== 200 && answer
    })
    expect([refused.status, codeOf(refused)]).toEqual([403, 'client-suspended'])
    expect(codeOf(await ask({ ...grant, ...own() }))).toBe('client-suspended')
    await republish((client) => ({ ...client, status: 'active' }))
    await waitFor('it to be active', async () => (await using(await fresh())).status === 200)
  })
})

test('of two secrets in a rotation both are good; when the old one is taken away it is good no more', async () => {
  const secret = randomUUID()
  const hash = createHash('sha256').update(secret).digest('base64url')
  const rotated = () => ask({ ...grant, ...own(), client_secret: secret })
  expect((await rotated()).status).toBe(401)
  await republish((client) => ({ ...client, secretHashes: [...client.secretHashes, hash] }))
  await waitFor('the new secret', async () => (await rotated()).status === 200)
  expect((await ask({ ...grant, ...own() })).status).toBe(200)
  const published = performance.now()
  await republish((client) => ({ ...client, secretHashes: [hash] }))
  await waitFor(
    'the old secret to go',
    async () => (await ask({ ...grant, ...own() })).status === 401,
  )
  expect(performance.now() - published).toBeLessThan(1000)
  expect((await rotated()).status).toBe(200)
})
