import { startCountry, type Country } from '@mtandao/testkit'
import { openBrowser, type OpenBrowser } from '@mtandao/testkit/browser'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { crawl } from './crawl.ts'
import type { Seen, Tongue } from './seen.ts'
import { listRoutes } from './list-routes.ts'
import { stranger, viewers, type Viewer } from './people.ts'
import { judge } from './verdict.ts'

/** The short form of `npm run audit:pages`: one address of each route, in one language each. */

let country: Country
let browser: OpenBrowser
beforeAll(async () => {
  country = await startCountry({ PLATFORM_PSEUDO_LANGUAGE: 'true' })
  browser = await openBrowser()
}, 300_000)
afterAll(async () => {
  await browser.close()
  await country.stop()
}, 60_000)

const officer = viewers.find(({ role }) => role === 'ict-officer') as Viewer
const administrator = viewers.find(({ role }) => role === 'ega-officer') as Viewer

test.concurrent.each([
  ['stranger', 'en', stranger],
  ['officer', 'sw', officer],
  ['administrator', 'qq', administrator],
] as const)(
  'pages are light, accessible, translated and without errors: %s, in %s',
  async (_name: string, tongue: Tongue, viewer: Viewer) => {
    const seen: Seen[] = []
    await crawl({
      browser,
      portal: country.portal,
      routes: await listRoutes(),
      viewer,
      tongue,
      perRoute: 1,
      samples: 0,
      links: false,
      onSeen: (one) => seen.push(one),
    })
    // Speed is judged where nothing else runs: by `npm run audit:pages`.
    const { pages, slow: _slow, ...faults } = judge(seen)
    expect(faults).toEqual({ too_heavy: [], axe_serious: [], untranslated: [], console_errors: [] })
    expect(pages).toBeGreaterThan(viewer === stranger ? 10 : 25)
  },
  400_000,
)
