import type { Text } from '@mtandao/problem'
import { isDeclaredOnly, noCounts, type MarkCounts } from '../counts.ts'
import { publicly, type SeenResult } from '../country/what-the-public-sees.ts'
import type { Resolution } from '../issuing/session-read-store.ts'
import type { IssuanceRow, SessionRow } from '../keeping/session-store.ts'
import type { Assessment, Obligation, RuleSet } from '../model.ts'
import { changesOf, type Changes, type Previous } from './changes.ts'
import type { Moment } from './moment.ts'

/** What the implementation report says, without a language: the PDF, the CSV and the page all say this and nothing else. */

export interface ReportInputs {
  readonly moment: Moment
  readonly ruleSet: RuleSet
  /** When the register was kept that decides who owes, milliseconds since 1970; null: it is the register of now. */
  readonly registerKeptAt: number | null
  readonly institutions: readonly NamedInstitution[]
  readonly sessions: readonly SessionRow[]
  readonly resolutions: readonly Resolution[]
  /** Issued without a resolution of a session as well. */
  readonly directives: readonly {
    readonly id: string
    readonly resolution: string | null
    readonly title: Text
  }[]
  readonly issuances: readonly IssuanceRow[]
  readonly obligations: readonly Obligation[]
  readonly results: readonly Assessment[]
  /** The last quarter published before; null: none was. */
  readonly previous: Previous | null
}

export interface NamedInstitution {
  readonly id: string
  readonly name: Text
  readonly acronym: string | null
  readonly kind: string | null
}

export interface ReportContent {
  readonly format: 'mtandao.implementation-report/1'
  readonly asOf: string
  /** RFC 3339, UTC, as are all moments here. */
  readonly at: string
  readonly knownBy: string
  readonly whole: boolean
  readonly ruleSet: Pick<RuleSet, 'version' | 'effectiveFrom' | 'settings'>
  readonly registerKeptAt: string | null
  readonly previous: Pick<Previous, 'period' | 'edition' | 'asOf' | 'hash'> | null
  readonly counts: Counts
  readonly late: Late
  readonly parts: readonly ReportPart[]
  /** Everyone who owes something, by id. */
  readonly institutions: readonly NamedInstitution[]
}

/** Of a session, or of none. */
export interface ReportPart {
  readonly session: SessionRow | null
  readonly directives: readonly ReportDirective[]
}

export interface ReportDirective {
  readonly id: string
  readonly title: Text
  readonly resolution: Pick<Resolution, 'number' | 'reconstructed' | 'sentence' | 'citation'> | null
  readonly acceptance: Omit<NonNullable<Resolution['acceptance']>, 'resolution'> | null
  readonly issuances: readonly Omit<IssuanceRow, 'directive'>[]
  readonly counts: Counts
  readonly late: Late
  readonly obligations: readonly ReportObligation[]
  readonly changes: Changes | null
}

export interface ReportObligation {
  readonly id: string
  readonly title: Text
  readonly due: Obligation['due']
  readonly citation: string
  readonly verified: boolean
  readonly counts: Counts
  readonly late: Late
  /** By institution. */
  readonly results: readonly ReportRow[]
}

export interface ReportRow extends Pick<
  Assessment,
  'institution' | 'period' | 'dueOn' | 'result' | 'daysLate' | 'exemptUntil' | 'rule'
> {
  readonly declaredOnly: boolean
  /** Null: not for everybody. */
  readonly why: SeenResult['why']
}

export interface Counts extends MarkCounts {
  readonly all: number
}

/** Of those that are late. Days; null: none is. */
export interface Late {
  readonly count: number
  readonly most: number | null
  readonly median: number | null
}

/** Pure: the same inputs, in whatever order, give the same content. */
export function reportContent(inputs: ReportInputs): ReportContent {
  const { moment, ruleSet, registerKeptAt, previous } = inputs
  const results = inputs.results.map(publicly)
  const owing = new Set(results.map(({ institution }) => institution))
  const { version, effectiveFrom, settings } = ruleSet
  return {
    format: 'mtandao.implementation-report/1',
    asOf: moment.asOf,
    at: stamp(moment.at),
    knownBy: stamp(moment.knownBy),
    whole: moment.whole,
    ruleSet: { version, effectiveFrom, settings: sorted(settings, ({ key, from }) => key + from) },
    registerKeptAt: registerKeptAt === null ? null : stamp(registerKeptAt),
    previous: previous && {
      period: previous.period,
      edition: previous.edition,
      asOf: previous.asOf,
      hash: previous.hash,
    },
    counts: countsOf(results),
    late: lateOf(results),
    parts: partsOf(inputs, results),
    institutions: sorted(
      inputs.institutions.filter(({ id }) => owing.has(id)),
      ({ id }) => id,
    ).map(({ id, name, acronym, kind }) => ({ id, name: textOf(name), acronym, kind })),
  }
}

const stamp = (ms: number) => new Date(ms).toISOString()
/** Nothing of how it was read comes along. */
const textOf = ({ sw, en }: Text): Text => ({ sw, en })

function sorted<Item>(items: readonly Item[], key: (item: Item) => string): Item[] {
  return items
    .map((item) => ({ item, place: key(item) }))
    .sort((a, b) => (a.place < b.place ? -1 : a.place > b.place ? 1 : 0))
    .map(({ item }) => item)
}

/** Later sessions first; what no session resolved comes last. */
function partsOf(inputs: ReportInputs, results: readonly SeenResult[]): ReportPart[] {
  const { sessions, resolutions, moment } = inputs
  const byDirective = grouped(results, ({ directive }) => directive)
  const isThere = (id: string) =>
    byDirective.has(id) ||
    inputs.issuances.some(({ directive, issuedOn }) => directive === id && issuedOn <= moment.asOf)
  const directives = inputs.directives.filter(({ id }) => isThere(id))
  const resolved = new Map(resolutions.map((one) => [one.id, one]))
  const make = (one: ReportInputs['directives'][number]): ReportDirective =>
    directiveOf(inputs, one, resolved, byDirective.get(one.id) ?? [])
  const ofSession = (id: string | null) =>
    directives.filter(
      ({ resolution }) =>
        (resolution === null ? null : (resolved.get(resolution)?.session ?? null)) === id,
    )
  const numbered = ({ resolution, id }: ReportDirective) =>
    String(resolution?.number ?? 0).padStart(5, '0') + id
  const parts = sorted(sessions, ({ from, id }) => from + id)
    .toReversed()
    .map((session) => ({
      session,
      directives: sorted(ofSession(session.id).map(make), numbered),
    }))
  const rest = sorted(ofSession(null).map(make), numbered)
  return [...parts, { session: null, directives: rest }].filter(
    (part) => part.directives.length > 0,
  )
}

function directiveOf(
  inputs: ReportInputs,
  { id, resolution, title }: ReportInputs['directives'][number],
  resolved: ReadonlyMap<string, Resolution>,
  results: readonly SeenResult[],
): ReportDirective {
  const { moment, previous } = inputs
  const from = resolution === null ? undefined : resolved.get(resolution)
  const byObligation = grouped(results, ({ obligation }) => obligation)
  const obligations = inputs.obligations.filter(({ directive }) => directive === id)
  const issuances = inputs.issuances.filter(
    ({ directive, issuedOn }) => directive === id && issuedOn <= moment.asOf,
  )
  return {
    id,
    title: textOf(title),
    resolution: from
      ? {
          number: from.number,
          reconstructed: from.reconstructed,
          sentence: from.sentence,
          citation: from.citation,
        }
      : null,
    acceptance: acceptanceOf(from, moment),
    issuances: issuances.toSorted((a, b) => a.number - b.number).map(issuanceOf),
    counts: countsOf(results),
    late: lateOf(results),
    obligations: sorted(obligations, (one) => one.id).map((one) =>
      obligationOf(one, byObligation.get(one.id) ?? []),
    ),
    changes: previous && changesOf(id, previous, results),
  }
}

function issuanceOf(row: IssuanceRow): ReportDirective['issuances'][number] {
  const { number, office, holder, issuedOn, effectiveOn, dueOn, citation } = row
  return { number, office: textOf(office), holder, issuedOn, effectiveOn, dueOn, citation }
}

function acceptanceOf(
  from: Resolution | undefined,
  { asOf }: Moment,
): ReportDirective['acceptance'] {
  if (!from?.acceptance || from.acceptance.on > asOf) return null
  const { office, holder, on, text, amended, contentHash, citation } = from.acceptance
  const said = { office: textOf(office), text: textOf(text) }
  return { ...said, holder, on, amended, contentHash, citation }
}

function obligationOf(
  { id, title, due, citation, verified }: Obligation,
  results: readonly SeenResult[],
): ReportObligation {
  return {
    id,
    title: textOf(title),
    due,
    citation,
    verified,
    counts: countsOf(results),
    late: lateOf(results),
    results: sorted(results, ({ institution, period }) => `${institution} ${period ?? ''}`).map(
      rowOf,
    ),
  }
}

function rowOf(one: SeenResult): ReportRow {
  const { institution, period, dueOn, result, daysLate, exemptUntil, rule, why } = one
  const declaredOnly = isDeclaredOnly(one)
  return { institution, period, dueOn, result, daysLate, exemptUntil, rule, declaredOnly, why }
}

function grouped<Item>(
  items: readonly Item[],
  key: (item: Item) => string,
): ReadonlyMap<string, Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const group = groups.get(key(item))
    if (group) group.push(item)
    else groups.set(key(item), [item])
  }
  return groups
}

function countsOf(results: readonly SeenResult[]): Counts {
  const counts = { ...noCounts, all: results.length }
  for (const one of results) {
    counts[one.result] += 1
    if (isDeclaredOnly(one)) counts.declared += 1
  }
  return counts
}

function lateOf(results: readonly SeenResult[]): Late {
  const days = results
    .map(({ daysLate }) => daysLate)
    .filter((late) => late > 0)
    .sort((a, b) => a - b)
  const [low, high] = [days[(days.length - 1) >> 1], days[days.length >> 1]]
  return {
    count: days.length,
    most: days.at(-1) ?? null,
    median: low === undefined || high === undefined ? null : (low + high) / 2,
  }
}
