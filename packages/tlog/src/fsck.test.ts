import fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { append, appendSeries, open, temporaryDirectory, vkey } from '../test/logs.ts'
import { fsck } from './fsck.ts'
import { segmentPath } from './wal.ts'

let whole: string

beforeAll(async () => {
  whole = fs.mkdtempSync(join(tmpdir(), 'tlog-fsck-'))
  const journal = await open(whole, { segmentBytes: 1 << 18 })
  for (const [from, to] of [
    [0, 100],
    [100, 500],
    [500, 1000],
  ] as const) {
    await appendSeries(journal, from, to)
    await journal.publish()
  }
  await journal.close()
})
afterAll(() => fs.rmSync(whole, { recursive: true, force: true }))

function copy(): string {
  const dir = temporaryDirectory()
  fs.cpSync(whole, dir, { recursive: true })
  return dir
}

test('a whole log has no problem', async () => {
  expect(await fsck(whole, { vkey })).toMatchObject({
    entries: 1000,
    size: 1000,
    walChecked: true,
    problems: [],
  })
})

const flip = (at: number) => (path: string) => {
  const bytes = fs.readFileSync(path)
  bytes[at] = (bytes[at] ?? 0) ^ 0x40
  fs.writeFileSync(path, bytes)
}
const remove = (path: string) => fs.rmSync(path)
const last = (dir: string) => fs.readdirSync(join(dir, 'wal')).find((n) => n.endsWith('.wal')) ?? ''

test.each<[string, string, (path: string) => void, RegExp]>([
  ['a changed entry', 'tile/entries/001', flip(50), /tile\/0\/001 is not what the entries make/],
  ['a bundle that is gone', 'tile/entries/002', remove, /tile\/entries\/002 is missing/],
  ['a changed length', 'tile/entries/002', flip(0), /does not hold exactly 256 entries/],
  ['a changed hash', 'tile/0/002', flip(777), /tile\/0\/002 is not what the entries make/],
  ['a tile that is gone', 'tile/0/000', remove, /tile\/0\/000 is missing/],
  ['a changed partial tile', 'tile/1/000.p/3', flip(3), /tile\/1\/000.p\/3 is not what/],
  ['a partial tile that is gone', 'tile/0/003.p/232', remove, /tile\/0\/003.p\/232 is missing/],
  [
    'a changed partial bundle',
    'tile/entries/003.p/232',
    flip(9),
    /do not have the checkpoint’s root/,
  ],
  ['a changed checkpoint', 'checkpoint', flip(30), /checkpoint: TlogError/],
  ['no checkpoint', 'checkpoint', remove, /no checkpoint/],
])('%s is found', async (_, path, damage, problem) => {
  const dir = copy()
  damage(join(dir, path))
  const { problems } = await fsck(dir, { vkey })
  expect(problems.join('\n')).toMatch(problem)
})

test.each([
  ['a stranger', 'tile/0/notes.txt', /tile\/0\/notes.txt is no tile/],
  ['a tile beyond the entries', 'tile/0/004', /tile\/0\/004 is beyond the entries/],
  ['a wrong partial tile of a full one', 'tile/0/002.p/2', /tile\/0\/002.p\/2 is not what/],
  ['a wrong partial bundle', 'tile/entries/002.p/1', /tile\/entries\/002.p\/1 is not what/],
])('%s is found', async (_, path, problem) => {
  const dir = copy()
  fs.mkdirSync(join(dir, path, '..'), { recursive: true })
  fs.writeFileSync(join(dir, path), Buffer.alloc(64))
  const { problems } = await fsck(dir, { vkey })
  expect(problems).toHaveLength(1)
  expect(problems[0]).toMatch(problem)
})

test('another key is refused', async () => {
  const other = vkey.replace(/^[^+]+/, 'other.example')
  await expect(fsck(whole, { vkey: other }).then(({ problems }) => problems)).resolves.toHaveLength(
    1,
  )
})

test('damage, gaps and strangers in the write-ahead log are found', async () => {
  const damaged = copy()
  flip(4096 + 60)(join(damaged, 'wal', last(damaged)))
  expect((await fsck(damaged, { vkey })).problems.join()).toMatch(
    /before the checkpoint|is damaged/,
  )

  const renamed = copy()
  fs.renameSync(join(renamed, 'wal', last(renamed)), segmentPath(renamed, 1001))
  expect((await fsck(renamed, { vkey })).problems.join()).toMatch(/beyond the checkpoint/)

  const gone = copy()
  fs.rmSync(join(gone, 'wal'), { recursive: true })
  expect(await fsck(gone, { vkey })).toMatchObject({ walChecked: false, problems: [] })
})

test('a log in use is checked as far as it is published', async () => {
  const dir = temporaryDirectory()
  const journal = await open(dir)
  await appendSeries(journal, 0, 1000)
  await journal.publish()
  await append(journal, 'not yet published')
  expect(await fsck(dir, { vkey })).toMatchObject({
    entries: 1000,
    size: 1000,
    walChecked: false,
    problems: [],
  })
  await journal.close()
})
