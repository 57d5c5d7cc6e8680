import { testDatabase, type TestDatabase } from '@mtandao/pg/test-database'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { depsOf, egaOfficer } from '../../test/actors.ts'
import { registerMigrations } from '../index.ts'
import { kinds } from '../lists/kinds.ts'
import { columns, type Row } from './columns.ts'
import { applyImport, exportInstitutions, tryImport } from './import-institutions.ts'
import { selectKnown } from './import-store.ts'
import { writeCsv } from './write-csv.ts'

let db: TestDatabase
beforeAll(async () => (db = await testDatabase([registerMigrations])))
afterAll(() => db.close())

const from = '2026-10-01'
const ids = ['maji', 'fedha', 'ega', 'mpya-1', 'mpya-2', 'mpya-3', 'Mbaya Sana']
/** Lines as people write them: some new, some changed, some at odds with the register or with each other. */
const anyLine: fc.Arbitrary<Row> = fc.record({
  id: fc.constantFrom(...ids),
  class: fc.constant('GOV'),
  code: fc.constantFrom('MOW', 'MOF', 'EGA', 'A', 'B', 'C', ''),
  name_sw: fc.constantFrom('Wizara ya Maji', 'Jina', '=Jina()', ''),
  name_en: fc.constantFrom('Name', 'Other "name"; x, y'),
  acronym: fc.constantFrom('', 'J'),
  kind: fc.constantFrom('', 'agency', 'wizard', ...kinds.map(({ code }) => code)),
  parent: fc.constantFrom('', ...ids),
  region: fc.constantFrom('', 'dodoma'),
  websites: fc.constantFrom('', 'https://a.go.tz', 'https://a.go.tz https://b.go.tz', 'kosa'),
})

const rowsById = async () =>
  new Map(
    (await selectKnown(db.database)).map((row) => [
      row.id,
      Object.fromEntries(columns.map((column) => [column, row[column]])),
    ]),
  )

test('whatever the file, the import does what the dry run said and nothing else', async () => {
  const { deps } = depsOf(db.database, '2026-10-01T09:00:00Z')
  await fc.assert(
    fc.asyncProperty(fc.array(anyLine, { minLength: 1, maxLength: 6 }), async (lines) => {
      const before = await rowsById()
      const bytes = Buffer.from(writeCsv(lines))
      const dry = await tryImport(deps, egaOfficer, { bytes, from })
      expect(await rowsById()).toEqual(before)
      const { id, planSha256 } = dry
      const done = await applyImport(deps, egaOfficer, { id, planSha256 })
      expect(done.verdicts).toEqual(dry.verdicts)
      const expected = new Map(before)
      for (const { id: row, changes } of dry.verdicts) {
        if (changes.length === 0) continue
        const blank = Object.fromEntries(columns.map((column) => [column, '']))
        const after = Object.fromEntries(changes.map((one) => [one.column, one.after]))
        expected.set(row, { ...(before.get(row) ?? blank), ...after })
      }
      expect(await rowsById()).toEqual(expected)
      const exported = Buffer.from(await exportInstitutions(deps, egaOfficer))
      const again = await tryImport(deps, egaOfficer, { bytes: exported, from })
      expect(again.counts).toMatchObject({ new: 0, changed: 0, refused: 0 })
    }),
    { numRuns: 40 },
  )
}, 60_000)
