import { readFile, stat } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Exchange } from '@mtandao/exchange/contract'
import type { Logger } from '@mtandao/log'
import { isUnavailable } from '@mtandao/pg'
import { Problem } from '@mtandao/problem'

interface Following {
  readonly file: string | undefined
  readonly exchange: Exchange
  /** Done after each import, and again when it failed half-way: it must bear repetition. */
  readonly adopt: () => Promise<void>
  readonly log: Logger
  readonly signal: AbortSignal
}

const pollEveryMs = 1_000
const fileBytesMax = 256 * 1024 * 1024

/** Imports the enrolment file when it is there and whenever it changes. A faulty file is reported and changes nothing. */
export async function followEnrolment(following: Following): Promise<void> {
  const { file, signal } = following
  if (file === undefined) return
  let taken = ''
  while (!signal.aborted) {
    const found = await stat(file).catch(() => undefined)
    const version = found ? `${found.mtimeMs} ${found.size} ${found.ino}` : taken
    if (version !== taken && (await importOnce(file, found?.size ?? 0, following))) {
      taken = version
    }
    await sleep(pollEveryMs, undefined, { signal }).catch(() => {})
  }
}

/** False when the database was away: the same file is tried again. */
async function importOnce(
  file: string,
  bytes: number,
  { exchange, adopt, log }: Following,
): Promise<boolean> {
  try {
    if (bytes > fileBytesMax) throw new Error(`${file} is larger than ${fileBytesMax} bytes`)
    const counts = await exchange.importEnrolment(JSON.parse(await readFile(file, 'utf8')))
    await adopt()
    log.info('enrolment-imported', { file, ...counts })
    return true
  } catch (error) {
    if (isUnavailable(error)) return false
    const faults = error instanceof Problem ? error.extra['faults'] : undefined
    log.error('enrolment-refused', { file, ...(faults ? { faults } : { error }) })
    return true
  }
}
