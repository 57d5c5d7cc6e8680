import { execFile } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { startCountry, type Country } from '@mtandao/testkit'
import { openBrowser, shoot, signInAs, type OpenBrowser } from '@mtandao/testkit/browser'
import { Secret, TOTP } from 'otpauth'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'

/**
 * A new officer, from the invitation link to a first signed call in the sandbox with the unmodified govesb-connector-js,
 * doing only what the pages say: in Swahili, at 360 pixels, with and without JavaScript.
 */

const root = fileURLToPath(new URL('../..', import.meta.url))
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
const press = (page: Page, name: string) => page.getByRole('button', { name }).click()
const textOf = async (page: Page, region: string) =>
  (await page.getByRole('region', { name: region }).first().innerText()).trim()

/** What an officer of e-GA does first. @returns the link that is handed over */
async function invite(name: string, email: string, institution: string): Promise<string> {
  const page = await newPage(false)
  await signInAs(page, 'demo-ega')
  await page.goto(`/people/invite?institution=${institution}`)
  await page.getByLabel('Jina kamili').fill(name)
  await page.getByLabel('Barua pepe ya kazi').fill(email)
  await page.getByLabel('Wadhifa').selectOption({ label: 'Afisa TEHAMA' })
  await press(page, 'Tengeneza mwaliko')
  const link = await textOf(page, 'Kiungo')
  await page.context().close()
  return link
}

/** From the link to the desk: password, second factor, recovery codes. */
async function accept(page: Page, link: string): Promise<void> {
  await page.goto(link)
  await page.getByLabel('Chagua nenosiri').fill('farasi-mwekundu-anavuka-mto')
  await press(page, 'Kubali na endelea')
  const secret = (await textOf(page, 'Siri ya kithibitishaji')).replaceAll(/\s/g, '')
  await shoot(page, 'joining-second-factor')
  await page
    .getByLabel('Msimbo unaoonekana sasa')
    .fill(new TOTP({ secret: Secret.fromBase32(secret) }).generate())
  await press(page, 'Thibitisha')
  expect((await textOf(page, 'Misimbo ya akiba')).split('\n').length).toBeGreaterThan(4)
  await shoot(page, 'joining-recovery-codes')
  await press(page, 'Nimeihifadhi, endelea')
  expect(new URL(page.url()).pathname).toBe('/desk')
}

async function registerSystem(page: Page, code: string): Promise<void> {
  await page.getByRole('link', { name: 'Unganisha mfumo na GovESB' }).click()
  await page.getByRole('link', { name: /^Sajili mfumo/ }).click()
  await page.getByLabel('Jina kwa Kiswahili').fill('Mfumo wa ruzuku za utafiti')
  await page.getByLabel('Jina kwa Kiingereza').fill('Research grants system')
  await page.getByLabel('Lengo la mfumo kwa Kiswahili').fill('Hupokea na kutathmini maombi.')
  await page.getByLabel('Lengo la mfumo kwa Kiingereza').fill('Takes and assesses applications.')
  await page.getByLabel('Msimbo wa mfumo').fill(code)
  await press(page, 'Sajili mfumo')
}

/** On the officer's own machine, as the page's commands do it. */
function makeKeyAtHome(): { privateKey: string; publicKey: string } {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return {
    privateKey: pair.privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
    publicKey: pair.publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
  }
}

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

/** As after `npm install govesb-connector-js`: the package as it is on npm. */
function installConnector(home: string): void {
  mkdirSync(join(home, 'node_modules'), { recursive: true })
  symlinkSync(
    join(root, 'node_modules/govesb-connector-js'),
    join(home, 'node_modules/govesb-connector-js'),
  )
}

test.each([
  { javaScript: false, name: 'Asha Bila Skripti', code: 'ruzuku' },
  { javaScript: true, name: 'Neema Mwenye Skripti', code: 'ruzuku-mpya' },
])(
  'from the invitation to a signed call in minutes (JavaScript: $javaScript)',
  async ({ javaScript, name, code }) => {
    const link = await invite(name, `${code}@costech.example`, 'costech')
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
    const { stdout } = await promisify(execFile)(process.execPath, ['salamu.mjs'], { cwd: home })
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
