import { edge, type Operation } from '@mtandao/http'
import type { Actor } from '@mtandao/identity/contract'
import { z } from 'zod'
import { askForProduction, withdrawRequest } from './ask-production.ts'
import { addKey, revokeKey } from './change-keys.ts'
import { changeSecret } from './change-secret.ts'
import { approveRequest, refuseRequest } from './decide-request.ts'
import { viewers } from './deps.ts'
import { grantSandbox } from './grant-sandbox.ts'
import { makeSandboxClient } from './make-client.ts'
import { reasonOf } from './reason.ts'
import { seeClient, seeClients } from './see-clients.ts'
import { seeRequest, seeRequests } from './see-requests.ts'
import { setCallback, type CallbackDeps } from './set-callback.ts'
import {
  Bus,
  Calls,
  CallbackUrl,
  Client,
  ClientDetail,
  Id,
  Key,
  Label,
  LastDay,
  Made,
  pageLimit,
  Purpose,
  ReasonWords,
  Refusal,
  Request,
  RequestId,
} from './shapes.ts'
import { resumeClient, stoppers, suspendClient } from './suspend-client.ts'

const { operation } = edge<Actor>()
const officer = ['ict-officer'] as const
const ega = ['ega-officer'] as const

/** Everything the pages of joining do, for programs. */
export function joiningOperations(deps: CallbackDeps): readonly Operation<Actor>[] {
  return [
    ...clientOperations(deps),
    ...stopOperations(deps),
    ...keyOperations(deps),
    ...askOperations(deps),
    ...answerOperations(deps),
  ]
}

function clientOperations(deps: CallbackDeps) {
  return [
    operation({
      id: 'joining.list-clients',
      method: 'GET',
      path: '/clients',
      who: viewers,
      summary: { sw: 'Wateja unaowaona', en: 'The clients you see' },
      input: z.strictObject({ bus: Bus.optional(), after: Id.optional() }),
      output: z.object({ clients: z.array(Client), next: z.string().optional() }),
      run: (actor, { bus, after }) =>
        seeClients(deps, actor, { environment: bus, after, limit: pageLimit }),
    }),
    operation({
      id: 'joining.get-client',
      method: 'GET',
      path: '/clients/{id}',
      who: viewers,
      summary: { sw: 'Mteja, funguo zake na jumbe zake', en: 'A client, its keys and its calls' },
      input: z.strictObject({ id: Id }),
      output: ClientDetail,
      async run(actor, { id }) {
        const seen = await seeClient(deps, actor, id)
        const { client, keys } = seen
        return {
          ...seen,
          client: { ...client, callback: client.callback?.url ?? null },
          keys: keys.map((key) => ({ ...key, fingerprint: key.fingerprint.base64url })),
        }
      },
    }),
    operation({
      id: 'joining.make-sandbox-client',
      method: 'POST',
      path: '/systems/{system}/sandbox-clients',
      who: officer,
      summary: {
        sw: 'Tengeneza mteja wa majaribio; siri huonyeshwa mara moja',
        en: 'Make a sandbox client; its secret is shown once',
      },
      input: z.strictObject({ system: Id, label: Label.default(''), publicKey: Key }),
      output: Made,
      status: 201,
      run: (actor, command) => makeSandboxClient(deps, actor, command),
    }),
    operation({
      id: 'joining.set-callback',
      method: 'PUT',
      path: '/clients/{id}/callback',
      who: officer,
      summary: { sw: 'Weka au ondoa anuani ya kupokea', en: 'Set or remove the callback address' },
      input: z.strictObject({ id: Id, url: CallbackUrl }),
      output: null,
      run: (actor, { id, url }) => setCallback(deps, actor, { client: id, url }),
    }),
  ]
}

function stopOperations(deps: CallbackDeps) {
  return [
    operation({
      id: 'joining.suspend-client',
      method: 'POST',
      path: '/clients/{id}/suspend',
      who: stoppers,
      summary: { sw: 'Ondoa mteja kwenye basi', en: 'Take a client off the bus' },
      input: z.strictObject({
        id: Id,
        reasonSw: ReasonWords.default(''),
        reasonEn: ReasonWords.default(''),
      }),
      output: null,
      run: (actor, { id, ...words }) =>
        suspendClient(deps, actor, { client: id, reason: reasonOf(words) }),
    }),
    operation({
      id: 'joining.resume-client',
      method: 'POST',
      path: '/clients/{id}/resume',
      who: stoppers,
      summary: { sw: 'Rejesha mteja kwenye basi', en: 'Put a client back on the bus' },
      input: z.strictObject({ id: Id }),
      output: null,
      run: (actor, { id }) => resumeClient(deps, actor, { client: id }),
    }),
    operation({
      id: 'joining.grant-sandbox',
      method: 'POST',
      path: '/systems/{system}/sandbox-grants',
      who: officer,
      summary: {
        sw: 'Ruhusu mfumo kujaribu huduma',
        en: 'Let a system try a service in the sandbox',
      },
      input: z.strictObject({ system: Id, service: Id }),
      output: null,
      run: (actor, command) => grantSandbox(deps, actor, command),
    }),
  ]
}

function keyOperations(deps: CallbackDeps) {
  return [
    operation({
      id: 'joining.add-key',
      method: 'POST',
      path: '/clients/{id}/keys',
      who: officer,
      summary: { sw: 'Ongeza ufunguo wa wazi', en: 'Add a public key' },
      input: z.strictObject({ id: Id, publicKey: Key, oldUntil: LastDay.default('') }),
      output: z.object({ id: z.string() }),
      status: 201,
      run: async (actor, { id, ...command }) => ({
        id: await addKey(deps, actor, { client: id, ...command }),
      }),
    }),
    operation({
      id: 'joining.revoke-key',
      method: 'POST',
      path: '/clients/{id}/keys/{key}/revoke',
      who: officer,
      summary: { sw: 'Futa ufunguo papo hapo', en: 'Revoke a key at once' },
      input: z.strictObject({ id: Id, key: Id }),
      output: null,
      run: (actor, { id, key }) => revokeKey(deps, actor, { client: id, key }),
    }),
    operation({
      id: 'joining.change-secret',
      method: 'POST',
      path: '/clients/{id}/secrets',
      who: officer,
      summary: {
        sw: 'Tengeneza siri mpya; huonyeshwa mara moja',
        en: 'Make a new secret; it is shown once',
      },
      input: z.strictObject({ id: Id, oldUntil: LastDay.default('') }),
      output: z.object({ secret: z.string() }),
      status: 201,
      run: async (actor, { id, oldUntil }) => ({
        secret: await changeSecret(deps, actor, { client: id, oldUntil }),
      }),
    }),
  ]
}

function askOperations(deps: CallbackDeps) {
  return [
    operation({
      id: 'joining.ask-production',
      method: 'POST',
      path: '/systems/{system}/production-requests',
      who: officer,
      summary: { sw: 'Omba mteja wa matumizi halisi', en: 'Ask for a production client' },
      input: z.strictObject({
        system: Id,
        label: Label.default(''),
        purpose: Purpose,
        publicKey: Key,
      }),
      output: z.object({ id: z.string() }),
      status: 201,
      run: async (actor, command) => ({ id: await askForProduction(deps, actor, command) }),
    }),
    operation({
      id: 'joining.list-requests',
      method: 'GET',
      path: '/production-requests',
      who: viewers,
      summary: { sw: 'Maombi ya matumizi halisi', en: 'Requests for production' },
      input: z.strictObject({
        state: z.enum(['pending', 'decided']).default('pending'),
        after: z.string().max(100).optional(),
      }),
      output: z.object({ requests: z.array(Request), next: z.string().optional() }),
      run: (actor, wanted) => seeRequests(deps, actor, { ...wanted, limit: pageLimit }),
    }),
    operation({
      id: 'joining.get-request',
      method: 'GET',
      path: '/production-requests/{id}',
      who: viewers,
      summary: { sw: 'Ombi na jumbe za majaribio', en: 'A request with its sandbox calls' },
      input: z.strictObject({ id: RequestId }),
      output: z.object({
        request: Request,
        tried: z.array(z.object({ client: z.string(), calls: Calls })),
      }),
      run: (actor, { id }) => seeRequest(deps, actor, id),
    }),
    operation({
      id: 'joining.withdraw-request',
      method: 'POST',
      path: '/production-requests/{id}/withdraw',
      who: officer,
      summary: { sw: 'Ondoa ombi', en: 'Withdraw a request' },
      input: z.strictObject({ id: RequestId }),
      output: null,
      run: (actor, { id }) => withdrawRequest(deps, actor, { request: id }),
    }),
  ]
}

function answerOperations(deps: CallbackDeps) {
  return [
    operation({
      id: 'joining.approve-request',
      method: 'POST',
      path: '/production-requests/{id}/approve',
      who: ega,
      summary: { sw: 'Kubali ombi', en: 'Approve a request' },
      input: z.strictObject({ id: RequestId }),
      output: z.object({ client: z.string() }),
      run: async (actor, { id }) => ({
        client: await approveRequest(deps, actor, { request: id }),
      }),
    }),
    operation({
      id: 'joining.refuse-request',
      method: 'POST',
      path: '/production-requests/{id}/refuse',
      who: ega,
      summary: { sw: 'Kataa ombi', en: 'Refuse a request' },
      input: z.strictObject({ id: RequestId, reason: Refusal }),
      output: null,
      run: (actor, { id, reason }) => refuseRequest(deps, actor, { request: id, reason }),
    }),
  ]
}
