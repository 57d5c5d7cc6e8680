import { mkdirSync, openSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { closeSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { CommandFault, EXIT } from '../words.ts'

interface Holder {
  readonly pid: number
  /** When that process began, as the system counts it: a later process of the same number is another. */
  readonly began: string | undefined
}

export interface DataLock {
  /** The previous holder did not release it: its processes may still be on their way out. */
  readonly wasAbandoned: boolean
  release(): void
}

/**
 * Takes DATA/up.lock, so that one data folder has one country. A lock left by a process that is gone is taken over.
 * @throws CommandFault when a living process holds it
 */
export function lockData(data: string): DataLock {
  mkdirSync(data, { recursive: true })
  const path = join(data, 'up.lock')
  let wasAbandoned = false
  while (!tryLock(path)) {
    const holder = readHolder(path)
    if (holder !== undefined && isSameProcess(holder)) throw alreadyUp(data, holder.pid)
    wasAbandoned = true
    takeAway(path)
  }
  return { wasAbandoned, release: () => rmSync(path, { force: true }) }
}

function tryLock(path: string): boolean {
  try {
    const file = openSync(path, 'wx')
    const holder: Holder = { pid: process.pid, began: beganAt(process.pid) }
    writeSync(file, JSON.stringify(holder))
    closeSync(file)
    return true
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw cause
  }
}

function readHolder(path: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Holder
  } catch {
    // Released just now, or its writer was killed before the first byte.
    return undefined
  }
}

function isSameProcess({ pid, began }: Holder): boolean {
  try {
    process.kill(pid, 0)
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  return beganAt(pid) === began
}

/** Field 22 of /proc/pid/stat; what comes before may hold spaces and brackets, so it is counted from the last one. */
function beganAt(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
  } catch {
    return undefined
  }
}

/** Of several who find the same stale lock, renaming succeeds for one; the others then find the next holder's. */
function takeAway(path: string): void {
  const aside = `${path}.${process.pid}`
  try {
    renameSync(path, aside)
    rmSync(aside, { force: true })
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause
  }
}

function alreadyUp(data: string, pid: number): CommandFault {
  return new CommandFault(
    {
      sw: `Folda ${data} tayari inatumika na npm start nyingine (pid ${pid}). Isimamishe, au tumia folda nyingine: MTANDAO_DATA=…`,
      en: `The folder ${data} is in use by another npm start (pid ${pid}). Stop it, or use another folder: MTANDAO_DATA=…`,
    },
    EXIT.notStarted,
  )
}
