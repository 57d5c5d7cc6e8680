import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { startCountry, type Country } from '@mtandao/testkit'
import { openBrowser, signInAs, type OpenBrowser } from '@mtandao/testkit/browser'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  closesByItself,
  declaredNotSeen,
  readsTheSession,
  registersSystem,
  silenceShows,
} from './directives-country.ts'
import {
  addsReporting,
  cannotVerify,
  exempts,
  givesEvidence,
  isMet,
  issues,
  issuesAgain,
  opensOwed,
  registering,
  reporting,
  verifies,
} from './directives-issuing.ts'
import { issuesInEnglish, readsInEnglish } from './directives-english.ts'
import {
  cannotPublishSilently,
  printsReport,
  publishesQuarter,
  publishesRules,
  recomputes,
} from './directives-publishing.ts'
import { mainOf } from './hands.ts'

/**
 * From resolution to proof: e-GA orders, institutions do, the machinery sees, others verify, and the country reads. Everything on pages,
 * in Swahili, at 360 pixels, without JavaScript; then in English.
 */

let country: Country
let open: OpenBrowser
beforeAll(async () => {
  country = await startCountry()
  open = await openBrowser()
}, 300_000)
afterAll(async () => {
  await open?.close()
  await country?.stop()
})

const newPage = (width = 360) => open.page({ baseURL: country.portal, javaScript: false, width })
async function person(account: string): Promise<Page> {
  const page = await newPage()
  await signInAs(page, account)
  return page
}

/** Who serves two institutions acts for one at a time. */
async function actFor(page: Page, institution: string): Promise<void> {
  const headers = { origin: country.portal }
  expect((await page.request.post('/switch', { form: { institution }, headers })).ok()).toBe(true)
}

const times: Record<string, number> = {}

test('everybody reads the third session, its directives, and results that follow from the traffic', async () => {
  const stranger = await newPage()
  await readsTheSession(stranger)
  await declaredNotSeen(stranger)
  times['silent system shows'] = await silenceShows(stranger, country)
  expect(times['silent system shows']).toBeLessThan(60_000)
}, 300_000)

test('a directive goes to a predicate, and what the machinery sees or somebody else verified closes it', async () => {
  const ega = await person('demo-ega')
  const udsm = await person('demo-udsm-tehama')
  const path = await issues(ega)
  await opensOwed(udsm, registering)
  expect(await mainOf(udsm)).toContain('haijatekelezwa')
  await registersSystem(udsm)
  await closesByItself(udsm)
  await isMet(udsm, registering)

  await addsReporting(ega, path)
  const udom = await person('demo-wawili')
  await actFor(udom, 'udom')
  await givesEvidence(udom)
  const fact = await cannotVerify(udom)
  await verifies(ega, fact)
  await isMet(udom, reporting)

  await exempts(ega, 'udsm')
  await issuesAgain(ega, path)
}, 600_000)

test('what was published stays, under new rules too, and the report prints', async () => {
  const ega = await person('demo-ega')
  const stranger = await newPage()
  const path = await publishesQuarter(ega)
  await recomputes(stranger, path, 'before')
  await cannotPublishSilently(ega)
  await publishesRules(ega, stranger)
  await recomputes(stranger, path, 'after')
  await printsReport(stranger)
}, 300_000)

test('the same in English', async () => {
  const page = await newPage(1280)
  const path = await issuesInEnglish(page)
  await readsInEnglish(page, [path])
  console.log(JSON.stringify({ ms: times }))
}, 300_000)

test('nothing went wrong on the way', () => {
  const lines = readFileSync(join(country.data, 'logs', 'platform.log'), 'utf8').split('\n')
  expect(lines.filter((line) => line.includes('"level":"error"'))).toEqual([])
})
