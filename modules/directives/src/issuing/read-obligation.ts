import { scopeOf, type Actor } from '@mtandao/identity/contract'
import type { Text } from '@mtandao/problem'
import type { DirectivesDeps } from '../deps.ts'
import type { Assessment } from '../model.ts'
import { problem } from '../problems.ts'
import { addresseesHit } from './addressees-hit.ts'
import { namesFor } from './names.ts'
import { readDirective, type DirectiveFile, type ObligationFile } from './read-directive.ts'

export interface Owing {
  readonly institution: string
  readonly name: Text
  /** Undefined: not worked out, or not owed yet. */
  readonly result: Assessment | undefined
}

export interface ObligationPage {
  readonly directive: DirectiveFile
  readonly obligation: ObligationFile
  /** Whom it hits today, by id. */
  readonly owing: readonly Owing[]
  readonly next?: string
}

/** One obligation with everybody who owes it today. */
export async function readObligation(
  deps: DirectivesDeps,
  actor: Actor | undefined,
  at: {
    readonly directive: string
    readonly obligation: string
    readonly after?: string | undefined
    readonly limit: number
  },
): Promise<ObligationPage> {
  const directive = await readDirective(deps, actor, at.directive)
  const obligation = directive.obligations.find(({ now }) => now.id === at.obligation)
  if (!obligation) throw problem('not-found')
  const { country } = directive
  const hit = country ? addresseesHit(obligation.now.addressee, country.inputs.register) : []
  const rest = hit.toSorted().filter((id) => id > (at.after ?? ''))
  const shown = rest.slice(0, at.limit)
  const names = await namesFor(
    deps.register,
    deps.database.within(scopeOf(actor)),
    [obligation.now.addressee],
    shown,
  )
  const last = shown.at(-1)
  return {
    directive,
    obligation,
    owing: shown.map((institution) => ({
      institution,
      name: names.institution(institution),
      result: country?.results
        .get(institution)
        ?.find((one) => one.obligation === obligation.now.id),
    })),
    ...(rest.length > shown.length && last !== undefined ? { next: last } : {}),
  }
}
