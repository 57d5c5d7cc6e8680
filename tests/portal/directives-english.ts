import { shoot, signInAs } from '@mtandao/testkit/browser'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { dayIn } from './directives-issuing.ts'
import { follow, mainOf, press, until } from './hands.ts'

/** The same in English, on a wide screen. */

const title = 'Join the bus, whoever registers people (demo)'
const obligation = 'Exchange data on the bus (demo)'

/** A directive to institutions by name; what the machinery has seen already closes it at once. @returns its path */
export async function issuesInEnglish(page: Page): Promise<string> {
  await page.goto('/sign-in?lang=en')
  await signInAs(page, 'demo-ega')
  await page.goto('/directives')
  await follow(page, 'Issue a directive without a resolution')
  await page.getByLabel('Title of the directive in Swahili').fill('Jiungeni na basi (mfano)')
  await page.getByLabel('Title of the directive in English').fill(title)
  await page.getByLabel('Office, in Swahili').fill('Ofisi ya mfano')
  await page.getByLabel('Office, in English').fill('Demo office')
  await page.getByLabel('Source', { exact: true }).fill('A demo circular of this test')
  await page.getByLabel('What is asked, in Swahili').fill('Badilishaneni taarifa (mfano)')
  await page.getByLabel('What is asked, in English').fill(obligation)
  await page.getByLabel('Institutions', { exact: true }).check()
  await page.getByLabel('List of institutions').fill('NIDA (demo)\nHakuna Taasisi')
  await page.getByLabel('by one day').check()
  await page.getByLabel('The day', { exact: true }).fill(dayIn(30))
  await page.getByLabel('Judged by').selectOption({ label: 'Joined GovESB' })
  await page.getByLabel('Source of the obligation').fill('A demo circular of this test')
  await press(page, 'See whom it concerns')
  await page.locator('#faults').waitFor()
  expect(await mainOf(page)).toContain('Not in the register: Hakuna Taasisi')
  await page.getByLabel('List of institutions').fill('NIDA (demo)')
  await press(page, 'See whom it concerns')
  expect(await mainOf(page)).toContain('It concerns 1 institution today')
  await press(page, 'Issue the directive now')
  await shoot(page, 'directives-en-issued')
  const path = new URL(page.url()).pathname
  await until(async () => {
    await page.goto('/country/nida')
    const row = page.getByRole('row').filter({ hasText: obligation })
    return (await row.count()) > 0 && (await row.first().innerText()).includes('met')
  })
  return path
}

/** Each page says what it is, in the language chosen. */
export async function readsInEnglish(page: Page, paths: readonly string[]): Promise<void> {
  const pages = [
    ['/directives', 'e-Government directives'],
    ['/sessions/kikao-kazi-3', '22 topics were counted'],
    ['/directives/kikao-kazi-3-6', 'Issued again'],
    ['/country', 'declared, not seen'],
    ['/country/trend', 'quarter'],
    ['/country/kinds', 'Ministry'],
    ['/country/halmashauri-mfano', 'Mfano District Council (demo)'],
    ['/country/halmashauri-mfano/kikao-kazi-3-6-kujiunga', 'What would change it'],
    ['/owed', 'What we owe'],
    ['/facts', 'Facts'],
    ['/facts/to-verify', 'Facts to verify'],
    ['/rules', 'Rules'],
    ['/tables', 'Quarterly tables'],
    ['/report', 'Report on the implementation of resolutions'],
    ...paths.map((path) => [path, ''] as const),
  ] as const
  for (const [address, said] of pages) {
    const answer = await page.goto(address)
    expect(answer?.status(), address).toBe(200)
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    expect(await mainOf(page), address).toContain(said)
    await shoot(page, `directives-en${address.replaceAll('/', '-')}`)
  }
}
