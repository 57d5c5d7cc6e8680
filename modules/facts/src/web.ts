import type { Web } from '@mtandao/http'
import type { Actor } from '@mtandao/identity/contract'
import { alarmsRoute, evidenceRoute, restoreRoute } from './web/alarms-page.ts'
import { correctRoute } from './web/correct-page.ts'
import { declareRoute } from './web/declare-page.ts'
import type { FactsWebDeps } from './web/deps.ts'
import { factRoute } from './web/fact-page.ts'
import { listRoute } from './web/list-page.ts'
import { factsOperations } from './web/operations.ts'
import { queueRoute } from './web/queue-page.ts'
import { verifyRoute } from './web/verify-page.ts'

/** Every page and operation of facts. Fixed addresses stand before the page that takes any id there. */
export function factsWeb(deps: FactsWebDeps): Web<Actor> {
  return {
    routes: [
      listRoute(deps),
      declareRoute(deps),
      queueRoute(deps),
      alarmsRoute(deps),
      restoreRoute(deps),
      evidenceRoute(deps),
      factRoute(deps),
      verifyRoute(deps),
      correctRoute(deps),
    ],
    operations: factsOperations(deps),
    assets: [],
  }
}
