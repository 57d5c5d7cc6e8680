import { spawn, type ChildProcess } from 'node:child_process'

/** A process that a test started, with what it said so far. */
export interface Child {
  readonly pid: number
  /** Both streams, newest last; older text is dropped beyond 200 kB. */
  output(): string
  alive(): boolean
  readonly exited: Promise<{ readonly code: number | null; readonly signal: string | null }>
  /** SIGTERM, then SIGKILL when it is still there after `graceMs`. */
  stop(graceMs?: number): Promise<void>
  /** SIGKILL to the process and everything it started. */
  kill(): Promise<void>
}

const living = new Set<ChildProcess>()

// A test run that dies must not leave servers behind: each child leads a group of its own and is ended with us.
process.on('exit', () => {
  for (const child of living) killGroup(child, 'SIGKILL')
})

export interface ChildOptions {
  readonly env?: Readonly<Record<string, string | undefined>>
  readonly cwd?: string
}

export function startChild(
  command: string,
  args: readonly string[],
  options: ChildOptions = {},
): Child {
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  living.add(child)
  let text = ''
  const keep = (chunk: Buffer) => {
    text = (text + chunk.toString()).slice(-200_000)
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  const exited = new Promise<{ code: number | null; signal: string | null }>((resolve) => {
    child.once('error', (error) => {
      text += String(error)
      living.delete(child)
      resolve({ code: -1, signal: null })
    })
    child.once('exit', (code, signal) => {
      living.delete(child)
      resolve({ code, signal })
    })
  })
  return {
    pid: child.pid ?? -1,
    output: () => text,
    alive: () => living.has(child),
    exited,
    async stop(graceMs = 10_000) {
      if (!living.has(child)) return
      child.kill('SIGTERM')
      const timer = setTimeout(() => killGroup(child, 'SIGKILL'), graceMs)
      await exited
      clearTimeout(timer)
    },
    async kill() {
      killGroup(child, 'SIGKILL')
      await exited
    },
  }
}

function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, signal)
  } catch {
    child.kill(signal)
  }
}

/** Asks again every `everyMs` until `probe` answers something; the reason names what was awaited. */
export async function waitFor<T>(
  what: string,
  probe: () => Promise<T | undefined | false> | T | undefined | false,
  { withinMs = 15_000, everyMs = 25 }: { withinMs?: number; everyMs?: number } = {},
): Promise<T> {
  const end = performance.now() + withinMs
  let last: unknown
  do {
    try {
      const found = await probe()
      if (found !== undefined && found !== false) return found
    } catch (error) {
      last = error
    }
    await new Promise((resolve) => setTimeout(resolve, everyMs))
  } while (performance.now() < end)
  throw new Error(`waited ${withinMs} ms in vain for ${what}`, { cause: last })
}
