import type { Web } from '@mtandao/http'
import type { Actor } from '@mtandao/identity/contract'
import type { ExchangeWebDeps } from '../web.ts'

export function viewerWeb(_deps: ExchangeWebDeps): Web<Actor> {
  return { routes: [], operations: [], assets: [] }
}
