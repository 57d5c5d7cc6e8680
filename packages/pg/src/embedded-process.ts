import { execFileSync } from 'node:child_process'
import { readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { EmbeddedPostgresError } from './embedded-error.ts'

/** How long each harder way to stop is given before the next. */
const stopSteps = [
  ['SIGINT', 30_000],
  ['SIGQUIT', 10_000],
  ['SIGKILL', 5_000],
] as const

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Fast shutdown, then immediate, then the kernel's. Resolves when the process is gone. */
export async function stopProcess(pid: number): Promise<void> {
  for (const [signal, patienceMs] of stopSteps) {
    try {
      process.kill(pid, signal)
    } catch {
      return
    }
    for (const end = Date.now() + patienceMs; Date.now() < end; await sleep(20)) {
      if (!isAlive(pid)) return
    }
  }
  throw new EmbeddedPostgresError('start-failed', {
    sw: `Seva ya PostgreSQL (pid ${pid}) imekataa kusimama.`,
    en: `The PostgreSQL server (pid ${pid}) refuses to stop.`,
  })
}

/**
 * Clears the way on a folder whose server was not stopped by us. A `postmaster.pid` of a dead process, or of a stranger
 * who got the same pid, is removed. A server that outlived its crashed start is stopped. One whose start is still alive
 * is left alone: that is `in-use`.
 */
export async function settlePrevious(dataDir: string, say: (pid: number) => void): Promise<void> {
  const pid = readPostmasterPid(dataDir)
  if (pid === undefined) return
  if (isAlive(pid) && isPostmasterOf(pid, dataDir)) {
    const owner = readOwner(dataDir)
    if (owner !== undefined && isAlive(owner) && parentOf(pid) === owner)
      throw inUse(dataDir, owner)
    say(pid)
    await stopProcess(pid)
  }
  rmSync(join(dataDir, 'postmaster.pid'), { force: true })
}

/** The file beside the cluster that names the process which started its server. */
export const ownerFile = (dataDir: string) => `${dataDir}.owner`

function readOwner(dataDir: string): number | undefined {
  try {
    const pid = Number(readFileSync(ownerFile(dataDir), 'utf8'))
    return Number.isInteger(pid) && pid > 0 ? pid : undefined
  } catch {
    return undefined
  }
}

function readPostmasterPid(dataDir: string): number | undefined {
  try {
    const pid = Number(readFileSync(join(dataDir, 'postmaster.pid'), 'utf8').split('\n')[0])
    return Number.isInteger(pid) && pid > 0 ? pid : undefined
  } catch {
    return undefined
  }
}

function isPostmasterOf(pid: number, dataDir: string): boolean {
  try {
    if (process.platform === 'linux') {
      return (
        readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'postgres' &&
        readlinkSync(`/proc/${pid}/cwd`) === realpathSync(dataDir)
      )
    }
    if (process.platform === 'win32') return true
    const shown = execFileSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' })
    return shown.includes('postgres') && shown.includes(dataDir)
  } catch {
    return false
  }
}

function parentOf(pid: number): number | undefined {
  try {
    if (process.platform === 'linux') {
      return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1])
    }
    return Number(execFileSync('ps', ['-o', 'ppid=', '-p', String(pid)], { encoding: 'utf8' }))
  } catch {
    return undefined
  }
}

/** @throws EmbeddedPostgresError `port-taken` */
export async function requireFreePort(port: number): Promise<void> {
  const probe = createServer()
  const free = await new Promise<boolean>((resolve) => {
    probe.once('error', () => resolve(false))
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => resolve(true))
  })
  if (!free) throw portTaken(port)
  await new Promise((resolve) => probe.close(resolve))
}

export function portTaken(port: number): EmbeddedPostgresError {
  return new EmbeddedPostgresError('port-taken', {
    sw: `Mlango ${port} wa PostgreSQL unatumiwa na programu nyingine. Isimamishe, au chagua mlango mwingine.`,
    en: `Port ${port}, meant for PostgreSQL, is used by another program. Stop it, or choose another port.`,
  })
}

function inUse(dataDir: string, owner: number): EmbeddedPostgresError {
  return new EmbeddedPostgresError('in-use', {
    sw: `Folda ya data ${dataDir} inatumiwa sasa na mchakato mwingine (pid ${owner}).`,
    en: `The data folder ${dataDir} is in use by another running start (pid ${owner}).`,
  })
}
