import type { Web } from '@mtandao/http'
import type { Actor } from '@mtandao/identity/contract'
import type { ExchangeWebDeps } from '../web.ts'
import { agreementOperations } from './operations.ts'

/** Pages and operations of agreements. */
export function agreementsWeb(deps: ExchangeWebDeps): Web<Actor> {
  return { routes: [], operations: agreementOperations(deps), assets: [] }
}
