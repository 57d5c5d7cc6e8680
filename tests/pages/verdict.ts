import type { Seen } from './crawl.ts'
import { limits } from './limits.ts'

/** The last line of the audit: every list is empty, or the audit has failed. */
export interface Verdict {
  readonly pages: number
  readonly too_heavy: readonly string[]
  readonly axe_serious: readonly string[]
  readonly untranslated: readonly string[]
  readonly console_errors: readonly string[]
  readonly slow: readonly string[]
}

/**
 * A page without its one title and heading, or wider than a narrow screen (WCAG 1.4.10), stands with what axe finds; a link
 * that leads nowhere stands with the errors of the console.
 */
export function judge(seen: readonly Seen[]): Verdict {
  const pages = seen.filter(({ download }) => !download)
  return {
    pages: seen.length,
    too_heavy: pages.filter(isTooHeavy).map((page) => `${named(page)} ${page.bytes} B`),
    axe_serious: pages.flatMap((page) => [
      ...page.axe.map((text) => `${named(page)} ${text}`),
      ...(page.overflow === '' ? [] : [`${named(page)} reflow ${page.overflow}`]),
      ...(page.headings === 1 ? [] : [`${named(page)} ${page.headings} h1`]),
      ...(page.title.trim() === '' ? [`${named(page)} no title`] : []),
    ]),
    untranslated: pages.flatMap((page) =>
      page.untranslated.map((text) => `${named(page)} ${text}`),
    ),
    console_errors: seen.flatMap((page) => [
      ...page.console.map((text) => `${named(page)} ${text}`),
      ...page.broken.map((text) => `${named(page)} link ${text}`),
    ]),
    slow: slowRoutes(pages),
  }
}

export function isClean(verdict: Verdict): boolean {
  const { too_heavy, axe_serious, untranslated, console_errors, slow } = verdict
  const faults = [too_heavy, axe_serious, untranslated, console_errors, slow].flat()
  return faults.length === 0
}

const named = ({ viewer, tongue, url }: Seen) => `${viewer} ${tongue} ${url}`

function isTooHeavy({ viewer, scripts, bytes }: Seen): boolean {
  const isPublic = viewer === 'stranger' && scripts === 0
  return bytes > (isPublic ? limits.publicPageBytes : limits.pageBytes)
}

/** Per route, over everybody who asked for it. */
function slowRoutes(pages: readonly Seen[]): string[] {
  const byRoute = Map.groupBy(pages, ({ route }) => route)
  return [...byRoute].flatMap(([route, visits]) => {
    const p95 = percentile(
      visits.flatMap(({ times }) => times),
      0.95,
    )
    const limit = route.includes('{') ? limits.otherMs : limits.listMs
    return p95 > limit ? [`${route} p95 ${p95.toFixed(1)} ms`] : []
  })
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(Math.ceil(sorted.length * share), sorted.length) - 1] ?? 0
}
