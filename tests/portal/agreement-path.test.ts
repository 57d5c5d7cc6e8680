import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startCountry, type Country } from '@mtandao/testkit'
import { openBrowser, shoot, signInAs, type OpenBrowser } from '@mtandao/testkit/browser'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  auditorReads,
  findExchange,
  isNotFound,
  readsInEnglish,
  readsRefusal,
  verifyReceipt,
} from './agreement-proofs.ts'
import {
  approve,
  askForAgreement,
  callUntil,
  goLive,
  joinSandbox,
  paperOf,
  service,
  type Newcomer,
} from './agreement-steps.ts'
import { focused, mainOf, press, tabTo } from './hands.ts'
import { accept, invite } from './newcomers.ts'

/**
 * Two institutions agree on an exchange and use it, and the provider stops it and lets it go on: everything on pages, both
 * parties signed in, in Swahili, at 360 pixels, without JavaScript.
 */

const refusedWithinMs = 2_000
const reason = 'Tunahamisha daftari kwenye seva mpya hadi saa kumi jioni'

let country: Country
let open: OpenBrowser
let folder: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'makubaliano-'))
  country = await startCountry()
  open = await openBrowser()
}, 300_000)
afterAll(async () => {
  await open?.close()
  await country?.stop()
  rmSync(folder, { recursive: true, force: true })
})

const newPage = (width = 360) => open.page({ baseURL: country.portal, javaScript: false, width })

async function demoPerson(account: string): Promise<Page> {
  const page = await newPage()
  await signInAs(page, account)
  return page
}

async function newcomer(name: string, email: string, office: string): Promise<Newcomer> {
  const link = await invite(open, country, { name, email, institution: 'costech', office })
  const page = await newPage()
  return { page, name, email, codes: await accept(page, link) }
}

const times: Record<string, number> = {}
async function timed<Result>(what: string, work: () => Promise<Result>): Promise<Result> {
  const began = performance.now()
  const result = await work()
  times[what] = Math.round(performance.now() - began)
  return result
}

async function signInByKeyboard(email: string, secret: string): Promise<Page> {
  const page = await newPage()
  await page.goto('/')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  expect(await focused(page)).toBe('main')
  await page.goto('/')
  await tabTo(page, 'Ingia')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/sign-in')
  await tabTo(page, 'Barua pepe')
  await page.keyboard.type(email)
  await page.keyboard.press('Tab')
  await page.keyboard.type(secret)
  await page.keyboard.press('Enter')
  await page.waitForURL('**/desk')
  return page
}

/** By Tab and Enter alone to the filled form, through one fault; the next Enter suspends. */
async function reachSuspension(page: Page): Promise<void> {
  const enter = async (address: string | RegExp) => {
    await page.keyboard.press('Enter')
    await page.waitForURL(address)
  }
  await tabTo(page, 'Menyu')
  await page.keyboard.press('Enter')
  await tabTo(page, 'Makubaliano')
  await enter('**/agreements')
  await shoot(page, 'agreeing-22-agreements')
  await tabTo(page, service)
  await enter(/agreements\/[^/]+$/)
  await tabTo(page, 'Simamisha')
  await enter('**/suspend')
  await shoot(page, 'agreeing-23-suspend')
  await tabTo(page, 'Simamisha')
  await page.keyboard.press('Enter')
  await page.locator('#faults').waitFor()
  await shoot(page, 'agreeing-24-fault')
  expect(await focused(page)).toBe('faults')
  expect(await page.title()).toMatch(/^Kosa: /)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  expect(await focused(page)).toBe('f-reasonSw')
  await page.keyboard.type(reason)
  await tabTo(page, 'Simamisha')
}

test('two institutions agree, exchange, and the provider stops it within two seconds', async () => {
  const began = performance.now()
  const officer = await newcomer('Upendo Mtafiti', 'upendo@costech.example', 'Afisa TEHAMA')
  const head = await newcomer('Elia Mkuu', 'elia@costech.example', 'Mkuu wa Taasisi')
  const ega = await demoPerson('demo-ega')
  await timed('sandbox', () => joinSandbox(officer.page, { code: 'ruzuku-halisi', folder }))
  const connector = await timed('production client', () => goLive(officer.page, ega))

  const path = await timed('draft', () => askForAgreement(officer))
  await press(officer.page, 'Wasilisha kwa Mkuu wa Taasisi')
  await shoot(officer.page, 'agreeing-14-submitted')
  expect(await mainOf(officer.page)).toContain(head.name)

  const brelaOfficer = await demoPerson('demo-brela-tehama')
  const brelaHead = await demoPerson('demo-brela-mkuu')
  await timed('approvals', async () => {
    await approve(head.page, '15-head')
    await approve(brelaOfficer, '16-provider-officer')
    await approve(brelaHead, '17-provider-head')
  })
  const approvedAt = performance.now()
  const first = await callUntil(connector, approvedAt, (status) => status === 200)
  times['first production call after approval'] = first.ms
  expect(first).toMatchObject({ status: 200 })
  expect(first.text).toContain('Zawadi Ujenzi Mfano Ltd')
  await shoot(brelaHead, 'agreeing-18-in-force')

  const paper = await paperOf(brelaHead)
  expect(paper).toContain('Tume ya Sayansi na Teknolojia')
  expect(paper).toContain('BRELA (mfano)')
  for (const name of [officer.name, head.name, 'Asha Mfano', 'Hamisi Mfano'])
    expect(paper).toContain(name)

  const id = await findExchange(officer.page, 'BRELA (mfano)', '19-consumer')
  expect(await findExchange(brelaOfficer, 'Tume ya Sayansi na Teknolojia', '20-provider')).toBe(id)
  for (const page of [officer.page, brelaOfficer]) await verifyReceipt(page, id, folder)
  const stranger = await demoPerson('demo-nida-tehama')
  await isNotFound(stranger, id, path)

  const keyboard = await signInByKeyboard('brela-mkuu@mfano.example', 'karibu-nchi-ya-mfano')
  await reachSuspension(keyboard)
  const pressedAt = performance.now()
  const [refused] = await Promise.all([
    callUntil(connector, pressedAt, (status) => status === 403),
    keyboard.keyboard.press('Enter'),
  ])
  times['refused after suspension was pressed'] = refused.ms
  expect(refused.ms).toBeLessThan(refusedWithinMs)
  expect(refused.text).toContain(reason)
  await keyboard.waitForURL((url) => url.pathname === path)
  await shoot(keyboard, 'agreeing-25-suspended')
  await officer.page.goto(path)
  await shoot(officer.page, 'agreeing-26-consumer-reads-why')
  expect(await mainOf(officer.page)).toContain(reason)
  await readsRefusal(officer.page, reason)

  await press(keyboard, 'Rejesha')
  const resumedAt = performance.now()
  const again = await callUntil(connector, resumedAt, (status) => status === 200)
  times['answered again after resuming'] = again.ms
  expect(again).toMatchObject({ status: 200 })
  await shoot(keyboard, 'agreeing-27-resumed')

  await readsInEnglish(await newPage(1280), path, id)
  await auditorReads(await demoPerson('demo-mkaguzi'), path.replace('/agreements/', ''))
  times['all of it'] = Math.round(performance.now() - began)
  console.log(JSON.stringify({ ms: times }))
}, 600_000)
