import { joinWebs, type Web } from '@mtandao/http'
import type { Actor } from '@mtandao/identity/contract'
import { resolveByDns } from '../networks/check-url.ts'
import type { ExchangeWebDeps } from '../web-deps.ts'
import type { ServicesDeps } from './deps.ts'
import { serviceOperations } from './operations.ts'
import { serviceRoutes } from './service-routes.ts'
import { versionOperations } from './version-operations.ts'
import { versionRoutes } from './version-routes.ts'

export function servicesWeb(web: ExchangeWebDeps): Web<Actor> {
  const deps: ServicesDeps = {
    ...web,
    resolve: resolveByDns,
    allowedNetworks: web.allowedNetworks ?? [],
  }
  return joinWebs(
    { routes: serviceRoutes(deps), operations: serviceOperations(deps), assets: [] },
    { routes: versionRoutes(deps), operations: versionOperations(deps), assets: [] },
  )
}
