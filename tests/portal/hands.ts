import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** Pages as people use them: by what stands there to read, with the mouse or by Tab alone. */

export const press = (page: Page, name: string) =>
  page.getByRole('button', { name, exact: true }).click()

export const textOf = async (page: Page, region: string) =>
  (await page.getByRole('region', { name: region }).first().innerText()).trim()

export const follow = (page: Page, name: string | RegExp) =>
  page.getByRole('link', { name }).first().click()

export const mainOf = (page: Page) => page.locator('main').innerText()

/** A place of the navigation: behind «Menyu» on a narrow screen. */
export async function goTo(page: Page, place: string): Promise<void> {
  await page.locator('summary', { hasText: 'Menyu' }).click()
  await page
    .getByRole('link', { name: place, exact: true })
    .filter({ visible: true })
    .first()
    .click()
}

/** Asks again and again: what the bus did shows a moment later. */
export async function until(isSo: () => Promise<boolean>, withinMs = 20_000): Promise<void> {
  await expect.poll(isSo, { timeout: withinMs, interval: 250 }).toBe(true)
}

/** What is written in a PDF, as one line. */
export async function textOfPdf(bytes: Uint8Array): Promise<string> {
  const pdf = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise
  const pages: string[] = []
  for (let at = 1; at <= pdf.numPages; at += 1) {
    const { items } = await (await pdf.getPage(at)).getTextContent()
    pages.push(items.map((item) => ('str' in item ? item.str : '')).join(' '))
  }
  return pages.join(' ').replaceAll(/\s+/g, ' ')
}

/** Moves on with Tab alone until the thing of this name has the focus, and sees that it shows. */
export async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 150; presses += 1) {
    await page.keyboard.press('Tab')
    const { said, outline } = await page.evaluate(() => {
      const at = document.activeElement as HTMLInputElement
      const label = at.labels?.[0]?.textContent ?? at.textContent ?? ''
      return { said: label.trim(), outline: getComputedStyle(at).outlineStyle }
    })
    if (said !== name) continue
    expect(outline, name).not.toBe('none')
    return
  }
  throw new Error(`Tab never came to «${name}» on ${page.url()}`)
}

export const focused = (page: Page) => page.evaluate(() => document.activeElement?.id)

/** Runs a program of the folder as the page says; a person types slower than the bus learns of a new client, so not at once. */
export async function runAsSaid(cwd: string, file: string): Promise<string> {
  const giveUpAt = performance.now() + 5_000
  for (;;) {
    try {
      return (await promisify(execFile)(process.execPath, [file], { cwd })).stdout
    } catch (cause) {
      if (performance.now() > giveUpAt) throw cause
    }
  }
}
