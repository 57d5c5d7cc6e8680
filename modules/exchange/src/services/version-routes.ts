import { edge, type Route } from '@mtandao/http'
import { scopeOf, type Actor } from '@mtandao/identity/contract'
import { z } from 'zod'
import { documentBytesMax } from './contract/limits.ts'
import { exampleDocument } from './contract/read-example.ts'
import { managers, type ServicesDeps } from './deps.ts'
import { draftVersion } from './draft-version.ts'
import { deprecateVersion, retireVersion } from './end-version.ts'
import { selectEndpoint } from './endpoint-store.ts'
import { messages } from './messages.ts'
import { problem } from './problems.ts'
import { publishVersion } from './publish-version.ts'
import { getOwnService } from './see-services.ts'
import { day, idText } from './service-fields.ts'
import { selectContract } from './version-store.ts'
import { draftPage, endPage, weighPage } from './version-pages.ts'
import { weighVersion } from './weigh-version.ts'

const { form, action } = edge<Actor>()

const at = z.object({ id: idText })
const atVersion = at.extend({ number: z.coerce.number().int().min(1).max(10_000) })
/** Both an uploaded file and pasted text, with the rest of the form. */
const formBytesMax = 2 * documentBytesMax + 500_000

const documentFields = z.object({
  kind: z.enum(['openapi', 'wsdl', 'example']),
  file: z.instanceof(File).optional(),
  document: z.string().max(documentBytesMax).default(''),
  request: z.string().max(200_000).default(''),
  answer: z.string().max(200_000).default(''),
})

export function versionRoutes(deps: ServicesDeps): Route<Actor>[] {
  return [
    form({
      path: '/services/{id}/versions/new',
      who: managers,
      at,
      bodyMax: formBytesMax,
      fields: documentFields,
      start: () => Promise.resolve({ kind: 'openapi' }),
      async show({ actor, say }, { id }, state) {
        return draftPage(say, (await getOwnService(deps, actor, id)).service, state)
      },
      async submit({ actor }, { id }, fields) {
        await draftVersion(deps, actor, id, { kind: fields.kind, text: await textOf(fields) })
        return { redirect: `/services/${id}/versions/draft` }
      },
    }),
    publishRoute(deps),
    form({
      path: '/services/{id}/versions/{number}/end',
      who: managers,
      at: atVersion,
      fields: z.object({ endsOn: day }),
      async show({ actor, say }, { id, number }, state) {
        return endPage(say, (await getOwnService(deps, actor, id)).service, number, state)
      },
      async submit({ actor }, { id, number }, { endsOn }) {
        await deprecateVersion(deps, actor, id, { number, endsOn })
        return {
          redirect: `/services/${id}`,
          notice: { sw: 'Siku ya mwisho imewekwa.', en: 'The last day is set.' },
        }
      },
    }),
    action({
      path: '/services/{id}/versions/{number}/retire',
      who: managers,
      at: atVersion,
      fields: z.object({}),
      async act({ actor }, { id, number }) {
        await retireVersion(deps, actor, id, number)
        return {
          redirect: `/services/${id}`,
          notice: { sw: 'Toleo limeondolewa.', en: 'The version is withdrawn.' },
        }
      },
    }),
  ]
}

function publishRoute(deps: ServicesDeps) {
  return form({
    path: '/services/{id}/versions/draft',
    who: managers,
    at,
    fields: z.object({
      fingerprint: z.string().max(100),
      breaks: z.literal('yes').optional(),
      endsOn: z.union([day, z.literal('')]).default(''),
    }),
    async show({ actor, say }, { id }, state) {
      const weighing = await weighVersion(deps, actor, id)
      const db = deps.database.within(scopeOf(actor))
      const [contract, { endpoint }] = await Promise.all([
        selectContract(db, id, weighing.draft.number),
        selectEndpoint(db, id),
      ])
      if (!contract) throw problem('version-not-found')
      return weighPage(say, weighing, { contract, hasEndpoint: endpoint !== null }, state)
    },
    async submit({ actor }, { id }, { fingerprint, breaks, endsOn }) {
      const { esbCode } = await publishVersion(deps, actor, id, {
        fingerprint,
        breaks: breaks === 'yes',
        endsOn: endsOn === '' ? undefined : endsOn,
      })
      return {
        redirect: `/services/${id}`,
        notice: {
          sw: `Toleo limechapishwa. Msimbo wa huduma ni ${esbCode}.`,
          en: `The version is published. The code of the service is ${esbCode}.`,
        },
      }
    },
  })
}

/** What was uploaded, else what was pasted. @throws Problem `services.document-refused` */
async function textOf(fields: z.output<typeof documentFields>): Promise<string> {
  const { kind, file, document, request, answer } = fields
  if (kind === 'example') return exampleDocument(request, answer)
  if (!file || file.size === 0) {
    if (document.trim() === '') throw refused('draft.nothing')
    return document
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer())
  } catch {
    throw refused('draft.not-text')
  }
}

function refused(why: 'draft.nothing' | 'draft.not-text') {
  const { sw, en } = messages[why]
  return problem('document-refused', { detail: { sw, en }, extra: { field: 'file' } })
}
