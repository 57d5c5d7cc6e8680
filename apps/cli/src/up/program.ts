import { spawn, type ChildProcess } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Text } from '@mtandao/problem'
import { CommandFault, EXIT, both } from '../words.ts'
import { LineTap, type LogFile } from './log-file.ts'

/** One of the country's programs: how it is started, and how one sees that it is ready. */
export interface ProgramSpec {
  readonly name: string
  /** Arguments for Node: the file first. */
  readonly node: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  /** Answers 200 when the program is ready; absent when it says `{ready}` over IPC. */
  readonly readyUrl?: string
  readonly readyWithinMs: number
  /** How long it may take to end by itself when asked to. */
  readonly stopWithinMs: number
}

const RESTART_MS_MIN = 500
const RESTART_MS_MAX = 30_000
/** A program that ran this long before it died starts again without a longer wait. */
const STEADY_MS = 60_000
const PROGRESS_MS = 2_000

export interface ProgramHost {
  readonly log: LogFile
  readonly everything: LogFile
  say(text: Text): void
}

/**
 * A child process in a group of its own, whose standard input we hold open: when we are gone, whatever the reason, it
 * reads the end of it and stops (MTANDAO_SUPERVISED=1). Once ready, it is started again whenever it dies.
 */
export class Program {
  readonly #spec: ProgramSpec
  readonly #host: ProgramHost
  #child: ChildProcess | undefined
  #tap = new LineTap(() => {})
  #ended: Promise<string> = Promise.resolve('')
  #stopping = false
  #keeping: Promise<void> | undefined
  /** What the program said over IPC when it was ready. */
  said: unknown

  constructor(spec: ProgramSpec, host: ProgramHost) {
    this.#spec = spec
    this.#host = host
  }

  get name(): string {
    return this.#spec.name
  }

  get pid(): number | undefined {
    return this.#child?.pid
  }

  /** Starts and waits until it is ready. @throws CommandFault with the program's last lines when it is not */
  async start(signal: AbortSignal): Promise<void> {
    this.#spawn()
    if (!(await this.#becomesReady(signal))) {
      const how = this.#child === undefined ? await this.#ended : 'readyz'
      await this.stop()
      signal.throwIfAborted()
      throw this.#didNotStart(how)
    }
    this.#keeping = this.#keepRunning()
  }

  /** Asks, waits, and then insists. Idempotent. */
  async stop(withinMs = this.#spec.stopWithinMs): Promise<void> {
    this.#stopping = true
    this.#kill('SIGTERM')
    if (this.#child !== undefined) {
      const patience = new AbortController()
      await Promise.race([
        this.#ended,
        sleep(withinMs, undefined, { signal: patience.signal }).catch(() => {}),
      ])
      patience.abort()
      this.#kill('SIGKILL')
    }
    await this.#ended
    await this.#keeping
  }

  #spawn(): void {
    const { node, env, name, readyUrl } = this.#spec
    const usesIpc = readyUrl === undefined
    const child = spawn(process.execPath, [...node], {
      env: { ...env, MTANDAO_SUPERVISED: '1' },
      stdio: ['pipe', 'pipe', 'pipe', ...(usesIpc ? (['ipc'] as const) : [])],
      detached: process.platform !== 'win32',
    })
    const { log, everything } = this.#host
    const tap = new LineTap((line) => {
      log.write(line)
      everything.write(`${name.padEnd(8)} │ ${line}`)
    })
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8')
      stream?.on('data', (text: string) => tap.push(text))
    }
    // Writing is never done; a child that ends first would otherwise raise EPIPE at close.
    child.stdin?.on('error', () => {})
    child.on('message', (message: { readonly progress?: Text }) => {
      if (message.progress === undefined) this.said = message
      else this.#host.say(message.progress)
    })
    this.#tap = tap
    this.said = undefined
    this.#child = child
    this.#ended = new Promise((settle) => {
      child.once('error', (cause) => settle(cause.message))
      // `close`, not `exit`: the last lines are in by then.
      child.once('close', (code, signal) => settle(signal ?? `exit ${code}`))
    }).then((how) => {
      tap.end()
      if (this.#child === child) this.#child = undefined
      return String(how)
    })
  }

  async #becomesReady(signal: AbortSignal): Promise<boolean> {
    const { readyWithinMs, name } = this.#spec
    const began = Date.now()
    let told = began
    while (Date.now() - began < readyWithinMs) {
      if (signal.aborted || this.#child === undefined) return false
      if (await this.#isReady()) return true
      if (Date.now() - told >= PROGRESS_MS) {
        told = Date.now()
        const seconds = Math.round((told - began) / 1_000)
        this.#host.say({
          sw: `  ${name} inaamka: sekunde ${seconds}`,
          en: `${name} is waking up: ${seconds} s`,
        })
      }
      await sleep(50)
    }
    return false
  }

  async #isReady(): Promise<boolean> {
    const { readyUrl } = this.#spec
    if (readyUrl === undefined) return this.said !== undefined
    try {
      const response = await fetch(readyUrl, { signal: AbortSignal.timeout(2_000) })
      await response.body?.cancel()
      return response.ok
    } catch {
      return false
    }
  }

  async #keepRunning(): Promise<void> {
    let waitMs = RESTART_MS_MIN
    while (!this.#stopping) {
      const began = Date.now()
      const how = await this.#ended
      if (this.#stopping) return
      waitMs = Date.now() - began > STEADY_MS ? RESTART_MS_MIN : waitMs
      this.#host.say({
        sw: `${this.name} imekufa (${how}); inaanzishwa tena baada ya ms ${waitMs}. Kumbukumbu: ${this.#host.log.path}`,
        en: `${this.name} died (${how}); starting it again in ${waitMs} ms. Log: ${this.#host.log.path}`,
      })
      await this.#pause(waitMs)
      waitMs = Math.min(RESTART_MS_MAX, waitMs * 2)
      if (!this.#stopping) this.#spawn()
    }
  }

  /** Waits, but not longer than until we are told to stop. */
  async #pause(ms: number): Promise<void> {
    for (const until = Date.now() + ms; Date.now() < until && !this.#stopping;) await sleep(50)
  }

  #kill(signal: NodeJS.Signals): void {
    const pid = this.#child?.pid
    if (pid === undefined) return
    try {
      // The whole group: a gateway has workers of its own.
      process.kill(process.platform === 'win32' ? pid : -pid, signal)
    } catch {
      // It ended between our look and the signal.
    }
  }

  #didNotStart(how: string): CommandFault {
    const last = this.#tap.lastLines().join('\n')
    const log = this.#host.log.path
    return new CommandFault(
      {
        sw: `${both({ sw: `${this.name} haikuwaka (${how})`, en: `${this.name} did not start (${how})` })}\n${last}\nKumbukumbu yote: ${log}`,
        en: `The whole log: ${log}`,
      },
      EXIT.notStarted,
    )
  }
}
