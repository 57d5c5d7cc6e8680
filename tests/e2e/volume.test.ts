import { execFile } from 'node:child_process'
import { Agent } from 'node:http'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { JournalEntry } from '@mtandao/contracts'
import { directoryTiles, TileReader } from '@mtandao/tlog'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { callHttp, service, startR1Country, type Answer, type R1Country } from './r1-country.ts'

/** Twenty thousand exchanges of every kind over 64 connections; then every one is looked for in the journal. */
const calls = 20_000
const connections = 64
const cli = fileURLToPath(new URL('../../apps/cli/src/main.ts', import.meta.url))
let r1: R1Country
beforeAll(async () => {
  r1 = await startR1Country({ env: { GATEWAY_BREAKER_FAILURES: '10000', LOG_LEVEL: 'error' } })
  r1.provider.serve((request, response) => {
    r1.provider.seen.length = 0
    request.resume()
    if (request.url === '/breaks') request.socket.destroy()
    else
      request.once('end', () => {
        response.writeHead(request.url === '/fails' ? 500 : 200)
        response.end(request.url === '/large' ? large : request.url)
      })
  })
})
afterAll(() => r1[Symbol.asyncDispose]())

const large = Buffer.alloc(300_000, 'x')

/** What the caller knows of an exchange afterwards. */
interface Known {
  readonly exchange: string
  readonly status: number
  readonly kinds: string
}

async function kindsOfCalls() {
  const { gateway } = r1.country
  const { consumer } = r1.country.clients
  const token = await r1.country.token('consumer')
  const headers = { authorization: `Bearer ${token}`, 'x-road-client': consumer.address }
  const whole = 'request response'
  const data = '{"apiCode":"LOOKUP","esbBody":{"nin":"1"}}'
  const signature = r1.country.connect('consumer').helper.signPayload(data)
  const esb = (signed: string) => ({
    url: `${gateway.url}/engine/esb/request`,
    options: {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: `{"data":${data},"signature":"${signed}"}`,
    },
  })
  const at = (path: string, options: object = {}) => ({
    url: gateway.url + (path.startsWith('/r1/') ? path : service + path),
    options: { headers, ...options },
  })
  return [
    { share: 40, status: 200, kinds: whole, ...at('/get') },
    { share: 20, status: 200, kinds: whole, ...at('/post', { method: 'POST', body: '{"a":1}' }) },
    { share: 10, status: 200, kinds: whole, ...esb(signature) },
    { share: 3, status: 401, kinds: 'refused', ...esb(signature.replace(/^..../, 'AAAA')) },
    { share: 6, status: 403, kinds: 'refused', ...at('/r1/TEST/GOV/2001/provider/unagreed/x') },
    { share: 5, status: 404, kinds: 'refused', ...at('/r1/TEST/GOV/2001/provider/none/x') },
    { share: 5, status: 401, kinds: 'refused', ...at('/x', { headers: {} }) },
    { share: 5, status: 500, kinds: whole, ...at('/fails') },
    { share: 4, status: 502, kinds: whole, ...at('/breaks', { method: 'POST', body: 'x' }) },
    { share: 1, status: 200, kinds: `${whole} completed`, ...at('/large') },
    {
      share: 1,
      status: 200,
      kinds: `${whole} completed`,
      ...at('/up', { method: 'POST', body: large }),
    },
  ]
}

test('twenty thousand exchanges are in the journal once each, whole, and in order', async () => {
  const kinds = await kindsOfCalls()
  const wheel = kinds.flatMap((kind) => Array.from({ length: kind.share }, () => kind))
  expect(wheel.length).toBe(100)
  const known: Known[] = []
  const wrong: string[] = []
  let next = 0
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (next < calls) {
        const kind = wheel[(next * 37) % 100]
        next += 1
        if (!kind) throw new Error('an empty wheel')
        const answer: Answer = await callHttp(kind.url, { ...kind.options, agent })
        const exchange = String(answer.headers['x-exchange-id'])
        if (answer.status !== kind.status)
          wrong.push(`${kind.url} ${answer.status} ${answer.text.slice(0, 200)}`)
        known.push({ exchange, status: answer.status, kinds: kind.kinds })
      }
    }),
  )
  agent.destroy()
  expect(wrong).toEqual([])
  expect(known.length).toBe(calls)
  expect(new Set(known.map(({ exchange }) => exchange)).size).toBe(calls)

  await r1.country.gateway.stop()
  const dir = join(r1.country.gateway.dir, 'journal/0')
  const { stdout } = await promisify(execFile)(process.execPath, [
    cli,
    'journal',
    'fsck',
    dir,
    '--json',
    '--vkey',
    r1.country.gateway.logKey,
  ])
  const report = JSON.parse(stdout) as Record<string, unknown>
  expect(report).toMatchObject({ ok: true, problems: [], walChecked: true })
  expect(report['size']).toBe(report['entries'])

  const byExchange = await readJournal(dir)
  for (const { exchange, status, kinds: expected } of known) {
    const entries = byExchange.get(exchange) ?? []
    const text = entries.map(({ kind }) => kind).join(' ')
    if (text !== expected)
      throw new Error(`${exchange}: ${text || 'nothing'} instead of ${expected}`)
    const told = entries.find(({ kind }) => kind === 'response' || kind === 'refused')
    if (told?.status !== status)
      throw new Error(`${exchange}: ${told?.status} instead of ${status}`)
  }
  // Nothing is in the journal that nobody asked for.
  expect(byExchange.size).toBe(calls)
}, 90_000)

/** Entries by exchange, each proved to be in the tree; throws where their order or their places do not fit. */
async function readJournal(dir: string): Promise<Map<string, JournalEntry[]>> {
  const reader = new TileReader(directoryTiles(dir))
  const checkpoint = await reader.checkpoint(r1.country.gateway.logKey)
  const byExchange = new Map<string, JournalEntry[]>()
  let expected = 0
  let last = ''
  for await (const { firstIndex, entries } of reader.verifiedEntries(0, checkpoint))
    for (const [offset, bytes] of entries.entries()) {
      const index = firstIndex + offset
      if (index !== expected) throw new Error(`entry ${expected} is missing`)
      expected += 1
      const entry = JSON.parse(Buffer.from(bytes).toString()) as JournalEntry
      if (entry.at < last) throw new Error(`entry ${index} is older than the one before`)
      last = entry.at
      const { exchange, kind, request } = entry
      const of = byExchange.get(exchange)
      if (of) of.push(entry)
      else byExchange.set(exchange, [entry])
      const isFirst = kind === 'request' || kind === 'refused'
      if (isFirst !== (of === undefined)) throw new Error(`${kind} ${exchange} out of order`)
      if (placeOf(exchange) !== (isFirst ? index : request))
        throw new Error(`${kind} ${exchange} does not lie where its id says`)
    }
  expect(expected).toBe(checkpoint.size)
  return byExchange
}

/** The index that an exchange id names: 40 bits before the last 22 (docs/protocols/journal-entry.md). */
function placeOf(exchange: string): number {
  const low = BigInt(`0x${exchange.slice(19).replace('-', '')}`)
  return Number((low >> 22n) & 0xff_ffff_ffffn)
}
