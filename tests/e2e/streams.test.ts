import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { Agent, request as httpRequest, type IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { JournalEntry, Receipt } from '@mtandao/contracts'
import { sendRaw, waitFor } from '@mtandao/testkit'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  answerOk,
  callHttp,
  codeOf,
  requestHash,
  service,
  startR1Country,
  type R1Country,
} from './r1-country.ts'

/** Large bodies through `r1`: in constant memory, whole or visibly broken, and in evidence with their digests. */
const MB = 1024 * 1024
let r1: R1Country
let token: string
beforeAll(async () => {
  r1 = await startR1Country({
    open: { timeoutMs: 1000, concurrency: 1 },
    agreements: [{ quota: { perMinute: 1e6, perDay: 1e6, concurrency: 1 } }],
    env: {
      GATEWAY_PUBLISH_INTERVAL_MS: '50',
      GATEWAY_R1_BODY_BYTES_MAX: String(120 * MB),
      GATEWAY_BREAKER_FAILURES: '1',
      GATEWAY_BREAKER_REST_MS: '600000',
    },
  })
  token = await r1.country.token('consumer')
})
afterAll(() => r1[Symbol.asyncDispose]())
beforeEach(() => r1.provider.serve(answerOk))

/** `bytes` of a pattern that repeats nowhere near a buffer's size. */
function* pattern(bytes: number): Generator<Buffer> {
  const size = 64_000
  for (let at = 0; at < bytes; at += size) {
    const block = Buffer.alloc(Math.min(size, bytes - at), (at / size) & 0xff)
    block.writeUInt32LE(at & 0xffffffff, 0)
    yield block
  }
}

function patternHash(bytes: number, salt = Buffer.alloc(0)) {
  const hash = createHash('sha256').update(salt)
  for (const block of pattern(bytes)) hash.update(block)
  return hash.digest()
}

const headersOf = (more: Record<string, string> = {}) => ({
  authorization: `Bearer ${token}`,
  'x-road-client': r1.country.clients.consumer.address,
  ...more,
})

interface Sent {
  readonly response: IncomingMessage
  readonly sha256: Buffer
  readonly bytes: number
}

/** Sends a body as a stream and hashes the answer as a stream: nothing of it is kept here either. */
async function exchangeStream(
  path: string,
  body: Iterable<Buffer> | AsyncIterable<Buffer> | undefined,
  headers: Record<string, string> = {},
): Promise<Sent> {
  const agent = new Agent()
  const url = new URL(r1.country.gateway.url + service + path)
  const request = httpRequest(url, {
    agent,
    method: body ? 'POST' : 'GET',
    headers: headersOf(headers),
  })
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    request.once('response', resolve).once('error', reject)
  })
  answered.catch(() => undefined)
  const sending = body
    ? pipeline(Readable.from(body, { objectMode: false, highWaterMark: 64_000 }), request)
    : request.end()
  const response = await answered
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of response) {
    hash.update(chunk as Buffer)
    bytes += (chunk as Buffer).length
  }
  if (!response.complete) throw new Error('the answer broke off')
  await sending
  agent.destroy()
  return { response, sha256: hash.digest(), bytes }
}

async function receiptOf(exchange: string): Promise<Receipt> {
  const { status, text } = await callHttp(`${r1.country.gateway.url}/receipts/${exchange}`, {
    headers: { authorization: `Bearer ${token}` },
  })
  if (status !== 200) throw new Error(text)
  return JSON.parse(text) as Receipt
}

const entriesOf = (receipt: Receipt) =>
  receipt.entries.map(
    ({ entry }) => JSON.parse(Buffer.from(entry, 'base64').toString()) as JournalEntry,
  )

/** Waits until the exchange is told to its end; `exchange`: its id, or the newest one that the provider saw. */
async function completed(exchange = lastExchange()): Promise<JournalEntry> {
  return waitFor('the completed entry', async () =>
    entriesOf(await receiptOf(exchange)).find(({ kind }) => kind === 'completed'),
  )
}

function lastExchange(): string {
  return String(r1.provider.seen.at(-1)?.headers['x-exchange-id'])
}

/** Resident memory of the gateway now, and its highest since `forget`, in MB. */
async function memory(which: 'VmRSS' | 'VmHWM'): Promise<number> {
  const text = await readFile(`/proc/${r1.country.gateway.pid()}/status`, 'utf8')
  return Number(new RegExp(`${which}:\\s+(\\d+) kB`).exec(text)?.[1]) / 1024
}

const forgetHighest = () => writeFile(`/proc/${r1.country.gateway.pid()}/clear_refs`, '5')

/** The agreement has one place and so has the provider: whoever is served next proves that both were given back. */
async function expectFree(): Promise<void> {
  r1.provider.serve(answerOk)
  await waitFor('the place to be free', async () => {
    const { status, text } = await callHttp(r1.country.gateway.url + service + '/free', {
      headers: headersOf(),
    })
    if (status !== 200) throw new Error(text)
    return true
  })
}

describe('a hundred megabytes', () => {
  const size = 100 * MB

  // Three tries: when memory is given back is the machine's to say.
  const tries = { retry: 2, timeout: 60_000 }
  test(
    'go up and come down in less than 64 MB of extra memory, whole, and in evidence',
    tries,
    async () => {
      r1.provider.serve(async (request, response) => {
        const down = Number(request.headers['x-down'])
        const hash = createHash('sha256')
        for await (const chunk of request) hash.update(chunk as Buffer)
        response.setHeader('x-seen-sha256', hash.digest('hex'))
        if (down > 0) await pipeline(Readable.from(pattern(down)), response)
        else response.end('ok')
      })
      await exchangeStream('/warm', pattern(4 * MB), { 'x-down': String(4 * MB) })
      const measured = async (send: () => Promise<Sent>): Promise<Sent> => {
        await forgetHighest()
        const before = await memory('VmRSS')
        const sent = await send()
        expect((await memory('VmHWM')) - before).toBeLessThan(64)
        return sent
      }
      const start = await memory('VmRSS')
      const up = await measured(() =>
        exchangeStream('/up', pattern(size), { 'content-length': String(size), 'x-down': '0' }),
      )
      const down = await measured(() =>
        exchangeStream('/down', undefined, { 'x-down': String(size) }),
      )
      const both = await measured(() =>
        exchangeStream('/both', pattern(size), { 'x-down': String(size) }),
      )
      expect((await memory('VmRSS')) - start).toBeLessThan(150) // four hundred megabytes have passed

      const expected = patternHash(size)
      expect(up.response.headers['x-seen-sha256']).toBe(expected.toString('hex'))
      expect(both.response.headers['x-seen-sha256']).toBe(expected.toString('hex'))
      for (const { sha256, bytes } of [down, both]) {
        expect(bytes).toBe(size)
        expect(sha256.equals(expected)).toBe(true)
      }
      const { headers } = up.response
      const hash = createHash('sha512').update(
        `POST ${service}/up\n${r1.country.clients.consumer.address}\n${String(headers['x-road-id'])}\n`,
      )
      for (const block of pattern(size)) hash.update(block)
      expect(headers['x-road-request-hash']).toBe(hash.digest('base64'))

      await completed(String(both.response.headers['x-exchange-id']))
      for (const [answer, received, sent] of [
        [up, true, false],
        [down, false, true],
        [both, true, true],
      ] as const) {
        const exchange = String(answer.response.headers['x-exchange-id'])
        const receipt = await receiptOf(exchange)
        const sha256 = patternHash(size, Buffer.from(receipt.salt, 'base64url')).toString(
          'base64url',
        )
        const end = entriesOf(receipt).at(-1)
        expect(end).toMatchObject({ kind: 'completed', outcome: 'ok', exchange })
        expect(end?.received).toEqual(received ? { bytes: size, sha256 } : undefined)
        expect(end?.sent).toEqual(sent ? { bytes: size, sha256 } : undefined)
      }
      expect(r1.country.gateway.output()).not.toContain('Warning')
    },
  )
})

describe('a body on its way up', () => {
  test('sent in chunks of any size arrives whole', async () => {
    const chunks = [1, 2, 65_536, 3, 300_000, 1, 17].map((size, at) => Buffer.alloc(size, at + 65))
    const seen = createHash('sha256')
    r1.provider.serve(async (request, response) => {
      for await (const chunk of request) seen.update(chunk as Buffer)
      response.end(request.headers['transfer-encoding'])
    })
    const { response } = await exchangeStream('/chunks', chunks)
    expect(response.statusCode).toBe(200)
    const whole = Buffer.concat(chunks)
    expect(seen.digest('hex')).toBe(createHash('sha256').update(whole).digest('hex'))
    expect(response.headers['x-road-request-hash']).toBe(
      requestHash({
        method: 'POST',
        target: `${service}/chunks`,
        client: r1.country.clients.consumer.address,
        id: String(response.headers['x-road-id']),
        body: whole,
      }),
    )
    const end = await completed(String(response.headers['x-exchange-id']))
    expect(end.received?.bytes).toBe(whole.length)
  })

  test('in chunks that are nothing at all', async () => {
    const { response } = await exchangeStream('/nothing', [])
    expect(response.statusCode).toBe(200)
  })

  /** What the provider got of the request, and whether it took it for whole. */
  function watchProvider() {
    const got = { bytes: 0, whole: false, broken: false }
    r1.provider.serve((request, response) => {
      request.on('data', (chunk: Buffer) => (got.bytes += chunk.length))
      request.on('end', () => {
        got.whole = true
        response.end('taken')
      })
      request.on('close', () => (got.broken = !got.whole))
    })
    return got
  }

  test.each([
    ['of announced length', { 'content-length': String(2 * MB) }],
    ['in chunks', { 'transfer-encoding': 'chunked' }],
  ])(
    'whose caller goes away (%s) never looks whole to the provider, and does not count against it',
    async (_how, headers) => {
      const got = watchProvider()
      const request = httpRequest(new URL(`${r1.country.gateway.url}${service}/away`), {
        method: 'POST',
        headers: headersOf(headers),
      })
      request.on('error', () => undefined)
      request.write(Buffer.alloc(MB))
      await waitFor('the provider to see some of it', () => got.bytes > 500_000)
      request.destroy()
      await waitFor('the provider to see it break', () => got.broken)
      expect(got.whole).toBe(false)
      expect(await completed()).toMatchObject({ outcome: 'gateway.body-truncated' })
      await expectFree()
    },
  )

  test.each([
    ['of announced length', true],
    ['in chunks', false],
  ])(
    'with a digest that is not its own (%s) is refused, and the provider never has it whole',
    async (_how, announced) => {
      const got = watchProvider()
      const size = 2 * MB
      const digest = (bytes: number) => `sha-256=:${patternHash(bytes).toString('base64')}:`
      const length: Record<string, string> = announced ? { 'content-length': String(size) } : {}
      const agent = new Agent()
      const { status, text } = await callHttp(`${r1.country.gateway.url}${service}/digest`, {
        method: 'POST',
        agent,
        headers: headersOf({
          'content-digest': digest(size - 1),
          ...(announced ? length : { 'transfer-encoding': 'chunked' }),
        }),
        body: Buffer.concat([...pattern(size)]),
      })
      expect([status, (JSON.parse(text) as { code: string }).code]).toEqual([
        400,
        'gateway.digest-mismatch',
      ])
      await waitFor('the provider to see it break', () => got.broken)
      expect(got.whole).toBe(false)
      expect(got.bytes).toBeLessThan(size)
      await expectFree()

      watchProvider()
      const right = await exchangeStream('/digest', pattern(size), {
        'content-digest': digest(size),
        ...length,
      })
      expect(right.response.statusCode).toBe(200)
    },
  )

  test('of which one chunk with a wrong digest is all: the provider sees nothing', async () => {
    const { status } = await callHttp(`${r1.country.gateway.url}${service}/digest`, {
      method: 'POST',
      headers: headersOf({
        'content-digest': 'sha-256=:AAAA:',
        'transfer-encoding': 'chunked',
      }),
      body: 'x',
    })
    expect(status).toBe(400)
    expect(r1.provider.seen).toEqual([])
    await expectFree()
  })

  test('over the limit is refused: at once when announced, in the middle when not', async () => {
    const got = watchProvider()
    const announced = await sendRaw(r1.country.gateway.url, [
      `POST ${service}/big HTTP/1.1\r\nhost: bus\r\nauthorization: Bearer ${token}\r\nx-road-client: ${r1.country.clients.consumer.address}\r\ncontent-length: ${121 * MB}\r\n\r\n`,
    ])
    expect(announced.status).toBe(413)
    expect(got.bytes).toBe(0)
    const answer = await callHttp(`${r1.country.gateway.url}${service}/big`, {
      method: 'POST',
      agent: new Agent(),
      headers: headersOf({ 'transfer-encoding': 'chunked' }),
      body: Buffer.alloc(120 * MB + 1),
    })
    expect([answer.status, codeOf(answer)]).toEqual([413, 'body-too-large'])
    expect(got.whole).toBe(false)
    await expectFree()
  })

  test('that the provider does not want to hear to its end: its answer reaches the caller', async () => {
    r1.provider.serve((_request, response) => response.writeHead(422).end('enough'))
    const answer = await callHttp(`${r1.country.gateway.url}${service}/enough`, {
      method: 'POST',
      agent: new Agent(),
      headers: headersOf(),
      body: Buffer.alloc(50 * MB),
    })
    expect(answer).toMatchObject({ status: 422, text: 'enough' })
    await expectFree()
  })

  test('of a caller without a token: the refusal reaches it although it is still sending', async () => {
    for (let round = 0; round < 5; round += 1) {
      const answer = await callHttp(`${r1.country.gateway.url}${service}/stranger`, {
        method: 'POST',
        agent: new Agent(),
        headers: { 'x-road-client': r1.country.clients.consumer.address },
        body: Buffer.alloc(20 * MB),
      })
      expect([answer.status, codeOf(answer)]).toEqual([401, 'credentials-missing'])
    }
    expect(r1.provider.seen).toEqual([])
  })

  test('slower than the provider’s timeout is not the provider’s fault', async () => {
    const got = watchProvider()
    async function* slowly() {
      yield Buffer.alloc(300_000)
      await sleep(1500)
      yield Buffer.alloc(10)
    }
    const { response } = await exchangeStream('/slow', slowly())
    expect(response.statusCode).toBe(200)
    expect(got.bytes).toBe(300_010)
  })
})

describe('a body on its way down', () => {
  test.each([
    ['of announced length', { 'content-length': String(4 * MB) }],
    ['in chunks', {}],
  ])('that breaks off at the provider (%s) breaks off at the consumer', async (_how, headers) => {
    r1.provider.serve((_request, response) => {
      response.writeHead(200, headers)
      response.write(Buffer.alloc(2 * MB), () => setTimeout(() => response.destroy(), 50))
    })
    await expect(exchangeStream('/breaks', undefined)).rejects.toThrow(
      /aborted|broke off|reset|hang up/,
    )
    expect(await completed()).toMatchObject({ outcome: 'gateway.provider-reset' })
    await r1.country.gateway.restart() // the provider is at rest now, and rightly so
    await expectFree()
  })

  test('a short answer is not taken for a whole one by a client of HTTP/1.0 either', async () => {
    r1.provider.serve((_request, response) => {
      response.writeHead(200, { 'content-length': String(4 * MB) })
      response.write(Buffer.alloc(2 * MB), () => setTimeout(() => response.destroy(), 50))
    })
    const raw = await sendRaw(
      r1.country.gateway.url,
      [
        `GET ${service}/short HTTP/1.0\r\nhost: bus\r\nauthorization: Bearer ${token}\r\nx-road-client: ${r1.country.clients.consumer.address}\r\n\r\n`,
      ],
      { all: true },
    )
    expect(Number(raw.headers['content-length'])).toBeGreaterThan(raw.body.length)
    await completed()
    await r1.country.gateway.restart()
  })

  test.each([
    ['a small answer', 1000],
    ['a large one', 400_000],
  ])('%s that ends before its announced length is a failure', async (_size, bytes) => {
    r1.provider.serve((_request, response) => {
      response.writeHead(200, { 'content-length': String(bytes) })
      response.write(Buffer.alloc(bytes - 1), () => setTimeout(() => response.destroy(), 50))
    })
    const outcome = await exchangeStream('/cut', undefined).then(
      ({ response }) => response.statusCode,
      () => 'broken',
    )
    expect([502, 'broken']).toContain(outcome)
    await r1.country.gateway.restart()
    await expectFree()
  })

  test('whose consumer goes away lets the provider go, and says in evidence who left', async () => {
    let closed = false
    r1.provider.serve((_request, response) => {
      response.on('close', () => (closed = true))
      Readable.from(pattern(100 * MB)).pipe(response)
    })
    const request = httpRequest(new URL(`${r1.country.gateway.url}${service}/leave`), {
      headers: headersOf(),
    }).end()
    request.on('error', () => undefined)
    const response = await new Promise<IncomingMessage>((resolve) =>
      request.once('response', resolve),
    )
    await new Promise((resolve) => response.once('data', resolve))
    request.destroy()
    await waitFor('the provider to be let go', () => closed)
    const end = await completed()
    expect(end).toMatchObject({ outcome: 'consumer.went-away' })
    expect(end.sent?.bytes).toBeLessThan(100 * MB)
    await expectFree()
  })

  test('whose consumer is gone before it begins holds nobody’s place', async () => {
    r1.provider.serve((_request, response) => {
      setTimeout(() => response.end(Buffer.alloc(2 * MB)), 300)
    })
    const request = httpRequest(new URL(`${r1.country.gateway.url}${service}/early`), {
      headers: headersOf(),
    }).end()
    request.on('error', () => undefined)
    await waitFor('the provider to be asked', () => r1.provider.seen.length === 1)
    request.destroy()
    expect(await completed()).toMatchObject({ outcome: 'consumer.went-away' })
    await expectFree()
  })

  test('fills the provider’s place until its last byte', async () => {
    const blocks = pattern(50 * MB)
    r1.provider.serve((_request, response) => {
      Readable.from(blocks).pipe(response)
    })
    const request = httpRequest(new URL(`${r1.country.gateway.url}${service}/long`), {
      headers: headersOf(),
    }).end()
    const response = await new Promise<IncomingMessage>((resolve) =>
      request.once('response', resolve),
    )
    const metrics = async () => (await fetch(`${r1.country.gateway.opsUrl}/metrics`)).text()
    await sleep(100)
    expect(await metrics()).toMatch(/gateway_provider_in_flight\{service="open",worker="0"\} 1\n/)
    response.resume()
    await new Promise((resolve) => response.once('end', resolve))
    await waitFor('the place to be free', async () =>
      (await metrics()).includes('gateway_provider_in_flight{service="open",worker="0"} 0\n'),
    )
  })

  test('that stalls at the provider is cut; one that stalls at the consumer is waited for', async () => {
    r1.provider.serve((_request, response) => {
      Readable.from(pattern(30 * MB)).pipe(response)
    })
    const request = httpRequest(new URL(`${r1.country.gateway.url}${service}/patient`), {
      headers: headersOf(),
    }).end()
    const response = await new Promise<IncomingMessage>((resolve) =>
      request.once('response', resolve),
    )
    await sleep(2000) // twice the provider's timeout
    let bytes = 0
    for await (const chunk of response) bytes += (chunk as Buffer).length
    expect(bytes).toBe(30 * MB)

    r1.provider.serve((_request, stalled) => {
      stalled.writeHead(200)
      stalled.write(Buffer.alloc(MB))
    })
    await expect(exchangeStream('/stalls', undefined)).rejects.toThrow(/aborted|broke off|hang up/)
    expect(await completed()).toMatchObject({ outcome: 'gateway.provider-timeout' })
  })
})
