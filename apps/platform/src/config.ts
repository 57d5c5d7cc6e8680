import type { LogLevel } from '@mtandao/log'

export interface Config {
  readonly host: string
  readonly port: number
  readonly databaseUrl: string
  /** Holds the key that signs routing snapshots. */
  readonly dataDir: string
  readonly sealingKeyFile: string
  /** Operations ports of the gateways, as this process reaches them. */
  readonly gatewayOpsUrls: readonly string[]
  /** Base URL of the gateway as people reach it. */
  readonly gatewayUrl: string
  /** The same two of the sandbox bus; no operations port: none is indexed. */
  readonly sandboxUrl: string
  readonly sandboxOpsUrls: readonly string[]
  /** Base URL of the portal as people reach it: in links of invitations, and where our forms come from. */
  readonly publicUrl: string
  /** How many proxies of ours stand before us and add to X-Forwarded-For. */
  readonly trustedProxies: number
  /** `smtp://user:password@host:port`; without it no mail leaves, and links are handed over by people. */
  readonly smtpUrl: string | undefined
  /** Sender of letters. */
  readonly mailFrom: string
  /** Lets `?lang=qq` mark whatever is translated; for the audit of pages. */
  readonly pseudoLanguage: boolean
  /** Shared with the gateways: lets us ask their operations ports about failed deliveries. */
  readonly opsTokenFile: string | undefined
  readonly enrolmentFile: string | undefined
  /** Where the demo country shows the letters that it took; used in the demo alone. */
  readonly demoMailUrl: string | undefined
  /** Says on every page that institutions and exchanges are invented. */
  readonly demo: boolean
  readonly logLevel: LogLevel
}

const levels: readonly LogLevel[] = ['debug', 'info', 'warn', 'error', 'silent']

/** Reads the environment once, reports every fault at once, and hides the environment from then on. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const faults: string[] = []
  const text = (name: string): string => {
    if (!env[name]) faults.push(`${name} must be set`)
    return env[name] ?? ''
  }
  const url = (name: string, value: string, protocols: readonly string[]): string => {
    const parsed = URL.parse(value)
    if (!parsed || !protocols.includes(parsed.protocol)) {
      faults.push(`${name} must be a URL (${protocols.join(' ')})`)
    }
    return value.replace(/\/+$/, '')
  }
  const web = ['http:', 'https:']
  const port = Number(env['PLATFORM_PORT'] ?? 8080)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    faults.push('PLATFORM_PORT must be a whole number from 0 to 65535')
  }
  const logLevel = levels.find((level) => level === (env['LOG_LEVEL'] ?? 'info'))
  if (!logLevel) faults.push(`LOG_LEVEL must be one of ${levels.join(', ')}`)
  const flag = (name: string): boolean => {
    const said = env[name] ?? 'false'
    if (!['true', 'false'].includes(said)) faults.push(`${name} must be true or false`)
    return said === 'true'
  }
  const trustedProxies = Number(env['PLATFORM_TRUSTED_PROXIES'] ?? 0)
  if (!Number.isInteger(trustedProxies) || trustedProxies < 0 || trustedProxies > 5) {
    faults.push('PLATFORM_TRUSTED_PROXIES must be a whole number from 0 to 5')
  }
  const demo = flag('PLATFORM_DEMO')
  const smtpUrl = env['SMTP_URL']
    ? url('SMTP_URL', env['SMTP_URL'], ['smtp:', 'smtps:'])
    : undefined
  const smtpHost = smtpUrl === undefined ? undefined : URL.parse(smtpUrl)?.hostname
  if (demo && smtpHost !== undefined && !['127.0.0.1', '[::1]', 'localhost'].includes(smtpHost)) {
    faults.push('SMTP_URL must be on this machine: no letter of the demo leaves it')
  }
  const config: Config = {
    host: env['PLATFORM_HOST'] ?? '127.0.0.1',
    port,
    databaseUrl: url('DATABASE_URL', text('DATABASE_URL'), ['postgres:', 'postgresql:']),
    dataDir: text('PLATFORM_DATA_DIR'),
    sealingKeyFile: text('SEALING_KEY_FILE'),
    gatewayOpsUrls: text('GATEWAY_OPS_URL')
      .split(',')
      .map((one) => url('GATEWAY_OPS_URL', one.trim(), web)),
    gatewayUrl: url('GATEWAY_URL', text('GATEWAY_URL'), web),
    sandboxUrl: url('SANDBOX_URL', env['SANDBOX_URL'] ?? 'http://127.0.0.1:8095', web),
    sandboxOpsUrls: (env['SANDBOX_OPS_URL'] ?? '')
      .split(',')
      .filter((one) => one.trim() !== '')
      .map((one) => url('SANDBOX_OPS_URL', one.trim(), web)),
    opsTokenFile: env['OPS_TOKEN_FILE'] || undefined,
    enrolmentFile: env['ENROLMENT_FILE'] || undefined,
    publicUrl: url(
      'PLATFORM_PUBLIC_URL',
      env['PLATFORM_PUBLIC_URL'] ?? `http://127.0.0.1:${Number.isInteger(port) ? port : 8080}`,
      web,
    ),
    trustedProxies,
    smtpUrl,
    mailFrom: env['MAIL_FROM'] ?? 'mtandao@localhost',
    pseudoLanguage: flag('PLATFORM_PSEUDO_LANGUAGE'),
    demoMailUrl:
      demo && env['DEMO_MAIL_URL'] ? url('DEMO_MAIL_URL', env['DEMO_MAIL_URL'], web) : undefined,
    demo,
    logLevel: logLevel ?? 'info',
  }
  if (faults.length > 0) throw new Error(`configuration:\n  ${[...new Set(faults)].join('\n  ')}`)
  return Object.freeze(config)
}
