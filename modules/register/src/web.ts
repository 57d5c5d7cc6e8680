import type { Web } from '@mtandao/http'
import type { Actor } from '@mtandao/identity/contract'

export function registerWeb(): Web<Actor> {
  return { routes: [], operations: [], assets: [] }
}
