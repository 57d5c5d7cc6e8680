import type { Web } from '@mtandao/http'
import type { Actor } from '@mtandao/identity/contract'
import type { DirectivesDeps } from '../deps.ts'
import { publishingOperations } from './operations.ts'
import { recomputer } from './recomputer.ts'
import { ruleForm } from './rule-form.ts'
import { rulePages } from './rule-pages.ts'
import { tableForm } from './table-form.ts'
import { tablePages } from './table-pages.ts'

/** Rule sets and published tables. */
export function publishingWeb(deps: DirectivesDeps): Web<Actor> {
  const heavy = recomputer(deps)
  return {
    routes: [
      ...rulePages(deps),
      ruleForm(deps),
      ...tablePages(deps, heavy),
      tableForm(deps, heavy),
    ],
    operations: publishingOperations(deps, heavy),
    assets: [],
  }
}
