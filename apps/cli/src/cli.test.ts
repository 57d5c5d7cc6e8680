import { spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  readFileSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  Agreement,
  Client,
  Endpoint,
  Institution,
  Service,
  System,
  type JournalEntry,
  type Receipt,
} from '@mtandao/contracts'
import { importPrivateKey } from '@mtandao/seal'
import { TileReader, directoryTiles, noteSigner, openJournal } from '@mtandao/tlog'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { findVkey } from './commands/journal.ts'
import { ReceiptUnreadable, verifyReceipt } from './commands/verify-receipt.ts'

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url))
const DEMO = fileURLToPath(new URL('../../demo-country/src/main.ts', import.meta.url))
const ORIGIN = 'govesb.test/journal/0'
const EXCHANGE = '0197a3f0-0000-7000-8000-000000000001'
const SALT = Buffer.alloc(16, 7)
const REQUEST_BODY = Buffer.from('{"data":{"apiCode":"X"},"signature":"s"}')
const RESPONSE_BODY = Buffer.from('{"data":{"success":true},"signature":"t"}')

let folder: string
let journalDir: string
let vkey: string
let receipt: Receipt

const digestOf = (body: Buffer) => ({
  bytes: body.length,
  sha256: createHash('sha256').update(SALT).update(body).digest('base64url'),
})

function entry(more: Partial<JournalEntry>): JournalEntry {
  return {
    v: 1,
    kind: 'request',
    exchange: EXCHANGE,
    at: '2026-02-10T08:00:00.000Z',
    door: 'govesb',
    ...more,
  }
}

/** A real log with other people's entries around ours, and the receipt a gateway would make from it. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cli '))
  journalDir = join(folder, 'gateway/journal/0')
  mkdirSync(journalDir, { recursive: true })
  const seed = randomBytes(32)
  ;({ vkey } = noteSigner(ORIGIN, seed))
  writeFileSync(join(folder, 'gateway/log.vkey'), `${vkey}\n`)
  const journal = await openJournal({ dir: journalDir, origin: ORIGIN, seed })
  const append = (value: JournalEntry): Promise<number> =>
    new Promise((resolve, reject) => {
      const index: number = journal.append(JSON.stringify(value), (error) =>
        error ? reject(error) : resolve(index),
      )
    })
  for (let i = 0; i < 300; i += 1) void append(entry({ exchange: `other-${i}` }))
  const request = await append(entry({ received: digestOf(REQUEST_BODY) }))
  const response = await append(
    entry({ kind: 'response', request, status: 200, sent: digestOf(RESPONSE_BODY) }),
  )
  await journal.publish()
  const reader = new TileReader(directoryTiles(journalDir))
  const checkpoint = await reader.checkpoint(vkey)
  const entries = await Promise.all(
    [request, response].map(async (index) => ({
      index,
      entry: Buffer.from(await reader.entry(index, checkpoint.size)).toString('base64'),
      proof: await reader.proofFile(index, checkpoint),
    })),
  )
  receipt = {
    format: 'serikali-mtandao/receipt/v1',
    exchange: EXCHANGE,
    log: vkey,
    salt: SALT.toString('base64url'),
    entries,
  }
  await journal.close()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const failed = (value: Receipt, options: Parameters<typeof verifyReceipt>[1] = {}) =>
  verifyReceipt(JSON.stringify(value), options)
    .checks.filter(({ ok }) => !ok)
    .map(({ name }) => name)

describe('a receipt', () => {
  test('is right offline, and says that its key was not pinned', () => {
    const report = verifyReceipt(JSON.stringify(receipt), {})
    expect(report).toMatchObject({ ok: true, logKey: 'from-receipt', treeSize: 302 })
    expect(report.entries.map(({ kind }) => kind)).toEqual(['request', 'response'])
  })

  test('is right under the pinned key, with the bodies that were exchanged', () => {
    const options = { vkey, request: REQUEST_BODY, response: RESPONSE_BODY }
    expect(verifyReceipt(JSON.stringify(receipt), options)).toMatchObject({
      ok: true,
      logKey: 'pinned',
    })
  })

  test('of another log is refused under the pinned key', () => {
    const other = noteSigner(ORIGIN, randomBytes(32)).vkey
    const [request, response] = receipt.entries
    expect(failed(receipt, { vkey: other })).toEqual([
      'log-key',
      `proof-of-${request?.index}`,
      `proof-of-${response?.index}`,
    ])
  })

  test('with one byte of an entry changed is refused', () => {
    const [request, response] = receipt.entries
    if (request === undefined || response === undefined) throw new Error('two entries')
    const bytes = Buffer.from(response.entry, 'base64')
    bytes[20] = (bytes[20] ?? 0) ^ 1
    const entries = [request, { ...response, entry: bytes.toString('base64') }]
    expect(failed({ ...receipt, entries })).toEqual([`proof-of-${response.index}`])
  })

  test('that names another exchange, index or order is refused', async () => {
    const [request, response] = receipt.entries
    if (request === undefined || response === undefined) throw new Error('two entries')
    expect(failed({ ...receipt, exchange: 'other' })).toEqual(['one-exchange'])
    const renumbered = [{ ...request, index: 1 }, response]
    expect(failed({ ...receipt, entries: renumbered })).toEqual(['proof-of-1'])
    expect(failed({ ...receipt, entries: [response] })).toEqual(['has-request', 'answers-request'])
    const reader = new TileReader(directoryTiles(journalDir))
    const checkpoint = await reader.checkpoint(vkey)
    const stranger = {
      index: 5,
      entry: Buffer.from(await reader.entry(5, checkpoint.size)).toString('base64'),
      proof: await reader.proofFile(5, checkpoint),
    }
    expect(failed({ ...receipt, entries: [stranger, response] })).toEqual([
      'one-exchange',
      'answers-request',
    ])
  })

  test('does not cover a body that was not exchanged, nor one with the salt shifted into it', () => {
    const shifted = { ...receipt, salt: SALT.subarray(0, 15).toString('base64url') }
    expect(failed(receipt, { request: RESPONSE_BODY })).toEqual(['request-body'])
    expect(failed(receipt, { response: Buffer.from('x') })).toEqual(['response-body'])
    const body = Buffer.concat([SALT.subarray(15), REQUEST_BODY])
    expect(failed(shifted, { request: body })).toEqual(['salt'])
  })

  test.each(['', 'null', '{}', '[]', '{"format":"serikali-mtandao/receipt/v1","entries":[null]}'])(
    '%j is not one, and is called unreadable rather than wrong',
    (text) => expect(() => verifyReceipt(text, {})).toThrow(ReceiptUnreadable),
  )
})

/** Runs the command line as a person would. */
const run = async (...args: string[]) => {
  const child = spawn(process.execPath, [MAIN, ...args], { cwd: folder })
  const out: string[] = []
  const err: string[] = []
  child.stdout.setEncoding('utf8').on('data', (text: string) => out.push(text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => err.push(text))
  const code = await new Promise((resolve) => child.on('close', resolve))
  return { code, out: out.join(''), err: err.join('') }
}

describe('the command line', () => {
  test('verifies a receipt: 0 when right, 1 when not, 2 when unreadable, in both languages', async () => {
    writeFileSync(join(folder, 'r.json'), JSON.stringify(receipt))
    writeFileSync(join(folder, 'bad.json'), JSON.stringify({ ...receipt, exchange: 'x' }))
    const [right, wrong, missing] = await Promise.all([
      run('receipt', 'verify', 'r.json', '--vkey', 'gateway/log.vkey'),
      run('receipt', 'verify', 'bad.json'),
      run('receipt', 'verify', 'none.json'),
    ])
    expect(right).toMatchObject({ code: 0, err: '' })
    expect(right.out).toContain('RISITI NI SAHIHI / THE RECEIPT IS RIGHT')
    expect(right.out).not.toContain('NOTE')
    expect(wrong.code).toBe(1)
    expect(wrong.out).toContain('NOTE: the log key was taken from the receipt itself')
    expect(missing).toMatchObject({ code: 2, out: '' })
  })

  test('--json is one object on one line', async () => {
    writeFileSync(join(folder, 'r.json'), JSON.stringify(receipt))
    const { out, code } = await run('receipt', 'verify', 'r.json', '--json')
    expect(code).toBe(0)
    expect(out.trim().split('\n')).toHaveLength(1)
    expect(JSON.parse(out)).toMatchObject({ ok: true, exchange: EXCHANGE, logKey: 'from-receipt' })
  })

  test('fscks a journal with the key found beside it, and sees a changed entry', async () => {
    const whole = await run('journal', 'fsck', 'gateway/journal/0', '--json')
    expect(whole).toMatchObject({ code: 0 })
    expect(JSON.parse(whole.out)).toMatchObject({ ok: true, entries: 302, problems: [] })
    const copy = join(folder, 'gateway/journal/copy')
    cpSync(journalDir, copy, { recursive: true })
    const bundle = join(copy, 'tile/entries/000')
    const bytes = readFileSync(bundle)
    bytes[100] = (bytes[100] ?? 0) ^ 1
    writeFileSync(bundle, bytes)
    expect(await run('journal', 'fsck', copy)).toMatchObject({ code: 1 })
  })

  test.each(['P-256', 'secp256k1', 'Ed25519'])(
    'keys make writes a %s pair for its owner only, says the public half, and overwrites nothing',
    async (curve) => {
      const name = join(folder, `mteja-${curve}`)
      const { code, out } = await run('keys', 'make', name, '--curve', curve, '--json')
      expect(code).toBe(0)
      const said = JSON.parse(out) as { publicKey: string }
      const pair = importPrivateKey(readFileSync(`${name}.pkcs8`, 'utf8').trim())
      expect(pair).toMatchObject({ curve, publicKeyBase64: said.publicKey })
      expect(readFileSync(`${name}.spki`, 'utf8').trim()).toBe(said.publicKey)
      expect(statSync(`${name}.pkcs8`).mode & 0o777).toBe(0o600)
      expect(statSync(`${name}.pem`).mode & 0o777).toBe(0o600)
      expect(out).not.toContain(readFileSync(`${name}.pkcs8`, 'utf8').trim())
      expect((await run('keys', 'make', name)).code).toBe(2)
    },
  )

  test.each([[['nonsense']], [['up', '--vkey', 'x']], [['receipt', 'verify']], [['--bogus']]])(
    '%j is explained and ends with 2',
    async (args) => {
      const { code, err } = await run(...args)
      expect(code).toBe(2)
      expect(err).toMatch(/Amri haikueleweka[\s\S]*The command was not understood/)
    },
  )

  test('up says which port is taken, by whom, and which variable moves it, and leaves nothing behind', async () => {
    const holder = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => holder.once('listening', resolve))
    const address = holder.address()
    const port = typeof address === 'object' ? String(address?.port) : ''
    const child = spawn(process.execPath, [MAIN, 'up', '--no-demo'], {
      env: { ...process.env, MTANDAO_DATA: join(folder, 'data'), GATEWAY_PORT: port },
    })
    const said: string[] = []
    child.stderr.setEncoding('utf8').on('data', (text: string) => said.push(text))
    const code = await new Promise((resolve) => child.on('close', resolve))
    holder.close()
    expect(code).toBe(3)
    expect(said.join('')).toContain(`Port ${port} is taken`)
    expect(said.join('')).toContain('GATEWAY_PORT=…')
    if (process.platform === 'linux') expect(said.join('')).toContain(`pid ${process.pid}`)
    expect(() => statSync(join(folder, 'data/up.lock'))).toThrow('ENOENT')
    expect(() => statSync(join(folder, 'data/postgres'))).toThrow('ENOENT')
  })
})

test('a journal serves its checkpoint and tiles, and nothing else of its folder', async () => {
  const child = spawn(process.execPath, [
    MAIN,
    'journal',
    'serve',
    journalDir,
    '--port',
    '0',
    '--json',
  ])
  const first = await new Promise<string>((resolve) =>
    child.stdout.setEncoding('utf8').once('data', resolve),
  )
  const { url } = JSON.parse(first) as { url: string }
  const status = async (path: string) => (await fetch(`${url}${path}`)).status
  const checkpoint = await (await fetch(`${url}checkpoint`)).text()
  expect(checkpoint).toContain(`${ORIGIN}\n302\n`)
  expect(await status('tile/0/000')).toBe(200)
  expect(await status('tile/entries/000')).toBe(200)
  expect(await status('wal')).toBe(404)
  expect(await status('tile/../../../log.vkey')).toBe(404)
  expect(await status('%2e%2e/%2e%2e/log.vkey')).toBe(404)
  child.kill('SIGTERM')
  expect(await new Promise((resolve) => child.on('exit', resolve))).toBe(0)
})

test("another worker's journal is checked under the same key with its own origin", () => {
  const dir = join(folder, 'gateway/journal/3')
  mkdirSync(dir)
  writeFileSync(join(dir, 'checkpoint'), 'govesb.test/journal/3\n0\n')
  const material = vkey.slice(ORIGIN.length + '+01234567+'.length)
  expect(findVkey(dir).startsWith('govesb.test/journal/3+')).toBe(true)
  expect(findVkey(dir).endsWith(material)).toBe(true)
  expect(findVkey(dir)).not.toBe(vkey)
})

test('the application of the demo country has the shapes of a routing snapshot', async () => {
  const dir = join(folder, 'demo')
  const child = spawn(process.execPath, [DEMO, 'init'], {
    env: { ...process.env, DEMO_DATA_DIR: dir },
    stdio: 'inherit',
  })
  expect(await new Promise((resolve) => child.on('exit', resolve))).toBe(0)
  const enrolment: unknown = JSON.parse(readFileSync(join(dir, 'enrolment.json'), 'utf8'))
  /** An enrolment is a snapshot's members, but a plain provider's secret is still in clear. */
  const clear = z.strictObject({
    type: z.literal('bearer'),
    secret: z.strictObject({ clear: z.string() }),
  })
  const endpoint = z.union([Endpoint, z.strictObject({ url: z.url(), security: clear })])
  const schema = z.strictObject({
    instance: z.string(),
    institutions: z.array(Institution).min(8),
    systems: z.array(System),
    clients: z.array(Client),
    services: z.array(Service.extend({ endpoint: endpoint.optional() })),
    agreements: z.array(Agreement),
  })
  expect(schema.parse(enrolment)).toEqual(enrolment)
})
