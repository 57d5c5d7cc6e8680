import { setTimeout as sleep } from 'node:timers/promises'
import type { Facts } from '@mtandao/facts/contract'
import type { Logger } from '@mtandao/log'
import { isUnavailable, type Database, type Db } from '@mtandao/pg'
import { everyone, type Inputs } from '../engine/assess.ts'
import type { FactIndex } from '../engine/fact-index.ts'
import { Standing, type Results } from '../engine/standing.ts'
import type { AsOf, RegisterView } from '../model.ts'
import { dayAt } from '../quarter.ts'
import { breather } from './breather.ts'
import { followFacts } from './follow-facts.ts'
import { readInputs } from './read-inputs.ts'
import { createScribe } from './scribe.ts'

/** How the country stands, as the last round left it. What is in it does not change; another round makes another. */
export interface CountryNow {
  readonly asOf: AsOf
  readonly inputs: Inputs
  /** Every fact that was known. Rounds add to it: ask it `asOf`. */
  readonly facts: FactIndex
  /** By institution, and `central-government`. Who owes nothing is not in it. */
  readonly results: Results
}

export interface Standings {
  /** Undefined until the first round has ended, seconds after a start, and where no rule set is in force. */
  current(): CountryNow | undefined
  /** A round now. When it resolves, `current()` holds all that was committed before the call. */
  refresh(): Promise<void>
  /** Follows facts every `everyMs` and everything else that results are made of every `inputsEveryMs`, until the signal. */
  run(
    options: { readonly everyMs: number; readonly inputsEveryMs: number },
    signal: AbortSignal,
  ): Promise<void>
}

export interface StandingsOptions {
  readonly database: Database
  readonly facts: Facts
  readonly now: () => Date
  readonly log: Logger
  /** The register as the rules see it; of the whole country, in the caller's transaction. */
  readonly readRegister: (db: Db, today: string) => Promise<RegisterView>
}

/**
 * Keeps every result current, in memory and in `directives.assessment`. One process owns it. All it holds is made from the database: a crash
 * leaves rows of an earlier round, which the first round after the start replaces.
 */
export function createStandings(options: StandingsOptions): Standings {
  const { database, facts, now, log, readRegister } = options
  const scribe = createScribe(database)
  const follower = followFacts(database, facts, now)
  let country: CountryNow | undefined
  let standing: Standing | undefined
  let made = { from: '', day: '' }
  /** Rounds follow each other; one that has not begun serves everybody who asks meanwhile. */
  let underWay: Promise<unknown> = Promise.resolve()
  let waiting: Promise<void> | undefined

  async function round(withInputs: boolean): Promise<void> {
    const at = now().getTime()
    const asOf = { at, knownBy: at }
    const day = dayAt(at)
    const index = standing?.facts ?? (await follower.all(asOf))
    let touched: ReadonlySet<string> | 'all' = 'all'
    if (standing) touched = await follower.news(standing, asOf)
    if (!standing || withInputs || day !== made.day) {
      const inputs = await readInputs({ database, now, readRegister }, day)
      const from = JSON.stringify(inputs)
      if (!inputs) {
        standing = undefined
        country = undefined
        return
      }
      if (!standing || from !== made.from || day !== made.day) {
        standing = await Standing.unhurried(inputs, asOf, index, breather())
        touched = 'all'
        made = { from, day }
      }
    }
    country = { asOf, inputs: standing.inputs, facts: index, results: new Map(standing.results) }
    const who = touched === 'all' ? everyone(standing.inputs).map(({ id }) => id) : touched
    await scribe.write(country.results, who, new Date(at))
  }

  function next(withInputs: boolean): Promise<void> {
    const turn = underWay.then(() => round(withInputs))
    underWay = turn.catch(() => {
      // What it had read and not written down is found again when everything is worked out anew.
      made = { ...made, from: '' }
    })
    return turn
  }

  return {
    current: () => country,
    refresh: () => {
      waiting ??= underWay.then(async () => {
        waiting = undefined
        await next(true)
      })
      return waiting
    },
    async run({ everyMs, inputsEveryMs }, signal) {
      let inputsAt = -Infinity
      while (!signal.aborted) {
        try {
          const withInputs = performance.now() - inputsAt >= inputsEveryMs
          await next(withInputs)
          if (withInputs) inputsAt = performance.now()
        } catch (error) {
          // The next round reads everything again; a database that is away is the health check's matter.
          if (!isUnavailable(error)) log.error('standings-not-computed', { error })
        }
        await sleep(everyMs, undefined, { signal }).catch(() => undefined)
      }
    },
  }
}
