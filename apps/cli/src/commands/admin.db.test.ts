import { execFile } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { auditMigrations } from '@mtandao/audit'
import { identityMigrations } from '@mtandao/identity'
import { testDatabase, type TestDatabase } from '@mtandao/pg/test-database'
import { afterAll, beforeAll, expect, test } from 'vitest'

const main = fileURLToPath(new URL('../main.ts', import.meta.url))
const run = promisify(execFile)

let db: TestDatabase
beforeAll(async () => (db = await testDatabase([identityMigrations, auditMigrations])))
afterAll(() => db.close())

async function admin(env: Readonly<Record<string, string>>, ...args: readonly string[]) {
  const all = [main, 'admin', 'create', ...args]
  const ended = await run(process.execPath, all, { env: { PATH: '/usr/bin', ...env } }).catch(
    (failed: { code: number; stdout: string; stderr: string }) => failed,
  )
  return { code: 'code' in ended ? ended.code : 0, said: `${ended.stdout}${ended.stderr}` }
}
const given = ['--email', 'Mkuu@ega.example', '--name', 'Neema Ali']

test('the first e-GA officer is invited at the terminal, and the audit log says by whom', async () => {
  const env = { DATABASE_URL: db.url, PLATFORM_PUBLIC_URL: 'https://portal.example/' }
  const { code, said } = await admin(env, ...given)
  expect(code).toBe(0)
  expect(said).toMatch(/ https:\/\/portal\.example\/invitation\/[\w-]{43}\n/)
  const [invitation] = await db.database.rows(
    'select email, role, institution from identity.invitation',
  )
  expect(invitation).toEqual({ email: 'mkuu@ega.example', role: 'ega-officer', institution: 'ega' })
  const [act] = await db.database.rows<{ text: string }>(
    'select to_json(act)::text as text from audit.act as act',
  )
  expect(act?.text).toMatch(/terminal.*identity\.person-invited|identity\.person-invited.*terminal/)
})

test('with an officer in force another is invited by force only', async () => {
  await db.database.rows(
    `insert into identity.person (id, name, email) values ('p', 'Neema', 'n@ega.example')`,
  )
  await db.database.rows(
    `insert into identity.appointment (id, person, institution, role, valid_from, made_by, made_at)
     values (gen_random_uuid(), 'p', 'ega', 'ega-officer', '2026-01-01', 'terminal', now())`,
  )
  const env = { DATABASE_URL: db.url }
  const refused = await admin(env, ...given)
  expect(refused.code).toBe(1)
  expect(refused.said).toContain('--force')
  const forced = await admin(env, ...given, '--force', '--json')
  expect(JSON.parse(forced.said)).toMatchObject({ ok: true })
})

test('without a database, and without a name, it says what to do', async () => {
  const empty = mkdtempSync(join(tmpdir(), 'admin-'))
  expect((await admin({ MTANDAO_DATA: empty }, ...given)).said).toContain('npm start')
  expect((await admin({ MTANDAO_DATA: empty }, '--email', 'x')).code).toBe(2)
})
