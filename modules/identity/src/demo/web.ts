import { edge, type Web } from '@mtandao/http'
import { z } from 'zod'
import type { Actor } from '../contract.ts'
import type { Ground } from '../ground.ts'
import { findPerson } from '../people/person-store.ts'
import { problem } from '../problems.ts'
import { ownPath } from '../sign-in/own-path.ts'
import { endPrevious, openSession } from '../sign-in/sign-in.ts'
import { demoAccounts } from './accounts.ts'

const { action } = edge<Actor>()

/** What only the demo country has. */
export function demoWeb(ground: Ground): Web<Actor> {
  return { routes: [demoSignIn(ground)], operations: [], assets: [] }
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
