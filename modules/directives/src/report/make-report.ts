import type { Database } from '@mtandao/pg'
import type { DirectivesDeps } from '../deps.ts'
import { assessorOf, everyone, type Inputs } from '../engine/assess.ts'
import type { FactIndex } from '../engine/fact-index.ts'
import { selectResolutions, selectSessions } from '../issuing/session-read-store.ts'
import { selectExemptions } from '../keeping/exemption-store.ts'
import { selectObligations } from '../keeping/session-store.ts'
import type { Assessment } from '../model.ts'
import { problem } from '../problems.ts'
import { inTurns } from '../publishing/in-turns.ts'
import { selectRuleSets } from '../publishing/rule-set-store.ts'
import { ruleSetOn } from '../standing/rule-set-on.ts'
import type { CountryNow } from '../standing/standings.ts'
import type { Previous } from './changes.ts'
import { reportContent, type ReportContent, type ReportInputs } from './content.ts'
import { hashReport } from './hash-report.ts'
import { namedInstitutions } from './keep-register.ts'
import { momentOf, type Moment, type MomentAsked } from './moment.ts'
import {
  findPublishedBefore,
  findRegister,
  selectAllDirectives,
  selectAllIssuances,
  selectPublishedResults,
} from './report-store.ts'

export interface Report {
  readonly content: ReportContent
  /** Hex SHA-256 of the content's RFC 8785 form. */
  readonly hash: string
}

/** What commits now may carry a moment that is a little past: so far back everything is there. */
const settledMs = 2_000

/**
 * What is asked for, settled. What is not settled yet is ahead: anybody may ask, and nobody's question makes the country be worked out again.
 * @throws Problem `directives.report-ahead`, `directives.not-computed`
 */
export function settle(
  { standings }: Pick<DirectivesDeps, 'standings'>,
  asked: MomentAsked,
): { readonly moment: Moment; readonly country: CountryNow } {
  const country = standings.current()
  if (!country) throw problem('not-computed')
  return { moment: momentOf(asked, settledBy(country)), country }
}

/** In whole seconds, so that it can be written into an address. */
const settledBy = ({ asOf }: CountryNow) =>
  Math.floor((Math.min(asOf.at, asOf.knownBy) - settledMs) / 1_000) * 1_000

/**
 * The implementation report. The public's: what it holds is the same for whoever asks. The rule set, obligations and exemptions are those in force then, the
 * register the one kept then, and the facts those recorded by then, whatever has come since.
 * @throws Problem `directives.no-rules-then`
 */
export async function makeReport(
  deps: Pick<DirectivesDeps, 'database' | 'register'>,
  { moment, country }: { readonly moment: Moment; readonly country: CountryNow },
): Promise<Report> {
  const { institutions, registerKeptAt, made, previous, ...told } = await gather(
    deps,
    moment,
    country,
  )
  const results = await assessInTurns(made, moment, country.facts)
  const { ruleSet, obligations } = made
  const content = reportContent({
    ...told,
    moment,
    ruleSet,
    obligations,
    results,
    registerKeptAt,
    institutions,
    previous,
  })
  return { content, hash: await hashReport(content) }
}

type Gathered = Omit<ReportInputs, 'moment' | 'ruleSet' | 'obligations' | 'results'> & {
  readonly made: Inputs
}

/** Across institutions on purpose, hence the plain database: exemptions are read to make results, and only results are public. */
async function gather(
  { database, register }: { readonly database: Database } & Pick<DirectivesDeps, 'register'>,
  { asOf, at, knownBy }: Moment,
  country: CountryNow,
): Promise<Gathered> {
  return await database.transact(
    async (db) => {
      const ruleSet = ruleSetOn(await selectRuleSets(db), asOf)
      if (!ruleSet) throw problem('no-rules-then', { extra: { field: 'as-of' } })
      const kept = await findRegister(db, new Date(knownBy))
      const sessions = await selectSessions(db)
      const resolutions = []
      for (const { id } of sessions) resolutions.push(...(await selectResolutions(db, id)))
      const before = await findPublishedBefore(db, { at: new Date(at), by: new Date(knownBy) })
      const previous: Previous | null = before
        ? {
            ...before,
            asOf: before.asOf.toISOString(),
            results: await selectPublishedResults(db, before),
          }
        : null
      return {
        sessions,
        resolutions,
        directives: await selectAllDirectives(db),
        issuances: await selectAllIssuances(db, new Date(knownBy)),
        institutions: kept?.document.institutions ?? (await namedInstitutions(register, db)),
        registerKeptAt: kept?.keptAt.getTime() ?? null,
        previous,
        made: {
          ruleSet,
          obligations: await selectObligations(db, asOf),
          exemptions: await selectExemptions(db, new Date(knownBy)),
          register: kept?.document.view ?? country.inputs.register,
        },
      }
    },
    { isolation: 'repeatable read' },
  )
}

/** As `assess`, giving way to others while it works. */
async function assessInTurns(
  inputs: Inputs,
  { at, knownBy }: Moment,
  facts: FactIndex,
): Promise<Assessment[]> {
  const assessor = assessorOf(inputs, { at, knownBy }, facts)
  const results: Assessment[] = []
  for await (const institution of inTurns(everyone(inputs))) results.push(...assessor(institution))
  return results
}
