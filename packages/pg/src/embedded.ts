import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Text } from '@mtandao/problem'
import { Client } from 'pg'
import { prepareBinaries, type Binaries } from './embedded-binaries.ts'
import { EmbeddedPostgresError } from './embedded-error.ts'
import {
  ownerFile,
  portTaken,
  requireFreePort,
  settlePrevious,
  stopProcess,
} from './embedded-process.ts'
import { chooseUser, mayReach, type RunAs } from './embedded-user.ts'

export { EmbeddedPostgresError, type EmbeddedFault } from './embedded-error.ts'

export interface EmbeddedOptions {
  /** The cluster itself. Beside it, in the same parent: `<dataDir>.password`, `.log` and `.owner`. */
  readonly dataDir: string
  /** On 127.0.0.1. */
  readonly port: number
  /** Told before each step that takes time, and of each thing found and put right. */
  readonly onProgress?: (step: Text) => void
  /** Where SUDO_UID is looked up. */
  readonly env?: Readonly<Record<string, string | undefined>>
  /** False only for throw-away test data: nothing is flushed to disk. */
  readonly durable?: boolean
}

export interface EmbeddedServer {
  /** With the password; for child processes, never for a log. */
  readonly url: string
  readonly pid: number
  /** Resolves when the server process has ended, for whatever reason. */
  readonly exited: Promise<void>
  /** Fast shutdown, then waits. Idempotent. */
  stop(): Promise<void>
  /** SIGKILL to the postmaster: what a crash test wants. */
  kill(): void
}

/** What every step needs to know. */
interface Cluster {
  readonly dataDir: string
  readonly port: number
  readonly user: RunAs | undefined
  readonly binaries: Binaries
  readonly durable: boolean
  readonly say: (step: Text) => void
}

/** Recovery after a crash replays the log; more than this means that something else is wrong. */
const readyWithinMs = 180_000

/**
 * Starts the real PostgreSQL of the npm package on a data folder, making the folder on first use. One postmaster, its own
 * session (Ctrl-C at the terminal does not reach it: whoever started it decides the order of stopping).
 * @throws EmbeddedPostgresError with words for the terminal
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const dataDir = resolve(options.dataDir)
  const say = options.onProgress ?? (() => {})
  mkdirSync(dirname(dataDir), { recursive: true })
  const user = chooseUser(options.env ?? process.env, dataDir)
  const binaries = prepareBinaries(user, () =>
    say({
      sw: 'Nakala ya programu za PostgreSQL inawekwa mahali ambapo mtumiaji wake anaweza kuzisoma',
      en: 'Copying the PostgreSQL programs to where their user can read them',
    }),
  )
  const { port, durable = true } = options
  const cluster: Cluster = { dataDir, port, user, binaries, durable, say }
  requireReach(cluster)
  const password = openCluster(cluster)
  await settlePrevious(dataDir, (pid) =>
    say({
      sw: `Seva ya PostgreSQL iliyobaki kutoka mwanzo uliokatika (pid ${pid}) inasimamishwa`,
      en: `Stopping the PostgreSQL server left by an interrupted start (pid ${pid})`,
    }),
  )
  await requireFreePort(port)
  const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`
  const child = await launch(cluster, url)
  return handle(child, url, cluster)
}

/**
 * The folder as the server process names it. A user who is not allowed through the folders above (a checkout under a
 * 0700 home, started by root) still reaches it as its own working directory: root enters it before giving up its rights,
 * and everything PostgreSQL opens is relative to it.
 */
function nameOf({ user, dataDir }: Cluster): string {
  return user && !mayReach(user, dataDir) ? '/proc/self/cwd' : dataDir
}

function requireReach(cluster: Cluster): void {
  if (nameOf(cluster) === cluster.dataDir || existsSync('/proc/self/cwd')) return
  const name = cluster.user?.name ?? ''
  throw new EmbeddedPostgresError('unreachable', {
    sw: `Mtumiaji ${name} haruhusiwi kufika ${cluster.dataDir}. Tumia folda nyingine, au endesha kama mtumiaji wa kawaida.`,
    en: `The user ${name} may not reach ${cluster.dataDir}. Use another folder, or start as an ordinary user.`,
  })
}

/** Returns the superuser's password after making sure that a cluster of our major version stands in the folder. */
function openCluster(cluster: Cluster): string {
  const { dataDir, binaries } = cluster
  const passwordFile = `${dataDir}.password`
  if (!existsSync(join(dataDir, 'PG_VERSION'))) {
    if (existsSync(dataDir) && readdirSync(dataDir).length > 0) throw notACluster(dataDir)
    makeCluster(cluster, passwordFile)
  }
  const found = Number(readFileSync(join(dataDir, 'PG_VERSION'), 'utf8').trim())
  if (found !== binaries.major) throw otherVersion(dataDir, found, binaries)
  try {
    return readFileSync(passwordFile, 'utf8').trim()
  } catch (cause) {
    throw new EmbeddedPostgresError(
      'password-missing',
      {
        sw: `Faili la nywila ${passwordFile} halisomeki; bila hilo hifadhidata ya ${dataDir} haifunguki.`,
        en: `The password file ${passwordFile} cannot be read; without it the database in ${dataDir} does not open.`,
      },
      { cause },
    )
  }
}

/**
 * Makes the cluster beside its final place and renames it in: a crash leaves no half cluster. Data checksums stay on
 * (PostgreSQL's default since 18): a few per cent of CPU for silent corruption being seen.
 */
function makeCluster(cluster: Cluster, passwordFile: string): void {
  const { dataDir, user, binaries, durable, say } = cluster
  say({ sw: 'Hifadhidata mpya inaandaliwa', en: 'Preparing a new database' })
  const fresh = `${dataDir}.init`
  rmSync(fresh, { recursive: true, force: true })
  mkdirSync(fresh, { mode: 0o700 })
  const secret = `${fresh}.secret`
  writeFileSync(secret, randomBytes(24).toString('base64url'), { mode: 0o600 })
  if (user) {
    chownSync(fresh, user.uid, user.gid)
    chownSync(secret, user.uid, user.gid)
  }
  // The secret is handed over as an open file: its path may lie where the server's user cannot walk.
  const open = openSync(secret, 'r')
  const args = ['-D', nameOf({ ...cluster, dataDir: fresh }), '-U', 'postgres']
  args.push(
    `--pwfile=${process.platform === 'win32' ? secret : '/dev/fd/3'}`,
    '--auth=scram-sha-256',
  )
  args.push(
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
  )
  args.push('--no-instructions', ...(durable ? [] : ['--no-sync']))
  const made = spawnSync(binaries.initdb, args, {
    ...runOptions(user, fresh),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe', open],
  })
  closeSync(open)
  if (made.status !== 0) {
    rmSync(fresh, { recursive: true, force: true })
    rmSync(secret, { force: true })
    const why = (made.error?.message ?? made.stderr).trim().slice(-500)
    throw new EmbeddedPostgresError('init-failed', {
      sw: `Hifadhidata haikuweza kuandaliwa: ${why}`,
      en: `The database could not be prepared: ${why}`,
    })
  }
  writeFileSync(passwordFile, readFileSync(secret), { mode: 0o600 })
  rmSync(secret)
  if (existsSync(dataDir)) rmSync(dataDir, { recursive: true })
  renameSync(fresh, dataDir)
}

function runOptions(user: RunAs | undefined, cwd: string) {
  const env = { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', TZ: 'UTC', ...windowsEnv() }
  return { cwd, env, ...(user && { uid: user.uid, gid: user.gid }) }
}

/** Windows programs do not start without these. */
function windowsEnv(): Record<string, string> {
  const root = process.env['SystemRoot']
  return root === undefined ? {} : { SystemRoot: root }
}

/** Starts the postmaster and waits until it answers. Children of a killed postmaster may hold the folder a moment longer. */
async function launch(cluster: Cluster, url: string): Promise<ChildProcess> {
  const { dataDir, port, say } = cluster
  const logFile = `${dataDir}.log`
  if ((statSync(logFile, { throwIfNoEntry: false })?.size ?? 0) > 10_000_000) {
    renameSync(logFile, `${logFile}.1`)
  }
  say({ sw: 'PostgreSQL inaanza', en: 'Starting PostgreSQL' })
  for (const end = Date.now() + 15_000; ; await sleep(250)) {
    const from = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0
    const child = spawnPostmaster(cluster, logFile)
    if (await becomesReady(child, url, say)) return child
    const said = readFileSync(logFile).subarray(from).toString('utf8')
    if (said.includes('could not bind')) throw portTaken(port)
    if (!said.includes('pre-existing shared memory') || Date.now() > end)
      throw startFailed(said, logFile)
  }
}

function spawnPostmaster(cluster: Cluster, logFile: string): ChildProcess {
  const { dataDir, port, user, binaries, durable } = cluster
  const settings = [
    'listen_addresses=127.0.0.1',
    `port=${port}`,
    // One way in: TCP on loopback with a password. No socket file, so no limit on the length of its path.
    'unix_socket_directories=',
    'log_checkpoints=off',
    ...(durable ? [] : ['fsync=off', 'full_page_writes=off']),
  ]
  const log = openSync(logFile, 'a', 0o600)
  const child = spawn(
    binaries.postgres,
    ['-D', nameOf(cluster), ...settings.flatMap((setting) => ['-c', setting])],
    { ...runOptions(user, dataDir), detached: true, stdio: ['ignore', log, log] },
  )
  closeSync(log)
  child.on('error', () => {})
  writeFileSync(ownerFile(dataDir), String(process.pid), { mode: 0o600 })
  return child
}

/** True when it accepts connections, false when the process ended instead. */
async function becomesReady(
  child: ChildProcess,
  url: string,
  say: Cluster['say'],
): Promise<boolean> {
  const begun = Date.now()
  let told = begun
  while (Date.now() - begun < readyWithinMs) {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined)
      return false
    const answer = await knock(url)
    if (answer === 'open') return true
    if (answer === 'wrong-password') {
      child.kill('SIGINT')
      throw new EmbeddedPostgresError('password-wrong', {
        sw: 'Nywila iliyohifadhiwa kando ya folda ya data si ya hifadhidata hii.',
        en: 'The password kept beside the data folder is not that of this database.',
      })
    }
    if (Date.now() - told > 2_000) {
      told = Date.now()
      const seconds = Math.round((told - begun) / 1000)
      say({
        sw: `PostgreSQL inarejesha hali yake (sekunde ${seconds})`,
        en: `PostgreSQL is recovering (${seconds} s)`,
      })
    }
    await sleep(25)
  }
  child.kill('SIGQUIT')
  return false
}

async function knock(url: string): Promise<'open' | 'closed' | 'wrong-password'> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    await client.end()
    return 'open'
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    return code === '28P01' ? 'wrong-password' : 'closed'
  }
}

function handle(child: ChildProcess, url: string, { dataDir, binaries }: Cluster): EmbeddedServer {
  const pid = child.pid
  if (pid === undefined) throw new Error('invariant: a ready postmaster has a pid')
  const ended = () => child.exitCode !== null || child.signalCode !== null
  const exited = new Promise<void>((done) => {
    if (ended()) done()
    else child.once('exit', () => done())
  })
  const stop = async () => {
    if (ended()) return
    if (process.platform === 'win32') {
      spawnSync(binaries.pgCtl, ['stop', '-D', dataDir, '-m', 'fast', '-w'])
    } else {
      await Promise.race([exited, stopProcess(pid)])
    }
    await exited
  }
  return { url, pid, exited, stop, kill: () => void child.kill('SIGKILL') }
}

function startFailed(said: string, logFile: string): EmbeddedPostgresError {
  const why = said.trim().split('\n').slice(-6).join('\n')
  return new EmbeddedPostgresError('start-failed', {
    sw: `PostgreSQL haikuanza (kumbukumbu: ${logFile}):\n${why}`,
    en: `PostgreSQL did not start (log: ${logFile}):\n${why}`,
  })
}

function notACluster(dataDir: string): EmbeddedPostgresError {
  return new EmbeddedPostgresError('not-a-cluster', {
    sw: `Folda ${dataDir} ina mafaili ambayo si ya PostgreSQL; haitaguswa. Tumia folda nyingine.`,
    en: `The folder ${dataDir} holds files that are not PostgreSQL's; it is left as it is. Use another folder.`,
  })
}

function otherVersion(dataDir: string, found: number, { major }: Binaries): EmbeddedPostgresError {
  return new EmbeddedPostgresError('other-version', {
    sw: `Data katika ${dataDir} ni ya PostgreSQL ${found}, na programu hii ina PostgreSQL ${major}. Hamisha data kwa pg_dump ya toleo ${found}, au tumia folda nyingine.`,
    en: `The data in ${dataDir} is of PostgreSQL ${found}, and this program brings PostgreSQL ${major}. Move it with pg_dump of version ${found}, or use another folder.`,
  })
}
