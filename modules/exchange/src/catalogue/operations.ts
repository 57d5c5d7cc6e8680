import { edge, type Operation } from '@mtandao/http'
import type { Actor } from '@mtandao/identity/contract'
import { z } from 'zod'
import type { ExchangeWebDeps } from '../web-deps.ts'
import { placeOf, placeText, serviceId } from './places.ts'
import { getCatalogueEntry, searchCatalogue } from './see-catalogue.ts'
import { tried } from './try-service.ts'

const { operation } = edge<Actor>()

const text = z.strictObject({ sw: z.string(), en: z.string() })

/** A service as the catalogue tells of it. */
export const ServiceOut = z.object({
  id: z.string(),
  institution: z.string(),
  system: z.string(),
  code: z.string(),
  name: text,
  summary: text,
  kind: z.enum(['pull', 'push']),
  mode: z.enum(['sync', 'async']),
  format: z.enum(['json', 'xml']),
  audience: z.enum(['public', 'institutions']),
  personalData: z.boolean(),
  contact: z.string(),
  esbCode: z.string().nullable(),
  status: z.enum(['active', 'suspended']),
  reason: text.nullable(),
})

/** A version of a service. Times in UTC, days `YYYY-MM-DD`. */
export const VersionOut = z.object({
  number: z.int(),
  status: z.enum(['draft', 'published', 'deprecated', 'retired']),
  documentKind: z.enum(['openapi', 'wsdl', 'example']),
  publishedAt: z.iso.datetime().nullable(),
  endsOn: z.string().nullable(),
  retiredAt: z.iso.datetime().nullable(),
})

export function versionOut(version: {
  readonly publishedAt: Date | null
  readonly retiredAt: Date | null
}): object {
  return {
    ...version,
    publishedAt: version.publishedAt?.toISOString() ?? null,
    retiredAt: version.retiredAt?.toISOString() ?? null,
  }
}

const Entry = z.object({
  service: ServiceOut,
  institutionName: text.nullable(),
  systemName: text.nullable(),
  version: z.int(),
  versions: z.array(VersionOut),
  document: z.object({
    format: z.string(),
    title: z.string(),
    operations: z.array(
      z.object({
        id: z.string(),
        method: z.string().nullable(),
        path: z.string().nullable(),
        summary: z.string(),
        deprecated: z.boolean(),
      }),
    ),
  }),
})

export function catalogueOperations(deps: ExchangeWebDeps): Operation<Actor>[] {
  return [
    operation({
      id: 'catalogue.list-services',
      method: 'GET',
      path: '/catalogue',
      who: 'anyone',
      summary: { sw: 'Tafuta huduma katika orodha', en: 'Look for services in the catalogue' },
      input: z.strictObject({
        search: z.string().max(200).optional(),
        institution: serviceId.optional(),
        system: serviceId.optional(),
        kind: z.enum(['pull', 'push']).optional(),
        personalData: z.stringbool().optional(),
        after: z.string().max(1_000).optional(),
        limit: z.coerce.number().int().min(1).max(100).default(20),
      }),
      output: z.object({
        items: z.array(z.object({ service: ServiceOut, institutionName: text.nullable() })),
        next: z.string().nullable(),
      }),
      async run(actor, { after, ...search }) {
        const found = await searchCatalogue(deps, actor, { ...search, after: placeOf(after) })
        return { items: found.items, next: found.next ? placeText(found.next) : null }
      },
    }),
    operation({
      id: 'catalogue.get-service',
      method: 'GET',
      path: '/catalogue/{id}',
      who: 'anyone',
      summary: { sw: 'Huduma moja na hati yake', en: 'One service and its document' },
      input: z.strictObject({
        id: serviceId,
        version: z.coerce.number().int().min(1).max(10_000).optional(),
      }),
      output: Entry,
      async run(actor, { id, version }) {
        const entry = await getCatalogueEntry(deps, actor, id, version)
        return {
          ...entry,
          version: entry.version.number,
          versions: entry.versions.map(versionOut),
          document: entry.contract,
        }
      },
    }),
    operation({
      id: 'catalogue.try-service',
      method: 'POST',
      path: '/catalogue/{id}/try',
      who: 'anyone',
      summary: { sw: 'Jaribu huduma kwa kiigizo', en: 'Try a service with the simulator' },
      input: z.strictObject({
        id: serviceId,
        path: z.string().trim().max(500).default(''),
        body: z.string().max(60_000).default(''),
      }),
      output: z.object({
        simulated: z.literal(true),
        status: z.int(),
        contentType: z.string(),
        body: z.string(),
      }),
      async run(actor, { id, ...asked }) {
        const entry = await getCatalogueEntry(deps, actor, id)
        const { status, headers, body } = tried(entry, asked)
        return {
          simulated: true,
          status,
          contentType: headers['content-type'] ?? '',
          body: body.toString(),
        }
      },
    }),
  ]
}
