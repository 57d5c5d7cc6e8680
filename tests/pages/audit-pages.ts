/**
 * `npm run audit:pages`: the seeded country, every page as each role in both languages and in the pseudo-language.
 *
 *   --json        one line of JSON for each page
 *   --quick       fewer addresses of each route
 *   --url URL     a portal that runs already (it must know `qq`: PLATFORM_PSEUDO_LANGUAGE=true)
 *
 * The last line is `{"pages":N,"too_heavy":[…],"axe_serious":[…],"untranslated":[…],"console_errors":[…],"slow":[…]}`;
 * exit code 1 when any list is not empty. With MTANDAO_SHOTS=folder every page is kept as a picture.
 */
import { parseArgs } from 'node:util'
import { startCountry } from '@mtandao/testkit'
import { openBrowser } from '@mtandao/testkit/browser'
import { crawl } from './crawl.ts'
import type { Seen, Tongue } from './seen.ts'
import { listRoutes } from './list-routes.ts'
import { viewers, type Viewer } from './people.ts'
import { isClean, judge, limitOf, p95, percentile } from './verdict.ts'

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    url: { type: 'string' },
  },
})

const print = (text: string) => process.stdout.write(`${text}\n`)
const tongues: readonly Tongue[] = ['sw', 'en', 'qq']

/** In Swahili everything is asked of every page; in the others what differs by language. */
const thorough = ({ role }: Viewer) => ({
  perRoute: values.quick ? 1 : 2,
  // Who sees one institution, and who sees all of them.
  samples: role === undefined || role === 'ict-officer' || role === 'ega-officer' ? 7 : 0,
  links: true,
  axeSeen: new Set<string>(),
})
const brief = { perRoute: 1, samples: 0, links: false } as const

function line(seen: Seen): string {
  const { viewer, tongue, url, route, status, bytes, times, broken } = seen
  const { axe, untranslated, overflow, console: errors } = seen
  const asked = p95(times)
  const all = times.map((one) => one.ms)
  const ms = {
    median: percentile(all, 0.5),
    p95: asked.ms,
    slowdown: asked.slowdown,
  }
  if (values.json) {
    const measured = { viewer, lang: tongue, url, route, status, bytes, server_ms: ms }
    return JSON.stringify({ ...measured, axe, untranslated, console: errors, overflow, broken })
  }
  const faults = [...axe, ...untranslated, ...errors, overflow, ...broken].filter(Boolean).length
  return `${faults === 0 ? ' ' : '✗'} ${viewer} ${tongue} ${url}  ${bytes} B  ${ms.median} ms`
}

async function auditAll(portal: string): Promise<boolean> {
  const routes = await listRoutes()
  const seen: Seen[] = []
  const browser = await openBrowser()
  try {
    const axeSeen = new Set<string>()
    for (const viewer of viewers) {
      for (const tongue of tongues) {
        const onSeen = (one: Seen) => {
          seen.push(one)
          print(line(one))
        }
        const some = tongue === 'sw' ? thorough(viewer) : { ...brief, axeSeen }
        await crawl({ browser, portal, routes, viewer, tongue, onSeen, ...some })
      }
    }
  } finally {
    await browser.close()
  }
  const visited = new Set(seen.map(({ route }) => route))
  const unseen = [...new Set(viewers.flatMap((viewer) => routes.for(viewer)))]
    .filter((route) => !visited.has(route))
    .toSorted()
  print(
    values.json ? JSON.stringify({ never_visited: unseen }) : `never visited: ${unseen.join(' ')}`,
  )
  print(JSON.stringify({ server_ms: slowest(seen) }))
  const verdict = judge(seen)
  print(JSON.stringify(verdict))
  return isClean(verdict)
}

/** The ten routes nearest to their limit, as measured: 95 of 100 answers, and what the machine did meanwhile. */
function slowest(seen: readonly Seen[]) {
  const byRoute = Map.groupBy(seen, ({ route }) => route)
  return [...byRoute]
    .map(([route, visits]) => {
      const { ms, slowdown } = p95(visits.flatMap(({ times }) => times))
      return { route, p95: ms, limit: limitOf(route), slowdown }
    })
    .toSorted((a, b) => b.p95 / b.limit - a.p95 / a.limit)
    .slice(0, 10)
}

const country =
  values.url === undefined ? await startCountry({ PLATFORM_PSEUDO_LANGUAGE: 'true' }) : undefined
try {
  if (!(await auditAll(country?.portal ?? values.url ?? ''))) process.exitCode = 1
} finally {
  await country?.stop()
}
