import { edge, type Web } from '@mtandao/http'
import type { Actor } from '@mtandao/identity/contract'
import { z } from 'zod'
import type { ExchangeWebDeps } from '../web-deps.ts'
import { cataloguePage } from './catalogue-page.ts'
import { codePage, entryPage } from './entry-page.ts'
import { exampleText } from './document-view.ts'
import { catalogueOperations } from './operations.ts'
import { placeOf, placeText, serviceId } from './places.ts'
import { r1BaseOf } from './r1-base.ts'
import { getCatalogueEntry, getDocument, listProviders, searchCatalogue } from './see-catalogue.ts'
import { exampleRequest, subjectOf } from './subject-of.ts'
import { tryPage } from './try-page.ts'
import { tried } from './try-service.ts'

const { page, form } = edge<Actor>()

const pageSize = 20
const number = z.coerce.number().int().min(1).max(10_000)

export function catalogueWeb(deps: ExchangeWebDeps): Web<Actor> {
  return {
    routes: [
      cataloguePageOf(deps),
      page({
        path: '/catalogue/{id}',
        who: 'anyone',
        at: z.object({ id: serviceId, version: number.optional() }),
        async show({ actor, say }, { id, version }) {
          return entryPage(say, await getCatalogueEntry(deps, actor, id, version), actor)
        },
      }),
      page({
        path: '/catalogue/{id}/code',
        who: 'anyone',
        at: z.object({ id: serviceId, language: z.string().max(20).optional() }),
        async show({ actor, say }, { id, language }) {
          const entry = await getCatalogueEntry(deps, actor, id)
          const base =
            entry.service.esbCode === null ? await r1BaseOf(deps, entry.service) : undefined
          const subject = subjectOf(entry, deps.sandboxUrl, base, say.htmlLang)
          return codePage(say, entry, subject, { chosen: language, reader: actor })
        },
      }),
      page({
        path: '/catalogue/{id}/document',
        who: 'anyone',
        at: z.object({ id: serviceId, version: number }),
        async show({ actor }, { id, version }) {
          const { kind, text } = await getDocument(deps, actor, id, version)
          return downloadOf(id, version, kind, text)
        },
      }),
      form({
        path: '/catalogue/{id}/try',
        who: 'anyone',
        at: z.object({ id: serviceId }),
        fields: z.object({
          path: z.string().trim().max(500).default(''),
          body: z.string().max(60_000).default(''),
        }),
        async start({ actor }, { id }) {
          const { contract } = await getCatalogueEntry(deps, actor, id)
          return { body: exampleText(exampleRequest(contract)), path: '' }
        },
        async show({ actor, say }, { id }, state) {
          return tryPage(say, await getCatalogueEntry(deps, actor, id), state)
        },
        async submit({ actor, say }, { id }, fields) {
          const entry = await getCatalogueEntry(deps, actor, id)
          return tryPage(say, entry, { values: fields, faults: [] }, tried(entry, fields))
        },
      }),
    ],
    operations: catalogueOperations(deps),
    assets: [],
  }
}

function cataloguePageOf(deps: ExchangeWebDeps) {
  return page({
    path: '/catalogue',
    who: 'anyone',
    at: z.object({
      search: z.string().max(200).default(''),
      institution: z.union([serviceId, z.literal('')]).default(''),
      kind: z.enum(['pull', 'push', '']).default(''),
      personal: z.enum(['yes', 'no', '']).default(''),
      after: z.string().max(1_000).optional(),
    }),
    async show({ actor, say, url }, asked) {
      const [found, providers] = await Promise.all([
        searchCatalogue(deps, actor, {
          search: asked.search,
          institution: asked.institution || undefined,
          kind: asked.kind || undefined,
          personalData: asked.personal === '' ? undefined : asked.personal === 'yes',
          after: placeOf(asked.after),
          limit: pageSize,
        }),
        listProviders(deps, actor),
      ])
      return cataloguePage(say, {
        items: found.items,
        providers,
        asked,
        next: found.next && withAfter(url, placeText(found.next)),
        first: asked.after === undefined ? undefined : withAfter(url, undefined),
        signedIn: actor !== undefined,
      })
    },
  })
}

function withAfter(url: URL, after: string | undefined): string {
  const query = new URLSearchParams(url.search)
  query.delete('after')
  if (after !== undefined) query.set('after', after)
  const text = query.toString()
  return text === '' ? url.pathname : `${url.pathname}?${text}`
}

function downloadOf(id: string, version: number, kind: string, text: string) {
  const [type, end] =
    kind === 'wsdl'
      ? ['application/xml; charset=utf-8', 'wsdl']
      : text.trimStart().startsWith('{')
        ? ['application/json; charset=utf-8', 'json']
        : ['application/yaml; charset=utf-8', 'yaml']
  return { body: text, type: type ?? '', name: `${id}-v${version}.${end}` }
}
