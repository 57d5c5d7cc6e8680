import { closeSync, fstatSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

const BYTES_MAX = 10 * 1024 * 1024
const LAST_LINES = 20
const LINE_CHARACTERS_MAX = 64 * 1024

/** A log file that is put aside as `.1` when it has grown to 10 MB. A full disk loses lines, never the country. */
export class LogFile {
  readonly path: string
  readonly #bytesMax: number
  #file: number
  #bytes: number

  constructor(path: string, bytesMax = BYTES_MAX) {
    mkdirSync(dirname(path), { recursive: true })
    this.path = path
    this.#bytesMax = bytesMax
    this.#file = openSync(path, 'a', 0o600)
    this.#bytes = fstatSync(this.#file).size
  }

  write(line: string): void {
    try {
      if (this.#bytes > this.#bytesMax) this.#rotate()
      this.#bytes += writeSync(this.#file, `${line}\n`)
    } catch {
      // Nothing depends on a log line; the programs themselves report a full disk.
    }
  }

  #rotate(): void {
    renameSync(this.path, `${this.path}.1`)
    const full = this.#file
    this.#file = openSync(this.path, 'a', 0o600)
    this.#bytes = 0
    closeSync(full)
  }
}

/** Cuts a stream of text into lines, hands each on, and remembers the last few for when the program dies. */
export class LineTap {
  readonly #take: (line: string) => void
  readonly #last: string[] = []
  #rest = ''

  constructor(take: (line: string) => void) {
    this.#take = take
  }

  push(text: string): void {
    const lines = (this.#rest + text).split('\n')
    this.#rest = lines.pop() ?? ''
    if (this.#rest.length > LINE_CHARACTERS_MAX)
      lines.push(this.#rest.slice(0, LINE_CHARACTERS_MAX))
    if (this.#rest.length > LINE_CHARACTERS_MAX) this.#rest = ''
    for (const line of lines) this.#line(line)
  }

  /** The stream has ended: what stands without a line end is a line too. */
  end(): void {
    if (this.#rest !== '') this.#line(this.#rest)
    this.#rest = ''
  }

  lastLines(): readonly string[] {
    return this.#last
  }

  #line(line: string): void {
    this.#last.push(line)
    if (this.#last.length > LAST_LINES) this.#last.shift()
    this.#take(line)
  }
}
