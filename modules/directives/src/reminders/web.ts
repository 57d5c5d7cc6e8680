import { edge, type Web } from '@mtandao/http'
import { holds, seesCountry, type Actor } from '@mtandao/identity/contract'
import { insiders } from '../owed/common.ts'
import type { RemindersDeps } from './deps.ts'
import { remindersOperations } from './operations.ts'
import { remindersPage } from './pages.ts'
import { readers, seeReminders } from './see-reminders.ts'
import { Asked } from './shapes.ts'

const { page } = edge<Actor>()

export function remindersWeb(deps: RemindersDeps): Web<Actor> {
  return {
    routes: [
      page({
        path: '/reminders',
        who: readers,
        at: Asked,
        show: async ({ actor, say }, given) => {
          const asked = {
            institution: given.institution ?? undefined,
            audience: given.audience ?? undefined,
            after: given.after ?? undefined,
          }
          const reader = {
            say,
            asked,
            ofCountry: seesCountry(actor),
            // Auditors and the minister's office act for an institution too, and do not open what it owes.
            own: holds(actor, ...insiders) ? actor.institution : undefined,
            mayAppoint: holds(actor, 'head', 'ega-officer'),
          }
          return remindersPage(reader, await seeReminders(deps, actor, asked))
        },
      }),
    ],
    operations: remindersOperations(deps),
    assets: [],
  }
}
