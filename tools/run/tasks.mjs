import { join } from 'node:path'
import { Explained } from './say.mjs'

/**
 * What each word after `node tools/run.mjs` runs under Node 24: arguments for `node`, from the root of the checkout.
 * `countsTests`: the task writes its counts to the file named by MTANDAO_TEST_COUNTS and ends with the plain line.
 */
const TASKS = {
  start: { node: ['apps/cli/src/main.ts', 'up'] },
  test: {
    node: [
      'node_modules/vitest/vitest.mjs',
      'run',
      '--reporter=default',
      '--reporter=./tools/run/count-reporter.mjs',
    ],
    countsTests: true,
  },
  check: { node: ['tools/run/check.mjs'] },
  format: { node: ['node_modules/oxfmt/bin/oxfmt'] },
  cli: { node: ['apps/cli/src/main.ts'], whereCalled: true },
  'bench:gateway': { node: ['tests/load/gateway.ts'] },
  'bench:directives': { node: ['tests/load/directives.ts'] },
  'bench:viewer': { node: ['tests/load/viewer.ts'] },
  'audit:pages': { node: ['tests/pages/audit-pages.ts'] },
  'test:crash': { node: ['tests/fault/crash.ts'] },
}

/**
 * @param {readonly string[]} argv what follows `tools/run.mjs`
 * @param {{root: string, env: Record<string, string | undefined>, cwd: string}} place
 * @returns {{name: string, args: string[], cwd: string, countsTests: boolean}}
 * npm strips the `--` of `npm run x -- --json` itself; one given by hand is dropped here.
 */
export function chooseTask(argv, { root, env, cwd }) {
  const [name, ...rest] = argv
  const task = name !== undefined && Object.hasOwn(TASKS, name) ? TASKS[name] : undefined
  if (task === undefined) {
    const words = Object.keys(TASKS).join(' | ')
    throw new Explained(
      `Matumizi: node tools/run.mjs ${words}`,
      `Usage: node tools/run.mjs ${words}`,
    )
  }
  const [file, ...fixed] = task.node
  const given = rest[0] === '--' ? rest.slice(1) : rest
  return {
    name,
    args: [join(root, file), ...fixed, ...given],
    cwd: task.whereCalled === true ? callersFolder(env, cwd) : root,
    countsTests: task.countsTests === true,
  }
}

/** npm moves to the root before a script; the files a person names are relative to where the person stood. */
function callersFolder(env, cwd) {
  return env.npm_lifecycle_event === undefined ? cwd : (env.INIT_CWD ?? cwd)
}
