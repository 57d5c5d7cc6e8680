import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { testDatabase, type TestDatabase } from '@mtandao/pg/test-database'
import { startConstellation, waitFor, type Constellation } from '@mtandao/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { read, root, section } from './repository.ts'

/** What documents give to paste works when it is pasted. */
let database: TestDatabase
let country: Constellation
beforeAll(async () => {
  database = await testDatabase()
  country = await startConstellation({
    env: {
      DATABASE_URL: database.url,
      GATEWAY_DELIVERY_ATTEMPTS: '1',
      GATEWAY_DELIVERY_BACKOFF_MS: '20',
    },
  })
})
afterAll(async () => {
  await country[Symbol.asyncDispose]()
  await database.close()
})

test('README.md shows docs/examples/uliza.mjs as it stands', () => {
  expect(section(read('README.md'), '## Join with an existing client')).toContain(
    `\`\`\`js\n${read('docs/examples/uliza.mjs')}\`\`\``,
  )
})

test('docs/examples/uliza.mjs asks through the bus and verifies the answer', async () => {
  const { consumer } = country.clients
  const child = spawn(
    process.execPath,
    [join(root, 'docs/examples/uliza.mjs'), 'LOOKUP', '{"nin":"19900101"}'],
    {
      env: {
        GATEWAY_URL: country.gateway.url,
        CLIENT_ID: consumer.id,
        CLIENT_SECRET: consumer.secret,
        CLIENT_PRIVATE_KEY: consumer.key.privateKey,
        BUS_PUBLIC_KEY: country.gateway.busKeys['P-256'],
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (said += text))
  const code = await new Promise((resolve) => child.once('close', resolve))
  expect(said).toMatch(/^\{"success":true,"esbBody":\{"echo":/)
  expect(code).toBe(0)
})

/** Makes the calls that the runbook gives to paste, with what a person fills in; their answers by path, in order. */
async function call(
  at: string,
  fill: (text: string) => string = (text) => text,
): Promise<Record<string, unknown>> {
  const text = section(read('docs/runbooks/failed-deliveries.md'), '## When the platform is away')
  const found = [...text.matchAll(/^ops (\S+) -d '(.*)'$/gm)].find(([, path]) => path === at)
  if (!found) throw new Error(`the runbook has no call of ${at}`)
  const { gateway } = country
  const token = (await readFile(join(gateway.dir, 'keys/ops.token'), 'utf8')).trim()
  const response = await fetch(gateway.opsUrl + fill(found[1] ?? ''), {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: fill(found[2] ?? ''),
  })
  expect(response.status).toBe(200)
  return (await response.json()) as Record<string, unknown>
}

interface Listed {
  readonly leg: number
  readonly exchange: string
  readonly code: string
  readonly failedAt: string
}

async function failedLeg(exchange: string): Promise<Listed | undefined> {
  const { items } = (await call('/deliveries/list')) as { items: Listed[] }
  return items.find((one) => one.exchange === exchange)
}

async function pushToDeafConsumer(): Promise<Listed> {
  country.callbackK1.behave('error')
  const { helper } = country.connect('provider')
  const data = await helper.pushData('NOTICES', '{"bili":"1"}', 'json')
  const { requestId } = JSON.parse(data ?? '{}') as { requestId: string }
  let leg: Listed | undefined
  await waitFor('the leg to be given up', async () => {
    leg = await failedLeg(requestId)
    return leg !== undefined
  })
  if (!leg) throw new Error('nothing failed')
  return leg
}

/** Under the same id, and nothing of it is kept. */
const arrived = ({ exchange }: Listed) =>
  waitFor('the push to arrive', async () => {
    const [row] = await database.database.rows<{ state: string; kept: boolean }>(
      'select state, envelope is not null as kept from delivery.message where id = $1',
      [exchange],
    )
    return row?.state === 'delivered' && !row.kept
  })

test('the runbook of failed deliveries finds them, and sends one again under the same id', async () => {
  const leg = await pushToDeafConsumer()
  expect(await call('/deliveries/causes')).toMatchObject({
    causes: [{ code: leg.code, count: 1 }],
  })
  country.callbackK1.behave(undefined)
  const one = (text: string) =>
    text.replace('/17/', `/${leg.leg}/`).replace('<as listed>', leg.failedAt)
  expect(await call('/deliveries/17/settle', one)).toEqual({ changed: 1 })
  await arrived(leg)
})

test('the runbook of failed deliveries sends again as many as it counted', async () => {
  const leg = await pushToDeafConsumer()
  country.callbackK1.behave(undefined)
  const ofCode = (text: string) => text.replace('gateway.provider-timeout', leg.code)
  const { count, until } = await call('/deliveries/count', ofCode)
  const many = (text: string) =>
    ofCode(text)
      .replace('<new UUID>', randomUUID())
      .replace('"<as counted>"', JSON.stringify(until))
      .replace('<as counted>', String(count))
  expect(await call('/deliveries/settle', many)).toEqual({ changed: 1 })
  await arrived(leg)
})

test('the runbook of failed deliveries lets a body go for good', async () => {
  const leg = await pushToDeafConsumer()
  const letGo = (text: string) =>
    text
      .replace('/17/', `/${leg.leg}/`)
      .replace('<as listed>', leg.failedAt)
      .replace('"retry"', '"let-go"')
  expect(await call('/deliveries/17/settle', letGo)).toEqual({ changed: 1 })
  expect(
    await database.database.rows('select envelope from delivery.message where id = $1', [
      leg.exchange,
    ]),
  ).toEqual([{ envelope: null }])
})
