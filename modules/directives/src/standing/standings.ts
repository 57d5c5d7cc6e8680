import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Facts } from '@mtandao/facts/contract'
import type { Logger } from '@mtandao/log'
import { isUnavailable, type Database, type Db } from '@mtandao/pg'
import { everyone, type Inputs } from '../engine/assess.ts'
import { FactIndex } from '../engine/fact-index.ts'
import { Standing, type Results } from '../engine/standing.ts'
import { replaceAssessments } from '../keeping/assessment-store.ts'
import { selectExemptions } from '../keeping/exemption-store.ts'
import { selectObligations } from '../keeping/session-store.ts'
import type { AsOf, RegisterView } from '../model.ts'
import { selectRuleSets } from '../publishing/rule-set-store.ts'
import { dayAt } from '../quarter.ts'
import { ruleSetOn } from './rule-set-on.ts'

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

/** Longer than this at a stretch, and pages wait. */
const stretchMs = 10
const newsMax = 5_000

/**
 * Keeps every result current, in memory and in `directives.assessment`. One process owns it. All it holds is made from the database: a crash
 * leaves rows of an earlier round, which the first round after the start replaces.
 */
export function createStandings(options: StandingsOptions): Standings {
  const { database, facts, now, log, readRegister } = options
  let country: CountryNow | undefined
  let standing: Standing | undefined
  let made = { from: '', day: '' }
  let lastFact: string | null = null
  /** Hash of what stands in the table, by institution; and whose rows have to be looked at. */
  const written = new Map<string, string>()
  const unwritten = new Set<string>()
  /** Rounds follow each other; one that has not begun serves everybody who asks meanwhile. */
  let underWay: Promise<unknown> = Promise.resolve()
  let waiting: Promise<void> | undefined

  async function readInputs(day: string): Promise<Inputs | undefined> {
    return await database.transact(
      async (db) => {
        const ruleSet = ruleSetOn(await selectRuleSets(db), day)
        if (!ruleSet) return undefined
        const obligations = await selectObligations(db, day)
        const exemptions = await selectExemptions(db, now())
        return { ruleSet, obligations, exemptions, register: await readRegister(db, day) }
      },
      { isolation: 'repeatable read' },
    )
  }

  /** Of the whole country on purpose, hence the plain database. */
  async function firstFacts(): Promise<FactIndex> {
    const index = new FactIndex()
    const breathe = breather()
    const recordedBy = new Date(now().getTime() + 86_400_000)
    for await (const batch of facts.read(database, { recordedBy })) {
      for (const fact of batch) index.add(fact)
      lastFact = batch.at(-1)?.id ?? lastFact
      await breathe()
    }
    return index
  }

  async function takeNews(standingNow: Standing, asOf: AsOf): Promise<Set<string>> {
    const touched = new Set<string>()
    for (;;) {
      const news = await facts.since(database, lastFact, newsMax)
      for (const id of standingNow.take(news, asOf)) touched.add(id)
      lastFact = news.at(-1)?.id ?? lastFact
      if (news.length < newsMax) return touched
    }
  }

  async function round(withInputs: boolean): Promise<void> {
    const at = now().getTime()
    const asOf = { at, knownBy: at }
    const day = dayAt(at)
    const index = standing?.facts ?? (await firstFacts())
    let touched: ReadonlySet<string> | 'all' = standing ? await takeNews(standing, asOf) : 'all'
    if (!standing || withInputs || day !== made.day) {
      const inputs = await readInputs(day)
      const from = JSON.stringify(inputs)
      if (!inputs) {
        standing = undefined
        country = undefined
        lastFact = null
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
    for (const id of who) unwritten.add(id)
    await writeDown(country)
  }

  /** Only whose results are others than those written last; what could not be written waits for the next round. */
  async function writeDown({ results, asOf }: CountryNow): Promise<void> {
    for (const id of unwritten) {
      const own = results.get(id) ?? []
      const print = createHash('sha256').update(JSON.stringify(own)).digest('base64')
      if (written.get(id) !== print)
        await database.transact((db) => replaceAssessments(db, id, own, new Date(asOf.at)))
      written.set(id, print)
      unwritten.delete(id)
    }
  }

  function next(withInputs: boolean): Promise<void> {
    const turn = underWay.then(() => round(withInputs))
    underWay = turn.catch(() => undefined)
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

/** Lets others work when we have worked long enough. */
function breather(): () => Promise<void> {
  let since = performance.now()
  return async () => {
    if (performance.now() - since < stretchMs) return
    await new Promise<void>((go) => setImmediate(go))
    since = performance.now()
  }
}
