import { edge, type Operation } from '@mtandao/http'
import type { Actor } from '@mtandao/identity/contract'
import { z } from 'zod'
import { countMany, decideOne, readBody, sendManyAgain } from './decide.ts'
import type { DeliveriesDeps } from './deps.ts'
import { deciders, viewers } from './rights.ts'
import { inspectDelivery, seeDeliveries } from './see-deliveries.ts'
import { after, Body, Counted, Delivery, FailedAt, Id, Reason, Seen, Wanted } from './shapes.ts'

const { operation } = edge<Actor>()

/** Everything the pages do, for programs. */
export function deliveriesOperations(deps: DeliveriesDeps): readonly Operation<Actor>[] {
  return [
    operation({
      id: 'deliveries.list-failed',
      method: 'GET',
      path: '/deliveries',
      who: viewers,
      summary: { sw: 'Uwasilishaji ulioshindikana, kwa sababu', en: 'Failed deliveries, by cause' },
      input: z.strictObject({ ...Wanted.shape, after }),
      output: Seen,
      async run(actor, { after: from, ...wanted }) {
        const { names: _, ...seen } = await seeDeliveries(deps, actor, wanted, from)
        return seen
      },
    }),
    operation({
      id: 'deliveries.count-failed',
      method: 'GET',
      path: '/deliveries/count',
      who: deciders,
      summary: {
        sw: 'Hesabu zitakazotumwa tena, bila kutuma',
        en: 'Count what would be sent again, without sending',
      },
      input: z.strictObject(Wanted.omit({ state: true }).shape),
      output: Counted,
      run: (actor, wanted) => countMany(deps, actor, wanted),
    }),
    operation({
      id: 'deliveries.retry-counted',
      method: 'POST',
      path: '/deliveries/retry',
      who: deciders,
      summary: {
        sw: 'Tuma tena zile zilizohesabiwa, na hizo tu',
        en: 'Send again exactly those that were counted',
      },
      input: z.strictObject({
        ...Wanted.omit({ state: true }).shape,
        request: z.guid(),
        until: FailedAt,
        expected: z.int().min(1).max(10_000),
      }),
      output: z.strictObject({ sent: z.int() }),
      run: async (actor, { request, until, expected, ...wanted }) => ({
        sent: await sendManyAgain(deps, actor, { wanted, request, until, expected }),
      }),
    }),
    ...oneOperations(deps),
  ]
}

function oneOperations(deps: DeliveriesDeps): readonly Operation<Actor>[] {
  const decide = (decision: 'retry' | 'let-go', sw: string, en: string) =>
    operation({
      id: `deliveries.${decision}-delivery`,
      method: 'POST',
      path: `/deliveries/{id}/${decision}`,
      who: deciders,
      summary: { sw, en },
      input: z.strictObject({ id: Id, failedAt: FailedAt }),
      output: null,
      run: (actor, { id, failedAt }) => decideOne(deps, actor, id, { decision, failedAt }),
    })
  return [
    operation({
      id: 'deliveries.get-delivery',
      method: 'GET',
      path: '/deliveries/{id}',
      who: viewers,
      summary: { sw: 'Uwasilishaji mmoja, bila maudhui', en: 'One delivery, without its content' },
      input: z.strictObject({ id: Id }),
      output: Delivery,
      run: async (actor, { id }) => (await inspectDelivery(deps, actor, id)).delivery,
    }),
    decide('retry', 'Tuma tena', 'Send again'),
    decide('let-go', 'Futa maudhui', 'Let the content go'),
    operation({
      id: 'deliveries.read-body',
      method: 'POST',
      path: '/deliveries/{id}/body',
      who: ['ict-officer'],
      summary: {
        sw: 'Angalia maudhui; uangalizi huandikwa kwenye kumbukumbu za ukaguzi',
        en: 'See the content; the look is put in the audit log',
      },
      input: z.strictObject({ id: Id, reason: Reason }),
      output: Body,
      run: (actor, { id, reason }) => readBody(deps, actor, id, reason),
    }),
  ]
}
