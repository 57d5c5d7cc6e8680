import { spawn } from 'node:child_process'
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

/** The SQL of a runbook under one heading, with psql's variables filled in. */
function sqlOf(heading: string, values: Readonly<Record<string, string>> = {}): string[] {
  const text = section(read('docs/runbooks/failed-deliveries.md'), heading)
  const sql = /```sql\n([^]*?)```/.exec(text)?.[1] ?? ''
  const filled = Object.entries(values).reduce(
    (all, [name, value]) => all.replaceAll(`:'${name}'`, `'${value}'`),
    sql,
  )
  return filled
    .split(';')
    .map((one) => one.trim())
    .filter((one) => one !== '')
}

async function run(statements: readonly string[]): Promise<Record<string, unknown>[]> {
  return database.database.transact(async (db) => {
    let rows: Record<string, unknown>[] = []
    for (const one of statements)
      if (one !== 'begin' && one !== 'commit') rows = await db.rows<Record<string, unknown>>(one)
    return rows
  })
}

async function pushToDeafConsumer(): Promise<string> {
  country.callbackK1.behave('error')
  const { helper } = country.connect('provider')
  const data = await helper.pushData('NOTICES', '{"bili":"1"}', 'json')
  const { requestId } = JSON.parse(data ?? '{}') as { requestId: string }
  await waitFor('the leg to be given up', async () =>
    (await run(sqlOf('## Look'))).some(({ message }) => message === requestId),
  )
  return requestId
}

test('the runbook of failed deliveries finds them, and sends them again under the same id', async () => {
  const id = await pushToDeafConsumer()
  expect(await run(sqlOf('## Look'))).toEqual([
    expect.objectContaining({ message: id, target: 'consumer', system: 'consumer-k1' }),
  ])
  country.callbackK1.behave(undefined)
  await run(sqlOf('## Try again', { system: 'consumer-k1' }))
  await waitFor('the push', () =>
    country.callbackK1.seen.some((one) => one.requestId === id && one.verified),
  )
  await waitFor('the queue to be settled', async () => {
    const [row] = await database.database.rows<{ state: string; kept: boolean }>(
      'select state, envelope is not null as kept from delivery.message where id = $1',
      [id],
    )
    return row?.state === 'delivered' && !row.kept
  })
})

test('the runbook of failed deliveries lets a body go for good', async () => {
  const id = await pushToDeafConsumer()
  await run(sqlOf('## Let go', { message: id }))
  expect(
    await database.database.rows('select envelope from delivery.message where id = $1', [id]),
  ).toEqual([{ envelope: null }])
})
