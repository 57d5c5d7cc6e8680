import { edge, type Route } from '@mtandao/http'
import { seesCountry, type Actor } from '@mtandao/identity/contract'
import { z } from 'zod'
import { addKey, revokeKey } from './change-keys.ts'
import { changeSecret } from './change-secret.ts'
import {
  callbackPage,
  newKeyPage,
  revokeKeyPage,
  secretFormPage,
  secretPage,
  suspendPage,
  tryPage,
} from './client-forms.ts'
import { messages } from './client-messages.ts'
import { clientPage, clientsPage } from './client-pages.ts'
import { viewers, reading } from './deps.ts'
import { busFor, type Buses } from './first-calls.ts'
import { grantSandbox } from './grant-sandbox.ts'
import { listServicesToTry } from './grant-store.ts'
import { firstCallOnClient } from './path-routes.ts'
import { problem } from './problems.ts'
import { reasonOf } from './reason.ts'
import { seeClient, seeClients } from './see-clients.ts'
import { setCallback, type CallbackDeps } from './set-callback.ts'
import { Bus, CallbackUrl, Id, Key, LastDay, pageLimit, ReasonWords } from './shapes.ts'
import { resumeClient, stoppers, suspendClient } from './suspend-client.ts'

const { page, form, action } = edge<Actor>()
const officer = ['ict-officer'] as const
const at = z.object({ id: Id })
const toClient = (id: string) => `/clients/${id}`

/** Clients after they were made: keys, secrets, callback, off the bus and back. */
export function clientRoutes(deps: CallbackDeps, buses: Buses): readonly Route<Actor>[] {
  return [
    ...lookRoutes(deps, buses),
    ...keyRoutes(deps),
    ...secretRoutes(deps),
    ...stopRoutes(deps),
    ...tryRoutes(deps),
  ]
}

/** The own client of an officer who may change it. @throws Problem `joining.client-not-found` */
async function getOwn(deps: CallbackDeps, actor: Actor, id: string) {
  const seen = await seeClient(deps, actor, id)
  if (!seen.mayChange) throw problem('client-not-found')
  return seen
}

function lookRoutes(deps: CallbackDeps, buses: Buses) {
  return [
    page({
      path: '/clients',
      who: viewers,
      at: z.object({
        bus: z.union([Bus, z.literal('').transform(() => undefined)]).optional(),
        after: Id.optional(),
      }),
      show: async ({ actor, say }, { bus: environment, after }) =>
        clientsPage(say, await seeClients(deps, actor, { environment, after, limit: pageLimit }), {
          bus: environment,
          paged: after !== undefined,
          country: seesCountry(actor),
        }),
    }),
    page({
      path: '/clients/{id}',
      who: viewers,
      at,
      async show({ actor, say, url }, { id }) {
        const seen = await seeClient(deps, actor, id)
        const wantsCall = seen.calls && seen.mayChange && seen.calls.ok === 0
        const here = url.pathname
        const call = wantsCall
          ? await firstCallOnClient(deps, buses.sandbox, actor, { id, here })
          : undefined
        return clientPage(say, seen, { bus: await busFor(buses, seen), call })
      },
    }),
  ]
}

function keyRoutes(deps: CallbackDeps) {
  return [
    form({
      path: '/clients/{id}/keys/new',
      who: officer,
      at,
      fields: z.object({ publicKey: Key, oldUntil: LastDay }),
      async show({ actor, say }, { id }, state) {
        await getOwn(deps, actor, id)
        return newKeyPage(say, id, state)
      },
      async submit({ actor }, { id }, fields) {
        await addKey(deps, actor, { client: id, ...fields })
        return { redirect: toClient(id), notice: messages['keys.new.done'] }
      },
    }),
    form({
      path: '/clients/{id}/keys/{key}/revoke',
      who: officer,
      at: z.object({ id: Id, key: Id }),
      fields: z.object({}),
      async show({ actor, say }, { id, key: wanted }, state) {
        const { keys } = await getOwn(deps, actor, id)
        const key = keys.find((one) => one.id === wanted)
        if (!key) throw problem('key-not-found')
        return revokeKeyPage(say, id, key, state)
      },
      async submit({ actor }, { id, key }) {
        await revokeKey(deps, actor, { client: id, key })
        return { redirect: toClient(id), notice: messages['keys.revoked.done'] }
      },
    }),
  ]
}

function secretRoutes(deps: CallbackDeps) {
  return [
    form({
      path: '/clients/{id}/secret',
      who: officer,
      at,
      fields: z.object({ oldUntil: LastDay.optional() }),
      async show({ actor, say }, { id }, state) {
        const { client, secrets } = await getOwn(deps, actor, id)
        const hasOld = secrets.length > 0 || client.origin === 'enrolment'
        return secretFormPage(say, id, hasOld, state)
      },
      // The answer itself, and no redirect: the secret is shown once and kept nowhere.
      async submit({ actor, say }, { id }, { oldUntil = '' }) {
        return secretPage(say, id, await changeSecret(deps, actor, { client: id, oldUntil }))
      },
    }),
    form({
      path: '/clients/{id}/callback',
      who: officer,
      at,
      fields: z.object({ url: CallbackUrl }),
      async start({ actor }, { id }) {
        const { client } = await getOwn(deps, actor, id)
        return { url: client.callback?.url ?? '' }
      },
      async show({ actor, say }, { id }, state) {
        await getOwn(deps, actor, id)
        return callbackPage(say, id, state)
      },
      async submit({ actor }, { id }, { url }) {
        await setCallback(deps, actor, { client: id, url })
        return { redirect: toClient(id), notice: messages['callback.done'] }
      },
    }),
  ]
}

function stopRoutes(deps: CallbackDeps) {
  return [
    form({
      path: '/clients/{id}/suspend',
      who: stoppers,
      at,
      fields: z.object({ reasonSw: ReasonWords, reasonEn: ReasonWords }),
      async show({ actor, say }, { id }, state) {
        const { mayStop } = await seeClient(deps, actor, id)
        if (!mayStop) throw problem('client-not-found')
        return suspendPage(say, id, state)
      },
      async submit({ actor }, { id }, words) {
        await suspendClient(deps, actor, { client: id, reason: reasonOf(words) })
        return { redirect: toClient(id), notice: messages['stop.done'] }
      },
    }),
    action({
      path: '/clients/{id}/resume',
      who: stoppers,
      at,
      fields: z.object({}),
      async act({ actor }, { id }) {
        await resumeClient(deps, actor, { client: id })
        return { redirect: toClient(id), notice: messages['resume.done'] }
      },
    }),
  ]
}

const servicesShown = 500

function tryRoutes(deps: CallbackDeps) {
  return [
    form({
      path: '/sandbox/try',
      who: officer,
      at: z.object({ system: Id.optional(), service: Id.optional() }),
      fields: z.object({ system: Id, service: Id }),
      start: async (_visit, { system = '', service = '' }) => ({ system, service }),
      async show({ actor, say }, { system = '' }, state) {
        const db = reading(deps, actor)
        const systems = await deps.register.systemsOf(db, actor.institution)
        const services = await listServicesToTry(db, system, servicesShown)
        return tryPage(say, { systems, services }, state)
      },
      async submit({ actor }, _at, command) {
        await grantSandbox(deps, actor, command)
        return { redirect: `/systems/${command.system}/join`, notice: messages['grants.done'] }
      },
    }),
  ]
}
