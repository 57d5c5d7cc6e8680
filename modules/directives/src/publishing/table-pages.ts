import { type Visit } from '@mtandao/http'
import { scopeOf, type Actor } from '@mtandao/identity/contract'
import type { Db } from '@mtandao/pg'
import { z } from 'zod'
import { publishedCounts } from '../country/see-trend.ts'
import { selectDirectives } from '../country/names-store.ts'
import { centralGovernment } from '../addressees.ts'
import type { DirectivesDeps } from '../deps.ts'
import { centralGovernmentName } from '../parts.ts'
import { problem } from '../problems.ts'
import { dayAt } from '../quarter.ts'
import { quarterId } from '../shapes.ts'
import { action, countryReaders, mayPublish, page, readsActs } from './common.ts'
import { rowNames } from './names.ts'
import { recomputationPage } from './recomputation-page.ts'
import type { Recomputer } from './recomputer.ts'
import { hashedRow, storedRows } from './recompute-table.ts'
import { publicText, wholeText } from './result-table.ts'
import { tablePage } from './table-page.ts'
import {
  countResults,
  findTable,
  selectEditions,
  selectResults,
  selectTables,
  type PublishedCount,
  type PublishedTable,
} from './table-store.ts'
import { tablesPage } from './tables-page.ts'
import { tableAt as at, tableWanted as wanted, type At, type Wanted } from './table-wanted.ts'

const perPage = 25
const tablesPerPage = 40
const institutionsFoundMax = 50

/** Counts of editions kept in memory: what was published does not change. */
const countedMax = 200

type Counter = (
  db: Db,
  table: Pick<PublishedTable, 'period' | 'edition'>,
) => Promise<readonly PublishedCount[]>

function keepCounts(): Counter {
  const counted = new Map<string, readonly PublishedCount[]>()
  return async (db, table) => {
    const key = `${table.period}/${table.edition}`
    const known = counted.get(key)
    if (known) return known
    const found = await countResults(db, table)
    if (counted.size >= countedMax) counted.clear()
    counted.set(key, found)
    return found
  }
}

const cursor = /^(.+)\.(\d{1,6})$/

export function tablePages(deps: DirectivesDeps, heavy: Recomputer) {
  const count = keepCounts()
  return [
    page({
      path: '/tables',
      who: 'anyone',
      at: z.object({ after: z.string().max(30).regex(cursor).optional().catch(undefined) }),
      show: async ({ actor, say }, { after }) => {
        const [, period = '', edition] = cursor.exec(after ?? '') ?? []
        const rows = await selectTables(deps.database.within(scopeOf(actor)), {
          after: quarterId.safeParse(period).success
            ? { period, edition: Number(edition) }
            : undefined,
          limit: tablesPerPage + 1,
        })
        return tablesPage(say, {
          tables: rows.slice(0, tablesPerPage),
          more: rows.length > tablesPerPage,
          paged: after !== undefined,
          mayPublish: mayPublish(actor),
        })
      },
    }),
    page({
      path: '/tables/{year}/{quarter}',
      who: 'anyone',
      at: wanted,
      show: (visit, asked) => showTable({ ...deps, count }, visit, asked),
    }),
    action({
      path: '/tables/{year}/{quarter}/recompute',
      who: 'anyone',
      at: at.omit({ edition: true }),
      fields: z.object({ edition: z.coerce.number().int().min(1).max(1_000_000) }),
      act: async ({ actor, say }, { year, quarter }, { edition }) => {
        const made = await heavy.recompute(actor, { period: `${year}/${quarter}`, edition })
        const institutions = made.differences.map(({ institution }) => institution)
        const day = dayAt(made.table.asOf.at)
        const seen = deps.database.within(scopeOf(actor))
        const names = await rowNames(deps.register, seen, { institutions, day })
        return recomputationPage(say, made, names)
      },
    }),
    ...downloads(deps),
  ]
}

function downloads(deps: DirectivesDeps) {
  return [
    page({
      path: '/tables/{year}/{quarter}/table.json',
      who: 'anyone',
      at,
      show: async ({ actor }, asked) => {
        const table = await tableAt(deps, actor, asked)
        const seen = deps.database.within(scopeOf(actor))
        const rows = storedRows(seen, table, { reasons: false })
        const head = { ...table, wholeHash: table.hash }
        return download(table, 'jedwali', publicText(head, lots(rows)))
      },
    }),
    page({
      path: '/tables/{year}/{quarter}/whole.json',
      who: countryReaders,
      at,
      show: async ({ actor }, asked) => {
        const table = await tableAt(deps, actor, asked)
        const rows = storedRows(deps.database.within(scopeOf(actor)), table, { reasons: true })
        return download(table, 'jedwali-zima', wholeText(table, lots(rows)))
      },
    }),
  ]
}

async function* lots(rows: ReturnType<typeof storedRows>) {
  for await (const some of rows) yield some.map(hashedRow)
}

/** The canonical bytes themselves, as they come: a whole country is tens of megabytes. */
function download(
  { period, edition }: PublishedTable,
  what: string,
  parts: AsyncGenerator<string, undefined>,
) {
  const utf8 = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const part = await parts.next()
      if (part.done === true) controller.close()
      else controller.enqueue(utf8.encode(part.value))
    },
    async cancel() {
      await parts.return(undefined)
    },
  })
  const name = `${what}-${period.replace('/', '-')}-${edition}.json`
  return { body, type: 'application/json', name }
}

/** @throws Problem `directives.not-found` */
async function tableAt(
  { database }: DirectivesDeps,
  actor: Actor | undefined,
  { year, quarter, edition }: Pick<At, 'year' | 'quarter' | 'edition'>,
): Promise<PublishedTable> {
  const period = `${year}/${quarter}`
  const table = await findTable(database.within(scopeOf(actor)), period, edition)
  if (!table) throw problem('not-found')
  return table
}

async function showTable(
  deps: DirectivesDeps & { readonly count: Counter },
  { actor, say }: Visit<Actor | undefined>,
  asked: Wanted,
) {
  const read = await deps.database
    .within(scopeOf(actor))
    .transact((db) => readTable(deps, db, asked))
  return tablePage(say, {
    ...read,
    wanted: asked,
    publicUrl: deps.publicUrl,
    country: actor !== undefined && actor.roles.some((role) => isCountryReader(role)),
    acts: readsActs(actor),
  })
}

/** All that the page shows, in one transaction: a page of it is eight questions to the database. */
async function readTable(
  deps: DirectivesDeps & { readonly count: Counter },
  db: Db,
  asked: Wanted,
) {
  const period = `${asked.year}/${asked.quarter}`
  const editions = await selectEditions(db, period)
  const table =
    asked.edition === undefined
      ? editions[0]
      : editions.find(({ edition }) => edition === asked.edition)
  if (!table) throw problem('not-found')
  const found = await selectResults(db, {
    period,
    edition: table.edition,
    after: asked.after,
    limit: perPage + 1,
    directive: asked.directive,
    result: asked.result,
    institutions: await institutionsFound(deps, db, asked.institution),
    reasons: true,
  })
  const rows = found.slice(0, perPage)
  const counts = await deps.count(db, table)
  const directives = (await selectDirectives(db)).flatMap(({ id, title }) =>
    counts.some(({ directive }) => directive === id)
      ? [{ id, title, counts: publishedCounts(counts, id) }]
      : [],
  )
  const institutions = rows.map(({ institution }) => institution)
  return {
    table,
    editions,
    rows,
    next: found.length > perPage ? rows.at(-1)?.position : undefined,
    total: publishedCounts(counts, undefined),
    directives,
    names: await rowNames(deps.register, db, { institutions, day: dayAt(table.asOf.at) }),
  }
}

function isCountryReader(role: string): boolean {
  return countryReaders.some((one) => one === role)
}

/** Ids of the institutions whose name has these words; undefined: nothing was asked. */
async function institutionsFound(
  { register }: DirectivesDeps,
  db: Db,
  search: string | undefined,
): Promise<readonly string[] | undefined> {
  if (search === undefined) return undefined
  const found = await register.listInstitutions(db, { search, limit: institutionsFoundMax })
  const { sw, en } = centralGovernmentName
  const isCentral = [sw, en].some((name) => name.toLowerCase().includes(search.toLowerCase()))
  return [...found.items.map(({ id }) => id), ...(isCentral ? [centralGovernment] : [])]
}
