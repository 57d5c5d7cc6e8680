import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startCountry, type Country } from '@mtandao/testkit'
import { openBrowser, shoot, type OpenBrowser } from '@mtandao/testkit/browser'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { press, textOf, runAsSaid } from './hands.ts'
import { accept, installConnector, invite, makeKeyAtHome, registerSystem } from './newcomers.ts'

/**
 * A new officer, from the invitation link to a first signed call in the sandbox with the unmodified govesb-connector-js,
 * doing only what the pages say: in Swahili, at 360 pixels, with and without JavaScript.
 */

const tenMinutesMs = 10 * 60 * 1000
let country: Country
let open: OpenBrowser
let folder: string
beforeAll(async () => {
  country = await startCountry()
  open = await openBrowser()
  folder = mkdtempSync(join(tmpdir(), 'afisa-'))
}, 300_000)
afterAll(async () => {
  await open?.close()
  await country?.stop()
  rmSync(folder, { recursive: true, force: true })
})

const newPage = (javaScript: boolean) => open.page({ baseURL: country.portal, javaScript })
/** In the browser: the private key is saved by the browser and the public one stands in the form. */
async function makeKeyHere(page: Page): Promise<string> {
  await press(page, 'Tengeneza jozi ya funguo')
  const saving = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Hifadhi mteja.pkcs8' }).click()
  const stream = await (await saving).createReadStream()
  const parts: Buffer[] = []
  for await (const part of stream) parts.push(Buffer.from(part as Buffer))
  return Buffer.concat(parts).toString().trim()
}

test.each([
  { javaScript: false, name: 'Asha Bila Skripti', code: 'ruzuku' },
  { javaScript: true, name: 'Neema Mwenye Skripti', code: 'ruzuku-mpya' },
])(
  'from the invitation to a signed call in minutes (JavaScript: $javaScript)',
  async ({ javaScript, name, code }) => {
    const link = await invite(open, country, {
      name,
      email: `${code}@costech.example`,
      institution: 'costech',
      office: 'Afisa TEHAMA',
    })
    const began = performance.now()
    const page = await newPage(javaScript)
    const sent: string[] = []
    page.on('request', (request) => sent.push(`${request.url()} ${request.postData() ?? ''}`))

    await accept(page, link)
    await registerSystem(page, code)
    expect(page.url()).toContain('/join')
    await shoot(page, 'joining-key')

    let privateKey: string
    if (javaScript) {
      privateKey = await makeKeyHere(page)
    } else {
      const made = makeKeyAtHome()
      privateKey = made.privateKey
      await page.getByRole('textbox', { name: 'Ufunguo wa wazi' }).fill(made.publicKey)
    }
    await press(page, 'Endelea')
    await shoot(page, 'joining-client')
    await press(page, 'Tengeneza mteja wa majaribio')
    const secret = await textOf(page, 'Siri ya mteja')
    await shoot(page, 'joining-secret')
    await page.getByRole('link', { name: /^Endelea/ }).click()
    await shoot(page, 'joining-call')

    const home = join(folder, code)
    installConnector(home)
    const script = page.getByRole('link', { name: 'Pakua salamu.mjs' })
    const program = await page.request.get((await script.getAttribute('href')) ?? '')
    writeFileSync(join(home, 'salamu.mjs'), await program.body())
    writeFileSync(join(home, 'siri.txt'), secret)
    writeFileSync(join(home, 'mteja.pkcs8'), privateKey)
    const stdout = await runAsSaid(home, 'salamu.mjs')
    expect(stdout).toContain('"success":true')
    expect(stdout).toContain('Habari, GovESB')

    const arrived = page.getByText(/[iu]mefika!/)
    await expect
      .poll(
        async () => {
          if (!javaScript) await page.getByRole('link', { name: 'Angalia tena' }).click()
          return await arrived.count()
        },
        { timeout: 20_000, interval: 1_000 },
      )
      .toBeGreaterThan(0)
    await shoot(page, 'joining-arrived')
    await page.getByRole('link', { name: 'Ona muamala na ushahidi wake' }).click()
    await expect(page.locator('main').innerText()).resolves.toContain('Salamu')
    await shoot(page, 'joining-exchange')
    expect(performance.now() - began).toBeLessThan(tenMinutesMs)
    expect(sent.filter((one) => one.includes(privateKey.slice(20, 60)))).toEqual([])
    await page.context().close()
  },
  300_000,
)
