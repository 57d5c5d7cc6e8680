import { joinWebs, type Web } from '@mtandao/http'
import type { Actor } from '@mtandao/identity/contract'
import { countryWeb } from './country/web.ts'
import type { DirectivesDeps } from './deps.ts'
import { issuingWeb } from './issuing/web.ts'
import { owedWeb } from './owed/web.ts'
import { publishingWeb } from './publishing/web.ts'
import type { RemindersDeps } from './reminders/deps.ts'
import { remindersWeb } from './reminders/web.ts'
import { reportWeb } from './report/web.ts'

/** The pages and operations of directives, one area after the other. */
export function directivesWeb(deps: DirectivesDeps & RemindersDeps): Web<Actor> {
  return joinWebs(
    countryWeb(deps),
    issuingWeb(deps),
    owedWeb(deps),
    publishingWeb(deps),
    remindersWeb(deps),
    reportWeb(deps),
  )
}
