import { createHash } from 'node:crypto'
import { shoot } from '@mtandao/testkit/browser'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { dayIn, title } from './directives-issuing.ts'
import { follow, mainOf, press, textOfPdf } from './hands.ts'

/** What is published cannot be changed silently, and anybody works it out again. */

/** The quarter that is under way, as it stands. @returns the table's path */
export async function publishesQuarter(page: Page): Promise<string> {
  await page.goto('/tables')
  await follow(page, 'Chapisha jedwali la robo')
  const quarter = page.getByLabel('Robo', { exact: true })
  const underWay = quarter.locator('option', { hasText: 'inaendelea' })
  await quarter.selectOption((await underWay.getAttribute('value')) ?? '')
  await press(page, 'Chapisha')
  await shoot(page, 'directives-50-table')
  expect(await mainOf(page)).toContain('Jedwali limechapishwa')
  return new URL(page.url()).pathname
}

/** Again without a reason is refused; nothing of the first edition is another. */
export async function cannotPublishSilently(page: Page): Promise<void> {
  await page.goto('/admin/tables/new')
  const quarter = page.getByLabel('Robo', { exact: true })
  const underWay = quarter.locator('option', { hasText: 'inaendelea' })
  await quarter.selectOption((await underWay.getAttribute('value')) ?? '')
  await press(page, 'Chapisha')
  await page.locator('#faults').waitFor()
  await shoot(page, 'directives-51-no-silent-edition')
  expect(await mainOf(page)).toContain('Jedwali limechapishwa tayari')
}

/** Shows whose result would change before anything takes effect. */
export async function publishesRules(page: Page, reader: Page): Promise<void> {
  await page.goto('/rules')
  await shoot(page, 'directives-52-rules')
  await follow(page, 'Andaa toleo linalofuata')
  await page.getByLabel('Siku ya kuanza kutumika').fill(dayIn(1))
  await page.getByLabel('Wajumbe wa kamati, wasipungue').fill('4')
  await press(page, 'Onyesha nani atabadilika')
  await shoot(page, 'directives-53-preview')
  const preview = await mainOf(page)
  for (const words of ['lingebadilika', 'Bodi ya Mikopo', 'kwa sehemu', 'imetekelezwa'])
    expect(preview).toContain(words)
  await reader.goto('/rules')
  expect(await mainOf(reader)).not.toContain('Toleo la 2')
  await press(page, 'Chapisha toleo hili')
  await shoot(page, 'directives-54-rules-published')
  expect(await mainOf(page)).toContain('litaanza kutumika')
}

/** Anybody: the bytes have the hash that stands there, and the results come out again as they were. */
export async function recomputes(page: Page, path: string, name: string): Promise<void> {
  await page.goto(path)
  const hash = /[0-9a-f]{64}/.exec(await mainOf(page))?.[0]
  const link = page.getByRole('link', { name: 'Pakua jedwali (JSON)' })
  const table = await page.request.get((await link.getAttribute('href')) ?? '')
  expect(
    createHash('sha256')
      .update(await table.body())
      .digest('hex'),
  ).toBe(hash)
  await press(page, 'Kokotoa upya na ulinganishe')
  await shoot(page, `directives-55-recomputed-${name}`)
  const said = await mainOf(page)
  expect(said).toContain('Imefanana')
  expect(said).toContain('ni yale yale yaliyochapishwa')
}

/** The report for the next session: its page, and the same read back from its PDF in both languages, the same bytes twice. */
export async function printsReport(page: Page): Promise<void> {
  await page.goto('/report')
  await follow(page, 'Anuani ya taarifa hiihii')
  await shoot(page, 'directives-60-report')
  const said = await mainOf(page)
  const hash = /[0-9a-f]{64}/.exec(said)?.[0] ?? 'no hash'
  const [, met = ''] = /Yaliyotekelezwa ni ([\d,]*\d)/.exec(said) ?? []
  const languages = [
    [
      'PDF kwa Kiswahili',
      ['Taarifa ya utekelezaji wa maazimio', 'Taasisi zijiunge na GovESB', 'Waziri Mkuu'],
    ],
    [
      'PDF kwa Kiingereza',
      ['Report on the implementation of resolutions', 'Join GovESB', 'Prime Minister'],
    ],
  ] as const
  for (const [name, words] of languages) {
    const href = (await page.getByRole('link', { name }).getAttribute('href')) ?? ''
    const [one, other] = [await page.request.get(href), await page.request.get(href)]
    expect(one.headers()['content-type']).toBe('application/pdf')
    expect((await one.body()).equals(await other.body())).toBe(true)
    const text = await textOfPdf(await one.body())
    for (const some of [...words, hash, `${met} `]) expect(text.includes(some), some).toBe(true)
  }
  const csv = page.getByRole('link', { name: /^CSV/ })
  const rows = await page.request.get((await csv.getAttribute('href')) ?? '')
  expect(await rows.text()).toContain(title)
}
