import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Text } from '@mtandao/problem'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { CommandFault } from '../words.ts'
import { readUpConfig } from './config.ts'
import { lockData } from './data-lock.ts'
import { LineTap, LogFile } from './log-file.ts'
import { findHolder, findTakenPorts } from './ports.ts'
import { Program, type ProgramSpec } from './program.ts'

let folder: string
let said: Text[]
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'up-'))
  said = []
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A child that says it is ready over IPC, notes its signals, and ends when its standard input does. */
const POLITE = `
  import { appendFileSync } from 'node:fs'
  const note = (word) => appendFileSync(process.env.NOTES, word + '\\n')
  const end = (why) => { note(why); process.exit(0) }
  process.on('SIGTERM', () => end('SIGTERM'))
  process.stdin.resume().on('end', () => end('parent gone'))
  note('up ' + process.pid)
  process.send({ ready: true })`

function programOf(code: string, more: Partial<ProgramSpec> = {}) {
  const file = join(folder, 'program.mjs')
  writeFileSync(file, code)
  const log = new LogFile(join(folder, 'logs/program.log'))
  const host = {
    log,
    everything: new LogFile(join(folder, 'logs/all.log')),
    say: (text: Text) => said.push(text),
  }
  const spec: ProgramSpec = {
    name: 'program',
    node: [file],
    env: { ...process.env, NOTES: join(folder, 'notes') },
    readyWithinMs: 10_000,
    stopWithinMs: 3_000,
    ...more,
  }
  return new Program(spec, host)
}

const notes = (): string =>
  existsSync(join(folder, 'notes')) ? readFileSync(join(folder, 'notes'), 'utf8') : ''

async function until(isSo: () => boolean): Promise<void> {
  for (let i = 0; i < 400 && !isSo(); i += 1) await sleep(25)
  expect(isSo()).toBe(true)
}

const read = (env: Record<string, string>, demo = true) =>
  readUpConfig('/r', { demo, quiet: false }, env)

const never = new AbortController().signal

describe('a program of the country', () => {
  test('is asked to stop, and is then gone', async () => {
    const program = programOf(POLITE)
    await program.start(never)
    const { pid } = program
    await program.stop()
    expect(notes()).toContain('SIGTERM')
    expect(() => process.kill(pid ?? 0, 0)).toThrow('ESRCH')
  })

  test('that does not listen is ended all the same', async () => {
    const program = programOf(`process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)
      process.send({ ready: true })`)
    await program.start(never)
    const began = Date.now()
    await program.stop(200)
    expect(Date.now() - began).toBeLessThan(2_000)
  })

  test('is started again when it dies, and it is said', async () => {
    const program = programOf(POLITE)
    await program.start(never)
    const first = program.pid
    process.kill(first ?? 0, 'SIGKILL')
    await until(
      () => program.pid !== undefined && program.pid !== first && notes().split('up').length === 3,
    )
    expect(said.map(({ en }) => en).join()).toMatch(/program died \(SIGKILL\); starting it again/)
    await program.stop()
  })

  test('that cannot start is explained with its last words', async () => {
    const program = programOf(`console.error('no such table'); process.exit(4)`)
    const fault = await program.start(never).then(
      () => undefined,
      (cause: unknown) => cause,
    )
    expect(fault).toBeInstanceOf(CommandFault)
    expect((fault as CommandFault).text.sw).toMatch(/exit 4[\s\S]*no such table/)
    expect(program.pid).toBeUndefined()
  })

  test('is ready when it answers at its address', async () => {
    let isReady = false
    const server = createServer((_, response) => {
      response.writeHead(isReady ? 200 : 503).end()
    }).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : 0
    const program = programOf('process.stdin.resume()', {
      readyUrl: `http://127.0.0.1:${port}/readyz`,
    })
    setTimeout(() => {
      isReady = true
    }, 300)
    const began = Date.now()
    await program.start(never)
    expect(Date.now() - began).toBeGreaterThanOrEqual(250)
    await program.stop()
    server.close()
  })

  test('sees the end of its standard input when its supervisor is killed with -9', async () => {
    const program = new URL('program.ts', import.meta.url).href
    const logs = new URL('log-file.ts', import.meta.url).href
    writeFileSync(join(folder, 'child.mjs'), POLITE)
    writeFileSync(
      join(folder, 'supervisor.ts'),
      `import { Program } from ${JSON.stringify(program)}
       import { LogFile } from ${JSON.stringify(logs)}
       const log = new LogFile(${JSON.stringify(join(folder, 'x.log'))})
       const spec = { name: 'p', node: [${JSON.stringify(join(folder, 'child.mjs'))}], env: process.env, readyWithinMs: 9000, stopWithinMs: 9000 }
       await new Program(spec, { log, everything: log, say() {} }).start(new AbortController().signal)`,
    )
    const supervisor = spawn(process.execPath, [join(folder, 'supervisor.ts')], {
      env: { ...process.env, NOTES: join(folder, 'notes') },
      stdio: 'inherit',
    })
    await until(() => notes().includes('up '))
    await sleep(200)
    supervisor.kill('SIGKILL')
    await until(() => notes().includes('parent gone'))
  })
})

describe('one data folder has one country', () => {
  test('a second start is told who holds it; a lock left by a dead process is taken over', () => {
    const first = lockData(folder)
    expect(first.wasAbandoned).toBe(false)
    expect(() => lockData(folder)).toThrow(`in use by another npm start (pid ${process.pid})`)
    first.release()
    writeFileSync(join(folder, 'up.lock'), JSON.stringify({ pid: 2 ** 22 + 1 }))
    const again = lockData(folder)
    expect(again.wasAbandoned).toBe(true)
    again.release()
  })

  test('a stranger who was given the same process number is not mistaken for the holder', () => {
    writeFileSync(join(folder, 'up.lock'), JSON.stringify({ pid: process.pid, began: '1' }))
    lockData(folder).release()
  })
})

describe('logs', () => {
  test('are put aside when they have grown', () => {
    const log = new LogFile(join(folder, 'x.log'), 100)
    for (let i = 0; i < 30; i += 1) log.write(`mstari ${i}`)
    expect(statSync(join(folder, 'x.log')).size).toBeLessThanOrEqual(120)
    expect(readFileSync(join(folder, 'x.log.1'), 'utf8')).toContain('mstari')
  })

  test('keep lines whole however they arrive', () => {
    const lines: string[] = []
    const tap = new LineTap((line) => lines.push(line))
    for (const piece of ['a', 'b\nc', '\n', 'd']) tap.push(piece)
    tap.end()
    expect(lines).toEqual(['ab', 'c', 'd'])
    expect(tap.lastLines()).toEqual(['ab', 'c', 'd'])
  })

  test('a program that never ends its line does not fill the memory', () => {
    const lines: string[] = []
    const tap = new LineTap((line) => lines.push(line))
    for (let i = 0; i < 100; i += 1) tap.push('x'.repeat(10_000))
    expect(lines.length).toBeGreaterThan(5)
  })
})

describe('ports', () => {
  test('a taken port is found with its holder, and a free one is not', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const address = server.address()
    const number = typeof address === 'object' ? (address?.port ?? 0) : 0
    const ports = [{ variable: 'X_PORT', number, count: 1 }]
    const [taken] = await findTakenPorts(ports, 0)
    expect(taken).toMatchObject({ port: number, variable: 'X_PORT' })
    if (process.platform === 'linux') expect(findHolder(number)).toContain(`pid ${process.pid}`)
    setTimeout(() => server.close(), 300)
    expect(await findTakenPorts(ports, 5_000)).toEqual([])
  })

  test('an empty or foreign /proc tells nothing, and nothing breaks', () => {
    expect(findHolder(8090, join(folder, 'none'))).toBeUndefined()
  })
})

describe('the environment of up', () => {
  test('moves every port by its variable, and leaves out what is not started', () => {
    const { ports } = read({ PORTAL_PORT: '1234', DATABASE_URL: 'postgres://x/y' }, false)
    expect(ports.portal.number).toBe(1234)
    expect(ports.database).toBeUndefined()
    expect(ports.demo).toBeUndefined()
  })

  test('all faults are said together', () => {
    expect(() => read({ PORTAL_PORT: 'x', DEMO_PORT: '65530' })).toThrow(
      'PORTAL_PORT=x, DEMO_PORT=65530',
    )
  })
})
