import type { Asset } from './assets.ts'
import type { Operation, Route } from './routes.ts'

/** What a module shows to people and to programs. */
export interface Web<Actor> {
  readonly routes: readonly Route<Actor>[]
  readonly operations: readonly Operation<Actor>[]
  readonly assets: readonly Asset[]
}

export function joinWebs<Actor>(...webs: readonly Web<Actor>[]): Web<Actor> {
  return {
    routes: webs.flatMap((web) => web.routes),
    operations: webs.flatMap((web) => web.operations),
    assets: webs.flatMap((web) => web.assets),
  }
}
