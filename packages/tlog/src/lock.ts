import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import { join } from 'node:path'
import { errorCode, ignoring } from './durable-files.ts'
import { JournalLockedError } from './journal-errors.ts'

/**
 * One process at a time. The lock is the file `lock.<generation>` with the highest generation; it names its holder. A
 * lock whose holder is dead is not removed but outdone by the next generation, whose file appears by one link(2): of two
 * takers one wins, and whoever finds a higher generation than its own steps back. The holder is known by process id and
 * start time, so a reused id does not hold a lock. All processes must share one process id namespace.
 */
interface Holder {
  readonly pid: number
  /** Boot and start time of the process; empty where the system does not tell. */
  readonly started: string
}

const RELEASED: Holder = { pid: 0, started: '' }

/** Locks a journal; the returned function unlocks it. Throws JournalLockedError. */
export function lockJournal(dir: string): () => void {
  for (;;) {
    const highest = highestGeneration(dir)
    const holder = highest === undefined ? undefined : readHolder(dir, highest)
    if (holder !== undefined && isAlive(holder))
      throw new JournalLockedError(`process ${holder.pid} has the journal ${dir} open`)
    const mine = (highest ?? 0) + 1
    if (!take(dir, mine)) continue
    if (highestGeneration(dir) === mine) {
      for (const older of generations(dir)) if (older < mine) remove(lockPath(dir, older))
      return () => replace(dir, mine, RELEASED)
    }
    remove(lockPath(dir, mine))
  }
}

/** Whether a living process has the journal open. */
export function isLocked(dir: string): boolean {
  const highest = highestGeneration(dir)
  const holder = highest === undefined ? undefined : readHolder(dir, highest)
  return holder !== undefined && isAlive(holder)
}

function lockPath(dir: string, generation: number): string {
  return join(dir, `lock.${generation}`)
}

function generations(dir: string): number[] {
  return fs
    .readdirSync(dir)
    .flatMap((name) => (/^lock\.\d+$/.test(name) ? [Number(name.slice(5))] : []))
}

function highestGeneration(dir: string): number | undefined {
  const all = generations(dir)
  return all.length === 0 ? undefined : Math.max(...all)
}

/** Undefined when it is gone, or empty after a power cut: then its holder is dead. */
function readHolder(dir: string, generation: number): Holder | undefined {
  const text = ignoring('ENOENT', () => fs.readFileSync(lockPath(dir, generation), 'utf8'))
  const [, pid, started] = /^(\d+) (\S*)\n$/.exec(text ?? '') ?? []
  return pid === undefined || started === undefined ? undefined : { pid: Number(pid), started }
}

function take(dir: string, generation: number): boolean {
  const aside = writeAside(dir, { pid: process.pid, started: startOf(process.pid) })
  try {
    fs.linkSync(aside, lockPath(dir, generation))
    return true
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false
    throw error
  } finally {
    remove(aside)
  }
}

function replace(dir: string, generation: number, holder: Holder): void {
  fs.renameSync(writeAside(dir, holder), lockPath(dir, generation))
}

function writeAside(dir: string, { pid, started }: Holder): string {
  const path = join(dir, `locking-${randomUUID()}`)
  fs.writeFileSync(path, `${pid} ${started}\n`)
  return path
}

function remove(path: string): void {
  ignoring('ENOENT', () => fs.unlinkSync(path))
}

function isAlive({ pid, started }: Holder): boolean {
  if (pid === 0) return false
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (errorCode(error) === 'ESRCH') return false
  }
  return started === '' || startOf(pid) === started
}

/** Field 22 of /proc/<pid>/stat (proc(5)), counted after the command name, with the id of this boot. */
function startOf(pid: number): string {
  const stat = ignoring('ENOENT', () => fs.readFileSync(`/proc/${pid}/stat`, 'utf8'))
  const boot = ignoring('ENOENT', () => fs.readFileSync('/proc/sys/kernel/random/boot_id', 'utf8'))
  const ticks = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
  return ticks === undefined ? '' : `${boot?.trim()}/${ticks}`
}
