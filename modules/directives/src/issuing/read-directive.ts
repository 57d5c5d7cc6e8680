import { scopeOf, type Actor } from '@mtandao/identity/contract'
import type { Db } from '@mtandao/pg'
import type { Text } from '@mtandao/problem'
import type { DirectivesDeps } from '../deps.ts'
import { selectIssuances, type IssuanceRow, type SessionRow } from '../keeping/session-store.ts'
import { noCounts, type MarkCounts } from '../parts.ts'
import { problem } from '../problems.ts'
import { dayAt } from '../quarter.ts'
import type { CountryNow } from '../standing/standings.ts'
import { acceptanceHash } from './accept-resolution.ts'
import { addresseesHit } from './addressees-hit.ts'
import { countResults } from './count-results.ts'
import {
  findDirective,
  selectVersions,
  type DatedObligation,
  type DirectiveRow,
} from './directive-store.ts'
import { namesFor } from './names.ts'
import { addresseeWords } from './predicate-words.ts'
import { findResolution, findSession, selectTopics, type Resolution } from './session-read-store.ts'

/** `coming`: from a day ahead; `ending`: owed until a day that is known; `ended`: owed no more. */
export type ObligationState = 'coming' | 'in-force' | 'ending' | 'ended'

export interface ObligationFile {
  readonly now: DatedObligation
  readonly state: ObligationState
  /** Earlier versions, the latest first. */
  readonly before: readonly DatedObligation[]
  readonly addressees: Text
  /** Institutions it hits today, and how its results stand; null: not worked out yet. */
  readonly hit: number | null
  readonly counts: MarkCounts | null
  /** Which version of the rule counts today; null: not worked out yet. */
  readonly ruleVersion: number | null
}

export interface DirectiveFile {
  readonly directive: DirectiveRow
  /** Null: it rests on no session's resolution. */
  readonly ground: {
    readonly session: SessionRow
    readonly topicsListed: number
    readonly resolution: Resolution
    /** The hash kept with the acceptance is that of what stands here. */
    readonly hashHolds: boolean
  } | null
  /** Earliest first; never empty. */
  readonly issuances: readonly IssuanceRow[]
  readonly obligations: readonly ObligationFile[]
  readonly counts: MarkCounts | null
  readonly country: CountryNow | undefined
}

/** A directive's way from session to results. */
export async function readDirective(
  deps: DirectivesDeps,
  actor: Actor | undefined,
  id: string,
): Promise<DirectiveFile> {
  const country = deps.standings.current()
  const today = dayAt(deps.now().getTime())
  return await deps.database.within(scopeOf(actor)).transact(async (db) => {
    const directive = await findDirective(db, id)
    if (!directive) throw problem('not-found')
    const versions = await selectVersions(db, id)
    const addressees = versions.map(({ addressee }) => addressee)
    const names = await namesFor(deps.register, db, addressees)
    const counted = country && countResults(country)
    const obligations = [...Map.groupBy(versions, (one) => one.id).values()].flatMap(
      ([now, ...before]): ObligationFile[] =>
        now
          ? [
              {
                now,
                state: stateOn(now, today),
                before,
                addressees: addresseeWords(now.addressee, names),
                hit: country ? addresseesHit(now.addressee, country.inputs.register).length : null,
                counts: counted ? (counted.byObligation.get(now.id) ?? noCounts) : null,
                ruleVersion: country ? country.inputs.ruleSet.rules[now.rule] : null,
              },
            ]
          : [],
    )
    return {
      directive,
      ground: directive.resolution === null ? null : await groundOf(db, directive.resolution),
      issuances: await selectIssuances(db, id),
      obligations: obligations.toSorted((a, b) => rank[a.state] - rank[b.state]),
      counts: counted ? (counted.byDirective.get(id) ?? noCounts) : null,
      country,
    }
  })
}

/** What ended stands last. */
const rank: Readonly<Record<ObligationState, number>> = {
  'in-force': 0,
  ending: 0,
  coming: 1,
  ended: 2,
}

export function stateOn(
  { from, to }: Pick<DatedObligation, 'from' | 'to'>,
  day: string,
): ObligationState {
  if (to !== null && to < day) return 'ended'
  if (from > day) return 'coming'
  return to === null ? 'in-force' : 'ending'
}

async function groundOf(db: Db, id: string): Promise<DirectiveFile['ground']> {
  const resolution = await findResolution(db, id)
  const session = resolution && (await findSession(db, resolution.session))
  // The schema ties the two; a directive is only ever made of an accepted resolution.
  if (!session) throw new Error(`invariant: resolution ${id} has no session`)
  const { acceptance } = resolution
  return {
    session,
    topicsListed: (await selectTopics(db, session.id)).length,
    resolution,
    hashHolds: acceptance !== null && acceptanceHash(acceptance) === acceptance.contentHash,
  }
}
