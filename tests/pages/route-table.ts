import type { Route } from '@mtandao/http'
import type { Actor } from '@mtandao/identity/contract'
import type { Viewer } from './people.ts'

/** The pages there are, to tell which of them was seen. */
export class RouteTable {
  readonly #routes: readonly { readonly path: string; readonly pattern: RegExp; who: Who }[]

  constructor(routes: readonly Route<Actor>[]) {
    this.#routes = routes
      .filter(({ kind }) => kind !== 'action')
      .map(({ path, who }) => ({
        path,
        who,
        pattern: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
      }))
  }

  /** Pages that can be asked for without knowing anything. */
  starts(viewer: Viewer): readonly string[] {
    return this.for(viewer).filter((path) => !path.includes('{'))
  }

  /** The routes that are meant for this viewer. */
  for({ role }: Viewer): readonly string[] {
    return this.#routes.filter(({ who }) => letsIn(who, role)).map(({ path }) => path)
  }

  /** The route a path belongs to, members in braces; an exact one before one with members. */
  of(path: string): string | undefined {
    const matching = this.#routes.filter(({ pattern }) => pattern.test(path))
    return (matching.find((route) => !route.path.includes('{')) ?? matching[0])?.path
  }
}

type Who = Route<Actor>['who']

function letsIn(who: Who, role: string | undefined): boolean {
  if (who === 'anyone') return true
  if (role === undefined) return false
  return who === 'signed-in' || who.includes(role)
}
