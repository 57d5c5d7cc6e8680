import { describe, expect, test } from 'vitest'
import { inOrder, listFiles, read, section, tableRows } from './repository.ts'
import { schemaFile, snapshotSchema } from './snapshot-schema.ts'

/** What docs/protocols says of formats is what the code reads and writes. */

const quoted = (names: Iterable<string>) => inOrder([...names].map((name) => `\`${name}\``))
/** The names in the first column; one row may stand for several. */
const firstCells = (markdown: string) =>
  inOrder(tableRows(markdown).flatMap(([cell]) => cell?.split(', ') ?? []))

describe('the routing snapshot', () => {
  test('has the schema that is published (else: node tests/architecture/write-schema.ts)', () => {
    expect(JSON.parse(read(schemaFile))).toEqual(snapshotSchema())
  })
})

describe('the journal entry', () => {
  const page = read('docs/protocols/journal-entry.md')
  const source = read('packages/contracts/src/journal-entry.ts')

  test('has the members that its page lists', () => {
    const type = /interface JournalEntry \{([^]*?)\n\}/.exec(source)?.[1] ?? ''
    const members = [...type.matchAll(/^ {2}readonly (\w+)\??:/gm)].map(([, name]) => name ?? '')
    expect(firstCells(section(page, '## Members'))).toEqual(quoted(members))
  })

  test('has the kinds that its page lists', () => {
    const type = /type EntryKind =([^]*?)\n\n/.exec(source)?.[1] ?? ''
    const kinds = [...type.matchAll(/'(\w+)'/g)].map(([, kind]) => kind ?? '')
    expect(firstCells(section(page, '## Kinds'))).toEqual(quoted(kinds))
  })

  test('has, besides problem codes, the outcomes that its page lists', () => {
    const written = listFiles('apps/gateway/src/**/*.ts')
      .filter((file) => !file.endsWith('.test.ts'))
      .flatMap((file) => [
        ...read(file).matchAll(/'((?:provider|consumer|gateway)\.[a-z0-9]+(?:-[a-z0-9]+)*)'/g),
      ])
      .map(([, outcome]) => outcome ?? '')
    // Problem codes that the code compares with or sets for an attempt; docs/problems.md has them.
    const codes = new Set([
      'gateway.defect',
      'gateway.provider-answer-too-large',
      'gateway.provider-failed',
    ])
    const outcomes = new Set(written.filter((outcome) => !codes.has(outcome)))
    expect(firstCells(section(page, '## Outcomes'))).toEqual(quoted(outcomes))
  })
})

describe('the gateway’s README', () => {
  const page = read('apps/gateway/README.md')

  test('lists every variable that is read, and no other', () => {
    const source = read('apps/gateway/src/config.ts')
    const variables = new Set(
      [...source.matchAll(/'((?:GATEWAY|SNAPSHOT|DATABASE|LOG|MTANDAO)_[A-Z0-9_]+)'/g)].map(
        ([, name]) => name ?? '',
      ),
    )
    expect(firstCells(section(page, '## Environment'))).toEqual(quoted(variables))
  })

  test('lists every family of metrics, and no other', () => {
    const families = listFiles('apps/gateway/src/operations/*.ts')
      .filter((file) => !file.endsWith('.test.ts'))
      .flatMap((file) => [...read(file).matchAll(/'((?:gateway|process)_[a-z_]+)'/g)])
      .map(([, name]) => name ?? '')
    expect(firstCells(section(page, '## Metrics'))).toEqual(quoted(new Set(families)))
  })
})
