import {
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs'
import { closeSync, writeSync } from 'node:fs'
import { hostname } from 'node:os'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const HEARTBEAT_MS = 2_000
const STALE_MS = 30_000

/**
 * Holds the file at `path` while `work` runs, so that of two runs started at once one installs and the other waits.
 * The holder touches the file every two seconds. A holder that was killed leaves a file that nobody touches: it is taken
 * over as soon as its process is seen to be gone (same machine) or after 30 s (another machine or container).
 * @template T
 * @param {string} path
 * @param {{onWait: () => void, pollMs?: number}} options
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(path, { onWait, pollMs = 500 }, work) {
  mkdirSync(dirname(path), { recursive: true })
  for (let waited = false; !tryLock(path); waited = true) {
    if (!waited) onWait()
    if (isAbandoned(path)) takeAway(path)
    else await sleep(pollMs)
  }
  const heartbeat = setInterval(() => touch(path), HEARTBEAT_MS)
  heartbeat.unref()
  try {
    return await work()
  } finally {
    clearInterval(heartbeat)
    rmSync(path, { force: true })
  }
}

function tryLock(path) {
  try {
    const file = openSync(path, 'wx')
    writeSync(file, JSON.stringify({ pid: process.pid, host: hostname() }))
    closeSync(file)
    return true
  } catch (cause) {
    if (cause.code === 'EEXIST') return false
    throw cause
  }
}

function isAbandoned(path) {
  try {
    if (Date.now() - statSync(path).mtimeMs > STALE_MS) return true
    const { pid, host } = JSON.parse(readFileSync(path, 'utf8'))
    return host === hostname() && !isAlive(pid)
  } catch {
    // Released, or not yet written, between our two looks: ask again.
    return false
  }
}

/** Renaming succeeds for one of several waiters only; the others find the next holder's file. */
function takeAway(path) {
  const aside = `${path}.${process.pid}`
  try {
    renameSync(path, aside)
    rmSync(aside, { force: true })
  } catch (cause) {
    if (cause.code !== 'ENOENT') throw cause
  }
}

function touch(path) {
  try {
    utimesSync(path, new Date(), new Date())
  } catch {
    // The folder was removed under us; the work itself will say so.
  }
}

/** @param {number} pid @returns {boolean} whether a process of that number exists, ours or another user's */
function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (cause) {
    return cause.code === 'EPERM'
  }
}
