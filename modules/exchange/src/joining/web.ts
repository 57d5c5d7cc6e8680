import { loadAsset, type Web } from '@mtandao/http'
import type { Actor } from '@mtandao/identity/contract'
import type { ExchangeWebDeps } from '../web-deps.ts'
import { createBusKeys } from './bus-keys.ts'
import { clientRoutes } from './client-routes.ts'
import { joiningOperations } from './operations.ts'
import { pathRoutes } from './path-routes.ts'
import { requestRoutes } from './request-routes.ts'

export function joiningWeb(deps: ExchangeWebDeps): Web<Actor> {
  const bus = { url: deps.sandboxUrl, keys: createBusKeys(deps.sandboxOpsUrls ?? [], deps.now) }
  return {
    routes: [...pathRoutes(deps, bus), ...clientRoutes(deps, bus), ...requestRoutes(deps)],
    operations: joiningOperations(deps),
    assets: [
      loadAsset(new URL('assets/key-maker.js', import.meta.url)),
      loadAsset(new URL('assets/first-call.js', import.meta.url)),
    ],
  }
}
