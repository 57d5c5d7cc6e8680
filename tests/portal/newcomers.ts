import { generateKeyPairSync } from 'node:crypto'
import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Country } from '@mtandao/testkit'
import { shoot, signInAs, type OpenBrowser } from '@mtandao/testkit/browser'
import { Secret, TOTP } from 'otpauth'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { press, textOf } from './hands.ts'

/** What people new to the portal do on its pages, in Swahili, by what stands there to read. */

const root = fileURLToPath(new URL('../..', import.meta.url))

export interface Invited {
  readonly name: string
  readonly email: string
  /** Its id in the register. */
  readonly institution: string
  /** As the page says it: «Afisa TEHAMA». */
  readonly office: string
}

export const password = 'farasi-mwekundu-anavuka-mto'

/** What an officer of e-GA does first. @returns the link that is handed over */
export async function invite(
  open: OpenBrowser,
  country: Country,
  { name, email, institution, office }: Invited,
): Promise<string> {
  const page = await open.page({ baseURL: country.portal, javaScript: false })
  await signInAs(page, 'demo-ega')
  await page.goto(`/people/invite?institution=${institution}`)
  await page.getByLabel('Jina kamili').fill(name)
  await page.getByLabel('Barua pepe ya kazi').fill(email)
  await page.getByLabel('Wadhifa').selectOption({ label: office })
  await press(page, 'Tengeneza mwaliko')
  const link = await textOf(page, 'Kiungo')
  await page.context().close()
  return link
}

/** From the link to the desk: password, second factor, recovery codes. @returns the recovery codes */
export async function accept(page: Page, link: string): Promise<readonly string[]> {
  await page.goto(link)
  await page.getByLabel('Chagua nenosiri').fill(password)
  await press(page, 'Kubali na endelea')
  const secret = (await textOf(page, 'Siri ya kithibitishaji')).replaceAll(/\s/g, '')
  await shoot(page, 'joining-second-factor')
  await page
    .getByLabel('Msimbo unaoonekana sasa')
    .fill(new TOTP({ secret: Secret.fromBase32(secret) }).generate())
  await press(page, 'Thibitisha')
  const codes = (await textOf(page, 'Misimbo ya akiba')).split('\n')
  expect(codes.length).toBeGreaterThan(4)
  await shoot(page, 'joining-recovery-codes')
  await press(page, 'Nimeihifadhi, endelea')
  expect(new URL(page.url()).pathname).toBe('/desk')
  return codes
}

/** From the desk to the first step of joining. */
export async function registerSystem(page: Page, code: string): Promise<void> {
  await page.getByRole('link', { name: 'Unganisha mfumo na GovESB' }).click()
  await page.getByRole('link', { name: /^Sajili mfumo/ }).click()
  await page.getByLabel('Jina kwa Kiswahili').fill('Mfumo wa ruzuku za utafiti')
  await page.getByLabel('Jina kwa Kiingereza').fill('Research grants system')
  await page.getByLabel('Lengo la mfumo kwa Kiswahili').fill('Hupokea na kutathmini maombi.')
  await page.getByLabel('Lengo la mfumo kwa Kiingereza').fill('Takes and assesses applications.')
  await page.getByLabel('Msimbo wa mfumo').fill(code)
  await press(page, 'Sajili mfumo')
}

/** On the officer's own machine, as the page's commands do it: base64 of PKCS#8 and of SPKI. */
export function makeKeyAtHome(): { readonly privateKey: string; readonly publicKey: string } {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return {
    privateKey: pair.privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
    publicKey: pair.publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
  }
}

/** As after `npm install govesb-connector-js`: the package as it is on npm. */
export function installConnector(home: string): void {
  mkdirSync(join(home, 'node_modules'), { recursive: true })
  symlinkSync(
    join(root, 'node_modules/govesb-connector-js'),
    join(home, 'node_modules/govesb-connector-js'),
  )
}
