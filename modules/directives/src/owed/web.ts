import type { Web } from '@mtandao/http'
import type { Actor } from '@mtandao/identity/contract'
import type { DirectivesDeps } from '../deps.ts'
import { countryRoutes } from './country-routes.ts'
import { owedOperations } from './operations.ts'
import { ownRoutes } from './own-routes.ts'

/** What an institution owes, and one result explained. */
export function owedWeb(deps: DirectivesDeps): Web<Actor> {
  return {
    routes: [...ownRoutes(deps), ...countryRoutes(deps)],
    operations: owedOperations(deps),
    assets: [],
  }
}
