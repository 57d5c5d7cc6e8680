import { edge, type Operation } from '@mtandao/http'
import type { Actor } from '@mtandao/identity/contract'
import { z } from 'zod'
import type { RemindersDeps } from './deps.ts'
import { readers, seeReminders, writeAfter } from './see-reminders.ts'
import { AskedStrictly, Coming, Said } from './shapes.ts'

const { operation } = edge<Actor>()

/** What the page shows, for programs. */
export function remindersOperations(deps: RemindersDeps): readonly Operation<Actor>[] {
  return [
    operation({
      id: 'directives.list-reminders',
      method: 'GET',
      path: '/reminders',
      who: readers,
      summary: {
        sw: 'Vikumbusho vilivyotolewa, vipya juu',
        en: 'Reminders that were given, newest first',
      },
      input: AskedStrictly,
      output: Said,
      async run(actor, asked) {
        const seen = await seeReminders(deps, actor, asked)
        return {
          said: seen.said.map(({ items, ...day }) => ({
            ...day,
            items: items.map(({ obligation, period, dueOn, step }) => ({
              obligation,
              period: period || null,
              dueOn,
              step,
            })),
          })),
          next: seen.next ? writeAfter(seen.next) : null,
          mailGoesOut: seen.goOut,
        }
      },
    }),
    operation({
      id: 'directives.preview-reminders',
      method: 'GET',
      path: '/institutions/{institution}/reminders/next',
      who: readers,
      summary: {
        sw: 'Vikumbusho vitakavyotolewa kwa taasisi kama hakuna kitakachobadilika',
        en: 'Reminders that an institution will be given if nothing changes',
      },
      input: z.strictObject({ institution: AskedStrictly.shape.institution.unwrap() }),
      output: Coming,
      async run(actor, { institution }) {
        const { coming = [], unheard } = await seeReminders(deps, actor, { institution })
        return {
          institution,
          unheard,
          coming: coming.map(({ day, audience, sayings }) => ({
            day,
            audience,
            count: sayings.length,
            items: sayings.slice(0, 6).map(({ item, step }) => ({
              obligation: item.obligation,
              period: item.period,
              dueOn: item.dueOn,
              step,
            })),
          })),
        }
      },
    }),
  ]
}
