import { defineConfig } from 'vitest/config'

/** One suite: unit and property tests beside the code, whole-constellation tests under tests/. */
export default defineConfig({
  test: {
    include: ['{packages,modules,apps,tests}/**/*.test.ts', 'tools/**/*.test.mjs'],
    testTimeout: 30_000,
    hookTimeout: 120_000,
    pool: 'forks',
    maxWorkers: 2,
  },
})
