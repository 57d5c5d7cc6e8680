import { randomBytes } from 'node:crypto'
import { openSync, readdirSync, readFileSync, writeSync, closeSync } from 'node:fs'
import { join } from 'node:path'
import { fetchJournal, startConstellation, waitFor, type Constellation } from '@mtandao/testkit'
import { fsck } from '@mtandao/tlog'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { contradicted, takeReceipt } from './receipts-kept.ts'

let country: Constellation
beforeAll(async () => {
  country = await startConstellation()
})
afterAll(() => country[Symbol.asyncDispose]())

async function ask(): Promise<string> {
  const connector = country.connect('consumer')
  expect(await connector.helper.requestData('LOOKUP', '{"nin":"1"}', 'json')).not.toBeNull()
  return connector.last()?.headers.get('x-exchange-id') ?? ''
}

const journal = () => join(country.gateway.dir, 'journal', '0')

/** The newest segment of the write-ahead log, and where its last frame ends (frames stand on 16-byte boundaries). */
function tail(): { file: string; bytes: Buffer; end: number } {
  const segments = readdirSync(join(journal(), 'wal'))
    .filter((name) => name.endsWith('.wal'))
    .sort()
  const file = join(journal(), 'wal', segments.at(-1) ?? '')
  const bytes = readFileSync(file)
  let end = bytes.length
  while (end > 0 && bytes[end - 1] === 0) end--
  return { file, bytes, end: Math.ceil(end / 16) * 16 }
}

/** Where the frames of a segment begin, and how long the first one is at most. */
const firstFrame = (bytes: Buffer) => bytes.subarray(4096, 4096 + 48 + bytes.readUInt32BE(4096 + 4))

test.each([
  ['noise', () => randomBytes(5000)],
  ['the head of a frame and nothing more', (bytes: Buffer) => firstFrame(bytes).subarray(0, 48)],
  ['half a frame', (bytes: Buffer) => firstFrame(bytes).subarray(0, 60)],
  ['a whole frame written once before', (bytes: Buffer) => firstFrame(bytes)],
])('a torn tail is cut, never believed: %s', async (_what, torn) => {
  const { gateway, clients } = country
  const exchange = await ask()
  const kept = await takeReceipt(gateway, clients.consumer, exchange)
  if (!kept) throw new Error('no receipt')
  const last = await ask()
  await gateway.kill()

  const { file, bytes, end } = tail()
  const fd = openSync(file, 'r+')
  writeSync(fd, torn(bytes), 0, undefined, end)
  closeSync(fd)

  await gateway.restart()
  const next = await ask()
  const entries = await waitFor('the new entries', async () => {
    const all = await fetchJournal(gateway.opsUrl)
    return all.filter((entry) => entry.exchange === next).length === 2 && all
  })
  // Everything answered before the kill is there once, in order, and nothing the tail pretended to hold.
  expect(entries.filter((entry) => entry.exchange === last).map(({ kind }) => kind)).toEqual([
    'request',
    'response',
  ])
  expect(entries.filter((entry) => entry.exchange === exchange).map(({ kind }) => kind)).toEqual([
    'request',
    'response',
  ])
  expect(await contradicted(gateway, [kept])).toEqual([])
})

test('afterwards the log is whole', async () => {
  await country.gateway.stop()
  const report = await fsck(journal(), { vkey: country.gateway.logKey })
  expect(report.problems).toEqual([])
})
