import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** A process of the bench that answers a line of JSON with a line of JSON. */
export interface PipedProcess {
  readonly pid: number
  ask(message: unknown): Promise<string>
  /** The next line it says unasked, as `ready`. */
  line(): Promise<string>
  end(): Promise<void>
}

const started = new Set<ReturnType<typeof spawn>>()
process.on('exit', () => {
  for (const child of started) child.kill('SIGKILL')
})

/** @param prefix put before the command, as `['taskset', '-c', '0']` */
export function startPiped(prefix: readonly string[], command: readonly string[]): PipedProcess {
  const [file = '', ...args] = [...prefix, ...command]
  const child = spawn(file, args, { stdio: ['pipe', 'pipe', 'pipe'] })
  started.add(child)
  let errors = ''
  child.stderr.on('data', (chunk: Buffer) => {
    errors = (errors + chunk.toString()).slice(-4000)
  })
  child.stdin.on('error', () => {})
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const line = async () => {
    const next = await lines.next()
    if (next.done === true) throw new Error(`${command.join(' ')} ended:\n${errors}`)
    return next.value
  }
  return {
    pid: child.pid ?? -1,
    line,
    ask(message) {
      child.stdin.write(`${JSON.stringify(message)}\n`)
      return line()
    },
    async end() {
      started.delete(child)
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
  }
}

export const nodeFile = (name: string): readonly string[] => [
  process.execPath,
  '--no-warnings',
  fileURLToPath(new URL(name, import.meta.url)),
]

/** Processor seconds (user and system, all threads) so far, and resident memory; `undefined` where there is no /proc. */
export function usageOf(
  pid: number,
): { readonly cpuSeconds: number; readonly rssMb: number } | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1]?.split(' ') ?? []
    const rss = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1]
    return {
      cpuSeconds: (Number(fields[11]) + Number(fields[12])) / 100,
      rssMb: Number(rss ?? 0) / 1024,
    }
  } catch {
    return undefined
  }
}
