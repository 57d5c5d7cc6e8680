import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createRegister, registerMigrations } from '@mtandao/register'
import { Provider } from 'oidc-provider'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openSite, type Site } from '../../test/site.ts'
import { Jar, openWorld, type World } from '../../test/world.ts'
import { identityWeb } from '../index.ts'
import { removeProvider, setProvider } from './set-provider.ts'

const origin = 'http://localhost:8080'
const callback = `${origin}/auth/callback/institution-nida`
let world: World
let site: Site
let ega: Jar
let officer: Jar
let issuer = ''
let server: Server
/** Who signs in at the institution next, and how. */
let visitor = { email: 'fundi@nida.example', verified: true, amr: ['pwd'] }

/** A real provider: it asks nobody anything and lets in whoever `visitor` says. */
async function openProvider(): Promise<void> {
  server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'mtandao',
        client_secret: 'siri-ya-mteja-wa-majaribio-ndefu',
        redirect_uris: [callback],
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    pkce: { required: () => true },
    scopes: ['openid', 'email', 'profile'],
    claims: { openid: ['sub', 'amr'], email: ['email', 'email_verified'], profile: ['name'] },
    features: { devInteractions: { enabled: false } },
    cookies: { keys: ['majaribio'] },
    findAccount: (_context, id) => ({
      accountId: id,
      claims: () => ({ sub: id, email: visitor.email, email_verified: visitor.verified }),
    }),
    loadExistingGrant: async (context) => {
      const { client, session } = context.oidc
      const grant = new context.oidc.provider.Grant({
        clientId: client?.clientId ?? '',
        accountId: session?.accountId ?? '',
      })
      grant.addOIDCScope('openid email profile')
      await grant.save()
      return grant
    },
  })
  const answer = provider.callback()
  server.on('request', (request, response) => {
    if (request.url?.startsWith('/interaction/') !== true) {
      answer(request, response)
      return
    }
    const login = { accountId: `sub-${visitor.email}`, amr: visitor.amr }
    void provider.interactionFinished(request, response, { login })
  })
}

/** As a browser: to the provider, through it, and back to us. */
async function walk(jar: Jar, path = '/auth/institution/nida?then=%2Fpeople') {
  const left = await site.get(jar, path)
  const there = new Jar()
  let next = left.location
  for (let step = 0; step < 8 && !next.startsWith(origin) && next !== ''; step += 1) {
    const answer = await fetch(new URL(next, issuer), {
      headers: there.headers,
      redirect: 'manual',
    })
    there.keep(answer.headers)
    next = answer.headers.get('location') ?? ''
  }
  return { asked: new URL(left.location, origin), back: next.replace(origin, '') }
}

beforeAll(async () => {
  await openProvider()
  world = await openWorld({ register: createRegister(), migrations: [registerMigrations] })
  site = openSite(identityWeb(world.ground), world.identity, origin)
  ega = await world.firstAdmin()
  const admin = await world.actor(ega)
  officer = await world.appoint(admin, 'nida', 'ict-officer', 'fundi@nida.example')
  await world.appoint(admin, 'brela', 'ict-officer', 'mgeni@brela.example')
  await setProvider(world.ground, admin, {
    institution: 'nida',
    issuer,
    clientId: 'mtandao',
    clientSecret: 'siri-ya-mteja-wa-majaribio-ndefu',
    label: { sw: 'Ingia kwa NIDA', en: 'Sign in with NIDA' },
  })
})
beforeEach(() => (visitor = { email: 'fundi@nida.example', verified: true, amr: ['pwd', 'mfa'] }))
afterAll(async () => {
  await world.stop()
  server.close()
})

test('the sign-in page offers the institution, and its secret is stored sealed', async () => {
  expect((await site.get(new Jar(), '/sign-in')).text).toContain(
    '/auth/institution/nida?then=%2Fdesk',
  )
  const [row] = await world.database.rows<{ client_secret: string }>(
    'select client_secret from identity.provider',
  )
  expect(row?.client_secret).not.toContain('siri')
})

test('a code with PKCE, state and nonce leads in; a provider that asked for two factors is enough', async () => {
  const jar = new Jar()
  const { asked, back } = await walk(jar)
  expect(asked.searchParams.get('code_challenge_method')).toBe('S256')
  for (const member of ['state', 'nonce', 'code_challenge'])
    expect(asked.searchParams.has(member)).toBe(true)
  const home = await site.get(jar, back)
  expect(home).toMatchObject({ status: 303, location: '/sign-in/arrived?then=%2Fpeople' })
  expect((await site.get(jar, home.location)).location).toBe('/people')
  const actor = await world.actor(jar)
  expect(actor).toMatchObject({ institution: 'nida', person: { email: 'fundi@nida.example' } })
  // Nothing of the provider's is kept but whose account it is.
  const [account] = await world.database.rows(
    `select access_token, refresh_token, id_token, account_id from identity.account where provider_id = 'institution-nida'`,
  )
  expect(account).toEqual({
    access_token: null,
    refresh_token: null,
    id_token: null,
    account_id: 'sub-fundi@nida.example',
  })
})

test('a provider that asked for one factor leaves the code to us', async () => {
  visitor.amr = ['pwd']
  const jar = new Jar()
  const { back } = await walk(jar)
  await site.get(jar, back)
  expect(await world.identity.actorOf(jar.headers)).toBeUndefined()
  const next = await site.get(jar, '/sign-in/arrived?then=%2Fpeople')
  expect(next.location).toBe('/sign-in/code?then=%2Fpeople')
  await world.database.rows('delete from identity.used_code')
  const before = jar.headers.get('cookie')
  const done = await site.post(jar, next.location, { code: world.code('fundi@nida.example') })
  expect(done.location).toBe('/people')
  expect(jar.headers.get('cookie')).not.toBe(before)
  expect(await world.actor(jar)).toMatchObject({ institution: 'nida' })
})

test('a session of an institution’s provider acts for that institution and no other', async () => {
  const { person } = await world.actor(officer)
  await world.database.rows(
    `insert into identity.appointment (id, person, institution, role, valid_from, made_by, made_at)
     values (gen_random_uuid(), $1, 'brela', 'head', '2026-01-01', 'terminal', now())`,
    [person.id],
  )
  const jar = new Jar()
  await site.get(jar, (await walk(jar)).back)
  const actor = await world.actor(jar)
  expect(actor.appointments.map(({ institution }) => institution)).toEqual(['nida'])
  expect((await site.post(jar, '/switch', { institution: 'brela' })).status).toBe(404)
  expect((await world.actor(officer)).appointments).toHaveLength(2)
})

describe('nobody gets in', () => {
  const turnedAway = async () => {
    const jar = new Jar()
    const { back } = await walk(jar)
    const home = await site.get(jar, back)
    expect(home.location).toBe('/sign-in?failed=institution')
    expect(await world.identity.actorOf(jar.headers)).toBeUndefined()
    expect((await site.get(jar, home.location)).status).toBe(200)
  }

  test('whom the institution did not appoint, though somebody else did', async () => {
    visitor.email = 'mgeni@brela.example'
    await turnedAway()
  })

  test('whom nobody knows: there is no signing up', async () => {
    visitor.email = 'mpya@nida.example'
    await turnedAway()
    expect(
      await world.database.rows(`select id from identity.person where email = 'mpya@nida.example'`),
    ).toEqual([])
  })

  test('whose address the provider did not verify', async () => {
    visitor.verified = false
    await turnedAway()
  })

  test('with a code that comes back to another browser', async () => {
    const { back } = await walk(new Jar())
    const other = new Jar()
    expect((await site.get(other, back)).location).toBe('/sign-in?failed=institution')
    expect(await world.identity.actorOf(other.headers)).toBeUndefined()
  })

  test('twice with one code', async () => {
    const jar = new Jar()
    const { back } = await walk(jar)
    const replay = new Jar()
    for (const [name, value] of jar.cookies) replay.cookies.set(name, value)
    await site.get(jar, back)
    expect((await site.get(replay, back)).location).toBe('/sign-in?failed=institution')
  })

  test('by an address of better-auth that is not open', async () => {
    for (const path of [
      '/auth/sign-in/email',
      '/auth/sign-up/email',
      '/auth/get-session',
      '/auth/list-sessions',
    ]) {
      expect((await site.get(new Jar(), path)).status).toBe(404)
      expect((await site.post(new Jar(), path)).status).toBe(413)
    }
  })
})

test('only e-GA sets a provider, and one that is gone lets nobody in', async () => {
  const command = {
    institution: 'nida',
    issuer,
    clientId: 'x',
    clientSecret: 'yyyyyyyy',
    label: { sw: 'x', en: 'x' },
  }
  await expect(
    setProvider(world.ground, await world.actor(officer), command),
  ).rejects.toMatchObject({
    code: 'identity.not-found',
  })
  const wrong = { ...command, issuer: `${issuer}/wrong` }
  await expect(setProvider(world.ground, await world.actor(ega), wrong)).rejects.toMatchObject({
    code: 'identity.provider-away',
  })
  await removeProvider(world.ground, await world.actor(ega), 'nida')
  expect((await site.get(new Jar(), '/auth/institution/nida')).location).toBe(
    '/sign-in?failed=not-found',
  )
})
