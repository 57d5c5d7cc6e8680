import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
const FOLDERS = ['packages', 'modules', 'apps', 'tests', 'tools']

/** What each check runs; `title` is shown, and is what to look for in the output. */
const CHECKS = [
  { title: 'types (tsc)', node: ['tsgo/bin/tsc', '-p', '.'] },
  { title: 'lint (oxlint)', node: ['oxlint/bin/oxlint'] },
  { title: 'format (oxfmt)', node: ['oxfmt/bin/oxfmt', '--check'] },
  {
    title: 'walls (dependency-cruiser)',
    node: [
      'dependency-cruiser/bin/dependency-cruise.mjs',
      '--config',
      '.dependency-cruiser.mjs',
      '--output-type',
      'err-long',
      ...FOLDERS.filter((folder) => existsSync(join(ROOT, folder))),
    ],
  },
  { title: 'unused (knip)', node: ['knip/bin/knip.js', '--strict'] },
]

/** Runs every check, two at a time, and shows all faults of all of them: one round tells everything. */
async function check() {
  const waiting = [...CHECKS]
  const failed = []
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { ok, output, seconds } = await run(next)
      console.log(`${ok ? 'sawa / ok  ' : 'KOSA / FAIL'}  ${next.title}  ${seconds.toFixed(1)} s`)
      if (!ok) failed.push({ title: next.title, output })
    }
  }
  await Promise.all([work(), work()])
  for (const { title, output } of failed) console.log(`\n── ${title} ──\n${output}`)
  if (failed.length > 0) {
    const titles = failed.map(({ title }) => title).join(', ')
    console.log(`\nMakosa katika: ${titles} / Faults in: ${titles}`)
  }
  return failed.length === 0
}

function run({ node: [file, ...args] }) {
  const started = performance.now()
  return new Promise((settle) => {
    const child = spawn(process.execPath, [join(ROOT, 'node_modules', file), ...args], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const output = []
    child.stdout.on('data', (chunk) => output.push(chunk))
    child.stderr.on('data', (chunk) => output.push(chunk))
    const finish = (ok, text) =>
      settle({ ok, output: text, seconds: (performance.now() - started) / 1000 })
    child.on('error', (cause) => finish(false, cause.message))
    child.on('close', (code) => finish(code === 0, Buffer.concat(output).toString().trim()))
  })
}

process.exitCode = (await check()) ? 0 : 1
