import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { startEmbedded, type EmbeddedServer } from './embedded.ts'
import { chooseUser, mayReach } from './embedded-user.ts'
import { openDatabase } from './index.ts'

const isRoot = process.getuid?.() === 0
let folder: string
let port: number
const running: EmbeddedServer[] = []

beforeAll(async () => {
  // mkdtemp makes 0700 folders: as root this is the checkout that the server's user may not walk through.
  folder = mkdtempSync(join(tmpdir(), 'embedded-'))
  port = await freePort()
})
afterAll(async () => {
  await Promise.all(running.map((server) => server.stop()))
  rmSync(folder, { recursive: true, force: true })
})

async function start(name = 'cluster', more: { env?: Record<string, string> } = {}) {
  const steps: string[] = []
  const server = await startEmbedded({
    dataDir: join(folder, name),
    port,
    durable: false,
    onProgress: ({ sw, en }) => steps.push(`${sw} / ${en}`),
    ...more,
  })
  running.push(server)
  return { server, steps }
}

async function ask<Row extends object>(url: string, sql: string): Promise<Row[]> {
  const database = openDatabase({ url })
  try {
    return await database.rows<Row>(sql)
  } finally {
    await database.close()
  }
}

test('the first start makes a cluster, the second continues with its data', async () => {
  const first = await start()
  expect(first.steps.join()).toContain('Preparing a new database')
  await ask(first.server.url, 'create table kept (x int)')
  const [facts] = await ask(
    first.server.url,
    `select current_setting('server_encoding') as encoding, current_setting('listen_addresses') as addresses,
       current_setting('data_checksums') as checksums, current_setting('unix_socket_directories') as sockets,
       datlocprovider as provider, datlocale as locale from pg_database where datname = 'postgres'`,
  )
  expect(facts).toEqual({
    encoding: 'UTF8',
    addresses: '127.0.0.1',
    checksums: 'on',
    sockets: '',
    provider: 'b',
    locale: 'C.UTF-8',
  })
  await first.server.stop()
  await first.server.stop()

  const second = await start()
  expect(second.steps.join()).not.toContain('Preparing')
  expect(await ask(second.server.url, 'select * from kept')).toEqual([])
  const mode = statSync(join(folder, 'cluster.password')).mode & 0o777
  expect(mode).toBe(0o600)
  await second.server.stop()
  expect(existsSync(join(folder, 'cluster', 'postmaster.pid'))).toBe(false)
})

test('no one enters without the password', async () => {
  const { server } = await start()
  const stranger = new URL(server.url)
  stranger.password = 'guess'
  await expect(ask(stranger.href, 'select 1')).rejects.toThrow(/password authentication failed/)
  await server.stop()
})

test('after kill -9 of the server the next start recovers what was committed', async () => {
  const { server } = await start()
  await ask(server.url, 'create table survived (x int)')
  server.kill()
  await server.exited
  const again = await start()
  expect(await ask(again.server.url, 'select * from survived')).toEqual([])
  await again.server.stop()
})

test('a pid file of a dead process, and of a stranger with the same pid, is not in the way', async () => {
  for (const pid of [2 ** 22 - 3, process.pid]) {
    writeFileSync(join(folder, 'cluster', 'postmaster.pid'), `${pid}\n${folder}\n0\n${port}\n`)
    const { server } = await start()
    await server.stop()
  }
})

test('a folder whose server belongs to a living start is left alone', async () => {
  const { server } = await start()
  await expect(start()).rejects.toMatchObject({ name: 'EmbeddedPostgresError', code: 'in-use' })
  expect(await ask(server.url, 'select 1 as one')).toEqual([{ one: 1 }])
  await server.stop()
})

test('a server that outlived its starter is stopped, and the new start continues', async () => {
  const starter = spawn(
    process.execPath,
    [
      '--input-type=module-typescript',
      '-e',
      `const { startEmbedded } = await import(${JSON.stringify(new URL('embedded.ts', import.meta.url).href)})
       const server = await startEmbedded({ dataDir: ${JSON.stringify(join(folder, 'cluster'))}, port: ${port}, durable: false })
       console.log(server.pid)`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const [line] = (await once(starter.stdout, 'data')) as [Buffer]
  starter.kill('SIGKILL')
  await once(starter, 'exit')
  const { server, steps } = await start()
  expect(steps.join()).toContain(`interrupted start (pid ${String(line).trim()})`)
  await server.stop()
})

test('a taken port is said plainly, in both languages', async () => {
  const squatter = createServer().listen(port, '127.0.0.1')
  await once(squatter, 'listening')
  onTestFinished(() => void squatter.close())
  const failure = await start().catch((error: unknown) => error)
  expect(failure).toMatchObject({ code: 'port-taken' })
  expect(failure).toMatchObject({
    text: { sw: expect.stringContaining(String(port)), en: expect.stringContaining(String(port)) },
  })
})

test('a data folder of another major version is said plainly and left as it is', async () => {
  const file = join(folder, 'cluster', 'PG_VERSION')
  const ours = readFileSync(file)
  writeFileSync(file, '16\n')
  await expect(start()).rejects.toMatchObject({ code: 'other-version' })
  expect(readFileSync(file, 'utf8')).toBe('16\n')
  writeFileSync(file, ours)
})

test('a folder with files of something else is left as it is', async () => {
  mkdirSync(join(folder, 'letters'))
  writeFileSync(join(folder, 'letters', 'barua.txt'), 'x')
  await expect(start('letters')).rejects.toMatchObject({ code: 'not-a-cluster' })
  expect(readFileSync(join(folder, 'letters', 'barua.txt'), 'utf8')).toBe('x')
})

test('a lost password is said plainly; a wrong one too', async () => {
  const file = join(folder, 'cluster.password')
  const kept = readFileSync(file)
  rmSync(file)
  await expect(start()).rejects.toMatchObject({ code: 'password-missing' })
  writeFileSync(file, 'wrong')
  await expect(start()).rejects.toMatchObject({ code: 'password-wrong' })
  writeFileSync(file, kept)
})

test.runIf(isRoot)('as root the user behind sudo is taken, else postgres, else nobody', () => {
  const passwd = join(folder, 'passwd')
  writeFileSync(
    passwd,
    'root:x:0:0::/:\nnobody:x:65534:65533::/:\npostgres:x:77:78::/:\nasha:x:1007:1008::/:\n',
  )
  const none = join(folder, 'none')
  expect(chooseUser({ SUDO_UID: '1007' }, none, passwd)).toEqual({
    uid: 1007,
    gid: 1008,
    name: 'asha',
  })
  expect(chooseUser({ SUDO_UID: '0' }, none, passwd)).toMatchObject({ uid: 77, name: 'postgres' })
  writeFileSync(passwd, 'root:x:0:0::/:\nnobody:x:65534:65533::/:\n')
  expect(chooseUser({}, none, passwd)).toMatchObject({ uid: 65534, gid: 65533 })
  writeFileSync(passwd, 'root:x:0:0::/:\n')
  expect(() => chooseUser({}, none, passwd)).toThrow(/cannot run as root/)
})

test.runIf(isRoot)(
  'the server of root runs as another user, who owns the cluster only',
  async () => {
    const { server } = await start('sudo', { env: { SUDO_UID: '65534', SUDO_GID: '65534' } })
    expect(mayReach({ uid: 65534, gid: 65534, name: '' }, join(folder, 'sudo'))).toBe(false)
    expect(readFileSync(`/proc/${server.pid}/status`, 'utf8')).toMatch(/^Uid:\s65534\s65534/m)
    expect(statSync(join(folder, 'sudo')).uid).toBe(65534)
    expect(statSync(join(folder, 'sudo.password')).uid).toBe(0)
    expect(statSync(folder).uid).toBe(0)
    await server.stop()
    // The owner of an existing cluster goes on running it, whoever is behind sudo this time.
    const again = await start('sudo', { env: { SUDO_UID: '12345' } })
    expect(statSync(join(folder, 'sudo')).uid).toBe(65534)
    await again.server.stop()
  },
)

test.runIf(isRoot)('an ordinary user runs it as themselves', async () => {
  const home = mkdtempSync(join(tmpdir(), 'ordinary-'))
  onTestFinished(() => rmSync(home, { recursive: true, force: true }))
  chownSync(home, 65534, 65534)
  const program = `
    const { startEmbedded } = await import(${JSON.stringify(new URL('embedded.ts', import.meta.url).href)})
    const { statSync } = await import('node:fs')
    const server = await startEmbedded({ dataDir: ${JSON.stringify(join(home, 'c'))}, port: ${port}, durable: false })
    console.log(JSON.stringify({ uid: process.getuid(), owner: statSync(${JSON.stringify(join(home, 'c'))}).uid }))
    await server.stop()`
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', program], {
    uid: 65534,
    gid: 65534,
    cwd: '/',
    env: { PATH: process.env['PATH'] ?? '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk) => (out += String(chunk)))
  child.stderr.on('data', (chunk) => (err += String(chunk)))
  await once(child, 'close')
  // A checkout that this other user cannot read (a 0700 home) is nothing this test can say anything about.
  if (/EACCES/.test(err) && out === '') return
  expect(JSON.parse(out)).toEqual({ uid: 65534, owner: 65534 })
})

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
