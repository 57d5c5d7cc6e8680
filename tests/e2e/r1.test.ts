import { fetchJournal, sendRaw, waitFor } from '@mtandao/testkit'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  answerOk,
  codeOf,
  requestHash,
  service,
  startR1Country,
  type Answer,
  type CallOptions,
  type R1Country,
} from './r1-country.ts'

/** The `r1` door as its callers and providers see it: every header and every byte of a path has an owner. */
let r1: R1Country
beforeAll(async () => {
  r1 = await startR1Country({
    base: '/base',
    env: { GATEWAY_PUBLISH_INTERVAL_MS: '50' },
    agreements: [
      {
        rules: [
          { method: 'GET', path: '/free/**' },
          { method: '*', path: '/any/{id}' },
          { method: 'POST', path: '/orders' },
          { method: 'PUT', path: '/' },
        ],
      },
      { purposes: ['STATISTICS'], rules: [{ method: 'GET', path: '/statistics' }] },
      { status: 'suspended', reason: { sw: 'Imesimamishwa', en: 'Suspended by a test' } },
      { validUntil: '2021-01-01T00:00:00Z' },
    ],
    adjust: (snapshot) => ({
      ...snapshot,
      services: snapshot.services.map((one) =>
        one.id === 'open'
          ? { ...one, openapi: '{"openapi":"3.1.0","info":{"title":"Open"}}' }
          : one,
      ),
    }),
  })
})
afterAll(() => r1[Symbol.asyncDispose]())
beforeEach(() => r1.provider.serve(answerOk))

const call = (path: string, options?: CallOptions): Promise<Answer> => r1.call(path, options)
const lastSeen = () => {
  const seen = r1.provider.seen.at(-1)
  if (!seen) throw new Error('the provider saw nothing')
  return seen
}
const uuid7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

describe('what an answer says of its exchange', () => {
  test('the caller’s X-Road-Id comes back, with the id of the exchange and the hash of the request', async () => {
    const answer = await call('/free/x?a=1', { headers: { 'x-road-id': 'mine-42' } })
    expect(answer).toMatchObject({ status: 200, text: 'ok' })
    const { headers } = answer
    expect(headers['x-road-id']).toBe('mine-42')
    expect(headers['x-road-request-id']).toMatch(uuid7)
    expect(headers['x-exchange-id']).toBe(headers['x-road-request-id'])
    expect(headers['x-road-request-hash']).toBe(
      requestHash({
        method: 'GET',
        target: `${service}/free/x?a=1`,
        client: r1.country.clients.consumer.address,
        id: 'mine-42',
      }),
    )
    expect(headers['ratelimit']).toMatch(/^"(?:minute|day)";r=\d+;t=\d+$/)
    expect(headers['x-road-error']).toBeUndefined()
    expect(lastSeen().headers).toMatchObject({
      'x-road-id': 'mine-42',
      'x-road-request-id': headers['x-road-request-id'],
      'x-road-service': 'TEST/GOV/2001/provider/open',
      'x-road-client': r1.country.clients.consumer.address,
    })
  })

  test.each(['', 'with space', 'x'.repeat(201), 'ü'])(
    'an X-Road-Id that cannot be relied on (%j) is replaced by the id of the exchange',
    async (id) => {
      const { headers } = await call('/free/x', { headers: { 'x-road-id': id } })
      expect(headers['x-road-id']).toBe(headers['x-road-request-id'])
    },
  )

  test.each([
    ['with its length', 'hello ü 😀', {}],
    ['in chunks', 'hello', { 'transfer-encoding': 'chunked' }],
    ['of nothing', '', {}],
  ])('the hash covers a body sent %s', async (_how, body, headers) => {
    const sent = 'transfer-encoding' in headers
    const answer = sent
      ? await chunked('/orders', body)
      : await call('/orders', { method: 'POST', body })
    expect(answer.status).toBe(200)
    expect(answer.headers['x-road-request-hash']).toBe(
      requestHash({
        method: 'POST',
        target: `${service}/orders`,
        client: r1.country.clients.consumer.address,
        id: String(answer.headers['x-road-id']),
        body,
      }),
    )
  })

  async function chunked(path: string, body: string) {
    const { port } = new URL(r1.country.gateway.url)
    const lines = [
      `POST ${service}${path} HTTP/1.1`,
      `host: 127.0.0.1:${port}`,
      `authorization: Bearer ${await r1.country.token('consumer')}`,
      `x-road-client: ${r1.country.clients.consumer.address}`,
      'transfer-encoding: chunked',
    ]
    const raw = await sendRaw(r1.country.gateway.url, [
      `${lines.join('\r\n')}\r\n\r\n`,
      `${Buffer.byteLength(body).toString(16)}\r\n${body}\r\n0\r\n\r\n`,
    ])
    return { status: raw.status, headers: raw.headers }
  }

  test('X-Road-Error names the side: the caller, the bus, the provider', async () => {
    const byCaller = await call('/nowhere')
    expect(byCaller.headers['x-road-error']).toBe('Client.OperationNotAgreed')
    r1.provider.serve((request) => request.socket.destroy())
    const byProvider = await call('/orders', { method: 'POST', body: '{}' })
    expect(byProvider).toMatchObject({ status: 502 })
    expect(codeOf(byProvider)).toBe('provider-reset')
    expect(byProvider.headers['x-road-error']).toBe('Server.Provider.ProviderReset')
    expect(byProvider.headers['x-road-request-hash']).toBeDefined()
    const asConsumer = await call('/r1/TEST/GOV/2001/provider/service-suspended/x')
    expect(asConsumer.headers['x-road-error']).toBe('Server.Gateway.ServiceSuspended')
  })

  test('the evidence names the same side as the answer', async () => {
    await call('/nowhere')
    await call('/r1/TEST/GOV/2001/provider/service-suspended/x')
    await waitFor('both refusals to be published', async () => {
      const entries = await fetchJournal(r1.country.gateway.opsUrl)
      const sides = entries
        .filter(({ kind }) => kind === 'refused')
        .map(({ outcome, side }) => `${outcome} ${side}`)
      return (
        sides.includes('gateway.operation-not-agreed consumer') &&
        sides.includes('gateway.service-suspended bus')
      )
    })
  })
})

describe('headers that belong to one connection, or to the bus', () => {
  test('nothing of the connection or of the caller’s credentials reaches the provider', async () => {
    const { agent } = await import('node:http').then(({ Agent }) => ({ agent: new Agent() }))
    await call('/free/x', {
      agent,
      headers: {
        connection: 'close, X-Private, x-road-userid, x-road-client, x-road-id',
        'x-private': 'for the next hop only',
        'proxy-authorization': 'Basic c2VjcmV0',
        te: 'trailers',
        'keep-alive': 'timeout=5',
        'x-public': 'stays',
        'x-road-request-id': 'spoofed',
        'x-road-service': 'spoofed',
        'x-exchange-id': 'spoofed',
        'accept-signature': 'sig=()',
      },
    })
    const { headers, rawHeaders } = lastSeen()
    for (const name of [
      'x-private',
      'proxy-authorization',
      'te',
      'keep-alive',
      'authorization',
      'accept-signature',
      'x-road-userid',
    ])
      expect(headers, name).not.toHaveProperty(name)
    expect(headers['x-road-client']).toBe(r1.country.clients.consumer.address)
    expect(headers['x-road-id']).toBe(headers['x-exchange-id'])
    expect(headers['x-public']).toBe('stays')
    expect(headers['host']).toBe(`127.0.0.1:${r1.provider.port}`)
    expect(rawHeaders.join('\n')).not.toContain('spoofed')
    expect(rawHeaders.join('\n')).not.toContain('Bearer')
  })

  test('what a provider says of itself in the bus’s words is overwritten', async () => {
    r1.provider.serve((_request, response) => {
      const said = [
        ['X-Road-Id', 'forged', 'X-Road-Request-Id', 'forged'],
        ['X-Road-Request-Hash', 'forged', 'X-Road-Error', 'Server.Forged'],
        ['X-Road-Service', 'forged', 'X-Exchange-Id', 'forged', 'RateLimit', '"minute";r=0;t=9'],
        ['Connection', 'X-Hop', 'Connection', 'X-Hop-Too'],
        ['X-Hop', 'hop', 'X-Hop-Too', 'hop'],
        ['Set-Cookie', 'a=1', 'Set-Cookie', 'b=2', 'ETag', '"7"'],
      ]
      response.writeHead(200, said.flat())
      response.end('ok')
    })
    const { headers, rawHeaders, status } = await call('/free/x')
    expect(status).toBe(200)
    expect(rawHeaders.join('\n')).not.toMatch(/forged|r=0;t=9|hop/i)
    expect(headers['x-road-error']).toBeUndefined()
    expect(headers['set-cookie']).toEqual(['a=1', 'b=2'])
    expect(headers['etag']).toBe('"7"')
    for (const name of ['x-road-id', 'x-road-request-id', 'x-exchange-id', 'ratelimit'])
      expect(rawHeaders.filter((one) => one.toLowerCase() === name).length, name).toBe(1)
  })

  test('header values outside ASCII pass in both directions as the bytes they are', async () => {
    const name = Buffer.from('Łódź – ü.pdf').toString('latin1')
    r1.provider.serve((request, response) =>
      response
        .writeHead(200, [
          'Content-Disposition',
          `attachment; filename="${name}"`,
          'X-Latin',
          '\xfc',
        ])
        .end(String(request.headers['x-name'])),
    )
    const answer = await call('/free/x', { headers: { 'x-name': name } })
    expect(answer.status).toBe(200)
    expect(answer.headers['content-disposition']).toBe(`attachment; filename="${name}"`)
    expect(answer.headers['x-latin']).toBe('\xfc')
    expect(Buffer.from(answer.text, 'utf8').toString('utf8')).toBe(name)
  })

  test('traceparent goes on under a span of ours; a broken one begins anew', async () => {
    const trace = '4bf92f3577b34da6a3ce929d0e0e4736'
    await call('/free/x', {
      headers: { traceparent: `00-${trace}-00f067aa0ba902b7-01`, tracestate: 'a=1' },
    })
    expect(lastSeen().headers['traceparent']).toMatch(
      new RegExp(`^00-${trace}-(?!00f067aa0ba902b7)[0-9a-f]{16}-01$`),
    )
    expect(lastSeen().headers['tracestate']).toBe('a=1')
    for (const broken of [
      'nonsense',
      `ff-${trace}-00f067aa0ba902b7-01`,
      `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`,
      `00-${trace}-00f067aa0ba902b7-01-more`,
      `00-${trace}-00f067aa0ba902b7-0`,
    ]) {
      await call('/free/x', { headers: { traceparent: broken, tracestate: 'a=1' } })
      const { traceparent, tracestate } = lastSeen().headers
      expect(traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/)
      expect(traceparent, broken).not.toContain(trace)
      // W3C Trace Context 3.3.1.1: without a readable traceparent there is no tracestate
      expect(tracestate, broken).toBeUndefined()
    }
  })
})

describe('paths and queries', () => {
  test.each([
    ['/free/a%20b', '/base/free/a%20b'],
    ['/free/x?a=%2F..%2F&b=%zz&c=%C3%BC&&=', '/base/free/x?a=%2F..%2F&b=%zz&c=%C3%BC&&='],
    ['/free/x?', '/base/free/x?'],
    ['/free/x?a?b', '/base/free/x?a?b'],
    ['/free/%C3%A9;v=1', '/base/free/%C3%A9;v=1'],
    ['/free/', '/base/free/'],
  ])('%s reaches the provider as %s', async (path, reached) => {
    const latin = Buffer.from(path).toString('latin1')
    const answer = await call(latin)
    expect(answer.status, answer.text).toBe(200)
    expect(Buffer.from(lastSeen().url, 'latin1').toString()).toBe(reached)
  })

  test.each([
    ['', '/base'],
    ['/', '/base/'],
    ['?q=1', '/base?q=1'],
    ['/?q=1', '/base/?q=1'],
  ])(
    'the root of a service, written %j, keeps its slash or its want of one',
    async (path, reached) => {
      const answer = await call(path, { method: 'PUT', body: 'x' })
      expect(answer.status, answer.text).toBe(200)
      expect(lastSeen().url).toBe(reached)
    },
  )

  test.each([
    '/r1/TEST/GOV/2001/provider',
    '/r1/TEST/GOV/2001/provider/',
    '/r1/TEST/GOV/2001/provider/openx/free/x',
    '/r1/TEST/GOV/2001/provider/OPEN/free/x',
    '/r1/test/GOV/2001/provider/open/free/x',
    '/r1/TEST/COM/2001/provider/open/free/x',
    '/r1/TEST/GOV/2001/consumer/open/free/x',
    '/r1/TEST/GOV/2001/provider/notices/x',
    '/r1/TEST/GOV/2001/provider/late/x',
    '/r1/TEST',
    '/r1/',
  ])('%s is no service', async (path) => {
    const answer = await call(path)
    expect([answer.status, codeOf(answer)]).toEqual([404, 'service-unknown'])
    expect(r1.provider.seen).toEqual([])
  })

  test('an absolute request target or another prefix is no way in', async () => {
    const { url } = r1.country.gateway
    for (const target of [`${url}${service}/free/x`, '/R1/TEST', '/r1', '*']) {
      const method = target === '*' ? 'OPTIONS' : 'GET'
      const raw = await sendRaw(url, [`${method} ${target} HTTP/1.1\r\nhost: bus\r\n\r\n`])
      expect([400, 404], target).toContain(raw.status)
    }
    expect(r1.provider.seen).toEqual([])
  })
})

describe('who may say that it is whom', () => {
  test.each([
    ['another client’s identifier', 'TEST/GOV/3001/stranger', 403, 'client-mismatch'],
    ['another subsystem', 'TEST/GOV/1001/other', 403, 'client-mismatch'],
    ['other letters', 'test/gov/1001/consumer', 403, 'client-mismatch'],
    ['two of them', 'TEST/GOV/1001/consumer, TEST/GOV/1001/consumer', 403, 'client-mismatch'],
    ['nothing', '', 400, 'client-header-missing'],
    ['far too much', 'x'.repeat(301), 400, 'client-header-missing'],
  ])('X-Road-Client with %s is refused', async (_what, client, status, code) => {
    const answer = await call('/free/x', { headers: { 'x-road-client': client } })
    expect([answer.status, codeOf(answer)]).toEqual([status, code])
    expect(r1.provider.seen).toEqual([])
  })

  test('a leading slash in X-Road-Client is no difference', async () => {
    const client = `/${r1.country.clients.consumer.address}`
    expect(await call('/free/x', { headers: { 'x-road-client': client } })).toMatchObject({
      status: 200,
    })
  })

  test('another client’s token with one’s own identifier is refused', async () => {
    const answer = await call('/free/x', { token: await r1.country.token('stranger') })
    expect([answer.status, codeOf(answer)]).toEqual([403, 'client-mismatch'])
  })
})

describe('agreements', () => {
  test.each([
    ['GET', '/free/anything/at/all', 200],
    ['HEAD', '/free/x', 403],
    ['POST', '/free/x', 403],
    ['DELETE', '/any/7', 200],
    ['GET', '/any/7/more', 403],
    ['GET', '/any', 403],
    ['GET', '/any/', 403],
    ['POST', '/orders', 200],
    ['POST', '/orders/', 403],
    ['GET', '/orders', 403],
    ['PUT', '/', 200],
    ['PUT', '', 200],
    ['POST', '/%6frders', 403],
  ])('%s %s is answered %i', async (method, path, status) => {
    const answer = await call(path, { method, ...(method === 'POST' && { body: 'x' }) })
    expect(answer.status, answer.text).toBe(status)
    expect(r1.provider.seen.length).toBe(status === 200 ? 1 : 0)
  })

  test('the purpose chooses the agreement, and the evidence says which', async () => {
    const id = async (path: string, purpose?: string) => {
      const answer = await call(path, purpose ? { headers: { 'x-purpose': purpose } } : {})
      expect(answer.status, answer.text).toBe(200)
      return String(answer.headers['x-exchange-id'])
    }
    const ids = [
      await id('/free/x'),
      await id('/free/x', 'AUDIT'),
      await id('/statistics', 'STATISTICS'),
      await id('/statistics'),
    ]
    const entries = await waitFor('the entries', async () => {
      const all = await fetchJournal(r1.country.gateway.opsUrl)
      const found = ids.map((one) =>
        all.find(({ exchange, kind }) => exchange === one && kind === 'response'),
      )
      return found.every((one) => one) ? found : undefined
    })
    expect(entries.map((one) => [one?.agreement, one?.purpose, one?.operation])).toEqual([
      ['open-0', 'SERVICE', 'GET /free/**'],
      ['open-0', 'AUDIT', 'GET /free/**'],
      ['open-1', 'STATISTICS', 'GET /statistics'],
      ['open-1', 'STATISTICS', 'GET /statistics'],
    ])
  })

  test.each([
    ['/free/x', 'STATISTICS', 'purpose-wrong'],
    ['/free/x', 'statistics', 'purpose-wrong'],
    ['/statistics', 'AUDIT', 'purpose-wrong'],
    ['/none', 'AUDIT', 'operation-not-agreed'],
  ])(
    'of several agreements the nearest one’s reason is told: %s for %s: %s',
    async (path, purpose, code) => {
      const answer = await call(path, { headers: { 'x-purpose': purpose } })
      expect([answer.status, codeOf(answer)]).toEqual([403, code])
      expect(JSON.parse(answer.text)).toMatchObject({
        agreement: expect.stringMatching(/^open-[01]$/),
      })
      expect(r1.provider.seen).toEqual([])
    },
  )

  test('two purposes are none', async () => {
    const answer = await call('/free/x', { headers: { 'x-purpose': 'AUDIT, SERVICE' } })
    expect(codeOf(answer)).toBe('purpose-wrong')
  })
})

describe('answers without a body, and answers that are no success', () => {
  test('HEAD is answered with the provider’s headers, its length included, and no body', async () => {
    r1.provider.serve((_request, response) =>
      response.writeHead(200, { 'content-length': '1234', etag: '"7"' }).end(),
    )
    const answer = await call('/any/x', { method: 'HEAD' })
    expect(answer).toMatchObject({ status: 200, text: '' })
    expect(answer.headers['etag']).toBe('"7"')
    expect(answer.headers['content-length']).toBe('1234')
  })

  test('a refused HEAD has no body', async () => {
    const raw = await sendRaw(
      r1.country.gateway.url,
      [`HEAD ${service}/free/x HTTP/1.1\r\nhost: bus\r\nconnection: close\r\n\r\n`],
      { all: true },
    )
    expect(raw).toMatchObject({ status: 401, body: '' })
  })

  test.each([204, 304])(
    '%i passes without a body or a length that was never said',
    async (status) => {
      r1.provider.serve((_request, response) => response.writeHead(status, { etag: '"7"' }).end())
      const answer = await call('/free/x', { headers: { 'if-none-match': '"7"' } })
      expect(answer).toMatchObject({ status, text: '' })
      expect(answer.headers['etag']).toBe('"7"')
      expect(answer.headers['content-length']).toBeUndefined() // RFC 9110 section 8.6
      expect(lastSeen().headers['if-none-match']).toBe('"7"')
      expect((await call('/free/x')).status).toBe(status)
    },
  )

  test.each([301, 302, 303, 307, 308])(
    'a redirect (%i) is passed on and never followed',
    async (status) => {
      r1.provider.serve((_request, response) =>
        response.writeHead(status, { location: `${r1.provider.url}/elsewhere` }).end('gone'),
      )
      const answer = await call('/free/x')
      expect(answer).toMatchObject({ status, text: 'gone' })
      expect(answer.headers['location']).toBe(`${r1.provider.url}/elsewhere`)
      expect(r1.provider.seen.length).toBe(1)
    },
  )

  test.each([400, 401, 404, 418, 500, 503])(
    'the provider’s own %i passes as it is',
    async (status) => {
      r1.provider.serve((_request, response) =>
        response
          .writeHead(status, { 'content-type': 'application/json', 'retry-after': '77' })
          .end('{"own":"words"}'),
      )
      const answer = await call('/free/x')
      expect(answer).toMatchObject({ status, text: '{"own":"words"}' })
      expect(answer.headers['retry-after']).toBe('77')
      expect(answer.headers['x-road-error']).toBeUndefined()
    },
  )

  test('informational answers are not taken for the answer', async () => {
    r1.provider.serve((_request, response) => {
      response.writeEarlyHints({ link: '</a>; rel=preload' })
      response.end('final')
    })
    expect(await call('/free/x')).toMatchObject({ status: 200, text: 'final' })
  })

  test('several calls in a row use one connection, whatever was answered', async () => {
    const { Agent } = await import('node:http')
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    let opened = 0
    const create = agent.createConnection.bind(agent)
    agent.createConnection = (...args) => {
      opened += 1
      return create(...args)
    }
    for (const status of [200, 204, 304, 404, 500]) {
      r1.provider.serve((_request, response) => response.writeHead(status).end())
      expect((await call('/free/x', { agent })).status).toBe(status)
    }
    expect((await call('/nowhere', { agent })).status).toBe(403)
    expect((await call('/any/x', { agent, method: 'HEAD' })).status).toBe(500)
    expect(opened).toBe(1)
    agent.destroy()
  })
})

describe('metaservices', () => {
  const root = '/r1/TEST/GOV/2001/provider'
  const json = async (path: string, options?: CallOptions) => {
    const answer = await call(path, options)
    expect(answer.status, answer.text).toBe(200)
    return JSON.parse(answer.text) as {
      member?: { id: Record<string, string>; subsystem_name: string }[]
      service?: { service_code: string; service_type: string; endpoint_list: unknown[] }[]
    }
  }
  const codes = (found: Awaited<ReturnType<typeof json>>) =>
    found.service?.map(({ service_code: code }) => code)

  test('listClients lists every subsystem in force', async () => {
    const { member } = await json('/r1/TEST/listClients')
    expect(member?.map(({ id }) => id['subsystem_code'])).toEqual([
      'consumer',
      'consumer-k1',
      'provider',
      'provider-k1',
      'stranger',
    ])
    expect(member?.[0]?.id).toEqual({
      xroad_instance: 'TEST',
      member_class: 'GOV',
      member_code: '1001',
      subsystem_code: 'consumer',
      object_type: 'SUBSYSTEM',
    })
  })

  test('listMethods tells a stranger what there is; allowedMethods tells it that it may do nothing', async () => {
    const listed = await json(`${root}/listMethods`, { as: 'stranger' })
    expect(codes(listed)).toContain('open')
    expect(codes(listed)).not.toContain('notices')
    expect(codes(listed)).not.toContain('late')
    expect(codes(listed)).not.toContain('service-suspended')
    expect(listed.service?.find((one) => one.service_code === 'open')?.service_type).toBe('OPENAPI')
    expect(await json(`${root}/allowedMethods`, { as: 'stranger' })).toEqual({ service: [] })
  })

  test('allowedMethods names the services under agreement, with the rules that are in force', async () => {
    const allowed = await json(`${root}/allowedMethods`)
    expect(codes(allowed)).toContain('plain')
    for (const none of [
      'unagreed',
      'agreement-suspended',
      'agreement-expired',
      'service-suspended',
    ])
      expect(codes(allowed)).not.toContain(none)
    expect(allowed.service?.find((one) => one.service_code === 'open')?.endpoint_list).toEqual([
      { method: 'GET', path: '/free/**' },
      { method: '*', path: '/any/{id}' },
      { method: 'POST', path: '/orders' },
      { method: 'PUT', path: '/' },
      { method: 'GET', path: '/statistics' },
    ])
  })

  test('getOpenAPI gives the document, with and without an agreement', async () => {
    for (const as of ['consumer', 'stranger'] as const)
      expect(await call(`${root}/getOpenAPI?serviceCode=open`, { as })).toMatchObject({
        status: 200,
        text: '{"openapi":"3.1.0","info":{"title":"Open"}}',
      })
    for (const query of ['?serviceCode=plain', '?serviceCode=none', '', '?servicecode=open'])
      expect(codeOf(await call(`${root}/getOpenAPI${query}`))).toBe('service-unknown')
  })

  test.each(['/r1/TEST/listClients', `${root}/listMethods`, `${root}/getOpenAPI?serviceCode=open`])(
    '%s tells nothing to who does not say who it is, and knows GET alone',
    async (path) => {
      const answer = await call(path, { token: undefined })
      expect([answer.status, codeOf(answer)]).toEqual([401, 'credentials-missing'])
      expect(codeOf(await call(path, { method: 'POST', body: '' }))).toBe('method-wrong')
      expect(
        codeOf(await call(path, { headers: { 'x-road-client': 'TEST/GOV/3001/stranger' } })),
      ).toBe('client-mismatch')
    },
  )

  test('a path of a service may end in the name of a metaservice', async () => {
    expect(await call('/free/listMethods')).toMatchObject({ status: 200, text: 'ok' })
    expect(lastSeen().url).toBe('/base/free/listMethods')
  })

  test('an unknown system has no methods', async () => {
    const answer = await call('/r1/TEST/GOV/2001/none/listMethods')
    expect([answer.status, codeOf(answer)]).toEqual([404, 'service-unknown'])
  })
})
