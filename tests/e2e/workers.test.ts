import { readFileSync, existsSync } from 'node:fs'
import { Agent } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Receipt } from '@mtandao/contracts'
import { fetchJournal, waitFor } from '@mtandao/testkit'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  answerOk,
  callHttp,
  codeOf,
  LostConnection,
  service,
  startR1Country,
  type Answer,
  type R1Country,
} from './r1-country.ts'

/** Three processes behind one port: one journal each, one quota together, and one of them may die. */
const workers = 3
const perDay = 100
const concurrency = 3
let r1: R1Country
let token: string
beforeAll(async () => {
  r1 = await startR1Country({
    workers,
    env: { GATEWAY_PUBLISH_INTERVAL_MS: '50', LOG_LEVEL: 'error' },
    adjust: (snapshot) => {
      const limited = (id: string, quota: object) => ({
        ...snapshot,
        agreements: snapshot.agreements.map((one) =>
          one.id === id ? { ...one, quota: { ...one.quota, ...quota } } : one,
        ),
      })
      snapshot = limited('limited-consumer', { perMinute: 1e6, perDay })
      snapshot = limited('plain-consumer', { concurrency })
      return {
        ...snapshot,
        services: snapshot.services.map((one) =>
          one.id === 'plain' ? { ...one, timeoutMs: 2000 } : one,
        ),
      }
    },
  })
  token = await r1.country.token('consumer')
})
afterAll(() => r1[Symbol.asyncDispose]())
beforeEach(() => r1.provider.serve(answerOk))

const headers = () => ({
  authorization: `Bearer ${token}`,
  'x-road-client': r1.country.clients.consumer.address,
})
/** A call on a connection of its own: connections, not calls, are given to the workers in turn. */
async function callFresh(path: string): Promise<Answer> {
  const agent = new Agent()
  const url =
    r1.country.gateway.url +
    (path.startsWith('/r1/') || path.startsWith('/receipts/') ? path : service + path)
  return callHttp(url, { headers: headers(), agent }).finally(() => agent.destroy())
}
/** Which worker an exchange id names (clock.ts). */
const workerOf = ({ headers: { 'x-exchange-id': id } }: Answer) =>
  Number.parseInt(String(id).slice(15, 17), 16)
const childrenOf = (pid: number) =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    .trim()
    .split(' ')
    .filter(Boolean)
    .map(Number)
const metrics = async () => (await fetch(`${r1.country.gateway.opsUrl}/metrics`)).text()
const ready = async () =>
  (await (await fetch(`${r1.country.gateway.opsUrl}/readyz`)).json()) as {
    ready: boolean
    workers: { worker: number; why: string[] }[]
  }

test('every worker carries traffic, into a journal of its own, and any of them gives every receipt', async () => {
  const answers = await Promise.all(Array.from({ length: 30 }, (_, at) => callFresh(`/x/${at}`)))
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
  expect(new Set(answers.map(workerOf))).toEqual(new Set([0, 1, 2]))

  const list = (await (await fetch(`${r1.country.gateway.opsUrl}/journal/`)).json()) as {
    worker: number
    origin: string
    vkey: string
  }[]
  expect(list.map(({ origin }) => origin)).toEqual(
    Array.from({ length: workers }, (_, at) => `govesb.local/journal/${at}`),
  )
  for (const worker of [0, 1, 2]) {
    const own = answers.filter((one) => workerOf(one) === worker)
    await waitFor('the journal', async () => {
      const entries = await fetchJournal(r1.country.gateway.opsUrl, { worker })
      return own.every((one) =>
        ['request', 'response'].every((kind) =>
          entries.some(
            (entry) => entry.exchange === one.headers['x-exchange-id'] && entry.kind === kind,
          ),
        ),
      )
    })
    const [first] = own
    const receipts = await Promise.all(
      Array.from({ length: 6 }, () =>
        callFresh(`/receipts/${String(first?.headers['x-exchange-id'])}`),
      ),
    )
    for (const receipt of receipts) {
      expect(receipt.status, receipt.text).toBe(200)
      const { log, entries } = JSON.parse(receipt.text) as Receipt
      expect(log).toBe(list[worker]?.vkey)
      expect(entries.length).toBe(2)
    }
  }
})

test('the quota is one: together they overshoot by no more than a moment’s calls', async () => {
  const path = '/r1/TEST/GOV/2001/provider/limited/x'
  const everyMs = 8
  const answers: Promise<Answer>[] = []
  for (let sent = 0; sent < perDay * 2; sent += 1) {
    answers.push(callFresh(path))
    await sleep(everyMs)
  }
  const all = await Promise.all(answers)
  const passed = all.filter(({ status }) => status !== 429).length
  expect(passed).toBeGreaterThanOrEqual(perDay)
  expect(passed).toBeLessThanOrEqual(perDay + 600 / everyMs)
  await sleep(600)
  for (let at = 0; at < 9; at += 1) {
    const late = await callFresh(path)
    expect([late.status, codeOf(late)]).toEqual([429, 'quota-exceeded'])
    expect(late.headers['ratelimit']).toMatch(/^"day";r=0;t=\d+$/)
  }
})

test('calls in flight are counted together too, and given back together', async () => {
  const plain = '/r1/TEST/GOV/2001/provider/plain'
  r1.country.provider.behave('hang')
  const held: Agent[] = []
  for (let at = 0; at < concurrency; at += 1) {
    const agent = new Agent()
    held.push(agent)
    callHttp(`${r1.country.gateway.url}${plain}/held`, { headers: headers(), agent }).catch(
      () => undefined,
    )
  }
  await waitFor('them to be held', () => r1.country.provider.seen.length >= concurrency)
  await sleep(700)
  r1.country.provider.behave('plain')
  for (let at = 0; at < 6; at += 1) {
    const refused = await callFresh(`${plain}/more`)
    expect([refused.status, codeOf(refused)]).toEqual([429, 'concurrency-exceeded'])
  }
  await waitFor('the provider’s timeout to give them back', async () =>
    (await Promise.all(Array.from({ length: 3 }, () => callFresh(`${plain}/again`)))).every(
      ({ status }) => status === 200,
    ),
  )
  for (const agent of held) agent.destroy()
})

test('one document of metrics tells of all three', async () => {
  const text = await metrics()
  for (const worker of [0, 1, 2]) {
    expect(text).toMatch(new RegExp(`gateway_journal_entries\\{worker="${worker}"\\} [1-9]`))
    expect(text).toMatch(new RegExp(`gateway_snapshot_version\\{worker="${worker}"\\} 1\n`))
  }
  expect(text.match(/# TYPE gateway_journal_entries gauge/g)?.length).toBe(1)
})

test('a snapshot that was refused is in the metrics, whoever of the processes saw it', async () => {
  r1.country.gateway.publication.publish('nonsense', 99)
  await waitFor('the refusal', async () =>
    /gateway_snapshot_refused\{reason="bad-signature",worker="[^"]+"\} [1-9]/.test(await metrics()),
  )
  expect((await ready()).ready).toBe(true)
})

test('a worker that is killed is started again; whoever was on another notices nothing', async () => {
  const pids = childrenOf(r1.country.gateway.pid())
  expect(pids.length).toBe(workers)
  const stop = new AbortController()
  const agents = Array.from({ length: 9 }, () => new Agent({ keepAlive: true, maxSockets: 1 }))
  /** Of each client the workers that served it, in order, and those whose connection it lost. */
  const tellers = agents.map(async (agent) => {
    const told = { served: [] as number[], lostOn: [] as (number | undefined)[] }
    while (!stop.signal.aborted) {
      const url = `${r1.country.gateway.url}${service}/x`
      const answer = await callHttp(url, { headers: headers(), agent }).catch(() => undefined)
      if (answer?.status === 200) told.served.push(workerOf(answer))
      else told.lostOn.push(told.served.at(-1))
      if (!answer) await sleep(1)
    }
    return told
  })
  await sleep(300)
  const before = await callFresh('/before')
  const victim = 1
  process.kill(pids[victim] ?? -1, 'SIGKILL')
  await waitFor('its death to be seen', async () => !(await ready()).ready)
  await waitFor('all three again', async () => (await ready()).ready)
  await sleep(300)
  stop.abort()
  const told = await Promise.all(tellers)
  for (const agent of agents) agent.destroy()

  expect(told.flatMap(({ lostOn }) => lostOn).filter((worker) => worker !== victim)).toEqual([])
  for (const { lostOn, served } of told) {
    expect(lostOn.length).toBeLessThanOrEqual(1)
    expect(served.length).toBeGreaterThan(20)
  }
  expect(childrenOf(r1.country.gateway.pid()).length).toBe(workers)
  const fresh = await Promise.all(Array.from({ length: 30 }, () => callFresh('/after')))
  expect(new Set(fresh.map(workerOf))).toEqual(new Set([0, 1, 2]))
  expect((await callFresh(`/receipts/${String(before.headers['x-exchange-id'])}`)).status).toBe(200)
  // What it had under way is closed in evidence, and nothing else is left open.
  for (const worker of [0, 1, 2]) {
    const entries = await waitFor('the journal', async () => {
      const all = await fetchJournal(r1.country.gateway.opsUrl, { worker })
      const open = new Set(
        all.filter(({ kind }) => kind === 'request').map(({ exchange }) => exchange),
      )
      for (const { kind, exchange } of all)
        if (kind === 'response' || kind === 'closed') open.delete(exchange)
      return open.size === 0 && all
    })
    expect(entries.length).toBeGreaterThan(0)
  }
})

test('SIGTERM lets what is under way finish, takes nothing new, and leaves nobody behind', async () => {
  const pids = childrenOf(r1.country.gateway.pid())
  r1.provider.serve((_request, response) => setTimeout(() => response.end('slow'), 700))
  const slow = Array.from({ length: 12 }, () => callFresh('/slow'))
  // Clients that never let their connection rest must not hold the end up.
  const stop = new AbortController()
  const outcomes: (number | Error)[] = []
  const busy = Array.from({ length: 6 }, async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    while (!stop.signal.aborted)
      await callHttp(`${r1.country.gateway.url}/r1/TEST/listClients`, {
        headers: headers(),
        agent,
      }).then(
        ({ status }) => outcomes.push(status),
        (error: Error) => {
          outcomes.push(error)
          stop.abort()
        },
      )
    agent.destroy()
  })
  await waitFor('all to be under way', () => r1.provider.seen.length === 12)
  const asked = performance.now()
  const stopping = r1.country.gateway.stop()
  await sleep(200)
  await expect(callFresh('/new')).rejects.toThrow(/ECONNREFUSED|ECONNRESET/)
  const answers = await Promise.all(slow)
  expect(answers.map(({ status, text }) => `${status} ${text}`)).toEqual(
    Array.from({ length: 12 }, () => '200 slow'),
  )
  await stopping
  expect(performance.now() - asked).toBeLessThan(4000)
  stop.abort()
  await Promise.all(busy)
  // Only a connection that was about to be made may fail.
  expect(
    outcomes.filter(
      (one) => one !== 200 && (!(one instanceof Error) || one instanceof LostConnection),
    ),
  ).toEqual([])
  for (const pid of pids) expect(existsSync(`/proc/${pid}`)).toBe(false)
})

test('workers whose primary is killed end by themselves', async () => {
  await r1.country.gateway.restart()
  const pid = r1.country.gateway.pid()
  const pids = childrenOf(pid)
  expect(pids.length).toBe(workers)
  process.kill(pid, 'SIGKILL')
  await waitFor('them to end', () => pids.every((one) => !existsSync(`/proc/${one}`)))
})
