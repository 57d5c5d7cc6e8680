import { shoot } from '@mtandao/testkit/browser'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { follow, mainOf, press, until } from './hands.ts'

/** What e-GA orders, what the institutions do about it, and what neither may do alone. */

export const title = 'Mifumo ya elimu ya juu isajiliwe (mfano)'
export const registering = 'Sajili mifumo ya wanafunzi na wahitimu (mfano)'
export const reporting = 'Toa taarifa ya mafunzo ya TEHAMA (mfano)'

/** `YYYY-MM-DD` in Tanzania, some days from now. */
export const dayIn = (days: number) =>
  new Date(Date.now() + 3 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10)

interface Draft {
  readonly titleSw: string
  readonly titleEn: string
  readonly rule: string
}

async function fillObligation(page: Page, { titleSw, titleEn, rule }: Draft): Promise<void> {
  await page.getByLabel('Kinachotakiwa, kwa Kiswahili').fill(titleSw)
  await page.getByLabel('Kinachotakiwa, kwa Kiingereza').fill(titleEn)
  await page.getByLabel('Taasisi', { exact: true }).check()
  await page.locator('summary', { hasText: 'Aina za taasisi' }).click()
  await page.getByLabel('Chuo au taasisi ya elimu ya juu').check()
  await page.getByLabel('ifikapo siku moja').check()
  await page.getByLabel('Siku', { exact: true }).fill(dayIn(30))
  await page.getByLabel('Kanuni ya tathmini').selectOption({ label: rule })
  await page.getByLabel('Chanzo cha wajibu').fill('Waraka wa mfano wa jaribio hili')
}

/** A directive to all institutions of higher learning; the officer sees whom it hits before it is out. @returns its path */
export async function issues(page: Page): Promise<string> {
  await page.goto('/directives')
  await follow(page, 'Toa elekezo lisilo na azimio')
  await page.getByLabel('Jina la elekezo kwa Kiswahili').fill(title)
  await page
    .getByLabel('Jina la elekezo kwa Kiingereza')
    .fill('Register higher-learning systems (demo)')
  await page.getByLabel('Ofisi, kwa Kiswahili').fill('Ofisi ya mfano')
  await page.getByLabel('Ofisi, kwa Kiingereza').fill('Demo office')
  await page.getByLabel('Chanzo', { exact: true }).fill('Waraka wa mfano wa jaribio hili')
  await fillObligation(page, {
    titleSw: registering,
    titleEn: 'Register systems of students and graduates (demo)',
    rule: 'Mifumo imesajiliwa',
  })
  await shoot(page, 'directives-10-draft')
  await press(page, 'Ona linahusu nani')
  await shoot(page, 'directives-11-whom-it-hits')
  const look = await mainOf(page)
  for (const words of [
    'Linahusu taasisi 2 leo',
    'Chuo Kikuu cha Dodoma',
    'Chuo Kikuu cha Dar es Salaam',
  ])
    expect(look).toContain(words)
  await press(page, 'Toa elekezo sasa')
  await shoot(page, 'directives-12-issued')
  return new URL(page.url()).pathname
}

/** What no machine sees: somebody says it with evidence, somebody else verifies it. */
export async function addsReporting(page: Page, path: string): Promise<void> {
  await page.goto(path)
  await follow(page, 'Ongeza wajibu')
  await fillObligation(page, {
    titleSw: reporting,
    titleEn: 'Report on ICT training (demo)',
    rule: 'Ushahidi unaothibitishwa na mwingine',
  })
  await press(page, 'Ona linahusu nani')
  await press(page, 'Ongeza wajibu sasa')
  expect(await mainOf(page)).toContain(reporting)
}

/** Opens one obligation of the page's institution from the list of what it owes. */
export async function opensOwed(page: Page, obligation: string): Promise<void> {
  await until(async () => {
    await page.goto('/owed')
    return (await page.getByRole('link', { name: obligation }).count()) > 0
  })
  await follow(page, obligation)
}

/** A file, a note, and it waits. */
export async function givesEvidence(page: Page): Promise<void> {
  await opensOwed(page, reporting)
  expect(await mainOf(page)).toContain('haijulikani')
  const file = page.locator('input[type="file"]')
  const evidence = page.locator('form', { has: file })
  await evidence.getByLabel('Maelezo mafupi').fill('Mafunzo yalifanyika mara mbili (mfano).')
  await file.setInputFiles({
    name: 'mafunzo.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('tarehe,mafunzo,washiriki\n2026-10-02,Usalama wa mifumo (mfano),14\n'),
  })
  await evidence.locator('button').click()
  await shoot(page, 'directives-30-declared')
  const said = await mainOf(page)
  expect(said).toContain('haijulikani')
  expect(said).toContain('imewasilishwa')
}

/** Who reported finds no way to verify, and is refused by the address of it as well. @returns the fact's path */
export async function cannotVerify(page: Page): Promise<string> {
  await page.goto('/facts/to-verify')
  await shoot(page, 'directives-31-own-declaration')
  expect(await mainOf(page)).toContain('hawawezi kuzithibitisha')
  const own = page.getByRole('region', { name: 'Za taasisi yenu' }).locator('a[href^="/facts/"]')
  const path = (await own.first().getAttribute('href')) ?? ''
  expect(path).toMatch(/^\/facts\/[0-9a-f-]{36}$/)
  await page.goto(`${path}/verify`)
  await shoot(page, 'directives-32-reporter-refused')
  expect(await mainOf(page)).toContain('anayetoa taarifa hawezi kuithibitisha')
  expect(await page.getByRole('button', { name: 'Thibitisha' }).count()).toBe(0)
  const headers = {
    origin: new URL(page.url()).origin,
    'content-type': 'application/x-www-form-urlencoded',
  }
  const posted = await page.request.post(`${path}/verify`, {
    headers,
    data: 'agree=yes&note=Nimeangalia+mwenyewe',
  })
  expect(await posted.text()).toContain('anayetoa taarifa hawezi kuithibitisha')
  return path
}

export async function verifies(page: Page, path: string): Promise<void> {
  await page.goto('/facts/to-verify')
  await page.locator(`a[href="${path}/verify"]`).click()
  await page.getByLabel('Ndivyo ilivyo').check()
  await page.getByLabel('Uliangalia nini?').fill('Orodha ya mafunzo na tarehe zake (mfano).')
  await shoot(page, 'directives-33-verifying')
  await press(page, 'Thibitisha')
  await shoot(page, 'directives-34-verified')
}

/** It stands among what is done, and nobody moved it there. */
export async function isMet(page: Page, obligation: string): Promise<void> {
  await until(async () => {
    await page.goto('/owed?urgency=done')
    return (await page.getByRole('link', { name: obligation }).count()) > 0
  }, 60_000)
  await follow(page, obligation)
  const said = await mainOf(page)
  for (const words of ['imetekelezwa', 'imefungwa']) expect(said).toContain(words)
}

/** Never without an end. */
export async function exempts(page: Page, institution: string): Promise<void> {
  await page.goto(`/country/${institution}`)
  await follow(page, reporting)
  const at = page.url()
  const lastDay = page.locator('input[name="until"]')
  await page.locator('details', { has: lastDay }).locator('summary').click()
  const form = page.locator('form', { has: lastDay })
  await form.getByLabel('Sababu').fill('Mafunzo yamepangwa mwakani (mfano).')
  await form.locator('button').first().click()
  await page.locator('#faults').waitFor()
  await lastDay.fill(dayIn(90))
  await form.locator('button').first().click()
  await page.goto(at)
  await shoot(page, 'directives-40-exempt')
  expect(await mainOf(page)).toContain('imeruhusiwa hadi')
}

/** A higher office issues it again: what is due once moves, what was issued before stays in the history. */
export async function issuesAgain(page: Page, path: string): Promise<void> {
  await page.goto(path)
  await follow(page, 'Toa tena kwa tarehe mpya')
  await page.getByLabel('Ofisi, kwa Kiswahili').fill('Ofisi ya juu ya mfano')
  await page.getByLabel('Ofisi, kwa Kiingereza').fill('Higher demo office')
  await page.getByLabel('Tarehe mpya ya mwisho').fill(dayIn(60))
  await page.getByLabel('Chanzo', { exact: true }).fill('Waraka wa pili wa mfano')
  await shoot(page, 'directives-41-issuing-again')
  await press(page, 'Toa tena kwa tarehe mpya')
  await shoot(page, 'directives-42-issued-again')
  const way = await mainOf(page)
  for (const words of ['Lilitolewa tena', 'Ofisi ya mfano', 'Ofisi ya juu ya mfano'])
    expect(way).toContain(words)
}
