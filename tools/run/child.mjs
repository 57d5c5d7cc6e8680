import { spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'

/** Signals that end a run. The task gets each one once, however many times it reaches us. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP']
/** Ctrl-C reaches us twice under npm: from the terminal and from npm, which passes it on. */
const SAME_PRESS_MS = 1_500
/** A task that is told to stop has this long; `up` needs up to ten seconds for PostgreSQL. */
const PATIENCE_MS = 20_000
/** What is left in the task's group after the task itself has ended. */
const LEFTOVER_MS = 2_000

/**
 * Runs a program in a process group of its own, with our terminal, and returns its exit code (128 + n when signal n
 * ended it, as shells do). Its group outlives neither the program nor us.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{cwd: string, env: Record<string, string | undefined>, patienceMs?: number}} options
 * @returns {Promise<number>}
 */
export async function runInGroup(program, args, { cwd, env, patienceMs = PATIENCE_MS }) {
  const ownGroup = process.platform !== 'win32'
  const child = spawn(program, args, { cwd, env, stdio: 'inherit', detached: ownGroup })
  const send = (signal) => (ownGroup ? killGroup(child.pid, signal) : child.kill(signal))
  const stopForwarding = forwardSignals(send, patienceMs)
  try {
    return await new Promise((resolve, reject) => {
      child.on('error', reject)
      child.on('exit', (code, signal) => resolve(code ?? 128 + signalNumber(signal)))
    })
  } finally {
    stopForwarding()
    if (ownGroup && child.pid !== undefined) await sweepGroup(child.pid)
  }
}

function forwardSignals(send, patienceMs) {
  const last = new Map()
  let force
  const onSignal = (signal) => {
    const now = performance.now()
    if (now - (last.get(signal) ?? -Infinity) < SAME_PRESS_MS) return
    last.set(signal, now)
    send(signal)
    force ??= setTimeout(() => send('SIGKILL'), patienceMs)
  }
  for (const signal of SIGNALS) process.on(signal, onSignal)
  const watch = watchNpm(() => onSignal('SIGTERM'))
  return () => {
    clearTimeout(force)
    clearInterval(watch)
    for (const signal of SIGNALS) process.off(signal, onSignal)
  }
}

/** When npm (or the shell it uses) is killed it cannot tell us; our parent changing is the only sign. */
function watchNpm(gone) {
  const parent = process.ppid
  if (process.env.npm_lifecycle_event === undefined || process.platform === 'win32')
    return undefined
  const timer = setInterval(() => {
    if (process.ppid !== parent) gone()
  }, 500)
  timer.unref()
  return timer
}

/** @returns {boolean} whether anybody was there to get it */
function killGroup(pid, signal) {
  try {
    process.kill(-pid, signal)
    return true
  } catch {
    return false
  }
}

async function sweepGroup(pid) {
  if (!killGroup(pid, 'SIGTERM')) return
  for (const until = Date.now() + LEFTOVER_MS; Date.now() < until; await sleep(50))
    if (!killGroup(pid, 0)) return
  killGroup(pid, 'SIGKILL')
}

function signalNumber(signal) {
  return { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 }[signal] ?? 0
}
