export interface Config {
  /** Where country.json and enrolment.json are. */
  readonly folder: string
  /** The status port; the institutions listen on the ports after it. */
  readonly firstPort: number
}

export interface RunConfig extends Config {
  /** Base URL of the bus's traffic port. */
  readonly gatewayUrl: string
  /** base64 SubjectPublicKeyInfo of the bus, by curve. */
  readonly busKeys: { readonly 'P-256': string; readonly secp256k1: string }
  /** Exchanges a second, on average. */
  readonly rate: number
  /** Started by a supervisor: the end of our standard input means it is gone. */
  readonly supervised: boolean
}

type Environment = Readonly<Record<string, string | undefined>>

/** DEMO_DATA_DIR, DEMO_PORT. All faults are reported together. */
export function readConfig(env: Environment): Config {
  const faults: string[] = []
  const config = readPlace(env, faults)
  assertNone(faults)
  return config
}

/** Adds GATEWAY_URL, BUS_PUBLIC_KEY_P256, BUS_PUBLIC_KEY_SECP256K1, DEMO_RATE, MTANDAO_SUPERVISED. */
export function readRunConfig(env: Environment): RunConfig {
  const faults: string[] = []
  const key = (name: string): string => {
    const value = env[name] ?? ''
    if (!/^[A-Za-z0-9+/]{80,}={0,2}$/.test(value))
      faults.push(`${name} must be a public key of the bus, base64 SubjectPublicKeyInfo`)
    return value
  }
  const rate = Number(env['DEMO_RATE'] ?? 4.5)
  if (!(rate > 0 && rate <= 200)) faults.push('DEMO_RATE must be above 0 and at most 200')
  const gatewayUrl = env['GATEWAY_URL'] ?? 'http://127.0.0.1:8090'
  if (!URL.canParse(gatewayUrl)) faults.push('GATEWAY_URL must be a URL')
  const config = {
    ...readPlace(env, faults),
    gatewayUrl: gatewayUrl.replace(/\/$/, ''),
    busKeys: { 'P-256': key('BUS_PUBLIC_KEY_P256'), secp256k1: key('BUS_PUBLIC_KEY_SECP256K1') },
    rate,
    supervised: env['MTANDAO_SUPERVISED'] === '1',
  }
  assertNone(faults)
  return config
}

function readPlace(env: Environment, faults: string[]): Config {
  const firstPort = Number(env['DEMO_PORT'] ?? 18_100)
  if (!Number.isInteger(firstPort) || firstPort < 1 || firstPort > 65_000)
    faults.push('DEMO_PORT must be a whole number from 1 to 65000')
  return { folder: env['DEMO_DATA_DIR'] ?? 'data/demo', firstPort }
}

function assertNone(faults: readonly string[]): void {
  if (faults.length > 0) throw new Error(`configuration:\n  ${faults.join('\n  ')}`)
}
