import { setTimeout as sleep } from 'node:timers/promises'
import { openLine, type Line } from './bus.ts'
import { takeIn } from './callback.ts'
import { CALLS, type Call } from './calls.ts'
import type { RunConfig } from './config.ts'
import { provide } from './envelope-provider.ts'
import { PartyServer, type Received, type Reply } from './party-server.ts'
import { provideCompanies, provideInstitutions } from './plain-provider.ts'
import { INSTANCE, PARTIES, portOf } from './plan.ts'
import type { CountrySecrets } from './secrets.ts'
import { Tally, sumOf } from './tally.ts'
import { trickle } from './trickle.ts'

/** This institution's machines are down for a while now and then, as happens. */
const UNSTEADY = { party: 'udsm', everyMs: 240_000, downMs: 20_000 }
/** Calls under way when the country stops get this long. */
const STOP_PATIENCE_MS = 3_000

interface Member {
  readonly line: Line
  readonly tally: Tally
  readonly server: PartyServer
  /** Set by a person: neither its servers nor its calls run until it is started again. */
  stopped: boolean
}

export interface Country {
  status(): object
  /** Stops or starts one institution; `undefined` when there is none of that name. */
  set(partyId: string, running: boolean): Promise<object | undefined>
  close(): Promise<void>
}

/** Opens every institution's server and starts the traffic. */
export async function startCountry(config: RunConfig, secrets: CountrySecrets): Promise<Country> {
  const stop = new AbortController()
  const members = new Map<string, Member>()
  const random = Math.random
  for (const { id } of PARTIES) members.set(id, makeMember(id, config, secrets, stop.signal))
  try {
    for (const { server } of members.values()) await server.open()
  } catch (cause) {
    for (const { server } of members.values()) await server.close()
    throw cause
  }
  const startedAt = new Date().toISOString()
  const tokens = new Map<string, { readonly token: string; readonly until: number }>()
  const traffic = trickle({
    calls: CALLS,
    rate: config.rate,
    random,
    signal: stop.signal,
    run: (call) => runCall(call, members, random, tokens),
  })
  const weather = beUnsteady(members, stop.signal)
  return {
    status: () => statusOf(members, { startedAt, rate: config.rate }),
    async set(partyId, running) {
      const member = members.get(partyId)
      if (member === undefined) return undefined
      member.stopped = !running
      await (running ? member.server.open() : member.server.close())
      return { institution: partyId, running }
    },
    async close() {
      stop.abort()
      await Promise.race([Promise.all([traffic, weather]), sleep(STOP_PATIENCE_MS)])
      for (const { server } of members.values()) await server.close()
    },
  }
}

function makeMember(
  id: string,
  config: RunConfig,
  secrets: CountrySecrets,
  signal: AbortSignal,
): Member {
  const line = openLine(config, secrets, id)
  const tally = new Tally()
  const context = { line, tally, random: Math.random, signal }
  const answer = async (received: Received): Promise<Reply> => {
    if (received.path === '/pokea') return await takeIn(received.body, line, tally)
    const [, , service = ''] = received.path.split('/')
    const rest = received.path.slice(`/huduma/${service}`.length)
    if (service === 'brela-makampuni' || service === 'ega-taasisi') {
      tally.counts.served += 1
      return service === 'ega-taasisi'
        ? provideInstitutions(rest)
        : provideCompanies(received, secrets.bearers[service] ?? '', rest)
    }
    return await provide(service, received.body, context)
  }
  return {
    line,
    tally,
    server: new PartyServer(portOf(config.firstPort, id), answer),
    stopped: false,
  }
}

async function runCall(
  call: Call,
  members: ReadonlyMap<string, Member>,
  random: () => number,
  tokens: Map<string, { readonly token: string; readonly until: number }>,
): Promise<void> {
  const member = members.get(call.from)
  if (member === undefined || member.stopped) return
  const { tally, line } = member
  tally.counts.sent += 1
  try {
    const reason = await call.make({ line, tally, random, tokens })
    if (reason === undefined) tally.counts.ok += 1
    else tally.fail(`${call.service}: ${reason}`.slice(0, 160))
  } catch (cause) {
    tally.fail(`${call.service}: ${reasonOf(cause)}`.slice(0, 160))
  }
}

/** `fetch` hides the system's own word for it one level down. */
function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause)
  const { cause: inner } = cause
  const code = inner instanceof Error && 'code' in inner ? ` (${String(inner.code)})` : ''
  return `${cause.message}${code}`
}

async function beUnsteady(members: ReadonlyMap<string, Member>, signal: AbortSignal) {
  const member = members.get(UNSTEADY.party)
  if (member === undefined) return
  try {
    for (;;) {
      await sleep(UNSTEADY.everyMs, undefined, { signal })
      if (member.stopped) continue
      await member.server.close()
      await sleep(UNSTEADY.downMs, undefined, { signal })
      if (!member.stopped) await member.server.open()
    }
  } catch (cause) {
    if (!signal.aborted) throw cause
  }
}

function statusOf(
  members: ReadonlyMap<string, Member>,
  { startedAt, rate }: { readonly startedAt: string; readonly rate: number },
): object {
  const all = [...members]
  return {
    instance: INSTANCE,
    startedAt,
    ratePerSecond: rate,
    total: sumOf(all.map(([, { tally }]) => tally.counts)),
    institutions: Object.fromEntries(
      all.map(([id, { tally, server, stopped }]) => [
        id,
        { running: !stopped, listening: server.isOpen, ...tally.counts },
      ]),
    ),
  }
}
