import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startEmbedded, type EmbeddedServer } from '@mtandao/pg/embedded'
import {
  demoSnapshot,
  fetchJournal,
  freePorts,
  makeClients,
  startChild,
  startGateway,
  waitFor,
  type Child,
  type GatewayProcess,
  type TestClients,
} from '@mtandao/testkit'
import { fsck } from '@mtandao/tlog'
import { startTraffic, type Answered, type Traffic } from './clients.ts'
import { readNotebook, type PartiesPlan, type PartyName } from './parties.ts'
import { contradicted, takeReceipt, type KeptReceipt } from './receipts-kept.ts'

export interface CampaignOptions {
  readonly rounds: number
  readonly seed: number
  /** Load between two kills, about. */
  readonly roundMs: number
  readonly lanes: number
  /** How long accepted messages may take to arrive once everything runs again. */
  readonly settleMs: number
  readonly say: (text: string) => void
}

export interface Verdict {
  readonly rounds: number
  /** Answers without a response entry, and calls a provider saw without a request entry. */
  readonly lost: number
  /** Receipts that do not verify, or that the later log contradicts, and faults that fsck found. */
  readonly unproved: number
  /** Accepted messages that did not arrive at everyone they were for. */
  readonly undelivered: number
  /** Each fault in words. */
  readonly faults: readonly string[]
  readonly answers: number
  readonly accepted: number
  readonly receipts: number
  readonly kills: Readonly<Record<Victim, number>>
}

type Victim = 'gateway' | 'parties' | 'postgres'

/** The constellation of a campaign: everything that can be killed runs as a process of its own. */
interface Field {
  readonly gateway: GatewayProcess
  readonly clients: TestClients
  readonly notebook: string
  kill(victim: Victim): Promise<void>
  revive(victim: Victim): Promise<void>
  end(): Promise<void>
}

/** Kills at random moments under load, revives, and afterwards holds the evidence against what everyone remembers. */
export async function runCampaign(options: CampaignOptions): Promise<Verdict> {
  const { rounds, seed, roundMs, lanes, say } = options
  const random = randomFrom(seed)
  const field = await openField()
  const kills = { gateway: 0, parties: 0, postgres: 0 }
  const faults: string[] = []
  const kept: KeptReceipt[] = []
  const traffic = startTraffic(field.gateway, field.clients, lanes)
  try {
    for (let round = 1; round <= rounds; round++) {
      const victims = chooseVictims(random, round)
      await sleep(roundMs * (0.3 + random() * 0.5))
      kept.push(...(await takeSome(field, traffic.answers, faults)))
      await sleep(roundMs * random() * 0.2)
      await Promise.all(victims.map((victim) => field.kill(victim)))
      for (const victim of victims) kills[victim]++
      await sleep(50 + random() * 500)
      await Promise.all(victims.map((victim) => field.revive(victim)))
      faults.push(...(await contradicted(field.gateway, kept)).map((fault) => `unproved: ${fault}`))
      say(
        `round ${round}: killed ${victims.join(' and ')}; ${traffic.answers.length} answers, ${traffic.failures()} broken calls, ${kept.length} receipts kept`,
      )
    }
    await sleep(roundMs / 2)
    await traffic.stop()
    return await judge(field, traffic, { options, kept, faults, kills })
  } finally {
    await traffic.stop()
    await field.end()
  }
}

/** Receipts of some of the newest answers, fetched and verified at once. */
async function takeSome(
  { gateway, clients }: Field,
  answers: readonly Answered[],
  faults: string[],
): Promise<KeptReceipt[]> {
  const kept: KeptReceipt[] = []
  for (const { exchange, party } of answers.slice(-8)) {
    if (exchange === undefined) continue
    try {
      const receipt = await takeReceipt(gateway, clients[party], exchange)
      if (receipt) kept.push(receipt)
    } catch (error) {
      faults.push(`unproved: ${String(error)}`)
    }
  }
  return kept
}

interface Memory {
  readonly options: CampaignOptions
  readonly kept: readonly KeptReceipt[]
  readonly faults: string[]
  readonly kills: Verdict['kills']
}

async function judge(field: Field, { answers }: Traffic, memory: Memory): Promise<Verdict> {
  const { options, kept, faults, kills } = memory
  const accepted = answers.filter((answer) => answer.accepted !== undefined)
  faults.push(
    ...(await undelivered(field, accepted, options.settleMs)).map(
      (fault) => `undelivered: ${fault}`,
    ),
  )
  const last = await takeSome(field, answers, faults)
  faults.push(
    ...(await contradicted(field.gateway, [...kept, ...last])).map((fault) => `unproved: ${fault}`),
  )
  await waitFor('the last entries to be published', async () => {
    const size = await publishedSize(field.gateway)
    await sleep(1500)
    return size === (await publishedSize(field.gateway))
  })
  faults.push(...(await lost(field, answers)).map((fault) => `lost: ${fault}`))
  await field.gateway.stop()
  const report = await fsck(join(field.gateway.dir, 'journal', '0'), { vkey: field.gateway.logKey })
  faults.push(...report.problems.map((fault) => `unproved: fsck: ${fault}`))
  options.say(`fsck: ${report.entries} entries, ${report.problems.length} problems`)
  const count = (kind: string) => faults.filter((fault) => fault.startsWith(`${kind}:`)).length
  return {
    rounds: options.rounds,
    lost: count('lost'),
    unproved: count('unproved'),
    undelivered: count('undelivered'),
    faults,
    answers: answers.length,
    accepted: accepted.length,
    receipts: kept.length + last.length,
    kills,
  }
}

async function publishedSize({ opsUrl }: GatewayProcess): Promise<number> {
  return Number((await (await fetch(`${opsUrl}/journal/0/checkpoint`)).text()).split('\n')[1])
}

const at = (port: number) => `http://127.0.0.1:${port}`

/** Who must have seen each accepted message: a push every connected consumer, an answer the one who asked. */
async function undelivered(
  { notebook }: Field,
  accepted: readonly Answered[],
  settleMs: number,
): Promise<string[]> {
  const wanted = accepted.flatMap(({ accepted: id, operation, party }) => {
    const own: PartyName = party === 'consumerK1' ? 'callbackK1' : 'callback'
    const targets: PartyName[] = operation.startsWith('push') ? ['callback', 'callbackK1'] : [own]
    return targets.map((target) => ({ key: `${target} ${id}`, operation }))
  })
  const missing = () => {
    const arrived = new Set(
      readNotebook(notebook)
        .filter((note) => note.kind === 'seen' && note.isVerified === true)
        .map((note) => `${note.party} ${note.requestId}`),
    )
    return wanted.filter(({ key }) => !arrived.has(key))
  }
  await waitFor('deliveries', () => missing().length === 0, {
    withinMs: settleMs,
    everyMs: 250,
  }).catch(() => {})
  return missing().map(({ key, operation }) => `${operation} to ${key}`)
}

/** Answers and provider calls that the journal knows nothing of. */
async function lost({ gateway, notebook }: Field, answers: readonly Answered[]): Promise<string[]> {
  const asked = new Set<string>()
  const answered = new Set<string>()
  for (const { kind, exchange } of await fetchJournal(gateway.opsUrl)) {
    if (kind === 'request') asked.add(exchange)
    if (kind === 'response' || kind === 'refused') answered.add(exchange)
  }
  const unanswered = answers
    .filter(({ exchange, status }) =>
      exchange === undefined ? status < 500 : !answered.has(exchange),
    )
    .map(
      ({ exchange, status, operation }) =>
        `${operation} answered ${status} without an entry (${exchange})`,
    )
  const unasked = readNotebook(notebook)
    .filter(
      ({ kind, requestId }) =>
        kind === 'seen' && (requestId === undefined || !asked.has(requestId)),
    )
    .map(
      ({ party, path, requestId }) => `${party} saw ${path} ${requestId} without a request entry`,
    )
  const unverified = answers
    .filter(({ isVerified }) => !isVerified)
    .map(
      ({ operation, status, exchange }) =>
        `${operation} answered ${status} with a wrong signature (${exchange})`,
    )
  return [...unanswered, ...unasked, ...unverified]
}

function chooseVictims(random: () => number, round: number): Victim[] {
  // The first rounds make sure that each is hit once; then chance decides, sometimes two at once.
  const order: Victim[] = ['gateway', 'postgres', 'parties']
  if (round <= order.length) return [order[round - 1] as Victim]
  const dice = random()
  if (dice < 0.35) return ['gateway']
  if (dice < 0.6) return ['parties']
  if (dice < 0.8) return ['postgres']
  return dice < 0.9 ? ['gateway', 'postgres'] : ['gateway', 'parties']
}

async function openField(): Promise<Field> {
  const dir = await mkdtemp(join(tmpdir(), 'mtandao-crash-'))
  const clients = makeClients()
  const [pgPort, provider, providerK1, callback, callbackK1] = (await freePorts(5)) as [
    number,
    number,
    number,
    number,
    number,
  ]
  const ports = { provider, providerK1, callback, callbackK1 }
  const database = { dataDir: join(dir, 'pg', 'data'), port: pgPort }
  let postgres: EmbeddedServer = await startEmbedded(database)
  const gateway = await startGateway({
    dir: join(dir, 'gateway'),
    env: {
      DATABASE_URL: postgres.url,
      GATEWAY_DELIVERY_BACKOFF_MS: '100',
      GATEWAY_DELIVERY_BACKOFF_MAX_MS: '1000',
      GATEWAY_DELIVERY_LEASE_MS: '3000',
      GATEWAY_DELIVERY_ATTEMPTS: '1000',
      GATEWAY_BREAKER_REST_MS: '500',
      LOG_LEVEL: 'error',
    },
    snapshot: demoSnapshot({
      clients,
      provider: at(provider),
      providerK1: at(providerK1),
      callback: `${at(callback)}/callback`,
      callbackK1: `${at(callbackK1)}/callback`,
    }),
  })
  const notebook = join(dir, 'notebook.jsonl')
  const plan: PartiesPlan = {
    clients,
    busKeys: gateway.busKeys,
    gatewayUrl: gateway.url,
    notebook,
    ports,
  }
  let parties = await startParties(plan)
  return {
    gateway,
    clients,
    notebook,
    async kill(victim) {
      if (victim === 'gateway') await gateway.kill()
      else if (victim === 'parties') await parties.kill()
      else {
        postgres.kill()
        await postgres.exited
      }
    },
    async revive(victim) {
      if (victim === 'gateway') await gateway.restart()
      else if (victim === 'parties') parties = await startParties(plan)
      else postgres = await startEmbedded(database)
    },
    async end() {
      await parties.kill()
      await gateway[Symbol.asyncDispose]()
      await postgres.stop()
      await rm(dir, { recursive: true, force: true })
    },
  }
}

async function startParties(plan: PartiesPlan): Promise<Child> {
  const file = fileURLToPath(new URL('./parties.ts', import.meta.url))
  const child = startChild(process.execPath, [file, JSON.stringify(plan)])
  await waitFor('the other institutions', () => {
    if (!child.alive()) throw new Error(child.output())
    return child.output().includes('ready\n')
  })
  return child
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** mulberry32: a campaign can be run again with the seed it printed. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
