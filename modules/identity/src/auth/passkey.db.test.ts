import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { createRegister, registerMigrations } from '@mtandao/register'
import { openBrowser, type OpenBrowser } from '@mtandao/testkit/browser'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openSite } from '../../test/site.ts'
import { openWorld, type Jar, type World } from '../../test/world.ts'
import { identityWeb } from '../index.ts'

let world: World
let server: Server
let browser: OpenBrowser
let origin = ''
let officer: Jar
beforeAll(async () => {
  server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // Passkeys belong to a name: an address in numbers has none.
  origin = `http://localhost:${(server.address() as AddressInfo).port}`
  world = await openWorld({
    register: createRegister(),
    migrations: [registerMigrations],
    publicUrl: origin,
  })
  const { app } = openSite(identityWeb(world.ground), world.identity, origin)
  const answer = getRequestListener(app.fetch)
  server.on('request', (request, response) => void answer(request, response))
  const admin = await world.actor(await world.firstAdmin())
  officer = await world.appoint(admin, 'nida', 'ict-officer', 'fundi@nida.example')
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await world.stop()
  server.close()
})

/** A device with a key of its own, which asks its user, or does not. */
async function device(page: Page, isUserVerified: boolean): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('WebAuthn.enable')
  const options = { protocol: 'ctap2', transport: 'internal', hasResidentKey: true } as const
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      ...options,
      hasUserVerification: true,
      isUserVerified,
      automaticPresenceSimulation: true,
    },
  })
}

const cookies = () =>
  [...officer.cookies].map(([name, value]) => ({ name, value, url: origin, httpOnly: true }))

test('a passkey is added in the account, and then opens the door by itself', async () => {
  const page = await browser.page({ baseURL: origin })
  await device(page, true)
  await page.context().addCookies(cookies())
  await page.goto('/account')
  await page.fill('#f-passkey-name', 'Simu yangu')
  await page.click('button[data-passkey="register"]')
  await page.waitForSelector('text=Simu yangu')
  expect(world.acts.at(-1)?.action).toBe('identity.passkey-added')

  await page.context().clearCookies()
  await page.goto('/sign-in?then=%2Faccount')
  await page.click('button[data-passkey="sign-in"]')
  await page.waitForURL('**/account')
  expect(await page.textContent('body')).toContain('fundi@nida.example')
  const [session] = await world.database.rows(
    'select second_factor from identity.session order by created_at desc limit 1',
  )
  expect(session).toEqual({ second_factor: 'passkey' })
})

test('a device that does not verify its user is not enough', async () => {
  const page = await browser.page({ baseURL: origin })
  await device(page, false)
  await page.context().addCookies(cookies())
  await page.goto('/account')
  await page.click('button[data-passkey="register"]')
  await page.waitForSelector('#passkey-failed:visible')
  expect(await world.database.rows('select id from identity.passkey')).toHaveLength(1)
})

test('without JavaScript the button is not there, and the page says what to do instead', async () => {
  const page = await browser.page({ baseURL: origin, javaScript: false })
  await page.goto('/sign-in')
  expect(await page.isVisible('button[data-passkey="sign-in"]')).toBe(false)
  expect(await page.textContent('body')).toContain('tumia nenosiri na msimbo')
})

test('whoever has only begun to sign in adds no passkey', async () => {
  await world.database.rows(`update identity.session set second_factor = 'none'`)
  const request = new Request(`${origin}/auth/passkey/generate-register-options`, {
    headers: officer.headers,
  })
  expect((await world.identity.authHandler(request, '192.0.2.7')).status).toBe(403)
})
