import type { Actor } from '@mtandao/identity/contract'
import type { Text } from '@mtandao/problem'
import { countResults, type MarkCounts } from '../counts.ts'
import type { Status } from '../model.ts'
import { answerClock, pressing, type AnswerClock } from '../owed/answer-clock.ts'
import { selectReplyTimes, type ReplyTimes } from '../owed/reply-list-store.ts'
import { workStatus } from '../owed/status-steps.ts'
import { selectLatestStatuses, workKey } from '../owed/step-store.ts'
import { problem } from '../problems.ts'
import type { DirectiveName, InstitutionName } from './country-names.ts'
import { columnsOf, nowWithNames, type CountryDeps } from './see-country.ts'
import { seenBy, type SeenResult } from './what-the-public-sees.ts'

export interface InstitutionResult extends SeenResult {
  readonly title: Text
  readonly status: Status
  /** e-GA's clock on the reply that presses most, or on the last one answered; undefined: nobody replied. */
  readonly clock: AnswerClock | undefined
}

export interface InstitutionSeenNow {
  readonly id: string
  readonly named: InstitutionName
  readonly at: number
  readonly ruleSet: number
  /** Of what is asked for, all of it. */
  readonly counts: MarkCounts
  readonly directives: readonly {
    readonly directive: DirectiveName
    readonly results: readonly InstitutionResult[]
  }[]
  /** Under other directives than the one asked for. */
  readonly others: number
}

/**
 * One institution's results, each as this reader sees it. Undefined until the first computation.
 * @throws Problem `directives.not-found`
 */
export async function seeInstitution(
  deps: CountryDeps,
  actor: Actor | undefined,
  asked: { readonly institution: string; readonly directive?: string | undefined },
): Promise<InstitutionSeenNow | undefined> {
  const found = await nowWithNames(deps)
  if (!found) return undefined
  const { country, names } = found
  const id = asked.institution
  const named = names.institutions.get(id)
  if (!named) throw problem('not-found')
  const all = country.results.get(id) ?? []
  const own = all.filter(
    ({ directive }) => asked.directive === undefined || directive === asked.directive,
  )
  const titles = new Map(country.inputs.obligations.map((one) => [one.id, one.title]))
  const { statuses, replies } = await workOf(deps, id)
  const now = deps.now()
  const results = own.map((one): InstitutionResult => {
    const key = workKey(one)
    return {
      ...seenBy(actor, one),
      title: titles.get(one.obligation) ?? { sw: one.obligation, en: one.obligation },
      status: workStatus(statuses.get(key), one.result).status,
      clock: clockOf(replies.get(key), now),
    }
  })
  const byDirective = Map.groupBy(results, ({ directive }) => directive)
  return {
    id,
    named,
    at: country.asOf.at,
    ruleSet: country.inputs.ruleSet.version,
    counts: countResults(own),
    directives: columnsOf(country, names, asked.directive).flatMap((directive) => {
      const under = byDirective.get(directive.id)
      return under ? [{ directive, results: under }] : []
    }),
    others: all.length - own.length,
  }
}

/**
 * Where the work stands and when e-GA owes an answer are everybody's to see, for e-GA is held to its clock as institutions are to theirs: hence
 * the plain database. No words of a reply or an answer are read here, and nobody's name.
 */
async function workOf({ database }: CountryDeps, institution: string) {
  return await database.transact(async (db) => ({
    statuses: await selectLatestStatuses(db, institution),
    replies: await selectReplyTimes(db, institution),
  }))
}

function clockOf(replies: readonly ReplyTimes[] | undefined, now: Date): AnswerClock | undefined {
  const clocks = (replies ?? []).map((reply) => answerClock(reply, now))
  return pressing(clocks) ?? clocks[0]
}
