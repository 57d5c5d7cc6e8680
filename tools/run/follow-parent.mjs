/**
 * Preloaded (`node --import`) into every task: a task whose parent was killed with -9 ends itself as if it had been
 * asked to, so that nothing outlives the command that started it.
 */
import { isMainThread } from 'node:worker_threads'

const LOOK_MS = 500
const PATIENCE_MS = 20_000

if (isMainThread && process.platform !== 'win32') {
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), PATIENCE_MS).unref()
    process.kill(process.pid, 'SIGTERM')
  }, LOOK_MS)
  timer.unref()
}
