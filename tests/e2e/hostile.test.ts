import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { RoutingSnapshot, Service } from '@mtandao/contracts'
import {
  fetchJournal,
  startConstellation,
  sendRaw,
  waitFor,
  type Constellation,
} from '@mtandao/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'

/** Attacks that a hostile review found to work once. Each is named after what it bypassed. */
let country: Constellation
// A plain XML provider whose answer cannot be said in JSON: a member twice.
const unsayable = createServer((request, response) => {
  request.resume()
  response.writeHead(200, { 'content-type': 'application/xml' }).end('<root>{"a":1,"a":2}</root>')
})
beforeAll(async () => {
  await new Promise<void>((resolve) => unsayable.listen(0, '127.0.0.1', resolve))
  const { port } = unsayable.address() as AddressInfo
  country = await startConstellation({
    adjust: (snapshot) => ({
      ...snapshot,
      services: [...snapshot.services, unsayableService(snapshot, port)].map((service) =>
        service.id === 'plain'
          ? {
              ...service,
              endpoint: {
                ...service.endpoint!,
                url: `${new URL(service.endpoint!.url).origin}/plain`,
              },
            }
          : service,
      ),
      agreements: [
        ...snapshot.agreements,
        {
          ...snapshot.agreements.find(({ id }) => id === 'lookup-consumer')!,
          id: 'unsayable-consumer',
          service: 'unsayable',
        },
      ].map((agreement) =>
        agreement.id === 'plain-consumer'
          ? { ...agreement, rules: [{ method: 'GET', path: '/persons/*/photo' }] }
          : agreement,
      ),
    }),
  })
})
afterAll(async () => {
  await country[Symbol.asyncDispose]()
  unsayable.close()
})

function unsayableService(snapshot: RoutingSnapshot, port: number): Service {
  const lookup = snapshot.services.find(({ id }) => id === 'lookup')!
  const endpoint = { url: `http://127.0.0.1:${port}/`, security: { type: 'plain' as const } }
  return {
    ...lookup,
    id: 'unsayable',
    code: 'unsayable',
    esbCode: 'UNSAYABLE',
    format: 'xml',
    endpoint,
  }
}

const base = '/r1/TEST/GOV/2001/provider/plain'

async function raw(target: string, headers: readonly string[] = [], method = 'GET') {
  const token = await country.token('consumer')
  const host = headers.some((line) => line.startsWith('Host:')) ? [] : ['Host: bus']
  const lines = [
    `${method} ${target} HTTP/1.1`,
    ...host,
    `Authorization: Bearer ${token}`,
    `X-Road-Client: ${country.clients.consumer.address}`,
    'Connection: close',
    ...headers,
  ]
  return (await sendRaw(country.gateway.url, [`${lines.join('\r\n')}\r\n\r\n`]))!
}

test('a fragment does not make a path fit a rule', async () => {
  const before = country.provider.seen.length
  expect((await raw(`${base}/persons/1/photo`)).status).toBe(200)
  for (const path of [
    '/persons/1#/photo',
    '/persons/1/photo#x',
    '/persons/1?x=1#/photo',
    '/persons/\u00e9/photo',
  ])
    expect((await raw(base + path)).status, path).toBe(400)
  expect(country.provider.seen.length).toBe(before + 1)
})

test('a Host header holds no piece of the path that a signature covers', async () => {
  for (const host of ['a#b', 'bus/r1/x?', 'bus?x', 'a b'])
    expect(
      (
        await raw(`${base}/persons/1/photo`, [
          `Host: ${host}`,
          'Accept-Signature: sig1=("@status")',
        ])
      ).status,
      host,
    ).toBe(400)
})

test('headers that override method or path do not reach the provider, and TRACE echoes nothing', async () => {
  await raw(`${base}/persons/1/photo`, [
    'X-Original-URL: /admin',
    'X-HTTP-Method-Override: DELETE',
    'Forwarded: for=1.2.3.4',
  ])
  const names = Object.keys(country.provider.seen.at(-1)?.headers ?? {})
  for (const name of ['x-original-url', 'x-http-method-override', 'forwarded'])
    expect(names).not.toContain(name)
  expect((await raw(`${base}/persons/1/photo`, [], 'TRACE')).status).toBe(405)
})

test('a userId that is not the caller’s is refused in every call that carries one', async () => {
  const { helper } = country.connect('consumer')
  for (const [call, userId, status] of [
    ['request', 'not-mine', 403],
    ['nida-request', 'not-mine', 403],
    ['request', country.clients.consumer.nidaUserId, 200],
  ] as const) {
    const data = `{"apiCode":"LOOKUP","userId":"${userId}","esbBody":{}}`
    const response = await fetch(`${country.gateway.url}/engine/esb/${call}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await country.token('consumer')}`,
        'content-type': 'application/json',
      },
      body: `{"data":${data},"signature":"${helper.signPayload(data)}"}`,
    })
    expect([call, userId, response.status]).toEqual([call, userId, status])
  }
})

test('an answer that cannot be said in the caller’s format is refused, sealed and recorded like any other', async () => {
  const { helper, last } = country.connect('consumer')
  const data = await helper.requestData('UNSAYABLE', '{"a":1}', 'json')
  expect([last()?.status, data]).toEqual([
    502,
    expect.stringContaining('gateway.provider-answer-malformed'),
  ])
  const id = last()?.headers.get('x-exchange-id')
  const kinds = await waitFor('both entries', async () => {
    const own = (await fetchJournal(country.gateway.opsUrl)).filter(
      ({ exchange }) => exchange === id,
    )
    return own.length === 2 && own.map(({ kind }) => kind)
  })
  expect(kinds).toEqual(['request', 'response'])
})
