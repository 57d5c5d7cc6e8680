#!/usr/bin/env node
/**
 * The only file that runs on the machine's own Node (20 or later): it makes node_modules right, finds Node 24 and hands
 * over. Everything else may then assume both.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { runInGroup } from './run/child.mjs'
import { countLine } from './run/count-reporter.mjs'
import { ensureInstalled } from './run/install.mjs'
import { findNode, majorOf } from './run/runtime.mjs'
import { Explained } from './run/say.mjs'
import { chooseTask } from './run/tasks.mjs'

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..')

async function main() {
  const { platform, arch, execPath } = process
  const own = { platform, arch, execPath, version: process.versions.node }
  if (majorOf(own.version) < 20)
    throw new Explained(
      `Node 20 au mpya zaidi inahitajika; hii ni ${own.version}.`,
      `Node 20 or later is needed; this is ${own.version}.`,
    )
  const task = chooseTask(process.argv.slice(2), {
    root: ROOT,
    env: process.env,
    cwd: process.cwd(),
  })
  await ensureInstalled({ root: ROOT, env: process.env })
  const node = findNode({ root: ROOT, own })
  return task.countsTests ? await runCounted(node, task) : await run(node, task, process.env)
}

function run(node, task, env) {
  const follow = pathToFileURL(join(ROOT, 'tools/run/follow-parent.mjs')).href
  return runInGroup(node, ['--import', follow, ...task.args], { cwd: task.cwd, env })
}

/** Tests end with the plain line `N passed, N failed`, also when vitest itself could not run. */
async function runCounted(node, task) {
  const folder = mkdtempSync(join(tmpdir(), 'mtandao-tests-'))
  const file = join(folder, 'counts.json')
  try {
    const code = await run(node, task, { ...process.env, MTANDAO_TEST_COUNTS: file })
    const counts = existsSync(file)
      ? JSON.parse(readFileSync(file, 'utf8'))
      : { passed: 0, failed: 0, skipped: 0 }
    if (code !== 0 && counts.failed === 0) counts.failed = 1
    process.stdout.write(`${countLine(counts)}\n`)
    return code === 0 && counts.failed > 0 ? 1 : code
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

try {
  process.exitCode = await main()
} catch (fault) {
  if (!(fault instanceof Explained)) throw fault
  process.stderr.write(`${fault.message}\n`)
  process.exitCode = 1
}
