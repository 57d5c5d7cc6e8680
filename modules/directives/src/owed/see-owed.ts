import { scopeOf, type Actor } from '@mtandao/identity/contract'
import type { Text } from '@mtandao/problem'
import type { DirectivesDeps } from '../deps.ts'
import { selectObligations } from '../keeping/session-store.ts'
import type { Assessment, Obligation, Result, Status } from '../model.ts'
import { dayAt, quarterBefore, quarterOf } from '../quarter.ts'
import { answerClock, pressing, type AnswerClock } from './answer-clock.ts'
import { placeFor, type Place } from './fact-places.ts'
import { selectDirectiveNames, selectOwed, type DirectiveName } from './owed-store.ts'
import { resultsOfQuarter } from './quarter-results.ts'
import { selectReplyTimes } from './reply-list-store.ts'
import { isSettled, workStatus, type WorkStatus } from './status-steps.ts'
import { selectLatestStatuses, workKey } from './step-store.ts'
import { systemVerdicts } from './system-verdicts.ts'
import { byUrgency, urgencies, urgencyOf, type Urgency } from './urgency.ts'

export interface OwedLine {
  readonly assessment: Assessment
  readonly title: Text
  readonly directive: DirectiveName | undefined
  readonly urgency: Urgency
  readonly work: WorkStatus
  /** e-GA's clock on what the institution replied; undefined: nothing waits. */
  readonly clock: AnswerClock | undefined
  /** The page where the fact is made that would change it. */
  readonly place: Place | undefined
}

export interface OwedSearch {
  readonly urgency?: Urgency | undefined
  readonly result?: Result | undefined
  readonly status?: Status | undefined
  readonly directive?: string | undefined
  /** `next` of the page before. */
  readonly after?: string | undefined
  readonly limit: number
}

export interface OwedList {
  /** Of all that is owed, whatever is looked for. */
  readonly counts: Readonly<Record<Urgency, number>>
  /** Submitted or in review: it is e-GA's turn. */
  readonly withEga: number
  readonly unknown: number
  readonly lines: readonly OwedLine[]
  readonly found: number
  readonly next?: string
  /** Directives that something is owed by, for the filter. */
  readonly directives: readonly DirectiveName[]
  /** When the results were so; null: they are being worked out. */
  readonly asOf: Date | null
  /** That they were judged by. */
  readonly ruleSet: number
}

/** What the actor's own institution owes, most urgent first; read in the actor's scope. */
export async function seeOwed(
  deps: Pick<DirectivesDeps, 'database' | 'standings' | 'now'>,
  actor: Actor,
  search: OwedSearch,
): Promise<OwedList> {
  const now = deps.now()
  const today = dayAt(now.getTime())
  const { institution } = actor
  const seen = await deps.database.within(scopeOf(actor)).transact(async (db) => {
    const owed = await selectOwed(db, institution)
    const directives = await selectDirectiveNames(db, [
      ...new Set(owed.map((one) => one.directive)),
    ])
    const statuses = await selectLatestStatuses(db, institution)
    const replies = await selectReplyTimes(db, institution)
    const obligations = await selectObligations(db, today)
    return { owed, directives, statuses, replies, obligations }
  })
  const obligations = new Map(seen.obligations.map((one) => [one.id, one]))
  const all = [...seen.owed, ...stillOpen(deps, institution, today)].flatMap((assessment) => {
    const obligation = obligations.get(assessment.obligation)
    if (!obligation) return []
    const key = workKey(assessment)
    const work = workStatus(seen.statuses.get(key), assessment.result)
    const clocks = (seen.replies.get(key) ?? []).map((one) => answerClock(one, now))
    return [
      {
        obligation,
        assessment,
        title: obligation.title,
        directive: seen.directives.get(assessment.directive),
        urgency: urgencyOf(assessment, work, today),
        work,
        clock: pressing(clocks),
      },
    ]
  })
  const counts = Object.fromEntries(
    urgencies.map((one) => [one, all.filter(({ urgency }) => urgency === one).length]),
  ) as OwedList['counts']
  const found = all.filter((line) => fits(line, search)).sort((a, b) => byUrgency(flat(a), flat(b)))
  const start = found.findIndex(({ assessment }) => workKey(assessment) === search.after) + 1
  const shown = found.slice(start, start + search.limit)
  const last = shown.at(-1)
  const lines = shown.map(({ obligation, ...line }) => ({
    ...line,
    place: placeOf(deps, actor, obligation, line.assessment),
  }))
  return {
    counts,
    withEga: all.filter(({ work }) => work.status === 'submitted' || work.status === 'in-review')
      .length,
    unknown: all.filter(({ assessment }) => assessment.result === 'unknown').length,
    lines,
    found: found.length,
    ...(last && start + shown.length < found.length && { next: workKey(last.assessment) }),
    directives: [...seen.directives.values()].sort(byNumber),
    asOf: seen.owed[0]?.asOf ?? null,
    ruleSet: seen.owed[0]?.ruleSet ?? 0,
  }
}

/** What recurs and was not settled by the end of the last quarter is owed until this one ends. */
function stillOpen(
  { standings }: Pick<DirectivesDeps, 'standings'>,
  institution: string,
  today: string,
): Assessment[] {
  const country = standings.current()
  if (!country) return []
  const before = quarterBefore(quarterOf(today))
  return resultsOfQuarter(country, institution, before).filter(
    ({ result, daysLate }) => !isSettled(result) && result !== 'exempt' && daysLate > 0,
  )
}

type Line = Pick<OwedLine, 'assessment' | 'urgency' | 'work'>

function fits(
  { assessment, urgency, work }: Line,
  { urgency: when, result, status, directive }: OwedSearch,
): boolean {
  return (
    (when === undefined || when === urgency) &&
    (result === undefined || result === assessment.result) &&
    (status === undefined || status === work.status) &&
    (directive === undefined || directive === assessment.directive)
  )
}

const flat = ({ assessment, urgency }: Line) => ({
  obligation: workKey(assessment),
  result: assessment.result,
  dueOn: assessment.dueOn,
  urgency,
})

function byNumber(a: DirectiveName, b: DirectiveName): number {
  return (a.number ?? Infinity) - (b.number ?? Infinity) || (a.id < b.id ? -1 : 1)
}

/** One link to where the next step is taken; nothing where facts ask for none. */
export function placeOf(
  { standings }: Pick<DirectivesDeps, 'standings'>,
  actor: Actor,
  { rule }: Obligation,
  assessment: Assessment,
): Place | undefined {
  if (assessment.change === null) return undefined
  const country = standings.current()
  const systems = (country ? systemVerdicts(country, assessment) : [])
    .filter(({ result }) => result !== 'met')
    .map(({ system }) => system)
  const { obligation, period, why } = assessment
  return placeFor(rule, actor.roles, { obligation, period, systems, why: why.code })
}
