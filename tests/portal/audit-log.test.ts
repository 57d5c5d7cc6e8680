import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { auditMigrations, createAudit } from '@mtandao/audit'
import { createLogger } from '@mtandao/log'
import { testDatabase } from '@mtandao/pg/test-database'
import { waitFor } from '@mtandao/testkit'
import { expect, test } from 'vitest'

const cli = fileURLToPath(new URL('../../apps/cli/src/main.ts', import.meta.url))

function fsck(dir: string): { readonly status: number | null; readonly said: string } {
  const { status, stdout } = spawnSync(process.execPath, [cli, 'journal', 'fsck', dir, '--json'], {
    encoding: 'utf8',
  })
  return { status, said: stdout }
}

test('a copy of the log of acts is checked elsewhere, by the command for journals', async () => {
  const made = await testDatabase([auditMigrations])
  const dataDir = mkdtempSync(join(tmpdir(), 'audit-log-'))
  const log = createLogger({ area: 'audit', level: 'silent' })
  const audit = createAudit({ database: made.database, now: () => new Date(), dataDir, log })
  const stop = new AbortController()
  const running = audit.run(stop.signal)
  try {
    for (let at = 0; at < 300; at++) {
      const subject = { type: 'thing', id: String(at) }
      const act = { action: 'x.thing-done', subject, institutions: [] }
      await audit.record(made.database, { agent: 'worker' }, act)
    }
    await waitFor('300 entries', async () => (await audit.verify()).size === 300)
    // While the platform runs, and the folder alone, without its key.
    const copy = join(dataDir, 'copy')
    cpSync(join(dataDir, 'log'), copy, { recursive: true })
    expect(fsck(join(dataDir, 'log'))).toMatchObject({ status: 0 })
    expect(JSON.parse(fsck(copy).said)).toMatchObject({ ok: true, entries: 300, problems: [] })
    const bundle = join(copy, 'tile/entries/000')
    const changed = readFileSync(bundle, 'latin1').replace('thing-done', 'thing-dome')
    writeFileSync(bundle, changed, 'latin1')
    expect(fsck(copy).status).not.toBe(0)
  } finally {
    stop.abort()
    await running
    await made.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
})
