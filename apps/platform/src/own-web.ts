import { edge, loadAsset, type Operation, type Web } from '@mtandao/http'
import type { Actor } from '@mtandao/identity/contract'
import { z } from 'zod'
import type { Front } from './front.ts'
import { apiPage } from './pages/api-page.ts'
import { deskPage, type Desk } from './pages/desk-page.ts'
import { homePage } from './pages/home-page.ts'

const { page } = edge<Actor>()

/** The app's own pages: where the modules come together. */
export function ownWeb(deps: {
  readonly front: Front
  readonly desk: Desk
  readonly gatewayUrl: string
  readonly operations: readonly Operation<Actor>[]
}): Web<Actor> {
  const { front, desk, gatewayUrl, operations } = deps
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
    ],
    operations: [],
    assets: [loadAsset(new URL('assets/live.js', import.meta.url))],
  }
}
