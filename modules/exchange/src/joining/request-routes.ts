import { edge, type Route } from '@mtandao/http'
import { holds, type Actor } from '@mtandao/identity/contract'
import { z } from 'zod'
import { messages } from './client-messages.ts'
import { approveRequest, refuseRequest } from './decide-request.ts'
import type { JoiningDeps } from './deps.ts'
import { noState } from './path-pages.ts'
import { approvalPage, approvalsPage } from './request-pages.ts'
import { seeRequest, seeRequests } from './see-requests.ts'
import { pageLimit, Refusal, RequestId } from './shapes.ts'

const { page, form, action } = edge<Actor>()
const at = z.object({ id: RequestId })
const lookers = ['ega-officer', 'auditor'] as const
const deciders = ['ega-officer'] as const

/** e-GA's approvals: one look, one answer. */
export function requestRoutes(deps: JoiningDeps): readonly Route<Actor>[] {
  return [
    page({
      path: '/admin/approvals',
      who: lookers,
      at: z.object({
        state: z.enum(['pending', 'decided']).default('pending'),
        after: z
          .string()
          .regex(/^[\d:.TZ-]{20,30}_[0-9a-f-]{36}$/)
          .optional(),
      }),
      show: async ({ actor, say }, { state, after }) =>
        approvalsPage(say, await seeRequests(deps, actor, { state, after, limit: pageLimit }), {
          state,
          paged: after !== undefined,
        }),
    }),
    page({
      path: '/admin/approvals/{id}',
      who: lookers,
      at,
      show: async ({ actor, say }, { id }) =>
        approvalPage(say, await seeRequest(deps, actor, id), holds(actor, ...deciders), noState),
    }),
    action({
      path: '/admin/approvals/{id}/approve',
      who: deciders,
      at,
      fields: z.object({}),
      async act({ actor }, { id }) {
        await approveRequest(deps, actor, { request: id })
        return { redirect: '/admin/approvals', notice: messages['admin.approved'] }
      },
    }),
    form({
      path: '/admin/approvals/{id}/refuse',
      who: deciders,
      at,
      fields: z.object({ reason: Refusal }),
      show: async ({ actor, say }, { id }, state) =>
        approvalPage(say, await seeRequest(deps, actor, id), true, state),
      async submit({ actor }, { id }, { reason }) {
        await refuseRequest(deps, actor, { request: id, reason })
        return { redirect: '/admin/approvals', notice: messages['admin.refused'] }
      },
    }),
  ]
}
