import { edge, type Operation } from '@mtandao/http'
import type { Actor } from '@mtandao/identity/contract'
import { z } from 'zod'
import { ConsumerOut, consumerOut } from './consumer-out.ts'
import { documentBytesMax } from './contract/limits.ts'
import { exampleDocument } from './contract/read-example.ts'
import { managers, type ServicesDeps } from './deps.ts'
import { draftVersion } from './draft-version.ts'
import { deprecateVersion, retireVersion } from './end-version.ts'
import { publishVersion } from './publish-version.ts'
import { day, idText } from './service-fields.ts'
import { weighVersion } from './weigh-version.ts'

const { operation } = edge<Actor>()

const Document = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['openapi', 'wsdl']), text: z.string().max(documentBytesMax) }),
  z.strictObject({
    kind: z.literal('example'),
    request: z.string().max(200_000),
    answer: z.string().max(200_000),
  }),
])

const Change = z.object({
  pointer: z.string(),
  operation: z.string(),
  kind: z.string(),
  verdict: z.enum(['breaking', 'caution', 'compatible']),
  text: z.object({ sw: z.string(), en: z.string() }),
})

export function versionOperations(deps: ServicesDeps): Operation<Actor>[] {
  return [...publishOperations(deps), ...endOperations(deps)]
}

function publishOperations(deps: ServicesDeps): Operation<Actor>[] {
  return [
    operation({
      id: 'services.draft-version',
      method: 'PUT',
      path: '/services/{id}/draft',
      who: managers,
      summary: { sw: 'Weka hati ya toleo jipya', en: 'Give the document of a new version' },
      input: z.strictObject({ id: idText, document: Document }),
      output: z.object({ version: z.int() }),
      bodyMax: documentBytesMax * 2,
      async run(actor, { id, document }) {
        const text =
          document.kind === 'example'
            ? exampleDocument(document.request, document.answer)
            : document.text
        return { version: await draftVersion(deps, actor, id, { kind: document.kind, text }) }
      },
    }),
    operation({
      id: 'services.weigh-version',
      method: 'GET',
      path: '/services/{id}/draft',
      who: managers,
      summary: {
        sw: 'Kinachobadilika na wanaoguswa na toleo jipya',
        en: 'What the new version changes, and for whom',
      },
      input: z.strictObject({ id: idText }),
      output: z.object({
        version: z.int(),
        current: z.int().nullable(),
        changes: z.array(Change),
        consumers: z.array(ConsumerOut),
        fingerprint: z.string(),
      }),
      async run(actor, { id }) {
        const weighing = await weighVersion(deps, actor, id)
        return {
          ...weighing,
          version: weighing.draft.number,
          current: weighing.current?.number ?? null,
          consumers: weighing.consumers.map(consumerOut),
        }
      },
    }),
    operation({
      id: 'services.publish-version',
      method: 'POST',
      path: '/services/{id}/draft/publish',
      who: managers,
      summary: { sw: 'Chapisha toleo jipya', en: 'Publish the new version' },
      input: z.strictObject({
        id: idText,
        fingerprint: z.string().max(100),
        breaks: z.boolean().optional(),
        endsOn: day.optional(),
      }),
      output: z.object({ number: z.int(), esbCode: z.string() }),
      run: (actor, { id, ...publication }) => publishVersion(deps, actor, id, publication),
    }),
  ]
}

function endOperations(deps: ServicesDeps): Operation<Actor>[] {
  const number = z.coerce.number().int().min(1).max(10_000)
  return [
    operation({
      id: 'services.deprecate-version',
      method: 'POST',
      path: '/services/{id}/versions/{number}/deprecate',
      who: managers,
      summary: { sw: 'Weka siku ya mwisho ya toleo', en: 'Set the last day of a version' },
      input: z.strictObject({ id: idText, number, endsOn: day }),
      output: null,
      run: (actor, { id, ...end }) => deprecateVersion(deps, actor, id, end),
    }),
    operation({
      id: 'services.retire-version',
      method: 'POST',
      path: '/services/{id}/versions/{number}/retire',
      who: managers,
      summary: { sw: 'Ondoa toleo', en: 'Withdraw a version' },
      input: z.strictObject({ id: idText, number }),
      output: null,
      run: (actor, { id, number: which }) => retireVersion(deps, actor, id, which),
    }),
  ]
}
