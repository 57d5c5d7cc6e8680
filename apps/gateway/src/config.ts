import type { LogLevel } from '@mtandao/log'
import type { BucketLimits } from './access/bucket.ts'

/** Bounds on everything that comes from outside. */
export interface Limits {
  readonly esbBodyBytesMax: number
  readonly r1BodyBytesMax: number
  readonly headerBytesMax: number
  readonly headersTimeoutMs: number
  readonly requestTimeoutMs: number
  readonly connectionsMax: number
  /** Refusals of callers nobody knows that are put in evidence; beyond this they are refused and counted only. */
  readonly strangerRefusals: BucketLimits
}

export interface Config {
  readonly host: string
  readonly port: number
  readonly opsHost: string
  readonly opsPort: number
  readonly dataDir: string
  readonly workers: number
  /** The log's origin begins with it: a name of this node that no other node has. */
  readonly node: string
  readonly snapshotUrl: string | undefined
  readonly snapshotPublicKey: string
  /** The only bus whose snapshots are taken: one key signs those of production and of the sandbox. */
  readonly instance: string | undefined
  readonly databaseUrl: string | undefined
  /** Under which URL clients know this bus: what their assertions are addressed to. Without it, what they call it is believed. */
  readonly publicUrl: string | undefined
  readonly tls:
    | {
        readonly keyFile: string
        readonly certificateFile: string
        readonly clientCaFile: string | undefined
      }
    | undefined
  readonly tokenLifetimeSeconds: number
  readonly quotaUtcOffsetMinutes: number
  readonly publishIntervalMs: number
  readonly upstreamConnectionsMax: number
  readonly breaker: { readonly failuresMax: number; readonly restMs: number }
  readonly delivery: {
    readonly parallel: number
    readonly attemptsMax: number
    readonly backoffMs: number
    readonly backoffMaxMs: number
    /** How long a leg belongs to the gateway that took it; longer than any attempt, or it is sent twice. */
    readonly leaseMs: number
  }
  readonly drainMs: number
  readonly limits: Limits
  readonly logLevel: LogLevel
  /** Started by a supervisor that holds our stdin: its close means the supervisor is gone. */
  readonly supervised: boolean
}

type Env = Readonly<Record<string, string | undefined>>

const MiB = 1024 * 1024

/** Reads the environment once, reports every fault at once, and hides the environment from then on. */
export function readConfig(env: Env): Config {
  const faults: string[] = []
  const read = readers(env, faults)
  const { text, integer } = read
  const config: Config = {
    host: text('GATEWAY_HOST', '127.0.0.1'),
    port: integer('GATEWAY_PORT', 8090, 0, 65_535),
    opsHost: text('GATEWAY_OPS_HOST', '127.0.0.1'),
    opsPort: integer('GATEWAY_OPS_PORT', 8091, 0, 65_535),
    dataDir: read.required('GATEWAY_DATA_DIR'),
    workers: integer('GATEWAY_WORKERS', 1, 1, 128),
    node: read.name('GATEWAY_NODE', 'govesb.local'),
    snapshotUrl: env['SNAPSHOT_URL'] || undefined,
    snapshotPublicKey: read.required('SNAPSHOT_PUBLIC_KEY'),
    instance: env['GATEWAY_INSTANCE'] || undefined,
    databaseUrl: env['DATABASE_URL'] || undefined,
    publicUrl: env['GATEWAY_PUBLIC_URL'] || undefined,
    tls: tlsOf(env, faults),
    tokenLifetimeSeconds: integer('GATEWAY_TOKEN_SECONDS', 300, 5, 86_400),
    quotaUtcOffsetMinutes: integer('GATEWAY_QUOTA_UTC_OFFSET_MINUTES', 180, -720, 840),
    publishIntervalMs: integer('GATEWAY_PUBLISH_INTERVAL_MS', 1_000, 50, 60_000),
    upstreamConnectionsMax: integer('GATEWAY_UPSTREAM_CONNECTIONS', 256, 1, 4096),
    breaker: {
      failuresMax: integer('GATEWAY_BREAKER_FAILURES', 10, 1, 10_000),
      restMs: integer('GATEWAY_BREAKER_REST_MS', 5_000, 100, 600_000),
    },
    delivery: {
      parallel: integer('GATEWAY_DELIVERY_PARALLEL', 32, 1, 1_000),
      attemptsMax: integer('GATEWAY_DELIVERY_ATTEMPTS', 30, 1, 1_000),
      backoffMs: integer('GATEWAY_DELIVERY_BACKOFF_MS', 1_000, 10, 3_600_000),
      backoffMaxMs: integer('GATEWAY_DELIVERY_BACKOFF_MAX_MS', 900_000, 10, 86_400_000),
      leaseMs: integer('GATEWAY_DELIVERY_LEASE_MS', 60_000, 500, 3_600_000),
    },
    drainMs: integer('GATEWAY_DRAIN_MS', 10_000, 0, 600_000),
    limits: {
      esbBodyBytesMax: integer('GATEWAY_ESB_BODY_BYTES_MAX', 4 * MiB, 1024, 256 * MiB),
      r1BodyBytesMax: integer('GATEWAY_R1_BODY_BYTES_MAX', 1024 * MiB, 1024, 1024 * 1024 * MiB),
      headerBytesMax: integer('GATEWAY_HEADER_BYTES_MAX', 16 * 1024, 1024, MiB),
      headersTimeoutMs: integer('GATEWAY_HEADERS_TIMEOUT_MS', 10_000, 100, 300_000),
      requestTimeoutMs: integer('GATEWAY_REQUEST_TIMEOUT_MS', 300_000, 100, 86_400_000),
      connectionsMax: integer('GATEWAY_CONNECTIONS_MAX', 20_000, 1, 1_000_000),
      strangerRefusals: {
        burst: integer('GATEWAY_STRANGER_REFUSALS_BURST', 1_000, 1, 1_000_000),
        perSecond: integer('GATEWAY_STRANGER_REFUSALS_PER_SECOND', 50, 1, 1_000_000),
      },
    },
    logLevel: read.oneOf('LOG_LEVEL', ['info', 'debug', 'warn', 'error', 'silent']),
    supervised: env['MTANDAO_SUPERVISED'] === '1',
  }
  if (faults.length > 0) throw new Error(`configuration:\n  ${faults.join('\n  ')}`)
  return Object.freeze(config)
}

function readers(env: Env, faults: string[]) {
  const text = (name: string, fallback: string) => env[name] || fallback
  return {
    text,
    integer(name: string, fallback: number, min: number, max: number): number {
      const value = env[name] ? Number(env[name]) : fallback
      if (!Number.isInteger(value) || value < min || value > max)
        faults.push(`${name} must be a whole number from ${min} to ${max}`)
      return value
    },
    required(name: string): string {
      const value = env[name]
      if (!value) faults.push(`${name} must be set`)
      return value ?? ''
    },
    name(name: string, fallback: string): string {
      const value = text(name, fallback)
      if (!/^[a-z0-9][a-z0-9.-]{0,100}$/.test(value))
        faults.push(`${name} must be a host-like name`)
      return value
    },
    oneOf<const Value extends string>(name: string, values: readonly [Value, ...Value[]]): Value {
      const value = values.find((one) => one === text(name, values[0]))
      if (value === undefined) faults.push(`${name} must be one of ${values.join(', ')}`)
      return value ?? values[0]
    },
  }
}

function tlsOf(env: Env, faults: string[]): Config['tls'] {
  const keyFile = env['GATEWAY_TLS_KEY_FILE']
  const certificateFile = env['GATEWAY_TLS_CERTIFICATE_FILE']
  const clientCaFile = env['GATEWAY_TLS_CLIENT_CA_FILE'] || undefined
  if (!keyFile && !certificateFile) {
    if (clientCaFile)
      faults.push(
        'GATEWAY_TLS_CLIENT_CA_FILE needs GATEWAY_TLS_KEY_FILE and GATEWAY_TLS_CERTIFICATE_FILE',
      )
    return undefined
  }
  if (keyFile && certificateFile) return { keyFile, certificateFile, clientCaFile }
  faults.push('GATEWAY_TLS_KEY_FILE and GATEWAY_TLS_CERTIFICATE_FILE go together')
  return undefined
}
