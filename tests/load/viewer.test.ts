import { scopeOf } from '@mtandao/identity/contract'
import { testDatabase, type TestDatabase } from '@mtandao/pg/test-database'
import { registerMigrations } from '@mtandao/register'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { exchangeMigrations } from '../../modules/exchange/src/index.ts'
import { countQuery, searchQuery } from '../../modules/exchange/src/viewer/search-query.ts'
import { findHints } from '../../modules/exchange/src/viewer/search-store.ts'
import { fillExchanges } from './viewer-fill.ts'
import { at, kinds, makeSearches, timeSearches } from './viewer-searches.ts'

/** What `npm run bench:viewer` measures over ten million, here over enough that a plan which reads everything shows itself. */
const rows = 200_000
const now = new Date('2026-11-01T09:00:00Z')
let db: TestDatabase
let ids: string[]

beforeAll(async () => {
  db = await testDatabase([registerMigrations, exchangeMigrations])
  await fillExchanges(db.database, { rows, now })
  const sampled = await db.database.rows<{ id: string }>(
    'select id from exchange.exchange tablesample bernoulli (1) repeatable (1) limit 1000',
  )
  ids = sampled.map(({ id }) => id)
})
afterAll(() => db.close())

test.each(kinds)(
  'searches %s read no table from end to end, behind the row-level policies',
  async (kind) => {
    for (const { actor, filter } of makeSearches(kind, 24, { now, ids, seed: 7 })) {
      const reach = actor.roles.includes('auditor')
        ? ({ all: true } as const)
        : ({ all: false, institution: actor.institution } as const)
      const hints = await findHints(db.database, filter)
      const queries = [
        searchQuery(filter, reach, { hints, limit: 51 }),
        countQuery(filter, reach, { hints, most: 1_001 }),
      ]
      for (const query of queries) {
        if (!query) continue
        const plan = await db.database
          .within(scopeOf(actor))
          .rows<{ 'QUERY PLAN': string }>(`explain ${query.sql}`, query.values)
        const text = plan.map((line) => line['QUERY PLAN']).join('\n')
        expect(text, text).not.toMatch(/Seq Scan on exchange\b/)
        expect(text).toMatch(/Index (Only )?Scan|Bitmap Index Scan/)
      }
    }
  },
)

test('each kind of search answers in a fraction of the limit', async () => {
  for (const kind of kinds) {
    const times = await timeSearches(db.database, makeSearches(kind, 20, { now, ids, seed: 3 }))
    // A tenth of the rows of any machine we know, and a neighbour on its cores: far from 300 ms all the same.
    expect(at(times, 0.5), kind).toBeLessThan(300)
  }
})
