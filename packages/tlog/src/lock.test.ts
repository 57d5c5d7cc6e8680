import { execFile, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { temporaryDirectory } from '../test/logs.ts'
import { isLocked, lockJournal } from './lock.ts'

const lock = new URL('./lock.ts', import.meta.url).href
const run = promisify(execFile)

test('a journal is locked once, and can be locked again after it is unlocked', () => {
  const dir = temporaryDirectory()
  expect(isLocked(dir)).toBe(false)
  for (let round = 0; round < 3; round++) {
    const unlock = lockJournal(dir)
    expect(isLocked(dir)).toBe(true)
    expect(() => lockJournal(dir)).toThrow(/has the journal .* open/)
    unlock()
    expect(isLocked(dir)).toBe(false)
  }
  expect(fs.readdirSync(dir)).toEqual(['lock.3'])
})

test('another process that lives holds the lock, one that was killed does not', async () => {
  const dir = temporaryDirectory()
  const script = `import(${JSON.stringify(lock)}).then((m) => { m.lockJournal(${JSON.stringify(dir)}); console.log('locked'); setInterval(() => {}, 1000) })`
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  expect(() => lockJournal(dir)).toThrow(`process ${child.pid}`)
  child.kill('SIGKILL')
  await once(child, 'exit')
  lockJournal(dir)()
})

test('a process that only has the number of a dead holder holds nothing', () => {
  const dir = temporaryDirectory()
  fs.writeFileSync(join(dir, 'lock.5'), `${process.pid} another-boot/1\n`)
  lockJournal(dir)()
  expect(fs.readdirSync(dir)).toEqual(['lock.6'])
})

test('a lock that a power cut left empty holds nothing', () => {
  const dir = temporaryDirectory()
  fs.writeFileSync(join(dir, 'lock.1'), '')
  lockJournal(dir)()
})

test('of many processes that take over a stale lock at once, one wins', async () => {
  const dir = temporaryDirectory()
  const dead = execFileSync(process.execPath, ['-p', 'process.pid'], { encoding: 'utf8' }).trim()
  fs.writeFileSync(join(dir, 'lock.1'), `${dead} x/1\n`)
  const script = `import(${JSON.stringify(lock)}).then((m) => { try { m.lockJournal(${JSON.stringify(dir)}); console.log('won'); setTimeout(() => {}, 700) } catch (e) { console.log(e.name) } })`
  const runs = Array.from({ length: 5 }, () => run(process.execPath, ['-e', script]))
  const outcomes = (await Promise.all(runs)).map(({ stdout }) => stdout.trim())
  expect(outcomes.filter((outcome) => outcome === 'won').length).toBeGreaterThan(0)
  expect(outcomes.sort()).toEqual([...Array(4).fill('JournalLockedError'), 'won'])
})
