import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startChild, waitFor } from './child.ts'
import { freePortRange } from './free-ports.ts'

/** Everything `npm start` starts, on ports of its own, with a data folder that is thrown away. */
export interface Country {
  /** Base URLs. */
  readonly portal: string
  readonly gateway: string
  readonly sandbox: string
  /** Status of the demo country. */
  readonly demo: string
  readonly databaseUrl: string
  readonly data: string
  /** What it said so far. */
  output(): string
  stop(): Promise<void>
}

const root = fileURLToPath(new URL('../../../', import.meta.url))
const demoPorts = 16

/**
 * Ready when every program is, and when the demo country's exchanges are seen on the portal.
 * @param env for the platform: `PLATFORM_PSEUDO_LANGUAGE`
 */
export async function startCountry(env: Readonly<Record<string, string>> = {}): Promise<Country> {
  const data = mkdtempSync(join(tmpdir(), 'mtandao-country-'))
  const [first = 0] = await freePortRange(6 + demoPorts)
  const names = ['PORTAL', 'GATEWAY', 'GATEWAY_OPS', 'SANDBOX', 'SANDBOX_OPS', 'PG', 'DEMO']
  const port = (name: string) => first + names.indexOf(name)
  const child = startChild(process.execPath, [join(root, 'apps/cli/src/main.ts'), 'up'], {
    cwd: root,
    env: {
      ...Object.fromEntries(names.map((name) => [`${name}_PORT`, String(port(name))])),
      DATABASE_URL: undefined,
      MTANDAO_DATA: data,
      ...env,
    },
  })
  const at = (name: string) => `http://127.0.0.1:${port(name)}`
  const stop = async () => {
    await child.stop(45_000)
    rmSync(data, { recursive: true, force: true })
  }
  try {
    const ended = child.exited.then(({ code }) => {
      throw new Error(`the country ended with ${code}: ${child.output()}`)
    })
    await Promise.race([ended, untilAlive(at('PORTAL'), at('DEMO'))])
  } catch (cause) {
    await stop()
    throw new Error(`the country did not come to life: ${child.output()}`, { cause })
  }
  return {
    portal: at('PORTAL'),
    gateway: at('GATEWAY'),
    sandbox: at('SANDBOX'),
    demo: `${at('DEMO')}/status`,
    databaseUrl: `postgres://127.0.0.1:${port('PG')}/`,
    data,
    output: () => child.output(),
    stop,
  }
}

async function untilAlive(portal: string, demo: string): Promise<void> {
  const patient = { withinMs: 240_000, everyMs: 250 }
  await waitFor('the portal', async () => (await fetch(`${portal}/readyz`)).ok, patient)
  await waitFor('the demo country', async () => (await fetch(`${demo}/readyz`)).ok, patient)
  await waitFor(
    'the demo accounts',
    async () => (await (await fetch(`${portal}/sign-in`)).text()).includes('demo-'),
    patient,
  )
  // The page of the bus shows its newest exchanges.
  await waitFor(
    'exchanges on the portal',
    async () => /\/exchanges\/|<td/.test(await (await fetch(portal)).text()),
    patient,
  )
}
