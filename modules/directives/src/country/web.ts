import { edge, type Web } from '@mtandao/http'
import type { Actor } from '@mtandao/identity/contract'
import { z } from 'zod'
import type { DirectivesDeps } from '../deps.ts'
import { countByKind } from './count-by-kind.ts'
import { cursorShape, filterShape } from './country-filter.ts'
import { keepNames } from './country-names.ts'
import { countryPage } from './country-page.ts'
import { exportCountry } from './export-country.ts'
import { institutionPage } from './institution-page.ts'
import { kindsPage } from './kinds-page.ts'
import { countryOperations } from './operations.ts'
import { columnsOf, nowWithNames, seeCountry, type CountryDeps } from './see-country.ts'
import { seeInstitution } from './see-institution.ts'
import { readTrend } from './see-trend.ts'
import { problem } from '../problems.ts'
import { trendPage } from './trend-page.ts'

const { page } = edge<Actor>()

/** Institutions on one page. */
const pageRows = 50
const one = z.object({ directive: filterShape.shape.directive })

/** The country: for everybody, with nothing in it that is not public but an institution's own reasons to itself. */
export function countryWeb(given: DirectivesDeps): Web<Actor> {
  const deps: CountryDeps = { ...given, names: keepNames(given) }
  const trend = readTrend(deps)
  return {
    routes: [
      matrixRoute(deps),
      csvRoute(deps),
      page({
        path: '/country/trend',
        who: 'anyone',
        at: one,
        show: async ({ say }, { directive }) => trendPage(say, await trend(directive), directive),
      }),
      page({
        path: '/country/kinds',
        who: 'anyone',
        at: one,
        show: async ({ say }, { directive }) =>
          kindsPage(say, await countByKind(deps, directive), directive),
      }),
      page({
        path: '/country/{institution}',
        who: 'anyone',
        at: one.extend({ institution: z.string().regex(/^[a-z0-9.-]{1,200}$/) }),
        async show({ say, actor }, { institution, directive }) {
          const view = await seeInstitution(deps, actor, { institution, directive })
          return institutionPage(say, view, { actor, directive })
        },
      }),
    ],
    operations: countryOperations(deps, trend),
    assets: [],
  }
}

function matrixRoute(deps: CountryDeps) {
  return page({
    path: '/country',
    who: 'anyone',
    at: filterShape.extend({ after: cursorShape }),
    async show({ say }, { after, ...filter }) {
      const language = say.htmlLang
      const view = await seeCountry(deps, filter, { after, limit: pageRows, language })
      const now = await nowWithNames(deps)
      const directives = now ? columnsOf(now.country, now.names) : []
      return countryPage(say, view, { filter, after, directives })
    },
  })
}

function csvRoute(deps: CountryDeps) {
  return page({
    path: '/country.csv',
    who: 'anyone',
    at: filterShape,
    async show(_visit, filter) {
      const body = await exportCountry(deps, filter)
      if (body === undefined) throw problem('not-computed')
      return { body, type: 'text/csv; charset=utf-8', name: 'nchi.csv' }
    },
  })
}
