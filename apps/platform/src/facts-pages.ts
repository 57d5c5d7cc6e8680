import { selectObligations, type Standings } from '@mtandao/directives'
import type { FactsWebDeps } from '@mtandao/facts'
import type { Identity } from '@mtandao/identity/contract'
import type { Database } from '@mtandao/pg'
import type { Register } from '@mtandao/register/contract'

interface Around {
  readonly facts: FactsWebDeps['facts']
  readonly database: Database
  readonly register: Register
  readonly identity: Identity
  readonly standings: Standings
  readonly now: () => Date
}

const offsetMs = 3 * 3_600_000
const foundMax = 10
const owedMax = 300

/** What the pages of facts ask of modules that facts know nothing of: what things are called, and who owes what. All of it is public. */
export function factsPages({
  facts,
  database,
  register,
  identity,
  standings,
  now,
}: Around): FactsWebDeps {
  const today = () => new Date(now().getTime() + offsetMs).toISOString().slice(0, 10)
  return {
    facts,
    names: {
      institutions: (ids) => register.institutionNames(database, ids),
      systems: (ids) => register.systemNames(database, ids),
      people: (ids) => identity.personNames(database, ids),
      obligations: async (ids) => {
        if (ids.length === 0) return new Map()
        const known = await selectObligations(database, today())
        return new Map(known.map(({ id, title }) => [id, title]))
      },
    },
    findInstitutions: async (search) =>
      (await register.listInstitutions(database, { search, limit: foundMax })).items,
    // Obligations that nothing but evidence proves, of the last round: seconds after a start there are none yet.
    owedBy: async (institution) => {
      const country = standings.current()
      const titles = new Map(country?.inputs.obligations.map(({ id, title }) => [id, title]))
      return (country?.results.get(institution) ?? [])
        .filter(({ rule }) => rule.startsWith('manual-evidence@'))
        .slice(0, owedMax)
        .map(({ obligation, period }) => {
          const { sw, en } = titles.get(obligation) ?? { sw: obligation, en: obligation }
          const suffix = period === null ? '' : ` · ${period}`
          return {
            id: [institution, obligation, ...(period === null ? [] : [period])].join('/'),
            name: { sw: `${sw}${suffix}`, en: `${en}${suffix}` },
          }
        })
    },
  }
}
