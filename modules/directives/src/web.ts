import { joinWebs, type Web } from '@mtandao/http'
import type { Actor } from '@mtandao/identity/contract'
import type { DirectivesDeps } from './deps.ts'
import { issuingWeb } from './issuing/web.ts'

/** The pages and operations of directives, one area after the other. */
export function directivesWeb(deps: DirectivesDeps): Web<Actor> {
  return joinWebs(issuingWeb(deps))
}
