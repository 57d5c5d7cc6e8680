import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { git, listFiles, read, root } from './repository.ts'

/** What a dependency graph and a linter cannot see. */

const isTest = (file: string) => /\.test\.tsx?$|\.test\.mjs$/.test(file)
const code = listFiles('*.ts', '*.tsx', '*.mjs', '*.js').filter(
  (file) => file !== 'tests/architecture/safety.test.ts',
)
const holding = (pattern: RegExp, files: readonly string[] = code) =>
  files.filter((file) => pattern.test(read(file)))

describe('the environment', () => {
  /** Who else reads it, and why. */
  const allowed: Readonly<Record<string, string>> = {
    'apps/cli/src/up/database-process.ts': 'a program of its own: this is its main',
    'apps/cli/src/up/up.ts': 'the main of `mtandao up`; hands it to readUpConfig',
    'apps/demo-country/example.mjs': 'an example to paste',
    'apps/gateway/src/node.ts': 'the number that a worker gets from its primary',
    'docs/examples/uliza.mjs': 'an example to paste',
    'modules/exchange/src/catalogue/samples/javascript.ts': 'in the text of a program to copy',
    'modules/exchange/src/joining/first-call-script.ts': 'in the text of a program to download',
    'packages/pg/src/embedded.ts': 'PATH and what Windows needs, for the programs of PostgreSQL',
    'packages/pg/src/test-database.ts': 'TEST_DATABASE_URL, for tests',
    'packages/testkit/src/browser.ts': 'MTANDAO_SHOTS, for looking at pages',
    'packages/testkit/src/child.ts': 'hands it to the programs it starts',
    'tests/fault/skewed-clock.ts': 'a preload, which has no other way to be told',
    'tests/portal/portal.ts': 'hands it to the programs it starts',
  }

  test('is read by config, main and tools alone, and by those that are listed with their reason', () => {
    const readers = holding(/\bprocess\.env\b/)
      .filter((file) => !isTest(file))
      .filter((file) => !/(^|\/)(config|main)\.ts$|^tools\//.test(file))
    expect(readers).toEqual(Object.keys(allowed))
  })
})

describe('what is printed', () => {
  test('is printed by programs for people, tools, tests and benches alone', () => {
    const printers = holding(/\bconsole\.\w+\(/)
      .filter((file) => !isTest(file))
      .filter((file) => !/^(apps\/cli|tools|tests|docs\/examples)\/|\/bench\//.test(file))
    expect(printers).toEqual([
      'apps/demo-country/example.mjs',
      // In the text of programs to copy.
      'modules/exchange/src/catalogue/samples/javascript.ts',
      'modules/exchange/src/joining/first-call-script.ts',
    ])
  })
})

describe('pure files', () => {
  /** Decisions, codecs and counts: the same answer for the same question, on every machine, at every time. */
  const pure = [
    'apps/gateway/src/access/*.ts',
    'apps/gateway/src/evidence/encode-entry.ts',
    'apps/gateway/src/evidence/recorder.ts',
    'apps/gateway/src/exchange.ts',
    'apps/gateway/src/forward/breaker.ts',
    'apps/gateway/src/operations/metrics.ts',
    'apps/gateway/src/problems.ts',
    'apps/gateway/src/proofs.ts',
    'apps/gateway/src/snapshot/path-pattern.ts',
    'apps/gateway/src/snapshot/routing-table.ts',
    'modules/*/src/**/lifecycle.ts',
    'modules/directives/src/{addressees,model,quarter,reasons}.ts',
    'modules/directives/src/{country,engine,rules}/*.ts',
    'modules/directives/src/publishing/{compare-rule-sets,content-hash,result-table}.ts',
    'modules/exchange/src/index/fold.ts',
    'modules/exchange/src/snapshot/renewal.ts',
    'packages/contracts/src/*.ts',
    'packages/problem/src/*.ts',
    'packages/seal/src/*.ts',
    'packages/tlog/src/{checkpoint,merkle,note,proof-file,tile}.ts',
  ]
  const files = pure
    .flatMap((pattern) => listFiles(...expand(pattern)))
    .filter((file) => !isTest(file))

  test('are there', () => expect(files.length).toBeGreaterThan(45))

  test('ask no clock', () =>
    expect(holding(/\bDate\.now\(|\bnew Date\(\)|\bperformance\.now\(/, files)).toEqual([]))

  test('draw no random numbers', () => expect(holding(/\bMath\.random\(/, files)).toEqual([]))

  test('open no file, no socket and no timer', () =>
    expect(
      holding(
        /from 'node:(?:fs|net|http|https|child_process|timers)|\bset(?:Timeout|Interval)\(|\bfetch\(/,
        files,
      ),
    ).toEqual([]))
})

/** `{a,b}` as git's patterns do not know it. */
function expand(pattern: string): string[] {
  const [whole, list] = /\{([^}]*)\}/.exec(pattern) ?? []
  if (whole === undefined || list === undefined) return [pattern]
  return list.split(',').map((one) => pattern.replace(whole, one))
}

test('no type is talked away with any', () => {
  expect(holding(/\bas any\s*(?:[),;.[\]}]|$)|@ts-(?:ignore|nocheck)/m)).toEqual([])
})

test('no test is skipped or focused, but where a named property of the machine decides', () => {
  expect(holding(/\b(?:test|it|describe)\.(?:skip|only|todo|fails)\b/)).toEqual([])
  const conditional = holding(/\.(?:skipIf|runIf)\(/)
  const unnamed = /\.(?:skipIf|runIf)\((?!!?(?:is|can|has)[A-Z]\w*\))/
  expect(holding(unnamed, conditional)).toEqual([])
})

test('nothing is left to do', () => {
  expect(holding(/\b(?:TODO|FIXME|XXX|HACK)\b/)).toEqual([])
})

test('nothing that is tracked names a developer’s machine', () => {
  const own = git('grep', '-lIE', '(^|[^[:alnum:]_.-])/(home|Users|root|work|tmp)/[[:alnum:]]')
  // Made-up paths of the runner's own tests.
  expect(own).toEqual(['tools/run/run.test.mjs'])
})

test('no private key is tracked but published test keys', () => {
  const held = git(
    'grep',
    '-lIE',
    'BEGIN ([A-Z]+ )?PRIVATE KEY-----$|BEGIN ([A-Z]+ )?PRIVATE KEY-----\\n[A-Za-z0-9+/]{8}|MIGHAgEAMBMGByqGSM49|MIGEAgEAMBAGByqGSM49|MC4CAQAwBQYDK2Vw',
  )
  expect(held.filter((file) => !file.startsWith('conformance/'))).toEqual(
    held.filter((file) => isTest(file) || file.startsWith('tests/')),
  )
})

interface Manifest {
  readonly name: string
  readonly license?: string
  readonly exports?: Readonly<Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
}

describe.each(
  listFiles('apps/*/package.json', 'modules/*/package.json', 'packages/*/package.json'),
)('%s', (file) => {
  const folder = dirname(file)
  const manifest = JSON.parse(read(file)) as Manifest

  test('exports files that exist', () => {
    for (const target of Object.values(manifest.exports ?? {}))
      expect(existsSync(join(root, folder, target.replace('/*', ''))), target).toBe(true)
    expect(Object.keys(manifest.exports ?? {})).toContain('.')
  })

  test('has a README that says what holds and what it refuses', () => {
    expect(existsSync(join(root, folder, 'README.md'))).toBe(true)
    expect(read(`${folder}/README.md`)).toMatch(/invariants|refuses/i)
  })

  test('is under the licence of the whole', () => expect(manifest.license).toBe('Apache-2.0'))

  test('depends only on what it may', () => {
    const own = Object.keys(manifest.dependencies ?? {}).filter((name) =>
      name.startsWith('@mtandao/'),
    )
    const packages = new Set(
      listFiles('packages/*/package.json').map((one) => (JSON.parse(read(one)) as Manifest).name),
    )
    if (folder === 'apps/demo-country') expect(own).toEqual([])
    else if (folder === 'apps/gateway' || folder.startsWith('packages/'))
      expect(own.filter((name) => !packages.has(name))).toEqual([])
    if (!folder.startsWith('packages/testkit')) expect(own).not.toContain('@mtandao/testkit')
  })
})
