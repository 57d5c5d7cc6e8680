import { joinWebs, type Web } from '@mtandao/http'
import type { Actor } from '@mtandao/identity/contract'
import { agreementsWeb } from './agreements/web.ts'
import { catalogueWeb } from './catalogue/web.ts'
import { debuggerWeb } from './debugger/web.ts'
import { deliveriesWeb } from './deliveries/web.ts'
import { joiningWeb } from './joining/web.ts'
import { networksWeb } from './networks/web.ts'
import { servicesWeb } from './services/web.ts'
import { viewerWeb } from './viewer/web.ts'
import type { ExchangeWebDeps } from './web-deps.ts'

export type { ExchangeWebDeps } from './web-deps.ts'

/** Every page and operation of the module. */
export function exchangeWeb(deps: ExchangeWebDeps): Web<Actor> {
  return joinWebs(
    joiningWeb(deps),
    servicesWeb(deps),
    catalogueWeb(deps),
    networksWeb(deps),
    agreementsWeb(deps),
    viewerWeb(deps),
    debuggerWeb(deps),
    deliveriesWeb(deps),
  )
}
