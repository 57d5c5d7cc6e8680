import { writeFileSync } from 'node:fs'

/**
 * A vitest reporter that prints nothing: it counts, and leaves the counts where tools/run.mjs looks for them, so that
 * the plain line comes last of all. A file that could not be loaded and an error outside any test count as failed.
 */
export default class CountReporter {
  onTestRunEnd(modules, unhandledErrors) {
    const path = process.env.MTANDAO_TEST_COUNTS
    if (path !== undefined)
      writeFileSync(path, JSON.stringify(countResults(modules, unhandledErrors)))
  }
}

/** @returns {{passed: number, failed: number, skipped: number}} */
export function countResults(modules, unhandledErrors) {
  const counts = { passed: 0, failed: unhandledErrors.length, skipped: 0 }
  for (const module of modules) {
    counts.failed += module.errors().length
    for (const suite of module.children.allSuites()) counts.failed += suite.errors().length
    for (const test of module.children.allTests()) {
      const { state } = test.result()
      counts[state === 'passed' || state === 'failed' ? state : 'skipped'] += 1
    }
  }
  return counts
}

/** `N passed, N failed`, and `, N skipped` when there are any. */
export function countLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}
