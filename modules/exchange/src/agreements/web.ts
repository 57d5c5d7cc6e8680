import type { Web } from '@mtandao/http'
import type { Actor } from '@mtandao/identity/contract'
import { agreementRoute } from './agreement-page.ts'
import { askingRoutes } from './asking-routes.ts'
import type { AgreementDeps } from './deps.ts'
import { decidingRoutes } from './deciding-routes.ts'
import { documentRoute } from './document-route.ts'
import { listRoute } from './list-page.ts'
import { agreementOperations } from './operations.ts'
import { recordRoute } from './record-route.ts'
import { rulesRoute } from './rules-routes.ts'

/** Pages and operations of agreements. */
export function agreementsWeb(deps: AgreementDeps): Web<Actor> {
  return {
    // Addresses with a word before those with an id: `/agreements/new` is no agreement.
    routes: [
      listRoute(deps),
      rulesRoute(deps),
      ...askingRoutes(deps),
      ...decidingRoutes(deps),
      recordRoute(deps),
      documentRoute(deps),
      agreementRoute(deps),
    ],
    operations: agreementOperations(deps),
    assets: [],
  }
}
