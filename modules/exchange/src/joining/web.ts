import { loadAsset, type Web } from '@mtandao/http'
import type { Actor } from '@mtandao/identity/contract'
import type { ExchangeWebDeps } from '../web-deps.ts'
import { createBusKeys } from './bus-keys.ts'
import { clientRoutes } from './client-routes.ts'
import { joiningOperations } from './operations.ts'
import { pathRoutes } from './path-routes.ts'
import { requestRoutes } from './request-routes.ts'

export function joiningWeb(deps: ExchangeWebDeps): Web<Actor> {
  const keysAt = (opsUrls: readonly string[]) => createBusKeys(opsUrls, deps.now)
  const production = { url: deps.gatewayUrl, keys: keysAt(deps.gatewayOpsUrls) }
  const sandbox = { url: deps.sandboxUrl, keys: keysAt(deps.sandboxOpsUrls ?? []) }
  return {
    routes: [
      ...pathRoutes(deps, sandbox),
      ...clientRoutes(deps, { production, sandbox }),
      ...requestRoutes(deps),
    ],
    operations: joiningOperations(deps),
    assets: [
      loadAsset(new URL('assets/key-maker.js', import.meta.url)),
      loadAsset(new URL('assets/first-call.js', import.meta.url)),
    ],
  }
}
