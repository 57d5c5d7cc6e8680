import type { Web } from '@mtandao/http'
import type { Actor } from '@mtandao/identity/contract'
import type { DirectivesDeps } from '../deps.ts'
import { changeForms } from './change-forms.ts'
import { directivePages } from './directive-pages.ts'
import { issueForms } from './issue-forms.ts'
import { issuingOperations } from './operations.ts'
import { sessionForms } from './session-forms.ts'
import { sessionPage } from './session-page.ts'

/** Sessions and directives: what everybody reads, and what e-GA's officers write. */
export function issuingWeb(deps: DirectivesDeps): Web<Actor> {
  return {
    routes: [
      ...directivePages(deps),
      sessionPage(deps),
      ...sessionForms(deps),
      ...issueForms(deps),
      ...changeForms(deps),
    ],
    operations: issuingOperations(deps),
    assets: [],
  }
}
