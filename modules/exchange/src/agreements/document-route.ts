import { edge, type Route } from '@mtandao/http'
import type { Actor } from '@mtandao/identity/contract'
import { z } from 'zod'
import type { AgreementDeps } from './deps.ts'
import { agreementDocument } from './document.ts'
import { problem } from './problems.ts'
import { readAgreement } from './read-agreement.ts'
import { agreementId } from './shapes.ts'

const { page } = edge<Actor>()

/** The paper of the version in force, or of the newest; `?version=` of another. */
export function documentRoute(deps: AgreementDeps): Route<Actor> {
  return page({
    path: '/agreements/{id}/document.pdf',
    who: 'signed-in',
    at: z.object({ id: agreementId, version: z.coerce.number().int().min(1).optional() }),
    show: async ({ actor }, { id, version }) => {
      const view = await readAgreement(deps, actor, id)
      const shown =
        version === undefined
          ? (view.inForce ?? view.versions.at(-1))
          : view.versions.find(({ number }) => number === version)
      if (!shown) throw problem('not-found')
      return {
        body: await agreementDocument(view, shown),
        type: 'application/pdf',
        name: `makubaliano-${id}-${shown.number}.pdf`,
      }
    },
  })
}
