import { join } from 'node:path'
import { fetchJournal, waitFor } from '@mtandao/testkit'
import { measure, median, type Measurement } from './measure.ts'
import { nodeFile, startPiped, usageOf } from './piped-process.ts'
import type { Work } from './rounds.ts'
import type { Stage } from './stage.ts'

export interface Latency {
  readonly work: Work
  readonly perSecond: number
  readonly gatewayP99Ms: number
  readonly directP99Ms: number
  readonly addedP99Ms: number
}

/** p99 at a fixed rate through the gateway less p99 at the same rate straight to the provider; median of three turns. */
export async function addedLatency(
  stage: Stage,
  work: 'r1' | 'govesb',
  perSecond: number,
  seconds: number,
): Promise<Latency> {
  const plan = {
    requests: stage.requests[work],
    connections: 128,
    seconds,
    warmupSeconds: 1,
    rate: perSecond,
  }
  const turns: { gateway: number; direct: number }[] = []
  for (let turn = 0; turn < 3; turn++) {
    const through = await measure(stage.generator, stage.gateway.pid(), {
      ...plan,
      port: stage.gateway.port,
    })
    const straight = await measure(stage.generator, stage.gateway.pid(), {
      ...plan,
      port: stage.upstreamPort,
    })
    turns.push({ gateway: through.p99Ms, direct: straight.p99Ms })
  }
  return {
    work,
    perSecond,
    gatewayP99Ms: median(turns.map((turn) => turn.gateway)),
    directP99Ms: median(turns.map((turn) => turn.direct)),
    addedP99Ms: median(turns.map((turn) => turn.gateway - turn.direct)),
  }
}

export interface Memory {
  readonly exchanges: number
  readonly startMb: number
  readonly endMb: number
  readonly mostMb: number
  readonly run: Measurement
}

/** Resident memory of a warm gateway before and after many exchanges. */
export async function memoryOver(stage: Stage, exchanges: number): Promise<Memory> {
  const pid = stage.gateway.pid()
  const rss = () => usageOf(pid)?.rssMb ?? Number.NaN
  const startMb = rss()
  let mostMb = startMb
  const watch = setInterval(() => {
    mostMb = Math.max(mostMb, rss())
  }, 250)
  const run = await measure(stage.generator, pid, {
    port: stage.gateway.port,
    requests: stage.requests.r1,
    connections: 128,
    seconds: 1800,
    warmupSeconds: 0,
    answers: exchanges,
  })
  clearInterval(watch)
  return { exchanges: run.answers, startMb, endMb: rss(), mostMb, run }
}

export interface ReceiptTimes {
  readonly entries: number
  readonly idleMs: number
  readonly idleP99Ms: number
  /** While traffic goes on at half load: a receipt then waits for a new checkpoint of its own. */
  readonly busyMs: number
}

/** GET /receipts/{exchange id} over a kept connection, for exchanges from the whole length of the log. */
export async function receiptTimes(stage: Stage, perSecond: number): Promise<ReceiptTimes> {
  const { gateway, generator, requests } = stage
  const headers = { authorization: `Bearer ${await stage.token()}` }
  const size = await journalSize(gateway.opsUrl)
  const exchanges: string[] = []
  for (let part = 0; part < 100; part++) {
    const from = Math.floor(((part + 0.5) * size) / 100)
    const found = (await fetchJournal(gateway.opsUrl, { from, to: from + 600 })).find(
      (entry) => entry.kind === 'request' && entry.door === 'r1',
    )
    if (found) exchanges.push(found.exchange)
  }
  const times = async () => {
    const all: number[] = []
    for (const exchange of exchanges) {
      const begin = performance.now()
      const response = await fetch(`${gateway.url}/receipts/${exchange}`, { headers })
      await response.arrayBuffer()
      if (!response.ok) throw new Error(`receipt of ${exchange}: status ${response.status}`)
      all.push(performance.now() - begin)
    }
    return all.sort((a, b) => a - b)
  }
  await times()
  const idle = await times()
  const traffic = generator.ask({
    port: gateway.port,
    requests: requests.r1,
    connections: 128,
    seconds: 5,
    warmupSeconds: 0,
    rate: perSecond,
  })
  await new Promise((resolve) => setTimeout(resolve, 500))
  const busy = await times()
  await traffic
  return {
    entries: size,
    idleMs: median(idle),
    idleP99Ms: idle.at(-1) ?? Number.NaN,
    busyMs: median(busy),
  }
}

async function journalSize(opsUrl: string): Promise<number> {
  const text = await (await fetch(`${opsUrl}/journal/0/checkpoint`)).text()
  return Number(text.split('\n')[1])
}

export interface FsckRate {
  readonly entries: number
  readonly seconds: number
  readonly problems: number
}

/** Of the stopped gateway's whole journal. */
export async function fsckRate(stage: Stage): Promise<FsckRate> {
  await stage.gateway.stop()
  await waitFor('the gateway to end', () => !stage.gateway.alive())
  const child = startPiped(stage.pins.subject, [
    ...nodeFile('./fsck-rate.ts'),
    join(stage.gateway.dir, 'journal', '0'),
    stage.gateway.logKey,
  ])
  const result = JSON.parse(await child.line()) as FsckRate
  await child.end()
  return result
}
