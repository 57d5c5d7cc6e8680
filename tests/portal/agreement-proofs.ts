import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { shoot, signInAs } from '@mtandao/testkit/browser'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { service } from './agreement-steps.ts'
import { follow, goTo, mainOf, press, until } from './hands.ts'

/** What each reader finds of it afterwards, and what others do not find. */

const run = promisify(execFile)
const root = fileURLToPath(new URL('../..', import.meta.url))

/** In the list of what this institution exchanged with another; indexing takes a moment. @returns its id */
export async function findExchange(page: Page, other: string, name: string): Promise<string> {
  await goTo(page, 'Miamala')
  await page.getByLabel('Taasisi', { exact: true }).selectOption({ label: other })
  await page.getByLabel('Huduma', { exact: true }).fill('MFANO-BRELA-01')
  await press(page, 'Tafuta')
  // Calls made too early were refused, and stand in the list as well.
  const rows = page
    .getByRole('row')
    .filter({ hasText: 'Umekamilika' })
    .getByRole('link', { name: /^Fungua muamala/ })
  await until(async () => {
    await page.reload()
    return (await rows.count()) > 0
  })
  await shoot(page, `agreeing-${name}-exchanges`)
  await rows.first().click()
  await shoot(page, `agreeing-${name}-exchange`)
  return new URL(page.url()).pathname.replace('/exchanges/', '')
}

/** As the page says it: the file, and the command under it. */
export async function verifyReceipt(page: Page, id: string, folder: string): Promise<void> {
  const handedOver = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Pakua risiti' }).click()
  const receipt = await handedOver
  const said = await page.getByText(/^npm run mtandao -- receipt verify/).innerText()
  const [, file = '', vkey = ''] = /verify (\S+) --vkey '([^']+)'/.exec(said) ?? []
  expect(file).toContain(id)
  await receipt.saveAs(join(folder, file))
  const command = [join(root, 'apps/cli/src/main.ts'), 'receipt', 'verify', join(folder, file)]
  const { stdout } = await run(process.execPath, [...command, '--vkey', vkey])
  expect(stdout).toContain(id)
}

/** From the desk and from the refused call, without being told where to look. */
export async function readsRefusal(page: Page, reason: string): Promise<void> {
  await page.goto('/desk')
  await shoot(page, 'agreeing-31-desk-of-the-suspended')
  await follow(page, /yamesimamishwa: soma sababu/)
  expect(await mainOf(page)).toContain(reason)
  await goTo(page, 'Miamala')
  await page.getByLabel('Sababu').selectOption({ label: 'Makubaliano yamesimamishwa' })
  await press(page, 'Tafuta')
  const rows = page.getByRole('link', { name: /^Fungua muamala/ })
  await until(async () => {
    await page.reload()
    return (await rows.count()) > 0
  })
  await rows.first().click()
  await shoot(page, 'agreeing-32-refused-exchange')
  const said = await mainOf(page)
  for (const words of ['Ombi limekataliwa', service, 'BRELA (mfano)']) expect(said).toContain(words)
  await follow(page, 'Fungua makubaliano')
  expect(await mainOf(page)).toContain(reason)
}

/** The same pages in English on a wide screen, for who reads that. */
export async function readsInEnglish(page: Page, path: string, id: string): Promise<void> {
  await page.goto('/sign-in?lang=en')
  await signInAs(page, 'demo-brela-mkuu')
  const pages = [
    ['/desk', 'You can start'],
    ['/agreements', 'Agreements to exchange data'],
    [path, 'Steps of approval'],
    [`${path}/suspend`, 'Suspend the agreement'],
    [`/exchanges/${id}`, 'Step by step'],
    ['/catalogue/brela-makampuni', 'Company details'],
  ] as const
  for (const [address, said] of pages) {
    await page.goto(address)
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    expect(await mainOf(page)).toContain(said)
    await shoot(page, `agreeing-en${address.replaceAll('/', '-')}`)
  }
}

/** A third institution's officer, who was told the id and the address. */
export async function isNotFound(page: Page, id: string, path: string): Promise<void> {
  await goTo(page, 'Miamala')
  await page.getByLabel('Kitambulisho cha muamala').fill(id)
  await press(page, 'Tafuta')
  expect(await mainOf(page)).toContain('Hakuna muamala unaolingana')
  await shoot(page, 'agreeing-21-not-for-others')
  for (const address of [`/exchanges/${id}`, path])
    expect((await page.request.get(address)).status()).toBe(404)
  const headers = {
    origin: new URL(page.url()).origin,
    'content-type': 'application/x-www-form-urlencoded',
  }
  const receipt = await page.request.post(`/exchanges/${id}/receipt`, { headers })
  expect(receipt.status()).toBe(404)
}

/** What was done, in its order, and that the log of it is whole. */
export async function auditorReads(page: Page, agreement: string): Promise<void> {
  await goTo(page, 'Ukaguzi')
  await shoot(page, 'agreeing-28-audit')
  await follow(page, new RegExp(`agreement ${agreement}`))
  await shoot(page, 'agreeing-29-audit-of-it')
  const acts = await page
    .locator('tbody tr')
    .evaluateAll((rows) => rows.map((row) => row.textContent ?? ''))
  const expected = [
    [/yaliandikwa kama rasimu/, 'Upendo Mtafiti'],
    [/yaliwasilishwa/, 'Upendo Mtafiti'],
    [/iliidhinishwa/, 'Elia Mkuu'],
    [/iliidhinishwa/, 'Asha Mfano'],
    [/iliidhinishwa/, 'Hamisi Mfano'],
    [/yalisimamishwa/, 'Hamisi Mfano'],
    [/yalirejeshwa/, 'Hamisi Mfano'],
  ] as const
  expect(acts).toHaveLength(expected.length)
  for (const [at, [what, who]] of expected.entries()) {
    const act = acts.at(-1 - at)
    expect(act).toMatch(what)
    expect(act).toContain(who)
  }
  await goTo(page, 'Ukaguzi')
  await follow(page, 'Kumbukumbu iliyosainiwa')
  await press(page, 'Hakiki yote sasa')
  await shoot(page, 'agreeing-30-log')
  expect(await mainOf(page)).toMatch(/Maingizo yote [\d,. ]+ yanalingana na matendo/)
}
