import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fetchJournal, startConstellation, waitFor, type Constellation } from '@mtandao/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { contradicted, takeReceipt, type KeptReceipt } from './receipts-kept.ts'

const hour = 3_600_000
const folder = mkdtempSync(join(tmpdir(), 'mtandao-clock-'))
const offsetFile = join(folder, 'offset')
let country: Constellation

beforeAll(async () => {
  writeFileSync(offsetFile, '0')
  country = await startConstellation({
    env: {
      CLOCK_OFFSET_FILE: offsetFile,
      NODE_OPTIONS: `--import=${new URL('./skewed-clock.ts', import.meta.url).href}`,
    },
  })
})
afterAll(async () => {
  await country[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
})

async function jumpTo(offsetMs: number): Promise<void> {
  writeFileSync(offsetFile, String(offsetMs))
  await new Promise((resolve) => setTimeout(resolve, 60))
}

async function ask(): Promise<string> {
  const connector = country.connect('consumer')
  const data = await connector.helper.requestData('LOOKUP', '{"nin":"1"}', 'json')
  expect(data).toContain('"success":true')
  return connector.last()?.headers.get('x-exchange-id') ?? ''
}

test('clock jumps do not reorder the log, break a receipt or stop the traffic', async () => {
  const { gateway, clients } = country
  const exchanges: string[] = []
  const kept: KeptReceipt[] = []
  for (const offset of [0, -hour, 2 * hour, -3 * hour, 30 * 24 * hour, 0]) {
    await jumpTo(offset)
    for (let call = 0; call < 5; call++) exchanges.push(await ask())
    const receipt = await takeReceipt(gateway, clients.consumer, exchanges.at(-1) ?? '')
    if (!receipt) throw new Error('no receipt')
    kept.push(receipt)
  }
  await holdsItsOrder(exchanges)
  expect(await contradicted(gateway, kept)).toEqual([])
})

test('a restart with an earlier clock goes on where the log stopped', async () => {
  await jumpTo(-5 * hour)
  await country.gateway.restart()
  await holdsItsOrder([await ask()])
})

/** Times in the log never go back, whatever the clock did. */
async function holdsItsOrder(exchanges: readonly string[]): Promise<void> {
  const last = exchanges.at(-1)
  const entries = await waitFor('the entries', async () => {
    const all = await fetchJournal(country.gateway.opsUrl)
    return all.filter(({ exchange }) => exchange === last).length === 2 && all
  })
  const times = entries.map(({ at }) => at)
  expect(times).toEqual([...times].sort())
  const logged = entries.filter(({ kind }) => kind === 'request').map(({ exchange }) => exchange)
  expect(logged.slice(-exchanges.length)).toEqual(exchanges)
}
