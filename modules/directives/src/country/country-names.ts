import type { Text } from '@mtandao/problem'
import type { InstitutionView } from '@mtandao/register/contract'
import { centralGovernment } from '../addressees.ts'
import type { DirectivesDeps } from '../deps.ts'
import { centralGovernmentName } from '../parts.ts'
import { selectDirectives, type DirectiveRow } from './names-store.ts'
import { plainText } from './plain-words.ts'
import { shortName } from './short-names.ts'

export interface InstitutionName {
  readonly id: string
  readonly name: Text
  readonly acronym: string | null
  readonly kind: string | null
  readonly region: string | null
  /** Of names, acronym and id, plain, a space before each: what a search is held against. */
  readonly words: string
}

export interface DirectiveName {
  readonly id: string
  readonly title: Text
  /** `6`, or `3/6` where directives of several sessions stand side by side; null: it rests on no resolution. */
  readonly number: string | null
  readonly short: Text | null
}

/** What the country page calls everything. */
export interface CountryNames {
  readonly institutions: ReadonlyMap<string, InstitutionName>
  /** The place of each institution in the order of what it is called in that language. */
  readonly place: Readonly<Record<'sw' | 'en', ReadonlyMap<string, number>>>
  /** By session and number. */
  readonly directives: readonly DirectiveName[]
}

/** Names change seldom and are asked for by everybody: after this they are read anew while the old ones still serve. */
const freshMs = 15_000
/** After this nobody is shown the old ones. */
const staleMs = 60_000
/** A directive or an institution that is not known yet is looked for at most this often. */
const missedMs = 1_000

export interface NameKeeper {
  /** @param needed ids of institutions and directives that are about to be shown */
  read(needed: {
    readonly institutions: Iterable<string>
    readonly directives: Iterable<string>
  }): Promise<CountryNames>
}

/** Keeps the names in memory: a page of the country needs all of them, and thousands of readers the same. */
export function keepNames(deps: Pick<DirectivesDeps, 'database' | 'register' | 'now'>): NameKeeper {
  let known: { readonly names: CountryNames; readonly at: number } | undefined
  let underWay: Promise<CountryNames> | undefined

  const renew = () => {
    underWay ??= readNames(deps)
      .then((names) => {
        known = { names, at: deps.now().getTime() }
        return names
      })
      .finally(() => {
        underWay = undefined
      })
    return underWay
  }

  return {
    async read(needed) {
      if (!known) return await renew()
      const age = deps.now().getTime() - known.at
      if (age >= staleMs || (age >= missedMs && isMissing(known.names, needed)))
        return await renew()
      // Whoever comes once they are stale waits for the next attempt, and is told what is wrong.
      if (age >= freshMs) renew().catch(() => undefined)
      return known.names
    },
  }
}

function isMissing(
  names: CountryNames,
  needed: { readonly institutions: Iterable<string>; readonly directives: Iterable<string> },
): boolean {
  for (const id of needed.institutions) if (!names.institutions.has(id)) return true
  const directives = new Set(names.directives.map(({ id }) => id))
  for (const id of needed.directives) if (!directives.has(id)) return true
  return false
}

/** Of the whole country on purpose, hence the plain database: names, kinds and directives are everybody's to read. */
async function readNames({
  database,
  register,
}: Pick<DirectivesDeps, 'database' | 'register'>): Promise<CountryNames> {
  return await database.transact(async (db) => {
    const institutions: InstitutionView[] = []
    let after: string | undefined
    do {
      const page = await register.listInstitutions(db, { after, limit: 200 })
      institutions.push(...page.items)
      after = page.next
    } while (after !== undefined)
    return namesOf(institutions, await selectDirectives(db))
  })
}

export function namesOf(
  institutions: readonly Pick<InstitutionView, 'id' | 'name' | 'acronym' | 'kind' | 'region'>[],
  directives: readonly DirectiveRow[],
): CountryNames {
  const central = {
    id: centralGovernment,
    name: centralGovernmentName,
    acronym: null,
    kind: null,
    region: null,
  }
  const named = [...institutions, central].map(({ id, name, acronym, kind, region }) => ({
    id,
    name,
    acronym,
    kind,
    region,
    words: plainText(`${name.sw} ${name.en} ${acronym ?? ''} ${id}`),
  }))
  const sessions = new Set(directives.map(({ session }) => session))
  return {
    institutions: new Map(named.map((one) => [one.id, one])),
    place: { sw: placesIn('sw', named), en: placesIn('en', named) },
    directives: directives.map(({ id, title, number, session }) => ({
      id,
      title,
      number: number === null ? null : sessions.size > 1 ? `${session}/${number}` : String(number),
      short: shortName(id) ?? null,
    })),
  }
}

function placesIn(
  language: 'sw' | 'en',
  named: readonly InstitutionName[],
): ReadonlyMap<string, number> {
  const { compare } = new Intl.Collator(language, { numeric: true })
  const called = (one: InstitutionName) => one.acronym ?? one.name[language]
  const sorted = named.toSorted((a, b) => compare(called(a), called(b)) || (a.id < b.id ? -1 : 1))
  return new Map(sorted.map(({ id }, at) => [id, at]))
}
