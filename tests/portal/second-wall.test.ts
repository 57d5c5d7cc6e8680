import { scopeOf } from '@mtandao/identity/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPortal, personOf, type Portal } from './portal.ts'

/** The second wall, table by table: what PostgreSQL itself shows and lets be changed, whatever the program asks. */

let portal: Portal
beforeAll(async () => {
  portal = await openPortal()
}, 120_000)
afterAll(() => portal.close())

interface Table {
  readonly name: string
  readonly secured: boolean
  /** What the scoped role was granted on the table, or on columns of it. */
  readonly granted: readonly string[]
  /** Those that people may read. */
  readonly columns: readonly string[]
  /** Commands that some policy lets everybody do to every row. */
  readonly openTo: readonly string[]
}

async function tables(): Promise<Table[]> {
  return await portal.database.rows<Table>(
    `select format('%I.%I', n.nspname, c.relname) as name, c.relrowsecurity as secured,
       (select coalesce(array_agg(p), '{}') from unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE']) p
        where has_table_privilege('mtandao_scoped', c.oid, p)
          or (p <> 'DELETE' and has_any_column_privilege('mtandao_scoped', c.oid, p))) as granted,
       (select coalesce(array_agg(a.attname::text), '{}') from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
          and has_column_privilege('mtandao_scoped', c.oid, a.attnum, 'SELECT')) as columns,
       (select coalesce(array_agg(distinct p.cmd), '{}') from pg_policies p
        where p.schemaname = n.nspname and p.tablename = c.relname
          and (p.qual = 'true' or p.with_check = 'true')) as "openTo"
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and not c.relispartition
       and n.nspname in ('identity', 'register', 'exchange', 'audit', 'facts', 'directives')
     order by 1`,
  )
}

const names = (list: readonly Table[]) => list.map(({ name }) => name)

/** Tables that people's transactions reach without policies, and why. */
const withoutPolicies: Readonly<Record<string, string>> = {
  'exchange.journal_cursor': 'names and verifier keys of the logs: public, no institution in them',
}

/** Tables every row of which anybody may read, and why. */
const publicTables: Readonly<Record<string, string>> = {
  'directives.acceptance': 'who made a resolution an order, and in which words',
  'directives.answer_days': 'how long e-GA gives itself to answer, with its citation',
  'directives.directive': 'orders to public institutions',
  'directives.issuance': 'who issued a directive, and who issued it again',
  'directives.obligation': 'who owes what by when',
  'directives.presenter': 'institutions that presented at a session',
  'directives.published_result': 'the same, institution by institution',
  'directives.published_table': 'results of a quarter, as published',
  'directives.reminder_setting': 'when letters are sent, with their citations',
  'directives.resolution': 'what a session resolved',
  'directives.rule_set': 'by which rules and numbers results are judged',
  'directives.session': 'working sessions',
  'directives.topic': 'what was presented at a session',
  'exchange.agreement_rule': 'rules that hold for all agreements, with their citations',
  'exchange.connected_trend': 'figures that were published, with their sources',
  'exchange.tally_day': 'sums of the country by day, without institutions',
  'register.institution': 'the list of public institutions',
  'register.institution_head': 'who heads a public institution is public',
  'register.institution_name': 'names of institutions and their history',
  'register.institution_standing': 'kind, parent and region of institutions',
  'register.institution_website': 'addresses made to be known',
  'register.setting': 'dated rules with their citations, no institution in them',
  'register.site': 'data centres that institutions choose among',
  'register.site_approval': 'which of them are approved, from when to when',
  'register.system': 'which systems there are: the register exists to be looked up',
  'register.system_record':
    'name, purpose and life of systems; how they are kept is in system_detail',
}

/** Tables of which others see what was published, and no more; the areas' own tests say what. */
const partlyPublic: Readonly<Record<string, string>> = {
  'exchange.offered_service': 'the catalogue',
  'exchange.service': 'the catalogue',
  'exchange.service_version': 'the catalogue',
  'facts.fact': 'facts of the types that are public',
  'register.system_data': 'whoever is signed in may find who is master of which data',
}
const isPublic = (name: string) => name in publicTables || name in partlyPublic

test('a table that people reach has policies, or a reason not to', async () => {
  const all = await tables()
  expect(all.length).toBeGreaterThan(50)
  const open = all.filter(({ secured, granted }) => !secured && granted.length > 0)
  expect(names(open)).toEqual(Object.keys(withoutPolicies).toSorted())
})

test('what everybody may read is public on purpose', async () => {
  const open = (await tables()).filter(
    ({ secured, granted, openTo }) =>
      secured &&
      granted.includes('SELECT') &&
      openTo.some((cmd) => ['ALL', 'SELECT'].includes(cmd)),
  )
  expect(names(open)).toEqual(Object.keys(publicTables).toSorted())
})

test('nothing is open to be changed by everybody, and nothing of people is deleted', async () => {
  const all = await tables()
  const open = all.filter(({ granted, openTo }) =>
    openTo.some((cmd) => cmd !== 'SELECT' && granted.includes(cmd === 'ALL' ? 'UPDATE' : cmd)),
  )
  expect(names(open)).toEqual([])
})

/** Columns by which a row belongs to institutions. */
const owning =
  /^(institution|institutions|consumer_institution|provider_institution|consumer|provider|party)$/

test('an officer sees no row that belongs to others only', async () => {
  const officer = personOf('nida', ['ict-officer', 'head', 'secretary', 'data-protection-officer'])
  const within = portal.database.within(scopeOf(officer))
  // What the other party of one's own agreement did about it is both parties'.
  const agreements = await portal.database.rows<{ id: string }>(
    `select id from exchange.agreement_record where 'nida' in (consumer_institution, provider_institution)`,
  )
  const marks = ['nida', ...agreements.map(({ id }) => id)]
  const seen: string[] = []
  let tried = 0
  for (const table of await tables()) {
    const columns = table.columns.filter((column) => owning.test(column))
    if (columns.length === 0 || !table.secured || !table.granted.includes('SELECT')) continue
    if (isPublic(table.name)) continue
    tried += 1
    // Of several columns one is enough: consumer and provider both see what they agreed.
    const rows = await within.rows<{ row: string }>(
      `select row(${table.columns.join(', ')})::text as row from ${table.name} limit 5000`,
    )
    const foreign = rows.filter(({ row }) => !marks.some((mark) => row.includes(mark)))
    if (foreign.length > 0) seen.push(`${table.name}: ${foreign.length} of ${rows.length}`)
  }
  expect(seen).toEqual([])
  expect(tried).toBeGreaterThan(5)
})

test('a stranger and a suspended officer see public tables only', async () => {
  const suspended = { ...personOf('nida', ['ict-officer', 'head']), suspended: true }
  const seen: string[] = []
  for (const who of [undefined, suspended]) {
    const within = portal.database.within(scopeOf(who))
    for (const { name, secured, granted } of await tables()) {
      if (!secured || !granted.includes('SELECT') || isPublic(name)) continue
      const [row] = await within.rows<{ count: number }>(
        `select count(*)::int as count from ${name}`,
      )
      if (row && row.count > 0) seen.push(`${name}: ${row.count}`)
    }
  }
  expect(seen).toEqual([])
})
