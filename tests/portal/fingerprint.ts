import type { Database } from '@mtandao/pg'

/** What every table of the modules holds, as one digest each. */
export async function fingerprint(database: Database): Promise<ReadonlyMap<string, string>> {
  const tables = await database.rows<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname in ('identity', 'register', 'exchange', 'audit', 'facts', 'directives') order by 1`,
  )
  const digests = new Map<string, string>()
  for (const { name } of tables) {
    const [row] = await database.rows<{ digest: string }>(
      `select coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))), '') as digest from ${name} t`,
    )
    digests.set(name, row?.digest ?? '')
  }
  return digests
}

export function changedTables(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): string[] {
  return [...after].filter(([name, digest]) => before.get(name) !== digest).map(([name]) => name)
}
