import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { sandboxInstance } from '@mtandao/contracts'
import type { Port, UpConfig } from './config.ts'
import type { ProgramSpec } from './program.ts'

type Env = Readonly<Record<string, string | undefined>>

/** A program that makes files once and ends: safe to run before every start. */
export interface Preparation {
  readonly name: string
  readonly node: readonly string[]
  readonly env: Env
}

const HOST = '127.0.0.1'

const at = (port: number): string => `http://${HOST}:${port}`

/** Where each program keeps what lasts. */
export function foldersOf({ data }: UpConfig) {
  return {
    database: join(data, 'postgres'),
    platform: join(data, 'platform'),
    gateway: join(data, 'gateway'),
    sandbox: join(data, 'sandbox-gateway'),
    demo: join(data, 'demo'),
    logs: join(data, 'logs'),
  }
}

/** Keys and applications that must exist before anything runs. */
export function preparations(config: UpConfig): readonly Preparation[] {
  const { root, demo } = config
  const gateway = {
    name: 'gateway init',
    node: [join(root, 'apps/gateway/src/main.ts'), 'init'],
    env: gatewayFolderEnv(config),
  }
  const sandbox = {
    name: 'sandbox init',
    node: gateway.node,
    env: sandboxFolderEnv(config),
  }
  const country = {
    name: 'demo init',
    node: [join(root, 'apps/demo-country/src/main.ts'), 'init'],
    env: demoEnv(config),
  }
  return demo ? [gateway, sandbox, country] : [gateway, sandbox]
}

export function databaseProgram(config: UpConfig, port: number): ProgramSpec {
  return {
    name: 'database',
    node: [join(config.root, 'apps/cli/src/up/database-process.ts')],
    env: { ...config.env, PG_DATA_DIR: foldersOf(config).database, PG_PORT: String(port) },
    readyWithinMs: 180_000,
    stopWithinMs: 30_000,
  }
}

export function platformProgram(config: UpConfig, databaseUrl: string): ProgramSpec {
  return {
    name: 'platform',
    node: [...followUs(config), join(config.root, 'apps/platform/src/main.ts')],
    env: { ...platformEnv(config), DATABASE_URL: databaseUrl },
    readyUrl: `${at(config.ports.portal.number)}/readyz`,
    readyWithinMs: 60_000,
    stopWithinMs: 3_000,
  }
}

/** A journal that a crash left may take a while to recover. */
export function gatewayProgram(
  config: UpConfig,
  databaseUrl: string,
  instance: string | undefined,
): ProgramSpec {
  return {
    name: 'gateway',
    node: [...followUs(config), join(config.root, 'apps/gateway/src/main.ts')],
    env: { ...gatewayEnv(config, databaseUrl), GATEWAY_INSTANCE: instance },
    readyUrl: `${at(config.ports.gatewayOps.number)}/readyz`,
    readyWithinMs: 300_000,
    stopWithinMs: 4_000,
  }
}

/** The second bus: the same program, where everything is tried out and nobody's data passes. */
export function sandboxProgram(
  config: UpConfig,
  databaseUrl: string | undefined,
  instance: string | undefined,
): ProgramSpec {
  return {
    name: 'sandbox',
    node: [...followUs(config), join(config.root, 'apps/gateway/src/main.ts')],
    env: {
      ...sandboxEnv(config, databaseUrl),
      GATEWAY_INSTANCE: instance === undefined ? undefined : sandboxInstance(instance),
    },
    readyUrl: `${at(config.ports.sandboxOps.number)}/readyz`,
    readyWithinMs: 300_000,
    stopWithinMs: 4_000,
  }
}

export function demoProgram(config: UpConfig, port: number): ProgramSpec {
  const keys = join(foldersOf(config).gateway, 'keys')
  return {
    name: 'demo',
    node: [...followUs(config), join(config.root, 'apps/demo-country/src/main.ts')],
    env: {
      ...demoEnv(config),
      GATEWAY_URL: at(config.ports.gateway.number),
      BUS_PUBLIC_KEY_P256: readKey(join(keys, 'bus-p256.spki')),
      BUS_PUBLIC_KEY_SECP256K1: readKey(join(keys, 'bus-secp256k1.spki')),
    },
    readyUrl: `${at(port)}/readyz`,
    readyWithinMs: 30_000,
    stopWithinMs: 4_000,
  }
}

/** Besides the standard input that we hold: a program that does not read it still ends when we are gone. */
function followUs({ root }: UpConfig): readonly string[] {
  return ['--import', pathToFileURL(join(root, 'tools/run/follow-parent.mjs')).href]
}

/** Where the platform takes rights from, and where it publishes them. */
export function sourcesOf(config: UpConfig) {
  return {
    enrolmentFile: config.demo
      ? join(foldersOf(config).demo, 'enrolment.json')
      : config.env['ENROLMENT_FILE'] || undefined,
    snapshotUrl: `${at(config.ports.portal.number)}/internal/routing-snapshot`,
  }
}

function platformEnv(config: UpConfig): Env {
  const { gateway, platform, demo } = foldersOf(config)
  return {
    ...config.env,
    PLATFORM_PORT: String(config.ports.portal.number),
    PLATFORM_DATA_DIR: platform,
    PLATFORM_DEMO: String(config.demo),
    GATEWAY_URL: at(config.ports.gateway.number),
    GATEWAY_OPS_URL: at(config.ports.gatewayOps.number),
    SANDBOX_URL: at(config.ports.sandbox.number),
    SANDBOX_OPS_URL: at(config.ports.sandboxOps.number),
    SEALING_KEY_FILE: join(gateway, 'keys', 'sealing.key'),
    OPS_TOKEN_FILE: join(gateway, 'keys', 'ops.token'),
    ...(config.demo ? { ENROLMENT_FILE: join(demo, 'enrolment.json') } : {}),
    ...(config.ports.demo && mailEnv(config.ports.demo)),
  }
}

/** In the demo every letter ends in the demo country, whatever SMTP_URL says. */
function mailEnv({ number, count }: Port): Env {
  return {
    SMTP_URL: `smtp://${HOST}:${number + count - 1}`,
    MAIL_FROM: 'mtandao@mfano.example',
    DEMO_MAIL_URL: `${at(number)}/mail`,
  }
}

function gatewayFolderEnv(config: UpConfig): Env {
  return { ...config.env, GATEWAY_DATA_DIR: foldersOf(config).gateway }
}

/** Needs the key that the platform made when it first started, and which the gateway believes from then on. */
function gatewayEnv(config: UpConfig, databaseUrl: string): Env {
  return {
    // Everything must be down within ten seconds of Ctrl-C; whoever sets another drain decides otherwise.
    GATEWAY_DRAIN_MS: '2500',
    ...gatewayFolderEnv(config),
    GATEWAY_PORT: String(config.ports.gateway.number),
    GATEWAY_OPS_PORT: String(config.ports.gatewayOps.number),
    SNAPSHOT_URL: `${at(config.ports.portal.number)}/internal/routing-snapshot`,
    SNAPSHOT_PUBLIC_KEY: readKey(join(foldersOf(config).platform, 'snapshot.spki')),
    DATABASE_URL: databaseUrl,
  }
}

/** A node of its own: two nodes never share the name in their logs' origins. */
function sandboxFolderEnv(config: UpConfig): Env {
  return {
    ...config.env,
    GATEWAY_DATA_DIR: foldersOf(config).sandbox,
    GATEWAY_NODE: 'sandbox.govesb.local',
    GATEWAY_WORKERS: '1',
  }
}

/**
 * Its queue is another database: in one with production's, each bus would deliver the other's messages. Without one asynchronous
 * messages are refused there.
 */
function sandboxEnv(config: UpConfig, databaseUrl: string | undefined): Env {
  return {
    GATEWAY_DRAIN_MS: '2500',
    ...sandboxFolderEnv(config),
    GATEWAY_PORT: String(config.ports.sandbox.number),
    GATEWAY_OPS_PORT: String(config.ports.sandboxOps.number),
    SNAPSHOT_URL: `${at(config.ports.portal.number)}/internal/routing-snapshot/sandbox`,
    SNAPSHOT_PUBLIC_KEY: readKey(join(foldersOf(config).platform, 'snapshot.spki')),
    DATABASE_URL: databaseUrl,
  }
}

function demoEnv(config: UpConfig): Env {
  return {
    ...config.env,
    DEMO_DATA_DIR: foldersOf(config).demo,
    ...(config.ports.demo === undefined ? {} : { DEMO_PORT: String(config.ports.demo.number) }),
  }
}

function readKey(path: string): string {
  return readFileSync(path, 'utf8').trim()
}
