import type { OpenBrowser } from '@mtandao/testkit/browser'
import { shoot, signInAs } from '@mtandao/testkit/browser'
import type { Page } from 'playwright-core'
import { Looker } from './look.ts'
import type { Viewer } from './people.ts'
import type { RouteTable } from './route-table.ts'
import type { Seen, Tongue } from './seen.ts'
import type { Timed } from './slowdown.ts'
import { isSlow } from './verdict.ts'

export interface CrawlOptions {
  readonly browser: OpenBrowser
  readonly portal: string
  readonly routes: RouteTable
  readonly viewer: Viewer
  readonly tongue: Tongue
  /** Different addresses of one route that are visited at most. */
  readonly perRoute: number
  /** Times each page is asked again for its server time. */
  readonly samples: number
  /** Whether the links of each page are tried. */
  readonly links: boolean
  /** Kinds of pages that axe has seen in this language, whoever looked: it is asked of each once. Its own for each viewer unless given. */
  readonly axeSeen?: Set<string>
  readonly onSeen: (seen: Seen) => void
}

const absent = '/hakuna-kitu-hapa'
const pagesMax = 400
/** Links tried for each address of their kind that is visited. */
const triedPerVisited = 4

/** Follows links from the pages that need no knowledge, as this viewer sees them. */
export async function crawl(options: CrawlOptions): Promise<void> {
  const { browser, portal, routes, viewer, tongue } = options
  const page = await browser.page({
    baseURL: portal,
    // Between them the two languages see both widths and both colour schemes.
    width: tongue === 'sw' ? 1280 : 360,
    dark: tongue === 'en',
  })
  try {
    await page.context().addCookies([{ name: 'lang', value: tongue, url: portal }])
    if (viewer.account !== undefined) await signInAs(page, viewer.account)
    const looker = new Looker(page)
    await looker.open()
    const walk = new Walk(options, looker, page)
    await walk.from(['/', ...routes.starts(viewer), absent])
  } finally {
    await page.context().close()
  }
}

class Walk {
  readonly #options: CrawlOptions
  readonly #looker: Looker
  readonly #page: Page
  readonly #visited = new Set<string>()
  readonly #perRoute = new Map<string, number>()
  readonly #status = new Map<string, number>()
  readonly #tried = new Map<string, number>()

  constructor(options: CrawlOptions, looker: Looker, page: Page) {
    this.#options = options
    this.#looker = looker
    this.#page = page
  }

  async from(starts: readonly string[]): Promise<void> {
    const waiting = [...new Set(starts)]
    for (let url = waiting.shift(); url !== undefined; url = waiting.shift()) {
      if (!this.#takes(url)) continue
      const seen = await this.#see(url)
      this.#options.onSeen(seen)
      // What is refused is told once, with the page that leads there.
      const isOpen = (link: string) =>
        !this.#visited.has(link) && (this.#status.get(link) ?? 200) < 400
      waiting.push(...seen.links.map(plain).filter(isOpen))
    }
  }

  /** Whether it is visited: not twice, and of one route not more than a few. */
  #takes(url: string): boolean {
    if (this.#visited.has(url) || this.#visited.size >= pagesMax) return false
    const { pathname } = new URL(url, this.#options.portal)
    // Not pages of ours to look at: assets, files of the log, the API's description.
    if (/^\/(assets|api\/|audit-log|internal|auth|live)/.test(pathname)) return false
    const kind = this.#kind(url)
    const count = this.#perRoute.get(kind) ?? 0
    // Another filter of the same list is looked at once.
    if (count >= (kind.endsWith('?') ? this.#options.perRoute : 1)) return false
    this.#perRoute.set(kind, count + 1)
    this.#visited.add(url)
    return true
  }

  #route(path: string): string {
    return this.#options.routes.of(path) ?? path
  }

  async #see(url: string): Promise<Seen> {
    const { viewer, tongue, links } = this.#options
    const pseudo = tongue === 'qq'
    const sight = await this.#looker.look(url, {
      axe: !pseudo && this.#isNewToAxe(url),
      untranslated: pseudo,
      ...(url === absent && { expected: 404 }),
    })
    const { pathname } = new URL(url, this.#options.portal)
    const route = this.#route(pathname)
    if (!pseudo && !sight.download) await shoot(this.#page, `${viewer.name}-${tongue}-${url}`)
    return {
      ...sight,
      viewer: viewer.name,
      tongue,
      route,
      times: sight.download ? [] : await this.#times(url, route),
      broken: links ? await this.#brokenOf(sight.links) : [],
    }
  }

  #isNewToAxe(url: string): boolean {
    const { axeSeen } = this.#options
    const kind = this.#kind(url)
    if (axeSeen?.has(kind)) return false
    axeSeen?.add(kind)
    return true
  }

  /** A page is slow that is slow each time: once may be the doing of something else on this machine. */
  async #times(url: string, route: string): Promise<readonly Timed[]> {
    const { samples } = this.#options
    if (samples === 0) return []
    let times = await this.#looker.times(url, samples)
    for (let again = 0; again < 2 && isSlow(route, times); again++)
      times = await this.#looker.times(url, samples * 2)
    return times
  }

  /** Each address is tried once, and of each kind a few. */
  async #brokenOf(links: readonly string[]): Promise<string[]> {
    const broken: string[] = []
    for (const link of new Set(links.map(plain))) {
      if (!this.#status.has(link) && link !== absent && this.#mayTry(link))
        this.#status.set(link, await this.#looker.status(link))
      const status = this.#status.get(link) ?? 200
      if (status >= 400) broken.push(`${link} ${status}`)
    }
    return broken
  }

  #mayTry(link: string): boolean {
    const kind = this.#kind(link)
    const tried = this.#tried.get(kind) ?? 0
    this.#tried.set(kind, tried + 1)
    return tried < this.#options.perRoute * triedPerVisited
  }

  /** The route and the names of what is asked of it. */
  #kind(url: string): string {
    const { pathname, searchParams } = new URL(url, this.#options.portal)
    return `${this.#route(pathname)}?${[...searchParams.keys()].sort().join('&')}`
  }
}

/** Addresses that differ only in the language are one page. */
function plain(link: string): string {
  const url = new URL(link, 'http://x')
  url.searchParams.delete('lang')
  return `${url.pathname}${url.search}`
}
