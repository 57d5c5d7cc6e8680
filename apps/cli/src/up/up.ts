import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Text } from '@mtandao/problem'
import { CommandFault, EXIT, both, type ExitCode } from '../words.ts'
import { findInstance } from './bus-instance.ts'
import { readUpConfig, type UpConfig } from './config.ts'
import {
  databaseProgram,
  demoProgram,
  foldersOf,
  gatewayProgram,
  platformProgram,
  preparations,
  sandboxProgram,
  sourcesOf,
  type Preparation,
} from './constellation.ts'
import { lockData } from './data-lock.ts'
import { LogFile } from './log-file.ts'
import { findTakenPorts, sayTaken } from './ports.ts'
import { Program, type ProgramSpec } from './program.ts'
import { prepareSandboxDatabase } from './sandbox-database.ts'
import { whereToLook } from './where-to-look.ts'

/** Everything is down this long after the first signal; only the database may take longer, to stop cleanly. */
const STOP_ALL_MS = 8_500
/** How long the processes of a start that was cut off are waited for. */
const LEFTOVERS_MS = 15_000

interface Flags {
  readonly demo: boolean
  readonly quiet: boolean
}

/** Where everything is and listens, for `up` and for commands that look for what it has started. */
export function readConfig(flags: Flags = { demo: true, quiet: false }): UpConfig {
  const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../../..')
  return readUpConfig(root, flags, process.env)
}

/** `up`: brings the whole country up, keeps it up, and takes it down in reverse order when asked to. */
export async function up(flags: Flags): Promise<ExitCode> {
  const config = readConfig(flags)
  const stop = listenForStop()
  const lock = lockData(config.data)
  try {
    await requirePorts(config, lock.wasAbandoned)
    await run(config, stop)
    return EXIT.ok
  } catch (fault) {
    if (!stop.signal.aborted) throw fault
    return EXIT.ok
  } finally {
    stop.forget()
    lock.release()
  }
}

async function run(config: UpConfig, stop: Stop): Promise<void> {
  const started: Program[] = []
  const { logs } = foldersOf(config)
  mkdirSync(logs, { recursive: true })
  const everything = new LogFile(join(logs, 'all.log'))
  const say = (text: Text): void => {
    if (!config.quiet) console.log(both(text))
  }
  const start = async (spec: ProgramSpec, doing: Text): Promise<Program> => {
    stop.signal.throwIfAborted()
    say(doing)
    const log = new LogFile(join(logs, `${spec.name}.log`))
    const program = new Program(spec, { log, everything, say })
    started.push(program)
    await program.start(stop.signal)
    return program
  }
  try {
    await startAll(config, start, stop.signal)
    console.log(whereToLook(config))
    await stop.asked
  } finally {
    say({ sw: 'Ninasimamisha …', en: 'Stopping …' })
    await stopAll(started, stop)
    say({ sw: 'Yote yamesimama.', en: 'Everything has stopped.' })
  }
}

type Start = (spec: ProgramSpec, doing: Text) => Promise<Program>

/** The order of dependence. What fails here leaves nothing behind: `run` stops what has been started. */
async function startAll(config: UpConfig, start: Start, signal: AbortSignal): Promise<void> {
  const { ports } = config
  for (const preparation of preparations(config)) await prepare(preparation, signal)
  let databaseUrl = config.databaseUrl
  let sandboxDatabaseUrl = config.env['SANDBOX_DATABASE_URL'] || undefined
  if (ports.database !== undefined) {
    const doing = { sw: 'PostgreSQL inawashwa', en: 'Starting PostgreSQL' }
    const database = await start(databaseProgram(config, ports.database.number), doing)
    databaseUrl = (database.said as { readonly url: string }).url
    sandboxDatabaseUrl ??= await prepareSandboxDatabase(databaseUrl)
  }
  if (databaseUrl === undefined) throw new Error('invariant: a database was given or started')
  await start(platformProgram(config, databaseUrl), {
    sw: 'Jukwaa linawashwa',
    en: 'Starting the platform',
  })
  const { enrolmentFile, snapshotUrl } = sourcesOf(config)
  const instance = await findInstance(enrolmentFile, snapshotUrl)
  await start(gatewayProgram(config, databaseUrl, instance), {
    sw: 'Basi linawashwa',
    en: 'Starting the gateway',
  })
  await start(sandboxProgram(config, sandboxDatabaseUrl, instance), {
    sw: 'Basi la majaribio linawashwa',
    en: 'Starting the sandbox gateway',
  })
  if (ports.demo !== undefined)
    await start(demoProgram(config, ports.demo.number), {
      sw: 'Nchi ya mfano inawashwa',
      en: 'Starting the demo country',
    })
}

/** In reverse order, the consumers first; the time that is left is shared by those still running. */
async function stopAll(started: readonly Program[], stop: Stop): Promise<void> {
  const until = Date.now() + STOP_ALL_MS
  for (const program of started.toReversed()) {
    const left = Math.max(250, until - Date.now())
    // The database is never hurried: what it is killed in the middle of costs more at the next start.
    const withinMs =
      program.name === 'database' ? 30_000 : stop.isUrgent() ? 250 : Math.min(4_000, left)
    await program.stop(withinMs)
  }
}

async function requirePorts({ ports }: UpConfig, wasAbandoned: boolean): Promise<void> {
  const wanted = Object.values(ports).filter((port) => port !== undefined)
  if (wasAbandoned)
    console.log(
      both({
        sw: 'Mwanzo uliopita ulikatwa; ninasubiri michakato yake iishe.',
        en: 'The last start was cut off; waiting for its processes to end.',
      }),
    )
  const taken = await findTakenPorts(wanted, wasAbandoned ? LEFTOVERS_MS : 0)
  if (taken.length === 0) return
  const texts = taken.map(sayTaken)
  throw new CommandFault(
    { sw: texts.map(({ sw }) => sw).join('\n'), en: texts.map(({ en }) => en).join('\n') },
    EXIT.notStarted,
  )
}

/** Runs an `init` to its end. @throws CommandFault with what it said when it fails */
async function prepare({ name, node, env }: Preparation, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted()
  const child = spawn(process.execPath, [...node], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
  })
  const said: string[] = []
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => said.push(text))
  const how = await new Promise<string>((settle) => {
    child.once('error', (cause) => settle(cause.message))
    child.once('close', (code, killed) => settle(code === 0 ? '' : (killed ?? `exit ${code}`)))
  })
  signal.throwIfAborted()
  if (how === '') return
  const words = said.join('').trim()
  throw new CommandFault(
    { sw: `${name} haikufaulu (${how}):\n${words}`, en: `${name} failed (${how})` },
    EXIT.notStarted,
  )
}

interface Stop {
  /** Aborted by the first signal. */
  readonly signal: AbortSignal
  readonly asked: Promise<void>
  /** A second signal, a while after the first: somebody cannot wait. */
  isUrgent(): boolean
  forget(): void
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
/** Two signals within this time are one wish: a terminal and npm both pass Ctrl-C on. */
const SAME_WISH_MS = 1_500

function listenForStop(): Stop {
  const abort = new AbortController()
  const { promise: asked, resolve: ask } = Promise.withResolvers<void>()
  let first = 0
  let urgent = false
  const onSignal = (): void => {
    if (abort.signal.aborted) urgent ||= Date.now() - first > SAME_WISH_MS
    else first = Date.now()
    abort.abort(new Error('asked to stop'))
    ask()
  }
  for (const name of SIGNALS) process.on(name, onSignal)
  // A terminal that is gone makes writing fail; the signal that comes with it does the rest.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', onSignal)
  return {
    signal: abort.signal,
    asked,
    isUrgent: () => urgent,
    forget: () => {
      for (const name of SIGNALS) process.off(name, onSignal)
    },
  }
}
