import { createRegister, registerMigrations } from '@mtandao/register'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openSite, type Site } from '../../test/site.ts'
import { Jar, openWorld, type World } from '../../test/world.ts'
import { identityWeb, type IdentityParts } from '../index.ts'
import { requestRecovery } from '../sign-in/recover.ts'
import { demoAccounts, demoPassword } from './accounts.ts'

const origin = 'http://localhost:8080'
let world: World
let demo: Site
/** The same database, started outside the demo. */
let real: IdentityParts
let realSite: Site
beforeAll(async () => {
  world = await openWorld({
    register: createRegister(),
    migrations: [registerMigrations],
    demo: true,
  })
  await world.identity.seedDemo()
  await world.identity.seedDemo()
  demo = openSite(identityWeb(world.ground), world.identity, origin)
  real = world.again({ demo: false })
  realSite = openSite(identityWeb(real.ground), real, origin)
})
afterAll(async () => {
  await real.close()
  await world.stop()
})

test('in the demo every account is one press away, and the page says what they are', async () => {
  const page = await demo.get(new Jar(), '/sign-in')
  expect(page.text).toContain('nchi ya mfano')
  for (const { id, appointments } of demoAccounts) {
    const jar = new Jar()
    const pressed = await demo.post(jar, '/demo/sign-in?then=%2Faccount', { account: id })
    expect(pressed).toMatchObject({ status: 303, location: '/account' })
    const actor = await world.actor(jar)
    expect(actor.institution).toBe(appointments[0]?.[0])
    expect((await demo.get(jar, '/account')).status).toBe(200)
  }
})

test('the published password does it too, without a second step', async () => {
  const jar = new Jar()
  const email = 'nida-tehama@mfano.example'
  const pressed = await demo.post(jar, '/sign-in', { email, password: demoPassword })
  expect(pressed.location).toBe('/desk')
  expect(await world.actor(jar)).toMatchObject({ institution: 'nida', roles: ['ict-officer'] })
})

test('who serves two institutions switches, and the demo’s password stays as it is printed', async () => {
  const jar = new Jar()
  await demo.post(jar, '/demo/sign-in', { account: 'demo-wawili' })
  expect((await world.actor(jar)).institution).toBe('mfano')
  await demo.post(jar, '/switch', { institution: 'udom' })
  expect((await world.actor(jar)).institution).toBe('udom')
  const fields = { present_password: demoPassword, password: 'tembo-mlima-kahawa-saba' }
  expect((await demo.post(jar, '/account/password', fields)).status).toBe(409)
})

test('outside the demo nothing of it exists: no page, no account, no session, no letter', async () => {
  const inDemo = new Jar()
  await demo.post(inDemo, '/demo/sign-in', { account: 'demo-ega' })
  expect(await real.actorOf(inDemo.headers)).toBeUndefined()
  const shown = await demo.post(inDemo, '/account/tokens/new', { name: 'jaribio', days: '1' })
  const token = /mtk_[\w-]{43}/.exec(shown.text)?.[0] ?? ''
  expect((await demo.api(token, 'GET', '/me')).status).toBe(200)
  expect((await realSite.api(token, 'GET', '/me')).status).toBe(401)

  expect((await realSite.post(new Jar(), '/demo/sign-in', { account: 'demo-ega' })).status).toBe(
    404,
  )
  const page = await realSite.get(new Jar(), '/sign-in')
  expect(page.text).not.toMatch(/mfano/)
  const jar = new Jar()
  const refused = await realSite.post(jar, '/sign-in', {
    email: 'ega@mfano.example',
    password: demoPassword,
  })
  expect(refused.status).toBe(422)
  expect(await real.actorOf(jar.headers)).toBeUndefined()
  const before = await world.database.rows('select id from identity.outgoing_mail')
  const ground = { ...real.ground, mailGoesOut: true }
  await requestRecovery(ground, { email: 'ega@mfano.example', address: '192.0.2.1' })
  expect(await world.database.rows('select id from identity.outgoing_mail')).toEqual(before)
  await real.seedDemo()
})
