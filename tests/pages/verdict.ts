import { limits } from './limits.ts'
import type { Seen } from './seen.ts'
import type { Timed } from './slowdown.ts'

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
    const times = visits.flatMap((visit) => visit.times)
    const { ms, slowdown } = p95(times)
    if (!isSlow(route, times)) return []
    return [`${route} p95 ${ms.toFixed(1)} ms, slowdown ${slowdown}`]
  })
}

/** Above this slowdown the slowest of a few answers say more about the machine than about the page. */
const busy = 1.2

/**
 * 95 of 100 answers are within the limit. On a machine that has other things to do nobody can say that: there half of them are
 * within as many times the limit as everything took longer just then.
 */
export function isSlow(route: string, times: readonly Timed[]): boolean {
  const { ms, slowdown } = p95(times)
  const limit = limitOf(route)
  if (slowdown <= busy) return ms > limit
  const all = times.map((one) => one.ms)
  return percentile(all, 0.5) > limit * slowdown
}

export function limitOf(route: string): number {
  return route.includes('{') ? limits.otherMs : limits.listMs
}

/** The time that 95 of 100 answers are made within, and how much longer everything took meanwhile, on average. */
export function p95(times: readonly Timed[]): Timed {
  const all = times.map(({ ms }) => ms)
  const slowdowns = times.reduce((sum, { slowdown }) => sum + slowdown, 0)
  const slowdown = times.length === 0 ? 1 : slowdowns / times.length
  return { ms: percentile(all, 0.95), slowdown: Math.round(slowdown * 10) / 10 }
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(Math.ceil(sorted.length * share), sorted.length) - 1] ?? 0
}
