import { randomUUID } from 'node:crypto'
import { edge, type Web } from '@mtandao/http'
import { holds, type Actor } from '@mtandao/identity/contract'
import type { Text } from '@mtandao/problem'
import { speak, type Say } from '@mtandao/ui'
import { z } from 'zod'
import type { ExchangeWebDeps } from '../web-deps.ts'
import { countMany, decideOne, readBody, sendManyAgain } from './decide.ts'
import type { DeliveriesDeps } from './deps.ts'
import { openDesks } from './desk.ts'
import { messages } from './messages.ts'
import { deliveriesOperations } from './operations.ts'
import { bodyForm, bodyPage, letGoForm, listPage, listUrl, manyForm, onePage } from './pages.ts'
import { problem } from './problems.ts'
import { deciders, viewers } from './rights.ts'
import { inspectDelivery, seeDeliveries } from './see-deliveries.ts'
import { after, FailedAt, Id, Reason, Wanted, WantedTyped } from './shapes.ts'

const { page, form, action } = edge<Actor>()

export function deliveriesWeb(deps: ExchangeWebDeps): Web<Actor> {
  const { database, register, audit, gatewayOpsUrls, opsToken } = deps
  const own: DeliveriesDeps = {
    database,
    register,
    audit,
    desks: openDesks(gatewayOpsUrls, opsToken),
  }
  return {
    // Before the pages of one delivery: `retry` is no id.
    routes: [manyRoute(own), ...lookRoutes(own), ...decideRoutes(own)],
    operations: deliveriesOperations(own),
    assets: [],
  }
}

function lookRoutes(deps: DeliveriesDeps) {
  return [
    page({
      path: '/deliveries',
      who: viewers,
      at: z.object({ ...WantedTyped.shape, after }),
      show: async ({ actor, say }, { after: from, ...wanted }) =>
        listPage(say, {
          seen: await seeDeliveries(deps, actor, wanted, from),
          wanted,
          mayDecide: holds(actor, ...deciders),
          paged: from !== undefined,
        }),
    }),
    page({
      path: '/deliveries/{id}',
      who: viewers,
      at: z.object({ id: Id }),
      show: async ({ actor, say }, { id }) => onePage(say, await inspectDelivery(deps, actor, id)),
    }),
    form({
      path: '/deliveries/{id}/body',
      who: ['ict-officer'],
      at: z.object({ id: Id }),
      fields: z.object({ reason: Reason }),
      async show({ actor, say }, { id }, state) {
        const { delivery, rights } = await inspectDelivery(deps, actor, id)
        if (delivery.bodyBytes === 0) throw problem('body-gone')
        if (!rights.readBody) throw problem('body-not-yours')
        return bodyForm(say, id, state)
      },
      submit: async ({ actor, say }, { id }, { reason }) =>
        bodyPage(say, id, await readBody(deps, actor, id, reason)),
    }),
  ]
}

function decideRoutes(deps: DeliveriesDeps) {
  const at = z.object({ id: Id })
  const fields = z.object({ failedAt: FailedAt })
  return [
    action({
      path: '/deliveries/{id}/retry',
      who: deciders,
      at,
      fields,
      async act({ actor }, { id }, { failedAt }) {
        await decideOne(deps, actor, id, { decision: 'retry', failedAt })
        return { redirect: '/deliveries', notice: messages['one.retry.done'] }
      },
    }),
    form({
      path: '/deliveries/{id}/let-go',
      who: deciders,
      at,
      fields,
      async show({ actor, say }, { id }, state) {
        const { delivery, rights } = await inspectDelivery(deps, actor, id)
        if (!rights.letGo) throw problem('not-yours-to-decide')
        return letGoForm(say, delivery, state)
      },
      async submit({ actor }, { id }, { failedAt }) {
        await decideOne(deps, actor, id, { decision: 'let-go', failedAt })
        return { redirect: '/deliveries', notice: messages['one.letGo.done'] }
      },
    }),
  ]
}

function manyRoute(deps: DeliveriesDeps) {
  return form({
    path: '/deliveries/retry',
    who: deciders,
    at: Wanted,
    fields: z.object({
      request: z.guid(),
      until: FailedAt,
      expected: z.coerce.number().int().min(1).max(10_000),
    }),
    start: () => Promise.resolve({ request: randomUUID() }),
    async show({ actor, say }, wanted, state) {
      const counted = await countMany(deps, actor, wanted)
      // After a refusal the page counts anew, and what is then agreed to is another request.
      const request = state.faults.length > 0 ? randomUUID() : (state.values['request'] ?? '')
      const values = { ...state.values, request }
      return manyForm(
        say,
        { ...counted, wanted: { ...wanted, queue: counted.queue } },
        { ...state, values },
      )
    },
    async submit({ actor }, wanted, { request, until, expected }) {
      const count = await sendManyAgain(deps, actor, { wanted, request, until, expected })
      return {
        redirect: listUrl('/deliveries', { queue: wanted.queue }),
        notice: inBoth((say) => say.of(messages)('many.done', { count })),
      }
    },
  })
}

/** A notice outlives the page that made it: its reader may have changed the language. */
function inBoth(said: (say: Say) => string): Text {
  return { sw: said(speak('sw')), en: said(speak('en')) }
}
