import { edge, loadAsset, type Operation, type Web } from '@mtandao/http'
import type { Actor } from '@mtandao/identity/contract'
import { z } from 'zod'
import type { DemoMail } from './demo-mail.ts'
import type { Front } from './front.ts'
import { apiPage } from './pages/api-page.ts'
import { demoLetterPage, demoMailPage } from './pages/demo-mail-page.ts'
import { deskPage, type Desk } from './pages/desk-page.ts'
import { homePage } from './pages/home-page.ts'

const { page } = edge<Actor>()

/** The app's own pages: where the modules come together. */
export function ownWeb(deps: {
  readonly front: Front
  readonly desk: Desk
  readonly gatewayUrl: string
  readonly operations: readonly Operation<Actor>[]
  readonly publicUrl: string
  /** In the demo country alone. */
  readonly demoMail: DemoMail | undefined
}): Web<Actor> {
  const { front, desk, gatewayUrl, operations, publicUrl, demoMail } = deps
  return {
    routes: [
      page({
        path: '/',
        who: 'anyone',
        at: z.object({}),
        show: async ({ say, actor }) =>
          homePage({ say, live: await front.live(), actor, gatewayUrl }),
      }),
      page({
        path: '/desk',
        who: 'signed-in',
        at: z.object({}),
        show: (visit) => deskPage(visit, desk),
      }),
      page({
        path: '/api',
        who: 'anyone',
        at: z.object({}),
        show: async ({ say }) => apiPage(say, operations),
      }),
      ...(demoMail === undefined ? [] : demoMailRoutes(demoMail, publicUrl)),
    ],
    operations: [],
    assets: [loadAsset(new URL('assets/live.js', import.meta.url))],
  }
}

function demoMailRoutes(demoMail: DemoMail, publicUrl: string) {
  return [
    page({
      path: '/demo/mail',
      who: 'anyone',
      at: z.object({}),
      show: async (visit) => demoMailPage(visit, await demoMail.list()),
    }),
    page({
      path: '/demo/mail/{id}',
      who: 'anyone',
      at: z.object({ id: z.coerce.number().int().min(1).max(999_999_999) }),
      show: async (visit, { id }) => demoLetterPage(visit, await demoMail.find(id), publicUrl),
    }),
  ]
}
