import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { connect, type Connector } from '@mtandao/testkit'
import { shoot } from '@mtandao/testkit/browser'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { follow, mainOf, press, textOf, textOfPdf, until, runAsSaid } from './hands.ts'
import { installConnector, makeKeyAtHome, password, registerSystem } from './newcomers.ts'

/** From a new system to an agreement in force, as the pages lead. */

export const service = 'Taarifa za kampuni'

export interface Newcomer {
  readonly page: Page
  readonly name: string
  readonly email: string
  readonly codes: readonly string[]
}

/** From the desk to a sandbox client whose first call has arrived. */
export async function joinSandbox(
  page: Page,
  { code, folder }: { readonly code: string; readonly folder: string },
): Promise<void> {
  await registerSystem(page, code)
  const key = makeKeyAtHome()
  await page.getByRole('textbox', { name: 'Ufunguo wa wazi' }).fill(key.publicKey)
  await press(page, 'Endelea')
  await press(page, 'Tengeneza mteja wa majaribio')
  const secret = await textOf(page, 'Siri ya mteja')
  await follow(page, /^Endelea/)
  installConnector(folder)
  const script = page.getByRole('link', { name: 'Pakua salamu.mjs' })
  const program = await page.request.get((await script.getAttribute('href')) ?? '')
  writeFileSync(join(folder, 'salamu.mjs'), await program.body())
  writeFileSync(join(folder, 'siri.txt'), secret)
  writeFileSync(join(folder, 'mteja.pkcs8'), key.privateKey)
  await runAsSaid(folder, 'salamu.mjs')
  const askNow = page.getByRole('link', { name: 'Omba matumizi halisi' })
  await until(async () => {
    await page.reload()
    return (await askNow.count()) > 0
  })
  await shoot(page, 'agreeing-01-ask-production')
  await askNow.click()
}

/** e-GA's one look, and the officer's secret: what a program needs, read from the client's page. */
export async function goLive(officer: Page, ega: Page): Promise<Connector> {
  const key = makeKeyAtHome()
  await officer
    .getByLabel('Mfumo utafanya nini kwenye GovESB?')
    .fill('Kuhakiki kampuni za waombaji wa ruzuku.')
  await officer.getByRole('textbox', { name: 'Ufunguo wa wazi' }).fill(key.publicKey)
  await press(officer, 'Tuma ombi kwa e-GA')
  await shoot(officer, 'agreeing-02-asked')

  await ega.goto('/desk')
  await shoot(ega, 'agreeing-03-ega-desk')
  await follow(ega, /ruzuku.* unaomba matumizi halisi/)
  await shoot(ega, 'agreeing-04-ega-approval')
  await press(ega, 'Kubali ombi')
  expect(await mainOf(ega)).toContain('Ombi limekubaliwa')

  await officer.goto('/desk')
  await shoot(officer, 'agreeing-05-officer-desk')
  await follow(officer, /e-GA imekubali/)
  await follow(officer, 'Tengeneza siri ya mteja')
  await press(officer, 'Tengeneza siri mpya')
  await shoot(officer, 'agreeing-06-secret')
  const id = await textOf(officer, 'Kitambulisho cha mteja')
  const secret = await textOf(officer, 'Siri ya mteja')
  await follow(officer, /^Endelea: anuani na ufunguo/)
  await shoot(officer, 'agreeing-07-client')
  const engine = await textOf(officer, 'Anuani ya jumbe za GovESB')
  const busKey = await textOf(officer, 'Ufunguo wa wazi wa basi')
  expect(await textOf(officer, 'Anuani ya tokeni')).toMatch(/\/oauth\/token$/)
  return connect(
    { id, secret, nidaUserId: '', key: { id, curve: 'P-256', ...key } },
    {
      url: engine.replace(/\/engine\/esb$/, ''),
      busKeys: { 'P-256': busKey, secp256k1: '' },
    },
  )
}

async function fillTerms(page: Page): Promise<void> {
  await page.getByLabel('Mfumo wako').selectOption({ label: 'Mfumo wa ruzuku za utafiti' })
  await page
    .getByLabel('Dhumuni kwa maneno, kwa Kiswahili')
    .fill('Kuhakiki kuwa kampuni inayoomba ruzuku imesajiliwa na ipo hai.')
  await page.getByLabel('Msimbo wa dhumuni').fill('uhakiki-wa-mwombaji')
  await page
    .getByRole('textbox', { name: 'Msingi wa kisheria' })
    .fill('Ridhaa ya kampuni kwenye fomu ya maombi (mfano)')
  await page.getByLabel('jina', { exact: true }).check()
  await page.getByLabel('hali', { exact: true }).check()
  await page.getByLabel('Taarifa nyingine').fill('tarehe ya usajili')
  await page.getByLabel('Utazitunza kwa siku ngapi?').fill('90')
  await page.getByLabel('Kisha zitafanywa nini?').fill('Zitafutwa')
  await page.getByLabel('Hapana', { exact: true }).check()
  await page.getByLabel('Maombi yanayotarajiwa kwa siku').fill('500')
  await page.getByLabel('Kilele kwa dakika moja').fill('120')
}

/** Everything that stands in the form of the page, by name. */
const typedIn = (page: Page) =>
  page
    .locator('main form')
    .last()
    .evaluate((form) => {
      const data = new FormData(form as HTMLFormElement)
      return [...data].map(([name, value]) => [name, value])
    })

/** The service found, the long form filled, the session gone before it is sent, and nothing lost. @returns the draft's path */
export async function askForAgreement({ page, email, codes }: Newcomer): Promise<string> {
  await follow(page, 'Tafuta huduma kwenye orodha')
  await page.getByLabel('Tafuta huduma').fill('kampuni')
  await press(page, 'Tafuta')
  await shoot(page, 'agreeing-08-catalogue')
  await follow(page, service)
  await shoot(page, 'agreeing-09-service')
  await follow(page, 'Omba huduma hii')
  await fillTerms(page)
  const typed = await typedIn(page)
  await shoot(page, 'agreeing-10-form')

  const cookies = await page.context().cookies()
  await page.context().clearCookies()
  await page.context().addCookies(cookies.filter(({ name }) => name === 'lang'))
  await press(page, 'Hifadhi rasimu')
  expect(new URL(page.url()).pathname).toBe('/sign-in')
  await shoot(page, 'agreeing-11-session-ended')
  await page.getByLabel('Barua pepe').fill(email)
  await page.getByLabel('Nenosiri').fill(password)
  await press(page, 'Endelea')
  // No phone at hand: a recovery code, as the page offers.
  await page.getByLabel('Msimbo wa tarakimu sita').fill(codes[0] ?? '')
  await press(page, 'Ingia')
  await shoot(page, 'agreeing-12-form-again')
  expect(await typedIn(page)).toEqual(typed)
  await press(page, 'Hifadhi rasimu')
  expect(await mainOf(page)).toContain('Rasimu imehifadhiwa')
  await shoot(page, 'agreeing-13-draft')
  return new URL(page.url()).pathname
}

export async function approve(page: Page, name: string): Promise<void> {
  await page.goto('/desk')
  await follow(page, /kutumia «Taarifa za kampuni» linasubiri idhini yako/)
  await shoot(page, `agreeing-${name}-reads`)
  await follow(page, 'Idhinisha')
  await shoot(page, `agreeing-${name}-approves`)
  await press(page, 'Idhinisha na usaini')
  expect(await mainOf(page)).toContain('Yaliidhinishwa')
}

export async function paperOf(page: Page): Promise<string> {
  const link = page.getByRole('link', { name: 'Pakua hati ya makubaliano (PDF)' })
  const answer = await page.request.get((await link.getAttribute('href')) ?? '')
  expect(answer.headers()['content-type']).toBe('application/pdf')
  return await textOfPdf(await answer.body())
}

/** One call as the officer's program makes it. */
async function call({ helper, last }: Connector): Promise<{ status: number; text: string }> {
  await helper.requestData('MFANO-BRELA-01', JSON.stringify({ namba: '110011' }), 'json')
  const { status = 0, text = '' } = last() ?? {}
  return { status, text }
}

/** Calls until it is refused, or until it is answered. @returns the first such answer, and how long after `began` */
export async function callUntil(
  connector: Connector,
  began: number,
  isSo: (status: number) => boolean,
) {
  for (;;) {
    const answer = await call(connector).catch((error: unknown) => ({
      status: connector.last()?.status ?? 0,
      text: connector.last()?.text ?? String(error),
    }))
    const ms = Math.round(performance.now() - began)
    if (isSo(answer.status) || ms > 10_000) return { ...answer, ms }
  }
}
