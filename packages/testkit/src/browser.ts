import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import sparticuz from '@sparticuz/chromium'
import { chromium, type Browser, type Page } from 'playwright-core'

export interface OpenBrowser {
  readonly browser: Browser
  /** A page in a profile of its own: no cookie, nothing cached. */
  page(options?: PageOptions): Promise<Page>
  close(): Promise<void>
}

export interface PageOptions {
  /** `http://127.0.0.1:8080`: then `page.goto('/sign-in')` is enough. */
  readonly baseURL?: string
  /** CSS pixels; 360 unless said. */
  readonly width?: number
  readonly javaScript?: boolean
  readonly dark?: boolean
}

/** For a cold start on a busy machine; everything else in a page takes far less. */
const timeoutMs = 30_000

/**
 * A real Chromium from npm, without a window. In one process (as its package would have it) it dies under load; as several
 * it serves hundreds of pages. The sandbox needs rights that containers do not give; only our own pages are opened.
 */
export async function openBrowser(): Promise<OpenBrowser> {
  const args = sparticuz.args.filter((arg) => arg !== '--single-process')
  const browser = await chromium.launch({
    executablePath: await sparticuz.executablePath(),
    args: [...args, '--no-sandbox'],
    headless: true,
    timeout: timeoutMs,
  })
  return {
    browser,
    async page({ baseURL, width = 360, javaScript = true, dark = false } = {}) {
      const context = await browser.newContext({
        ...(baseURL === undefined ? {} : { baseURL }),
        viewport: { width, height: width < 600 ? 740 : 900 },
        javaScriptEnabled: javaScript,
        colorScheme: dark ? 'dark' : 'light',
      })
      context.setDefaultTimeout(timeoutMs)
      return await context.newPage()
    },
    close: () => browser.close(),
  }
}

/**
 * Signs in with one of the demo country's accounts, as a person does: on the page for it.
 * @param account `demo-ega`
 */
export async function signInAs(page: Page, account: string): Promise<void> {
  await page.goto('/sign-in')
  const form = page.locator('form[action^="/demo/sign-in"]', {
    has: page.locator(`input[value="${account}"]`),
  })
  await form.locator('button').click()
  await page.waitForURL((url) => url.pathname !== '/sign-in')
}

/** Where MTANDAO_SHOTS is set: the whole page as it is, at 360 and at 1280 pixels, into that folder. */
export async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env['MTANDAO_SHOTS']
  if (folder === undefined || folder === '') return
  mkdirSync(folder, { recursive: true })
  const before = page.viewportSize()
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 900 })
    const path = join(folder, `${name.replaceAll(/[^A-Za-z0-9._-]/g, '-')}-${width}.png`)
    await page.screenshot({ path, fullPage: true })
  }
  if (before) await page.setViewportSize(before)
}
