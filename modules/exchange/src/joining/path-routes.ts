import { edge, type Route } from '@mtandao/http'
import type { Actor } from '@mtandao/identity/contract'
import { z } from 'zod'
import { askForProduction, withdrawRequest } from './ask-production.ts'
import { findFirstGoodCall, readSandboxCalls } from './call-store.ts'
import { listKeys } from './client-store.ts'
import { reading } from './deps.ts'
import { firstCallScript, scriptFile } from './first-call-script.ts'
import { firstCallOf, scriptFor, type KnownBus } from './first-calls.ts'
import { makeSandboxClient } from './make-client.ts'
import { messages } from './messages.ts'
import { askPage, joinPage, keyPage, madePage, pathPage, sandboxPage } from './path-pages.ts'
import { problem } from './problems.ts'
import { readPublicKey } from './public-key.ts'
import { seeClient } from './see-clients.ts'
import { seePath, seePaths, type PathSeen } from './see-path.ts'
import type { CallbackDeps } from './set-callback.ts'
import { Id, Key, Label, Purpose, RequestId } from './shapes.ts'

const { page, form, action } = edge<Actor>()
const officer = ['ict-officer'] as const

/** The guided path of one system. */
export function pathRoutes(deps: CallbackDeps, bus: KnownBus): readonly Route<Actor>[] {
  return [...lookRoutes(deps, bus), ...makeRoutes(deps, bus), ...askRoutes(deps)]
}

function lookRoutes(deps: CallbackDeps, bus: KnownBus) {
  return [
    page({
      path: '/join',
      who: officer,
      at: z.object({ system: Id.optional() }),
      show: async ({ actor, say }, { system }) =>
        system === undefined
          ? joinPage(say, await seePaths(deps, actor))
          : { redirect: `/systems/${system}/join` },
    }),
    page({
      path: '/systems/{id}/join',
      who: officer,
      at: z.object({ id: Id }),
      async show({ actor, say, url }, { id }) {
        const path = await seePath(deps, actor, id)
        return pathPage(say, path, await callOn(deps, bus, actor, path, url.pathname))
      },
    }),
    page({
      path: '/clients/{id}/salamu.mjs',
      who: officer,
      at: z.object({ id: Id }),
      async show({ actor }, { id }) {
        const { client, keys } = await seeClient(deps, actor, id)
        const script =
          client.environment === 'sandbox'
            ? await scriptFor(bus, id, keys[0]?.curve ?? 'P-256')
            : undefined
        if (!script) throw problem('client-not-found')
        return { body: firstCallScript(script), type: 'text/javascript', name: scriptFile }
      },
    }),
  ]
}

async function callOn(
  deps: CallbackDeps,
  bus: KnownBus,
  actor: Actor,
  { sandbox, sandboxKey, firstCall }: PathSeen,
  here: string,
) {
  if (!sandbox) return undefined
  const { last } = await readSandboxCalls(reading(deps, actor), sandbox.id)
  const calls = { good: firstCall, last }
  return await firstCallOf(bus, { id: sandbox.id, key: sandboxKey, calls, here })
}

function makeRoutes(deps: CallbackDeps, bus: KnownBus) {
  return [
    form({
      path: '/systems/{id}/join/key',
      who: officer,
      at: z.object({ id: Id }),
      fields: z.object({ publicKey: Key }),
      async show({ actor, say }, { id }, state) {
        const { system } = await seePath(deps, actor, id)
        return keyPage(say, system.id, state)
      },
      async submit({ actor }, { id }, { publicKey }) {
        const { system } = await seePath(deps, actor, id)
        const key = readPublicKey(publicKey)
        const query = new URLSearchParams({ key: key.publicKey })
        return { redirect: `/systems/${system.id}/join/client?${query}` }
      },
    }),
    form({
      path: '/systems/{id}/join/client',
      who: officer,
      at: z.object({ id: Id, key: Key }),
      fields: z.object({ label: Label }),
      async show({ actor, say }, { id, key }, state) {
        const { system } = await seePath(deps, actor, id)
        return sandboxPage(say, system.id, readPublicKey(key), state)
      },
      // The answer itself, and no redirect: the secret is shown once and kept nowhere.
      async submit({ actor, say }, { id, key: pasted }, { label }) {
        const key = readPublicKey(pasted)
        const command = { system: id, label, publicKey: key.publicKey }
        const made = await makeSandboxClient(deps, actor, command)
        const calls = { good: undefined, last: undefined }
        const here = `/systems/${id}/join`
        const call = await firstCallOf(bus, { id: made.id, key, calls, here })
        return madePage(say, { ...made, system: id }, key, call)
      },
    }),
  ]
}

function askRoutes(deps: CallbackDeps) {
  return [
    form({
      path: '/systems/{id}/join/production',
      who: officer,
      at: z.object({ id: Id }),
      fields: z.object({ purpose: Purpose, label: Label, publicKey: Key }),
      show: async ({ actor, say }, { id }, state) =>
        askPage(say, await seePath(deps, actor, id), state),
      async submit({ actor }, { id }, fields) {
        await askForProduction(deps, actor, { system: id, ...fields })
        return { redirect: `/systems/${id}/join`, notice: messages['ask.sent'] }
      },
    }),
    action({
      path: '/requests/{id}/withdraw',
      who: officer,
      at: z.object({ id: RequestId }),
      fields: z.object({}),
      async act({ actor }, { id }) {
        await withdrawRequest(deps, actor, { request: id })
        return { redirect: '/join', notice: messages['ask.withdrawn'] }
      },
    }),
  ]
}

/** What a client's own page says of its first call. */
export async function firstCallOnClient(
  deps: CallbackDeps,
  bus: KnownBus,
  actor: Actor,
  client: { readonly id: string; readonly here: string },
) {
  const db = reading(deps, actor)
  const [key] = await listKeys(db, client.id)
  const good = await findFirstGoodCall(db, client.id)
  const { last } = await readSandboxCalls(db, client.id)
  return await firstCallOf(bus, { ...client, key, calls: { good, last } })
}
