import { joinWebs, type Web } from '@mtandao/http'
import type { Actor } from '@mtandao/identity/contract'
import type { DirectivesDeps } from './deps.ts'

/** The pages and operations of directives, one area after the other. */
export function directivesWeb(_deps: DirectivesDeps): Web<Actor> {
  return joinWebs()
}
