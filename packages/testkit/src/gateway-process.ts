import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { signRoutingSnapshot, type RoutingSnapshot } from '@mtandao/contracts'
import { startChild, waitFor, type Child } from './child.ts'
import { freePorts } from './free-ports.ts'
import { servePublication, type Publication } from './publication.ts'

const mainFile = fileURLToPath(new URL('../../../apps/gateway/src/main.ts', import.meta.url))

/** What `init` made: public halves for the parties, the sealing key for secrets in a snapshot. */
export interface GatewayKeys {
  readonly busKeys: { readonly 'P-256': string; readonly secp256k1: string }
  readonly sealingKey: Buffer
  /** signed-note verifier key of the evidence log. */
  readonly logKey: string
}

export interface GatewayProcess extends GatewayKeys {
  /** Traffic, without a slash at the end. */
  readonly url: string
  readonly opsUrl: string
  readonly port: number
  readonly dir: string
  readonly env: Readonly<Record<string, string>>
  pid(): number
  output(): string
  alive(): boolean
  stop(): Promise<void>
  /** kill -9 of the process and its workers. */
  kill(): Promise<void>
  /** Starts again with the same ports, folder and environment; stops first when it still runs. */
  restart(env?: Readonly<Record<string, string>>): Promise<void>
  /** Publishes a new snapshot (its version must be higher) and waits until the gateway has taken it. */
  setSnapshot(snapshot: RoutingSnapshot): Promise<void>
  /** What the gateway polls; tests stop it, or publish text that must be refused. */
  readonly publication: Publication
  sign(snapshot: RoutingSnapshot): Promise<string>
  /** Stops everything and removes the folder when it was made here. */
  [Symbol.asyncDispose](): Promise<void>
}

export interface GatewayOptions {
  /** Data folder; a fresh temporary one when absent, removed at the end. */
  readonly dir?: string
  readonly workers?: number
  readonly env?: Readonly<Record<string, string>>
  /** The routing, or a function of what `init` made. */
  readonly snapshot: RoutingSnapshot | ((keys: GatewayKeys) => RoutingSnapshot)
  /** Put before the command line of Node, as `['taskset', '-c', '0']`. */
  readonly prefix?: readonly string[]
  readonly host?: string
}

/**
 * Runs the real gateway on free ports of the loopback interface, with a published snapshot, and resolves when it is ready.
 * @throws Error with everything the process printed when it ends or is not ready within 20 s
 */
export async function startGateway(options: GatewayOptions): Promise<GatewayProcess> {
  const [port, opsPort] = (await freePorts(2)) as [number, number]
  const dir = options.dir ?? (await mkdtemp(join(tmpdir(), 'mtandao-gateway-')))
  await mkdir(dir, { recursive: true })
  const platformKey = await loadPlatformKey(`${dir}.platform-key`)
  const publication = await servePublication()
  const host = options.host ?? '127.0.0.1'
  const env: Record<string, string> = {
    GATEWAY_HOST: host,
    GATEWAY_PORT: String(port),
    GATEWAY_OPS_PORT: String(opsPort),
    GATEWAY_DATA_DIR: dir,
    GATEWAY_WORKERS: String(options.workers ?? 1),
    SNAPSHOT_URL: publication.url,
    SNAPSHOT_PUBLIC_KEY: createPublicKey(platformKey)
      .export({ type: 'spki', format: 'der' })
      .toString('base64'),
    LOG_LEVEL: 'warn',
    ...options.env,
  }
  const opsUrl = `http://127.0.0.1:${opsPort}`
  await initialise(dir, env)
  const keys = await readKeys(dir)
  const sign = (snapshot: RoutingSnapshot) => signRoutingSnapshot(snapshot, platformKey)

  let current = typeof options.snapshot === 'function' ? options.snapshot(keys) : options.snapshot
  const first = await sign(current)
  await writeFile(join(dir, 'routing-snapshot.jws'), first)
  publication.publish(first, current.version)

  const run = (extra: Readonly<Record<string, string>>) =>
    launch(options.prefix ?? [], { ...env, ...extra }, opsUrl)
  async function tidy(): Promise<void> {
    await publication.close()
    if (options.dir !== undefined) return
    await rm(dir, { recursive: true, force: true })
    await rm(`${dir}.platform-key`, { force: true })
  }
  let child = await run({}).catch(async (cause: unknown) => {
    await tidy()
    throw cause
  })

  return {
    ...keys,
    url: `http://${host}:${port}`,
    opsUrl,
    port,
    dir,
    env,
    publication,
    sign,
    pid: () => child.pid,
    output: () => child.output(),
    alive: () => child.alive(),
    stop: () => child.stop(),
    kill: () => child.kill(),
    async restart(extra = {}) {
      await child.stop()
      child = await run(extra)
    },
    async setSnapshot(snapshot) {
      current = snapshot
      publication.publish(await sign(snapshot), snapshot.version)
      await publication.taken(snapshot.version)
    },
    async [Symbol.asyncDispose]() {
      await child.stop()
      await tidy()
    },
  }
}

/** The key that signs snapshots lies beside the data folder, so that a second start on the same folder is believed. */
async function loadPlatformKey(file: string): Promise<KeyObject> {
  if (existsSync(file)) return createPrivateKey(await readFile(file, 'utf8'))
  const { privateKey } = generateKeyPairSync('ed25519')
  await writeFile(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 })
  return privateKey
}

async function initialise(dir: string, env: Record<string, string>): Promise<void> {
  if (existsSync(join(dir, 'log.vkey'))) return
  const init = startChild(process.execPath, [mainFile, 'init'], { env })
  const { code } = await init.exited
  if (code !== 0) throw new Error(`gateway init ended with ${code}:\n${init.output()}`)
}

async function readKeys(dir: string): Promise<GatewayKeys> {
  const text = async (name: string) => (await readFile(join(dir, name), 'utf8')).trim()
  return {
    busKeys: {
      'P-256': await text('keys/bus-p256.spki'),
      secp256k1: await text('keys/bus-secp256k1.spki'),
    },
    sealingKey: Buffer.from(await text('keys/sealing.key'), 'base64'),
    logKey: await text('log.vkey'),
  }
}

async function launch(
  prefix: readonly string[],
  env: Record<string, string>,
  opsUrl: string,
): Promise<Child> {
  const [command, ...args] = [...prefix, process.execPath, mainFile]
  const child = startChild(command ?? process.execPath, args, { env })
  const ended = child.exited.then(({ code, signal }) => {
    throw new Error(`gateway ended (${code ?? signal}):\n${child.output()}`)
  })
  const ready = waitFor(
    'the gateway to be ready',
    async () => (await fetch(`${opsUrl}/readyz`, { signal: AbortSignal.timeout(2000) })).ok,
    { withinMs: 20_000 },
  )
  ended.catch(() => {})
  ready.catch(() => {})
  try {
    await Promise.race([ready, ended])
  } catch (cause) {
    await child.kill()
    throw new Error(`gateway did not become ready:\n${child.output()}`, { cause })
  }
  return child
}
