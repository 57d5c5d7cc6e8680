import { join, resolve } from 'node:path'
import { CommandFault } from '../words.ts'

/** One port of the country, and the variable that moves it. */
export interface Port {
  readonly variable: string
  readonly number: number
  /** How many ports from `number` on are needed. */
  readonly count: number
}

export interface UpConfig {
  /** The checkout; child programs are found in it. */
  readonly root: string
  /** Everything that lasts is in here. */
  readonly data: string
  readonly demo: boolean
  readonly quiet: boolean
  readonly ports: {
    readonly portal: Port
    readonly gateway: Port
    readonly gatewayOps: Port
    readonly sandbox: Port
    readonly sandboxOps: Port
    /** Absent when DATABASE_URL names a server. */
    readonly database: Port | undefined
    readonly demo: Port | undefined
  }
  readonly databaseUrl: string | undefined
  readonly env: Readonly<Record<string, string | undefined>>
}

/** One status port, one per institution, and the last takes letters. */
const DEMO_PORTS = 16

interface Flags {
  readonly demo: boolean
  readonly quiet: boolean
}

/** Reads flags and environment; all faults are said together. */
export function readUpConfig(
  root: string,
  { demo, quiet }: Flags,
  env: Readonly<Record<string, string | undefined>>,
): UpConfig {
  const faults: string[] = []
  const port = (variable: string, fallback: number, count = 1): Port => {
    const number = env[variable] === undefined ? fallback : Number(env[variable])
    if (!Number.isInteger(number) || number < 1 || number + count - 1 > 65_535)
      faults.push(`${variable}=${env[variable]}`)
    return { variable, number, count }
  }
  const databaseUrl = env['DATABASE_URL'] === '' ? undefined : env['DATABASE_URL']
  const config: UpConfig = {
    root,
    data: resolve(env['MTANDAO_DATA'] ?? join(root, 'data')),
    demo,
    quiet,
    databaseUrl,
    ports: {
      portal: port('PORTAL_PORT', 8080),
      gateway: port('GATEWAY_PORT', 8090),
      gatewayOps: port('GATEWAY_OPS_PORT', 8091),
      sandbox: port('SANDBOX_PORT', 8095),
      sandboxOps: port('SANDBOX_OPS_PORT', 8096),
      database: databaseUrl === undefined ? port('PG_PORT', 15_432) : undefined,
      demo: demo ? port('DEMO_PORT', 18_100, DEMO_PORTS) : undefined,
    },
    env,
  }
  if (faults.length > 0)
    throw new CommandFault({
      sw: `Si namba ya mlango: ${faults.join(', ')}`,
      en: `Not a port number: ${faults.join(', ')}`,
    })
  return config
}
