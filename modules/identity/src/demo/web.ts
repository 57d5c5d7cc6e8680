import { h } from 'preact'
import { edge, type Web } from '@mtandao/http'
import { moment, section } from '@mtandao/ui'
import { z } from 'zod'
import type { Actor } from '../contract.ts'
import type { Ground } from '../ground.ts'
import { selectMails } from '../mail/mail-store.ts'
import { findPerson } from '../people/person-store.ts'
import { problem } from '../problems.ts'
import { messages } from '../sign-in/messages.ts'
import { ownPath } from '../sign-in/own-path.ts'
import { endPrevious, openSession } from '../sign-in/sign-in.ts'
import { demoAccounts } from './accounts.ts'

const { page, action } = edge<Actor>()
const mailsShown = 50

/** What only the demo country has. */
export function demoWeb(ground: Ground): Web<Actor> {
  return { routes: [demoSignIn(ground), demoMail(ground)], operations: [], assets: [] }
}

function demoSignIn(ground: Ground) {
  return action({
    path: '/demo/sign-in',
    who: 'anyone',
    at: z.object({}),
    fields: z.object({ account: z.enum(demoAccounts.map(({ id }) => id)) }),
    act: async (visit, _, { account }) => {
      const person = await findPerson(ground.database, account)
      if (!person?.demo || !ground.demo) throw problem('not-found')
      await endPrevious(ground, visit.headers)
      const redirect = ownPath(visit.url.searchParams.get('then') ?? undefined)
      return { redirect, headers: await openSession(ground, visit, account, 'demo') }
    },
  })
}

function demoMail(ground: Ground) {
  return page({
    path: '/demo/mail',
    who: 'anyone',
    at: z.object({}),
    show: async ({ say }) => {
      const t = say.of(messages)
      const mails = await selectMails(ground.database, mailsShown)
      return {
        title: t('mail.title'),
        content: [
          h('h1', null, t('mail.title')),
          h('p', { class: 'lead' }, t('mail.lead')),
          mails.length === 0 ? h('div', { class: 'empty' }, h('p', null, t('mail.empty'))) : null,
          ...mails.map(({ to, subject, body, at }, index) =>
            section(
              `mail-${index}`,
              say.data(subject),
              h('p', null, t('mail.to'), ' ', say.data(to), ' · ', moment(say, at)),
              ...(body ?? '').split('\n').map((line) => h('p', null, lineOf(say.data(line), line))),
            ),
          ),
        ],
      }
    },
  })
}

/** A line that is a link of ours becomes one. */
function lineOf(said: string, line: string) {
  const path = /^https?:\/\/[^/]+(\/(?:invitation|recover)\/[\w-]{43})$/.exec(line)?.[1]
  return path === undefined ? said : h('a', { href: path }, said)
}
