import { EGA, holds, scopeOf, type Actor } from '@mtandao/identity/contract'
import type { Db } from '@mtandao/pg'
import type { Text } from '@mtandao/problem'
import { seenBy, seesAllOf, type SeenResult } from '../country/what-the-public-sees.ts'
import type { DirectivesDeps } from '../deps.ts'
import type { Assessment, Obligation, Result, RuleSet, Status } from '../model.ts'
import { centralGovernmentName, isCentralGovernment } from '../parts.ts'
import { problem } from '../problems.ts'
import { belongsTo } from '../keepers.ts'
import { selectRuleSets } from '../publishing/rule-set-store.ts'
import { dayAt, getQuarter, quarterBefore } from '../quarter.ts'
import { answerClock, type AnswerClock } from './answer-clock.ts'
import { getAnswerDays, type AnswerDays } from './answer-days-store.ts'
import { declaredBy } from './declare-fulfilled.ts'
import type { Place } from './fact-places.ts'
import { findResult, getWork, type FoundWork, type ResultAsked } from './find-result.ts'
import {
  selectDirectiveNames,
  selectExemptionsGiven,
  type DirectiveName,
  type ExemptionGiven,
} from './owed-store.ts'
import { resultsOfQuarter } from './quarter-results.ts'
import { selectReplies, selectReplyTimes, type ReplyTimes } from './reply-list-store.ts'
import { placeOf } from './see-owed.ts'
import { isSettled, stepsOpen, workStatus, type StepName, type WorkStatus } from './status-steps.ts'
import { selectLatestStatuses, selectSteps, workKey, type StatusStep } from './step-store.ts'
import { systemVerdicts, type SystemVerdict } from './system-verdicts.ts'
import { isReporter } from './take-status-step.ts'

export interface ReplySeen extends ReplyTimes {
  readonly clock: AnswerClock
  /** Null: when somebody replied and was answered is for all to see, the words are not. */
  readonly said: {
    readonly id: string
    readonly words: string
    readonly answer: string | null
  } | null
}

export interface SystemSeenOf extends SystemVerdict {
  readonly name: Text | undefined
}

/** What the reader may do here. */
export interface Rights {
  readonly declare: boolean
  readonly reply: boolean
  readonly exempt: boolean
  readonly answer: boolean
  /** `close` is among them while only the result stands in its way. */
  readonly steps: readonly StepName[]
}

/** One result with all that explains it, as one reader sees it. */
export interface ResultSeen {
  readonly work: FoundWork
  readonly institutionName: Text
  readonly directive: DirectiveName | undefined
  /** Undefined: it is being worked out. */
  readonly result: SeenResult | undefined
  readonly ruleSet: RuleSet | undefined
  readonly status: WorkStatus
  /** Newest first; the reader sees them or only where the work stands. */
  readonly steps: readonly StatusStep[] | null
  readonly replies: readonly ReplySeen[]
  readonly answerDays: AnswerDays
  readonly exemptions: readonly ExemptionGiven[]
  readonly systems: readonly SystemSeenOf[]
  /** Of what recurs, the quarters before, newest first. */
  readonly before: readonly { readonly period: string; readonly result: Result }[]
  readonly place: Place | undefined
  readonly seesAll: boolean
  readonly rights: Rights
}

const quartersBefore = 4

/** @throws Problem `directives.not-found`: no such obligation, or the institution does not owe it */
export async function seeResult(
  deps: DirectivesDeps,
  actor: Actor | undefined,
  asked: ResultAsked,
): Promise<ResultSeen> {
  const seesAll = seesAllOf(actor, asked.institution)
  const open = seesAll ? undefined : await readForAll(deps, asked.institution)
  return await deps.database.within(scopeOf(actor)).transact(async (db) => {
    const work = await getWork(deps, db, asked)
    const institutionName = await nameOf(deps, db, asked.institution)
    const result = seesAll ? await findResult(deps, db, work) : publicResult(deps, work)
    // Before the first round nobody can say who owes.
    if (!result && deps.standings.current()) throw problem('not-found')
    const today = dayAt(deps.now().getTime())
    const ruleSets = await selectRuleSets(db)
    const directives = await selectDirectiveNames(db, [work.owed.directive])
    const steps = seesAll ? await selectSteps(db, work) : null
    const latest = steps ? steps[0]?.status : open?.statuses.get(workKey(work))
    return {
      work,
      institutionName,
      directive: directives.get(work.owed.directive),
      result: result && seenBy(actor, result),
      ruleSet: result && ruleSets.find(({ version }) => version === result.ruleSet),
      status: workStatus(latest, result?.result),
      steps,
      replies: open
        ? withClocks(open.replies.get(workKey(work)) ?? [], deps.now())
        : await repliesOf(deps, db, work),
      answerDays: await getAnswerDays(db, today),
      exemptions: seesAll ? await selectExemptionsGiven(db, work) : [],
      systems: seesAll && result ? await systemsOf(deps, db, result) : [],
      before: beforeOf(deps, work),
      place: actor && seesAll && result ? placeOf(deps, actor, work.owed, result) : undefined,
      seesAll,
      rights: rightsOf(actor, work, { result, steps: steps ?? [] }),
    }
  })
}

/** What everybody may see of a result stands in memory: it is read for nobody in particular. */
function publicResult({ standings }: DirectivesDeps, work: FoundWork): Assessment | undefined {
  const country = standings.current()
  if (!country) return undefined
  const { institution, obligation, period, isPast } = work
  const of =
    isPast && period !== null
      ? resultsOfQuarter(country, institution, getQuarter(period))
      : (country.results.get(institution) ?? [])
  return of.find((one) => one.obligation === obligation)
}

interface OpenToAll {
  readonly statuses: ReadonlyMap<string, Status>
  readonly replies: ReadonlyMap<string, readonly ReplyTimes[]>
}

/**
 * Where the work stands and e-GA's own lateness are public, who said what and why is not: hence the plain database, for one word and days alone.
 * Before the reader's own transaction, so that nobody holds one connection and waits for another.
 */
async function readForAll(
  { database }: Pick<DirectivesDeps, 'database'>,
  institution: string,
): Promise<OpenToAll> {
  return {
    statuses: await selectLatestStatuses(database, institution),
    replies: await selectReplyTimes(database, institution),
  }
}

function withClocks(times: readonly ReplyTimes[], now: Date): ReplySeen[] {
  return times.map(({ answerDue, saidAt, answeredAt }) => {
    const shown = { answerDue, saidAt, answeredAt }
    return { ...shown, clock: answerClock(shown, now), said: null }
  })
}

async function repliesOf(
  { now }: Pick<DirectivesDeps, 'now'>,
  db: Db,
  work: FoundWork,
): Promise<ReplySeen[]> {
  return (await selectReplies(db, work)).map(({ id, words, answer, ...times }) => ({
    ...times,
    clock: answerClock(times, now()),
    said: { id, words, answer },
  }))
}

async function systemsOf(
  { standings, register }: DirectivesDeps,
  db: Db,
  result: Assessment,
): Promise<SystemSeenOf[]> {
  const country = standings.current()
  const verdicts = country ? systemVerdicts(country, result) : []
  const names = await register.systemNames(
    db,
    verdicts.map(({ system }) => system),
  )
  return verdicts.map((one) => ({ ...one, name: names.get(one.system) }))
}

function beforeOf({ standings }: DirectivesDeps, work: FoundWork): ResultSeen['before'] {
  const country = standings.current()
  if (!country || work.period === null) return []
  const found: { period: string; result: Result }[] = []
  let quarter = getQuarter(work.period)
  for (let at = 0; at < quartersBefore; at += 1) {
    quarter = quarterBefore(quarter)
    const one = resultsOfQuarter(country, work.institution, quarter).find(
      ({ obligation }) => obligation === work.obligation,
    )
    if (one) found.push({ period: quarter.id, result: one.result })
  }
  return found
}

async function nameOf({ register }: DirectivesDeps, db: Db, institution: string): Promise<Text> {
  if (isCentralGovernment(institution)) return centralGovernmentName
  const name = (await register.institutionNames(db, [institution])).get(institution)
  if (!name) throw problem('not-found')
  return name
}

/** Where only evidence counts, the form for it submits: without any there is nothing to look at. */
function hasSomething({ rule }: Obligation, { facts }: Assessment): boolean {
  return rule !== 'manual-evidence' || facts.length > 0
}

function rightsOf(
  actor: Actor | undefined,
  { institution, owed }: FoundWork,
  {
    result,
    steps,
  }: { readonly result: Assessment | undefined; readonly steps: readonly StatusStep[] },
): Rights {
  const none: Rights = { declare: false, reply: false, exempt: false, answer: false, steps: [] }
  if (!actor || actor.suspended || !result) return none
  const own = actor.institution === institution && holds(actor, 'head', 'ict-officer')
  const ega = actor.institution === EGA && holds(actor, 'ega-officer')
  const voices = (['institution', 'ega'] as const).filter((voice) => (voice === 'ega' ? ega : own))
  const open = voices.flatMap((voice) =>
    stepsOpen({
      latest: steps[0]?.status,
      result: result.result,
      voice,
      isReporter: isReporter(actor, institution, steps),
    }),
  )
  return {
    declare: own && declaredBy[owed.rule] !== undefined && !isSettled(result.result),
    reply: own,
    exempt: ega && !belongsTo(actor, institution),
    answer: ega && (institution === EGA || !belongsTo(actor, institution)),
    steps: open.filter((name) => name !== 'submit' || hasSomething(owed, result)),
  }
}
