import { spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Client } from 'pg'
import { openDatabase, type Database } from './database.ts'
import { migrate, readMigrations, type MigrationSet } from './migrate.ts'

export interface TestDatabase {
  readonly url: string
  readonly database: Database
  /** Closes the pool and drops the database. */
  close(): Promise<void>
}

/**
 * An empty, migrated database for one test file, copied from a template that is made once per content of the migrations.
 * The server is TEST_DATABASE_URL, or one embedded server shared by all test processes of this checkout, started by the
 * first that asks and stopped when the last has gone.
 */
export async function testDatabase(sets: readonly MigrationSet[] = []): Promise<TestDatabase> {
  const server = process.env['TEST_DATABASE_URL'] ?? (await sharedServer())
  const name = `test_${process.pid}_${randomBytes(5).toString('hex')}`
  const admin = new Client(server)
  await admin.connect()
  try {
    await createFromTemplate(admin, server, name, sets)
  } finally {
    await admin.end()
  }
  const url = withDatabase(server, name)
  const database = openDatabase({ url, applicationName: 'test' })
  const close = async () => {
    await database.close()
    const last = new Client(server)
    await last.connect()
    await last.query(`drop database if exists "${name}" with (force)`)
    await last.end()
  }
  return { url, database, close }
}

/** Under a lock: two test files with the same migrations make their template once. */
async function createFromTemplate(
  admin: Client,
  server: string,
  name: string,
  sets: readonly MigrationSet[],
): Promise<void> {
  if (sets.length === 0) {
    await admin.query(`create database "${name}"`)
    return
  }
  const hash = createHash('sha256')
  for (const set of sets) {
    for (const { sha256 } of await readMigrations(set)) hash.update(`${set.module} ${sha256}\n`)
  }
  const template = `test_template_${hash.digest('hex').slice(0, 16)}`
  await admin.query('select pg_advisory_lock(7243392)')
  const { rowCount } = await admin.query('select 1 from pg_database where datname = $1', [template])
  if (rowCount === 0) {
    const building = `${template}_building`
    await admin.query(`drop database if exists "${building}" with (force)`)
    await admin.query(`create database "${building}"`)
    const database = openDatabase({ url: withDatabase(server, building) })
    await migrate(database, sets)
    await database.close()
    await admin.query(`alter database "${building}" rename to "${template}"`)
  }
  await admin.query(`create database "${name}" template "${template}"`)
  await admin.query('select pg_advisory_unlock(7243392)')
}

function withDatabase(server: string, name: string): string {
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.href
}

/** Asks the keeper of this checkout's test server for the URL, starting a keeper when there is none. */
async function sharedServer(): Promise<string> {
  const checkout = `${import.meta.url} ${process.getuid?.() ?? ''}`
  const name = `pg-test-${createHash('sha256').update(checkout).digest('hex').slice(0, 10)}`
  const folder = join(tmpdir(), name)
  const socket = process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : `${folder}.sock`
  for (const end = Date.now() + 120_000; Date.now() < end; await sleep(50)) {
    const answer = await askKeeper(socket)
    if (answer?.url) return answer.url
    if (answer?.error) throw new Error(answer.error)
    if (!answer) await startKeeper(socket, folder)
  }
  throw new Error('the embedded test server did not start within two minutes')
}

function askKeeper(path: string): Promise<{ url?: string; error?: string } | undefined> {
  return new Promise((resolve) => {
    const socket = connect(path)
    let text = ''
    socket.setEncoding('utf8')
    socket.on('data', (chunk: string) => {
      text += chunk
      if (!text.includes('\n')) return
      // The open connection is what keeps the server running; it must not keep this process running.
      socket.unref()
      resolve(JSON.parse(text) as { url?: string; error?: string })
    })
    socket.on('error', () => resolve(undefined))
    socket.on('close', () => resolve(undefined))
  })
}

/** Waits only for the process to exist; a second keeper started in the same moment finds the socket taken and ends. */
async function startKeeper(socket: string, folder: string): Promise<void> {
  const program = fileURLToPath(new URL('test-server.ts', import.meta.url))
  const keeper = spawn(process.execPath, [program, socket, folder], {
    detached: true,
    stdio: 'ignore',
  })
  keeper.unref()
  await sleep(150)
}
