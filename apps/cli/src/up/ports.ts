import { readFileSync, readdirSync, readlinkSync } from 'node:fs'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Text } from '@mtandao/problem'
import type { Port } from './config.ts'

/** A port that somebody else listens on. */
export interface TakenPort {
  readonly port: number
  readonly variable: string
  /** Who holds it, when the system tells. */
  readonly holder: string | undefined
}

/**
 * Looks at every port and returns those that are taken. Processes of a start that was cut off may still be on their way
 * out: with `patienceMs` they are waited for.
 */
export async function findTakenPorts(
  ports: readonly Port[],
  patienceMs: number,
): Promise<readonly TakenPort[]> {
  const until = Date.now() + patienceMs
  for (;;) {
    const taken: TakenPort[] = []
    for (const { variable, number, count } of ports)
      for (let port = number; port < number + count; port += 1)
        if (!(await isFree(port))) taken.push({ port, variable, holder: findHolder(port) })
    if (taken.length === 0 || Date.now() >= until) return taken
    await sleep(200)
  }
}

async function isFree(port: number): Promise<boolean> {
  const probe = createServer()
  const free = await new Promise<boolean>((settle) => {
    probe.once('error', () => settle(false))
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => settle(true))
  })
  if (free) await new Promise((closed) => probe.close(closed))
  return free
}

/** One sentence per taken port: which, by whom, and what to do. */
export function sayTaken({ port, variable, holder }: TakenPort): Text {
  return {
    sw: `Mlango ${port} umeshikwa${holder === undefined ? '' : ` na ${holder}`}. Uachilie, au chagua mwingine: ${variable}=…`,
    en: `Port ${port} is taken${holder === undefined ? '' : ` by ${holder}`}. Free it, or choose another: ${variable}=…`,
  }
}

const LISTEN = '0A'

/** The process that listens on a TCP port, as far as /proc tells us; other users' processes may stay hidden. */
export function findHolder(port: number, proc = '/proc'): string | undefined {
  const inodes = new Set([
    ...listeningInodes(`${proc}/net/tcp`, port),
    ...listeningInodes(`${proc}/net/tcp6`, port),
  ])
  if (inodes.size === 0) return undefined
  for (const pid of listNames(proc).filter((name) => /^\d+$/.test(name)))
    for (const fd of listNames(`${proc}/${pid}/fd`)) {
      const inode = /^socket:\[(\d+)\]$/.exec(linkOf(`${proc}/${pid}/fd/${fd}`))?.[1]
      if (inode !== undefined && inodes.has(inode))
        return `${textOf(`${proc}/${pid}/comm`).trim()} (pid ${pid})`
    }
  return undefined
}

function listeningInodes(path: string, port: number): readonly string[] {
  const hex = port.toString(16).toUpperCase().padStart(4, '0')
  return textOf(path)
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local = '', , state]) => state === LISTEN && local.endsWith(`:${hex}`))
    .map((columns) => columns[9] ?? '')
}

// Processes come and go while we look, and /proc is not everywhere: what cannot be read is not there.
function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

function listNames(path: string): readonly string[] {
  try {
    return readdirSync(path)
  } catch {
    return []
  }
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path)
  } catch {
    return ''
  }
}
