import type { Country } from '@mtandao/testkit'
import { shoot } from '@mtandao/testkit/browser'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { follow, mainOf, press, until } from './hands.ts'

/** What everybody reads of the third session, and what the machinery sees by itself. */

export const govesb = 'Jiunge na GovESB na kubadilishana taarifa'
const unregistered = 'Mfumo wa wahitimu (mfano)'
const council = 'Halmashauri ya Wilaya ya Mfano (mfano)'

/** The session, its twelve directives, and one of them from topic to proof. */
export async function readsTheSession(page: Page): Promise<void> {
  await page.goto('/directives')
  await shoot(page, 'directives-01-list')
  const titles = page.locator('main tbody a[href^="/directives/kikao-kazi-3-"]')
  expect(await titles.count()).toBe(12)
  await follow(page, 'Kikao Kazi cha 3 cha Serikali Mtandao')
  await shoot(page, 'directives-02-session')
  const session = await mainOf(page)
  for (const words of ['1,624', 'Mada 22 zilihesabiwa', 'Nguzo 4', 'limeundwa upya', 'COSTECH'])
    expect(session).toContain(words)
  expect(await page.locator('main tbody tr').count()).toBe(12)
  await follow(page, 'Taasisi zijiunge na GovESB')
  await shoot(page, 'directives-03-way')
  const way = await mainOf(page)
  for (const words of [
    'Naelekeza pia Wakuu wa Taasisi za Umma wajiunge',
    'Mhe. Jenista Mhagama (Mb)',
    'Makamu wa Rais',
    'Waziri Mkuu',
    '30 Julai 2025',
    govesb,
    'imetekelezwa',
    'haijatekelezwa',
  ])
    expect(way).toContain(words)
}

/** Of one institution, by its name on the country's page, as a stranger sees it. */
export async function resultOf(page: Page, institution: string, obligation: string) {
  await page.goto(`/country/${institution}`)
  const row = page.getByRole('row').filter({ hasText: obligation }).first()
  return await row.innerText()
}

/** An institution of the demo falls silent, and later comes back: its result says so within a minute. @returns milliseconds until it did */
export async function silenceShows(page: Page, country: Pick<Country, 'demo'>): Promise<number> {
  const turn = async (to: 'start' | 'stop') => {
    const answer = await fetch(`${country.demo}/fedha/${to}`, { method: 'POST' })
    expect(answer.status).toBe(200)
  }
  const isMet = async () => (await resultOf(page, 'fedha', govesb)).includes('imetekelezwa')
  await until(isMet, 60_000)
  await turn('stop')
  const began = performance.now()
  await until(async () => !(await isMet()), 60_000)
  const ms = Math.round(performance.now() - began)
  await shoot(page, 'directives-04-silent')
  expect(await resultOf(page, 'fedha', govesb)).toContain('kwa sehemu')
  await follow(page, govesb)
  await shoot(page, 'directives-05-silent-why')
  await turn('start')
  await until(isMet, 60_000)
  return ms
}

/** A council says that it has joined, and nothing of it was ever seen: the table tells both. */
export async function declaredNotSeen(page: Page): Promise<void> {
  const says = async () =>
    (await resultOf(page, 'halmashauri-mfano', govesb)).includes('imetangazwa, haijaonekana')
  await until(says, 60_000)
  await follow(page, govesb)
  await shoot(page, 'directives-06-declared-not-seen')
  expect(await mainOf(page)).toContain(council)
  await page.goto('/country?result=declared')
  await shoot(page, 'directives-07-country-declared')
  expect(await mainOf(page)).toContain('imetangazwa, haijaonekana')
}

/** From what the institution owes, by one click, to the place that produces the fact. */
export async function registersSystem(page: Page): Promise<void> {
  await until(async () => {
    await page.goto('/findings')
    return (await page.getByRole('link', { name: unregistered }).count()) > 0
  }, 90_000)
  await page.goto('/owed')
  await shoot(page, 'directives-20-owed')
  await follow(page, 'Mfumo usiosajiliwa usiwe kwenye basi')
  await shoot(page, 'directives-21-owed-unregistered')
  expect(await mainOf(page)).toContain('haijatekelezwa')
  await follow(page, 'Ona mifumo isiyosajiliwa')
  await follow(page, unregistered)
  await follow(page, 'Jaza rekodi')
  await page
    .getByLabel('Lengo la mfumo kwa Kiswahili')
    .fill('Kuthibitisha shahada za wahitimu kwa waajiri na bodi.')
  await page
    .getByLabel('Lengo la mfumo kwa Kiingereza')
    .fill('Confirms degrees of graduates for employers and boards.')
  await page.getByLabel('Unatumika', { exact: true }).check()
  await press(page, 'Hifadhi')
  await shoot(page, 'directives-22-registered')
}

/** Nobody closes the finding and nobody writes the result. */
export async function closesByItself(page: Page): Promise<void> {
  await until(async () => {
    await page.goto('/findings')
    return !(await mainOf(page)).includes(unregistered)
  }, 90_000)
  await page.goto('/findings?closed=yes')
  expect(await mainOf(page)).toContain(unregistered)
  await page.goto('/owed/kikao-kazi-3-8-usajili-basi')
  await until(async () => {
    await page.reload()
    return (await mainOf(page)).includes('imetekelezwa')
  }, 60_000)
  await shoot(page, 'directives-23-met')
}
