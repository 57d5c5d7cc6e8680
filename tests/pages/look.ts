import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { CDPSession, Page } from 'playwright-core'
import { readOverflow, readPage, readUntranslated, type InPage } from './in-page.ts'
import { axeTags } from './limits.ts'
import { slowdown, type Timed } from './slowdown.ts'

/** What one visit of one page found. */
export interface Sight extends InPage {
  /** Path and query. */
  readonly url: string
  readonly status: number
  /** Where redirects led. */
  readonly landed: string
  /** Not a page: something to download. */
  readonly download: boolean
  readonly bytes: number
  readonly serverMs: number | undefined
  readonly axe: readonly string[]
  readonly untranslated: readonly string[]
  readonly console: readonly string[]
  readonly overflow: string
}

export interface LookOptions {
  readonly axe: boolean
  readonly untranslated: boolean
  /** The status that is expected of a page of refusal. */
  readonly expected?: number
}

const axeSource = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')

/** Looks at pages in one profile, with nothing cached from one to the next. */
export class Looker {
  readonly #page: Page
  readonly #wire: Promise<CDPSession>
  #bytes = 0
  #console: string[] = []

  constructor(page: Page) {
    this.#page = page
    page.on('console', (message) => {
      if (message.type() === 'error') this.#console.push(message.text())
    })
    page.on('pageerror', (error) => this.#console.push(error.message))
    this.#wire = page.context().newCDPSession(page)
  }

  async open(): Promise<void> {
    const wire = await this.#wire
    await wire.send('Network.enable')
    await wire.send('Network.setCacheDisabled', { cacheDisabled: true })
    wire.on('Network.loadingFinished', ({ encodedDataLength }) => {
      this.#bytes += encodedDataLength
    })
  }

  async look(url: string, options: LookOptions): Promise<Sight> {
    this.#bytes = 0
    this.#console = []
    const page = this.#page
    const response = await page.goto(url, { waitUntil: 'load' }).catch((error: Error) => error)
    if (response instanceof Error || response === null) return this.#download(url, response)
    const landed = new URL(page.url())
    const status = response.status()
    const inPage = await page.evaluate(readPage)
    const bytes = this.#bytes
    const sight = {
      ...inPage,
      url,
      status,
      landed: `${landed.pathname}${landed.search}`,
      download: false,
      bytes,
      serverMs: serverTime(await response.headerValue('server-timing')),
      overflow: options.axe ? await this.#overflow() : '',
      untranslated: options.untranslated ? await page.evaluate(readUntranslated) : [],
      axe: options.axe ? await this.#axe() : [],
    }
    const expected = status === options.expected
    const said = this.#console.filter((text) => !(expected && text.includes(String(status))))
    if (status >= 400 && !expected) said.push(`answered ${status}`)
    return { ...sight, console: said }
  }

  /** The same page asked again, without a browser: how long the server took, and what a busy program had of a processor. */
  async times(url: string, count: number): Promise<Timed[]> {
    const times: Timed[] = []
    for (let asked = 0; asked < count; asked++) {
      const meanwhile = slowdown()
      const response = await this.#page.request.get(url)
      const ms = serverTime(response.headers()['server-timing'] ?? null)
      if (ms !== undefined) times.push({ ms, slowdown: meanwhile })
    }
    return times
  }

  async status(url: string): Promise<number> {
    return (await this.#page.request.get(url)).status()
  }

  async #download(url: string, error: Error | null): Promise<Sight> {
    const started = error !== null && /Download is starting|ERR_ABORTED/.test(error.message)
    const status = started ? await this.status(url) : 0
    return {
      url,
      status,
      landed: url,
      download: true,
      bytes: 0,
      serverMs: undefined,
      title: '',
      headings: 0,
      scripts: 0,
      links: [],
      axe: [],
      untranslated: [],
      overflow: '',
      console: started && status < 400 ? [] : [`did not open: ${status} ${error?.message ?? ''}`],
    }
  }

  /** At a common telephone's width, and at that of WCAG 1.4.10 (1280 pixels, enlarged four times). */
  async #overflow(): Promise<string> {
    const page = this.#page
    const before = page.viewportSize()
    const found: string[] = []
    for (const width of [360, 320]) {
      if (page.viewportSize()?.width !== width) await page.setViewportSize({ width, height: 740 })
      const { pixels, what } = await page.evaluate(readOverflow)
      if (pixels > 0) found.push(`${pixels} px wider than ${width}: ${what}`)
    }
    if (before) await page.setViewportSize(before)
    return found.join('; ')
  }

  async #axe(): Promise<string[]> {
    const page = this.#page
    await page.evaluate(axeSource)
    const found = (await page.evaluate(
      `axe.run(document, { runOnly: ${JSON.stringify(axeTags)}, resultTypes: ['violations'] })
        .then(({ violations }) => violations.map(({ id, impact, nodes }) =>
          ({ id, impact, target: String(nodes[0]?.target), html: nodes[0]?.html ?? '', count: nodes.length })))`,
    )) as { id: string; impact: string; target: string; html: string; count: number }[]
    return found
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, target, html, count }) => `${id} ×${count} ${target} ${html.slice(0, 120)}`)
  }
}

/** `total;dur=12.3` of the Server-Timing header. */
function serverTime(header: string | null): number | undefined {
  const found = /\btotal;dur=([\d.]+)/.exec(header ?? '')?.[1]
  return found === undefined ? undefined : Number(found)
}
