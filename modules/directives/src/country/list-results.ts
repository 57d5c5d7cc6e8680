import type { Actor } from '@mtandao/identity/contract'
import { isDeclaredOnly, type Mark } from '../counts.ts'
import type { Assessment } from '../model.ts'
import type { CountryDeps } from './see-country.ts'
import { seenBy, type SeenResult } from './what-the-public-sees.ts'

export interface ResultSearch {
  readonly institution?: string | undefined
  readonly directive?: string | undefined
  readonly obligation?: string | undefined
  readonly result?: Mark | undefined
  /** `next` of the page before. */
  readonly after?: string | undefined
  readonly limit: number
}

export interface ResultPage {
  readonly at: number
  readonly ruleSet: number
  readonly items: readonly SeenResult[]
  readonly next?: string
}

/** By institution, obligation and quarter, each as this reader sees it. Undefined until the first computation. */
export function listResults(
  { standings }: Pick<CountryDeps, 'standings'>,
  actor: Actor | undefined,
  search: ResultSearch,
): ResultPage | undefined {
  const country = standings.current()
  if (!country) return undefined
  const { after, limit } = search
  const found: Assessment[] = []
  const [from = ''] = (after ?? '').split(' ', 1)
  for (const institution of [...country.results.keys()].sort()) {
    if (search.institution !== undefined && search.institution !== institution) continue
    if (institution < from) continue
    const own = (country.results.get(institution) ?? []).filter((one) => isAsked(search, one))
    const sorted = own.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
    for (const one of sorted) if (after === undefined || keyOf(one) > after) found.push(one)
    if (found.length > limit) break
  }
  const items = found.slice(0, limit)
  const last = items.at(-1)
  return {
    at: country.asOf.at,
    ruleSet: country.inputs.ruleSet.version,
    items: items.map((one) => seenBy(actor, one)),
    ...(found.length > limit && last && { next: keyOf(last) }),
  }
}

/** A space is before every sign of an id, so keys stand in the order of institutions. */
function keyOf({ institution, obligation, period }: Assessment): string {
  return `${institution} ${obligation} ${period ?? ''}`
}

function isAsked({ directive, obligation, result }: ResultSearch, one: Assessment): boolean {
  return (
    (directive === undefined || one.directive === directive) &&
    (obligation === undefined || one.obligation === obligation) &&
    (result === undefined || (result === 'declared' ? isDeclaredOnly(one) : one.result === result))
  )
}
