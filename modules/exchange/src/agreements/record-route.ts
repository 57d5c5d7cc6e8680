import { edge, type Route } from '@mtandao/http'
import type { Actor } from '@mtandao/identity/contract'
import { z } from 'zod'
import { recordOf } from './answers.ts'
import type { AgreementDeps } from './deps.ts'
import { readRecord } from './read-record.ts'
import { agreementId } from './shapes.ts'

const { page } = edge<Actor>()

/** The record as JSON, to verify without us: docs/protocols/agreement-record.md. */
export function recordRoute(deps: AgreementDeps): Route<Actor> {
  return page({
    path: '/agreements/{id}/record.json',
    who: 'signed-in',
    at: z.object({ id: agreementId }),
    show: async ({ actor }, { id }) => ({
      body: JSON.stringify(recordOf(await readRecord(deps, actor, id)), null, 2),
      type: 'application/json; charset=utf-8',
      name: `makubaliano-${id}.json`,
    }),
  })
}
