import { edge, type Operation } from '@mtandao/http'
import { z } from 'zod'
import { selectProviders } from '../auth/provider-store.ts'
import { deleteSessions, selectSessions } from '../auth/session-store.ts'
import { removeProvider, setProvider } from '../auth/set-provider.ts'
import { roles, type Actor } from '../contract.ts'
import type { Ground } from '../ground.ts'
import { institutionId, personName } from '../people/shapes.ts'
import { problem } from '../problems.ts'
import { endApiToken, makeApiToken, tokenDaysMax } from './api-tokens.ts'
import { changeName } from './change-password.ts'
import { selectTokens } from './token-store.ts'

const { operation } = edge<Actor>()

const time = z.iso.datetime()
const text = z.strictObject({ sw: z.string(), en: z.string() })
const nothing = z.strictObject({})
const issuer = z
  .url()
  .max(300)
  .refine((value) => {
    // Refinements are asked about what is no URL too.
    const url = URL.parse(value)
    if (!url) return false
    const { protocol, hostname, search, hash } = url
    const near = ['localhost', '127.0.0.1'].includes(hostname)
    return (protocol === 'https:' || (protocol === 'http:' && near)) && search === '' && hash === ''
  })

export function accountOperations(ground: Ground): readonly Operation<Actor>[] {
  return [...me(ground), ...sessions(ground), ...tokens(ground), ...providers(ground)]
}

function me(ground: Ground): readonly Operation<Actor>[] {
  return [
    operation({
      id: 'identity.get-me',
      method: 'GET',
      path: '/me',
      who: 'signed-in',
      summary: {
        sw: 'Mimi ni nani, na natenda kwa niaba ya nani',
        en: 'Who I am and for whom I act',
      },
      input: nothing,
      output: z.strictObject({
        person: z.strictObject({ id: z.string(), name: z.string(), email: z.string() }),
        institution: z.string(),
        institution_name: text,
        roles: z.array(z.enum(roles)),
        appointments: z.array(
          z.strictObject({
            id: z.uuid(),
            institution: z.string(),
            institution_name: text,
            role: z.enum(roles),
            from: z.iso.date(),
            to: z.iso.date().nullable(),
          }),
        ),
      }),
      run: ({ person, institution, institutionName, roles: held, appointments }) =>
        Promise.resolve({
          person,
          institution,
          institution_name: institutionName,
          roles: held,
          appointments: appointments.map(({ institutionName: name, ...rest }) => ({
            ...rest,
            institution_name: name,
          })),
        }),
    }),
    operation({
      id: 'identity.rename-me',
      method: 'PUT',
      path: '/me/name',
      who: 'signed-in',
      summary: { sw: 'Badili jina langu', en: 'Changes my name' },
      input: z.strictObject({ name: personName }),
      output: null,
      run: (actor, { name }) => changeName(ground, actor, name),
    }),
  ]
}

function sessions(ground: Ground): readonly Operation<Actor>[] {
  return [
    operation({
      id: 'identity.list-sessions',
      method: 'GET',
      path: '/me/sessions',
      who: 'signed-in',
      summary: { sw: 'Vikao vyangu vya kivinjari', en: 'My browser sessions' },
      input: nothing,
      output: z.strictObject({
        items: z.array(
          z.strictObject({
            id: z.string(),
            created_at: time,
            used_at: time,
            address: z.string().nullable(),
            browser: z.string().nullable(),
            second_factor: z.string(),
          }),
        ),
      }),
      run: async ({ person }) => ({
        items: (await selectSessions(ground.database, person.id, ground.now())).map((one) => ({
          id: one.id,
          created_at: one.createdAt.toISOString(),
          used_at: one.usedAt.toISOString(),
          address: one.address,
          browser: one.browser,
          second_factor: one.secondFactor,
        })),
      }),
    }),
    operation({
      id: 'identity.end-session',
      method: 'DELETE',
      path: '/me/sessions/{id}',
      who: 'signed-in',
      summary: { sw: 'Funga kikao kimoja', en: 'Ends one session' },
      input: z.strictObject({ id: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/) }),
      output: null,
      run: async ({ person }, { id }) => {
        const ended = await deleteSessions(ground.database, person.id, { only: id })
        if (ended === 0) throw problem('not-found')
      },
    }),
    operation({
      id: 'identity.end-sessions',
      method: 'DELETE',
      path: '/me/sessions',
      who: 'signed-in',
      summary: { sw: 'Funga vikao vyote vya kivinjari', en: 'Ends every browser session' },
      input: nothing,
      output: null,
      run: ({ person }) => deleteSessions(ground.database, person.id),
    }),
  ]
}

function tokens(ground: Ground): readonly Operation<Actor>[] {
  return [
    operation({
      id: 'identity.list-tokens',
      method: 'GET',
      path: '/me/tokens',
      who: 'signed-in',
      summary: { sw: 'Tokeni zangu za API', en: 'My API tokens' },
      input: nothing,
      output: z.strictObject({
        items: z.array(
          z.strictObject({
            id: z.uuid(),
            name: z.string(),
            institution: z.string(),
            created_at: time,
            expires_at: time,
            last_used_at: time.nullable(),
          }),
        ),
      }),
      run: async ({ person }) => ({
        items: (await selectTokens(ground.database, person.id, ground.now())).map((one) => ({
          id: one.id,
          name: one.name,
          institution: one.institution,
          created_at: one.createdAt.toISOString(),
          expires_at: one.expiresAt.toISOString(),
          last_used_at: one.lastUsedAt?.toISOString() ?? null,
        })),
      }),
    }),
    operation({
      id: 'identity.make-token',
      method: 'POST',
      path: '/me/tokens',
      who: 'signed-in',
      summary: {
        sw: 'Tengeneza tokeni; inatolewa mara hii tu',
        en: 'Makes a token; it is given this once',
      },
      input: z.strictObject({
        name: z.string().trim().min(1).max(80),
        days: z.number().int().min(1).max(tokenDaysMax),
      }),
      output: z.strictObject({ id: z.uuid(), token: z.string(), expires_at: time }),
      status: 201,
      run: async (actor, input) => {
        const { id, token, expiresAt } = await makeApiToken(ground, actor, input)
        return { id, token, expires_at: expiresAt.toISOString() }
      },
    }),
    operation({
      id: 'identity.end-token',
      method: 'DELETE',
      path: '/me/tokens/{id}',
      who: 'signed-in',
      summary: { sw: 'Batilisha tokeni', en: 'Ends a token' },
      input: z.strictObject({ id: z.uuid() }),
      output: null,
      run: (actor, { id }) => endApiToken(ground, actor, id),
    }),
  ]
}

function providers(ground: Ground): readonly Operation<Actor>[] {
  return [
    operation({
      id: 'identity.list-providers',
      method: 'GET',
      path: '/sign-in-providers',
      who: ['ega-officer', 'auditor'],
      summary: {
        sw: 'Mifumo ya kuingia ya taasisi (OpenID Connect)',
        en: 'Institutions’ own sign-in (OpenID Connect)',
      },
      input: nothing,
      output: z.strictObject({
        items: z.array(
          z.strictObject({
            institution: z.string(),
            issuer: z.string(),
            client_id: z.string(),
            label: text,
            set_at: time,
          }),
        ),
      }),
      run: async () => ({
        items: (await selectProviders(ground.database)).map((one) => ({
          institution: one.institution,
          issuer: one.issuer,
          client_id: one.clientId,
          label: one.label,
          set_at: one.setAt.toISOString(),
        })),
      }),
    }),
    operation({
      id: 'identity.set-provider',
      method: 'PUT',
      path: '/sign-in-providers/{institution}',
      who: ['ega-officer'],
      summary: { sw: 'Weka mfumo wa kuingia wa taasisi', en: 'Sets an institution’s own sign-in' },
      input: z.strictObject({
        institution: institutionId,
        issuer,
        client_id: z.string().min(1).max(200),
        client_secret: z.string().min(8).max(500),
        label: z.strictObject({
          sw: z.string().trim().min(1).max(80),
          en: z.string().trim().min(1).max(80),
        }),
      }),
      output: null,
      run: (actor, { client_id: clientId, client_secret: clientSecret, ...rest }) =>
        setProvider(ground, actor, { ...rest, clientId, clientSecret }),
    }),
    operation({
      id: 'identity.remove-provider',
      method: 'DELETE',
      path: '/sign-in-providers/{institution}',
      who: ['ega-officer'],
      summary: {
        sw: 'Ondoa mfumo wa kuingia wa taasisi',
        en: 'Removes an institution’s own sign-in',
      },
      input: z.strictObject({ institution: institutionId }),
      output: null,
      run: (actor, { institution }) => removeProvider(ground, actor, institution),
    }),
  ]
}
