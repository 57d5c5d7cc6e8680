import { edge, type Operation } from '@mtandao/http'
import type { Actor } from '@mtandao/identity/contract'
import { z } from 'zod'
import { ServiceOut, VersionOut, versionOut } from '../catalogue/operations.ts'
import { addService } from './add-service.ts'
import { ConsumerOut, consumerOut } from './consumer-out.ts'
import { managers, type ServicesDeps } from './deps.ts'
import { describeService } from './describe-service.ts'
import { getOwnService, listOwnServices } from './see-services.ts'
import { endpointFields, endpointOf, idText, segmentText } from './service-fields.ts'
import { placeOf, placeText } from './service-routes.ts'
import { setEndpoint } from './set-endpoint.ts'
import { resumeService, suspendService } from './suspend-service.ts'

const { operation } = edge<Actor>()

const readers = [...managers, 'secretary', 'data-protection-officer', 'auditor'] as const
const name = z.string().trim().min(1).max(300)
const both = z.strictObject({ sw: name, en: name })
const summary = z.string().trim().min(1).max(2_000)

const description = {
  name: both,
  summary: z.strictObject({ sw: summary, en: summary }),
  mode: z.enum(['sync', 'async']).default('sync'),
  format: z.enum(['json', 'xml']).default('json'),
  audience: z.enum(['public', 'institutions']),
  personalData: z.boolean(),
  contact: name,
}

const OwnOut = z.object({
  service: ServiceOut.extend({ listed: z.boolean() }),
  versions: z.array(VersionOut),
  endpoint: z.object({
    url: z.string().nullable(),
    security: z.string().nullable(),
    timeoutMs: z.int(),
    concurrency: z.int(),
    answerBytesMax: z.int(),
    quota: z.object({ perMinute: z.int(), perDay: z.int() }),
  }),
  consumers: z.array(ConsumerOut),
})

export function serviceOperations(deps: ServicesDeps): Operation<Actor>[] {
  return [...ownOperations(deps), ...changeOperations(deps)]
}

function ownOperations(deps: ServicesDeps): Operation<Actor>[] {
  return [
    operation({
      id: 'services.list-services',
      method: 'GET',
      path: '/services',
      who: readers,
      summary: { sw: 'Huduma za taasisi', en: 'Services of the institution' },
      input: z.strictObject({
        after: z.string().max(1_000).optional(),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
      output: z.object({
        items: z.array(ServiceOut.extend({ listed: z.boolean() })),
        next: z.string().nullable(),
      }),
      async run(actor, { after, limit }) {
        const found = await listOwnServices(deps, actor, { after: placeOf(after), limit })
        return { items: found.items, next: found.next ? placeText(found.next) : null }
      },
    }),
    operation({
      id: 'services.add-service',
      method: 'POST',
      path: '/services',
      who: managers,
      summary: { sw: 'Ongeza huduma', en: 'Add a service' },
      input: z.strictObject({
        ...description,
        system: idText,
        code: segmentText,
        kind: z.enum(['pull', 'push']),
      }),
      output: z.object({ id: z.string() }),
      status: 201,
      run: async (actor, asked) => ({ id: await addService(deps, actor, asked) }),
    }),
    operation({
      id: 'services.get-service',
      method: 'GET',
      path: '/services/{id}',
      who: readers,
      summary: { sw: 'Huduma moja, kwa mtoa taarifa', en: 'One service, for its provider' },
      input: z.strictObject({ id: idText }),
      output: OwnOut,
      async run(actor, { id }) {
        const { service, versions, endpoint, consumers } = await getOwnService(deps, actor, id)
        return {
          service,
          versions: versions.map(versionOut),
          endpoint: {
            ...endpoint,
            url: endpoint.endpoint?.url ?? null,
            security: endpoint.endpoint?.security.type ?? null,
          },
          consumers: consumers.map(consumerOut),
        }
      },
    }),
  ]
}

function changeOperations(deps: ServicesDeps): Operation<Actor>[] {
  return [
    operation({
      id: 'services.describe-service',
      method: 'PUT',
      path: '/services/{id}',
      who: managers,
      summary: { sw: 'Hariri maelezo ya huduma', en: 'Edit the description of a service' },
      input: z.strictObject({ id: idText, ...description }),
      output: null,
      run: (actor, { id, ...asked }) => describeService(deps, actor, id, asked),
    }),
    operation({
      id: 'services.set-endpoint',
      method: 'PUT',
      path: '/services/{id}/endpoint',
      who: managers,
      summary: { sw: 'Weka anuani ya mfumo', en: 'Set where the provider is called' },
      input: z.strictObject({ id: idText, ...endpointFields }),
      output: null,
      run: (actor, { id, ...fields }) => setEndpoint(deps, actor, id, endpointOf(fields)),
    }),
    operation({
      id: 'services.suspend-service',
      method: 'POST',
      path: '/services/{id}/suspend',
      who: managers,
      summary: { sw: 'Simamisha huduma', en: 'Suspend a service' },
      input: z.strictObject({ id: idText, reason: both }),
      output: null,
      run: (actor, { id, reason }) => suspendService(deps, actor, id, reason),
    }),
    operation({
      id: 'services.resume-service',
      method: 'POST',
      path: '/services/{id}/resume',
      who: managers,
      summary: { sw: 'Rejesha huduma', en: 'Resume a service' },
      input: z.strictObject({ id: idText }),
      output: null,
      run: (actor, { id }) => resumeService(deps, actor, id),
    }),
  ]
}
