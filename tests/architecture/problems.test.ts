import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { ProblemKind } from '@mtandao/problem'
import { EnvelopeFault, KeyFault } from '@mtandao/seal'
import { beforeAll, expect, test, vi } from 'vitest'
import { inOrder, listFiles, read, root, section, tableRows } from './repository.ts'

/** docs/problems.md and the code say the same: every code, its status, both titles, and whether to try again. */

const declared = vi.hoisted(() => new Map<string, ProblemKind>())

// Listens to what the areas declare; what they get is the real thing.
vi.mock(import('@mtandao/problem'), async (original) => {
  const real = await original()
  return {
    ...real,
    defineProblems: ((area: string, kinds: Readonly<Record<string, ProblemKind>>) => {
      for (const [code, kind] of Object.entries(kinds)) declared.set(`${area}.${code}`, kind)
      return real.defineProblems(area, kinds)
    }) satisfies typeof real.defineProblems,
  }
})

const document = read('docs/problems.md')
const files = listFiles('apps/**/problems.ts', 'modules/**/problems.ts', 'packages/**/problems.ts')

beforeAll(async () => {
  for (const file of files) await import(pathToFileURL(join(root, file)).href)
  if (process.env['MTANDAO_WRITE_DOCS'] === 'true') writeTables()
})

test('every area declares its problems in a file named problems.ts', () => {
  const makers = listFiles('apps/**/*.ts', 'modules/**/*.ts', 'packages/**/*.ts').filter(
    (file) => !file.endsWith('.test.ts') && /\bdefineProblems\(\s*'/.test(read(file)),
  )
  expect(makers.filter((file) => file !== 'packages/problem/src/index.ts')).toEqual(files)
})

/** Headings of the areas that have more to say than their name, and what stands below their tables. */
const headings: Readonly<Record<string, string>> = { gateway: 'The gateway', pg: 'PostgreSQL' }
const notes: Readonly<Record<string, string>> = {
  gateway: `\`gateway.draining\` is declared and not sent: a gateway that is shutting down closes its listener and lets what is under way finish.\n`,
}

/** With MTANDAO_WRITE_DOCS=true the tables are written anew from the code; `npm run format` then lays them out. */
function writeTables(): void {
  const areas = Map.groupBy(declared, ([code]) => code.split('.')[0] ?? '')
  const tables = [...areas].map(([area, problems]) => {
    const rows = problems.map(
      ([code, { status, retry, title }]) =>
        `| \`${code}\` | ${status} | ${title.sw} | ${title.en} | ${retry} |`,
    )
    const head = '| code | status | Kiswahili | English | retry |\n| --- | --- | --- | --- | --- |'
    return `### ${headings[area] ?? `\`${area}\``}\n\n${head}\n${rows.join('\n')}\n${notes[area] ? `\n${notes[area]}` : ''}`
  })
  const whole = `## Problems\n\n${tables.join('\n')}\n`
  writeFileSync(
    join(root, 'docs/problems.md'),
    document.replace(/## Problems\n[^]*?\n(?=## )/, whole),
  )
}

test('every problem is documented as it is declared, and none that does not exist', () => {
  const documented = tableRows(section(document, '## Problems')).map((cells) => cells.slice(0, 5))
  const expected = [...declared].map(([code, { status, retry, title }]) => [
    `\`${code}\``,
    String(status),
    title.sw,
    title.en,
    retry,
  ])
  expect(inOrder(documented)).toEqual(inOrder(expected))
})

/** The codes of a class of errors, read off the record that its text comes from. */
function codesIn(name: string): string[] {
  const source = read('packages/seal/src/fault.ts')
  const body = new RegExp(`const ${name} = \\{([^]*?)\\n\\} as const`).exec(source)?.[1] ?? ''
  return [...body.matchAll(/^ {2}'?([a-z0-9-]+)'?: \{/gm)].map(([, code]) => code ?? '')
}

test.each([
  ['## Faults of an envelope', 'envelopeFaults', EnvelopeFault],
  ['## Faults of a key', 'keyFaults', KeyFault],
] as const)('%s are all listed, in both languages', (heading, name, Fault) => {
  const codes = codesIn(name)
  expect(codes.length).toBeGreaterThan(5)
  const expected = codes.map((code) => {
    const { sw, en } = Reflect.construct(Fault, [code]).text
    return [`\`${code}\``, sw, en]
  })
  expect(inOrder(tableRows(section(document, heading)))).toEqual(inOrder(expected))
})

test('the codes that a snapshot is refused with are all listed', () => {
  const source = read('packages/contracts/src/signed-snapshot.ts')
  const reasons = /readonly reason: ([^\n]+)/.exec(source)?.[1]?.match(/[a-z-]+(?=')/g) ?? []
  const listed = tableRows(section(document, '## Refused snapshots')).map(([code]) => code)
  expect(inOrder(listed)).toEqual(inOrder(reasons.map((reason) => `\`${reason}\``)))
})

test('the faults of the embedded PostgreSQL are all listed', () => {
  const source = read('packages/pg/src/embedded-error.ts')
  const type = /type EmbeddedFault =([^]*?)\n\n/.exec(source)?.[1] ?? ''
  const faults = [...type.matchAll(/'([a-z-]+)'/g)].map(([, fault]) => `\`${fault}\``)
  const listed = tableRows(section(document, '## Faults of the embedded PostgreSQL'))
  expect(inOrder(listed.map(([code]) => code))).toEqual(inOrder(faults))
})
