import { edge, type Route } from '@mtandao/http'
import { holds, type Actor } from '@mtandao/identity/contract'
import { back, form as formOf } from '@mtandao/ui'
import { h } from 'preact'
import { z } from 'zod'
import { addService } from './add-service.ts'
import { managers, type ServicesDeps } from './deps.ts'
import { describeService } from './describe-service.ts'
import { descriptionInputs } from './description-form.ts'
import { endpointPage } from './endpoint-page.ts'
import { listPage } from './list-page.ts'
import { messages } from './messages.ts'
import { newPage } from './new-page.ts'
import { getOwnService, listOwnServices } from './see-services.ts'
import { servicePage } from './service-page.ts'
import {
  descriptionFields,
  descriptionOf,
  descriptionValues,
  endpointFields,
  endpointOf,
  endpointValues,
  idText,
  segmentText,
} from './service-fields.ts'
import { setEndpoint } from './set-endpoint.ts'
import { resumeService, suspendService } from './suspend-service.ts'
import { suspendPage } from './version-pages.ts'

const { page, form, action } = edge<Actor>()

/** Who reads the services of their institution. */
const readers = [...managers, 'secretary', 'data-protection-officer', 'auditor'] as const

const pageSize = 50
const at = z.object({ id: idText })
const placeShape = z.tuple([z.string().max(300), z.string().max(64)])

export function serviceRoutes(deps: ServicesDeps): Route<Actor>[] {
  return [
    page({
      path: '/services',
      who: readers,
      at: z.object({ after: z.string().max(1_000).optional() }),
      async show({ actor, say }, { after }) {
        const found = await listOwnServices(deps, actor, { after: placeOf(after), limit: pageSize })
        const next = found.next && `/services?after=${placeText(found.next)}`
        const first = after === undefined ? undefined : '/services'
        return listPage(say, {
          items: found.items,
          next,
          first,
          manages: holds(actor, ...managers),
        })
      },
    }),
    newRoute(deps),
    page({
      path: '/services/{id}',
      who: readers,
      at,
      async show({ actor, say }, { id }) {
        return servicePage(say, await getOwnService(deps, actor, id))
      },
    }),
    editRoute(deps),
    form({
      path: '/services/{id}/endpoint',
      who: managers,
      at,
      fields: z
        .object(endpointFields)
        .extend({ security: endpointFields.security.default('signed') }),
      async start({ actor }, { id }) {
        return endpointValues((await getOwnService(deps, actor, id)).endpoint)
      },
      async show({ actor, say }, { id }, state) {
        return endpointPage(say, (await getOwnService(deps, actor, id)).service, state)
      },
      async submit({ actor }, { id }, fields) {
        await setEndpoint(deps, actor, id, endpointOf(fields))
        return {
          redirect: `/services/${id}`,
          notice: { sw: 'Anuani imehifadhiwa.', en: 'The address is saved.' },
        }
      },
    }),
    ...suspensionRoutes(deps),
  ]
}

function suspensionRoutes(deps: ServicesDeps): Route<Actor>[] {
  return [
    form({
      path: '/services/{id}/suspend',
      who: managers,
      at,
      fields: z.object({
        reasonSw: z.string().trim().min(1).max(300),
        reasonEn: z.string().trim().min(1).max(300),
      }),
      async show({ actor, say }, { id }, state) {
        return suspendPage(say, (await getOwnService(deps, actor, id)).service, state)
      },
      async submit({ actor }, { id }, { reasonSw, reasonEn }) {
        await suspendService(deps, actor, id, { sw: reasonSw, en: reasonEn })
        return {
          redirect: `/services/${id}`,
          notice: { sw: 'Huduma imesimamishwa.', en: 'The service is suspended.' },
        }
      },
    }),
    action({
      path: '/services/{id}/resume',
      who: managers,
      at,
      fields: z.object({}),
      async act({ actor }, { id }) {
        await resumeService(deps, actor, id)
        return {
          redirect: `/services/${id}`,
          notice: { sw: 'Huduma imerejeshwa.', en: 'The service is resumed.' },
        }
      },
    }),
  ]
}

function newRoute(deps: ServicesDeps) {
  return form({
    path: '/services/new',
    who: managers,
    at: z.object({ system: idText.optional() }),
    fields: z.object({
      ...descriptionFields,
      system: idText,
      segment: segmentText,
      kind: z.enum(['pull', 'push']),
    }),
    start: (_visit, { system }) =>
      Promise.resolve({
        ...(system !== undefined && { system }),
        kind: 'pull',
        mode: 'sync',
        format: 'json',
        audience: 'institutions',
      }),
    async show({ actor, say }, _at, state) {
      const systems = await deps.register.systemsOf(deps.database, actor.institution)
      return newPage(say, systems, state)
    },
    async submit({ actor }, _at, { system, segment, kind, ...fields }) {
      const id = await addService(deps, actor, {
        ...descriptionOf(fields),
        system,
        kind,
        code: segment,
      })
      return {
        redirect: `/services/${id}`,
        notice: { sw: 'Huduma imehifadhiwa kama rasimu.', en: 'The service is saved as a draft.' },
      }
    },
  })
}

function editRoute(deps: ServicesDeps) {
  return form({
    path: '/services/{id}/edit',
    who: managers,
    at,
    fields: z.object(descriptionFields),
    async start({ actor }, { id }) {
      return descriptionValues((await getOwnService(deps, actor, id)).service)
    },
    async show({ actor, say }, { id }, state) {
      const t = say.of(messages)
      const { service } = await getOwnService(deps, actor, id)
      return {
        title: t('edit.title'),
        content: [
          back(`/services/${id}`, say.text(service.name)),
          h('h1', null, t('edit.title')),
          formOf(
            { say, state, submit: t('edit.submit'), cancel: { href: `/services/${id}` } },
            ...descriptionInputs(say, state, service.kind),
          ),
        ],
      }
    },
    async submit({ actor }, { id }, fields) {
      await describeService(deps, actor, id, descriptionOf(fields))
      return {
        redirect: `/services/${id}`,
        notice: { sw: 'Maelezo yamehifadhiwa.', en: 'The description is saved.' },
      }
    },
  })
}

export function placeText(place: readonly [string, string]): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url')
}

/** A place that was spoilt on its way is the beginning. */
export function placeOf(text: string | undefined): readonly [string, string] | undefined {
  if (text === undefined) return undefined
  try {
    return placeShape.parse(JSON.parse(Buffer.from(text, 'base64url').toString()))
  } catch {
    return undefined
  }
}
