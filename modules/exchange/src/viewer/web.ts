import type { Audit } from '@mtandao/audit/contract'
import { edge, type Web } from '@mtandao/http'
import { seesCountry, type Actor } from '@mtandao/identity/contract'
import type { Logger } from '@mtandao/log'
import { Problem } from '@mtandao/problem'
import type { Fault, Say } from '@mtandao/ui'
import { z } from 'zod'
import { exchangePage } from './exchange-page.ts'
import { exportExchanges } from './export-exchanges.ts'
import { figuresPage } from './figures/figures-page.ts'
import { readFigures } from './figures/read-figures.ts'
import { findExchanges, type FoundExchanges, type ViewerDeps } from './find-exchanges.ts'
import { getExchange, receiptRoles } from './get-exchange.ts'
import { messages } from './messages.ts'
import { namesSeen } from './named.ts'
import { viewerOperations } from './operations.ts'
import { Cursor, filterOf, filterShape } from './search-filter.ts'
import { searchPage, type Typed } from './search-page.ts'
import { takeReceipt, type ReceiptDeps } from './take-receipt.ts'

const { page, action } = edge<Actor>()

interface ViewerWebDeps extends ViewerDeps {
  readonly audit: Audit
  readonly log: Logger
  readonly now: () => Date
  /** Operations ports of the gateways, as this process reaches them. */
  readonly gatewayOpsUrls: readonly string[]
  /** Lets us in where they ask for it; absent: no receipt can be taken. */
  readonly opsToken?: string | undefined
}

export function viewerWeb(deps: ViewerWebDeps): Web<Actor> {
  const { database, register, audit, log, gatewayOpsUrls, opsToken } = deps
  const own: ReceiptDeps = { database, register, audit, log, opsUrls: gatewayOpsUrls, opsToken }
  return {
    // `export.csv` is no id: it stands first.
    routes: [...listRoutes(own, deps.now), ...oneRoutes(own), figuresRoute(own, deps.now)],
    operations: viewerOperations(own, deps.now),
    assets: [],
  }
}

const Filter = z.object(filterShape)
// Whatever the address says comes back beside its fault and not as «nothing here».
const loose = z.string().max(300).optional()
const Typed = z.object({
  ...Object.fromEntries(Object.keys(filterShape).map((name) => [name, loose])),
  cursor: loose,
})
const Id = z.uuid().transform((id) => id.toLowerCase())

function listRoutes(deps: ViewerDeps, now: () => Date) {
  return [
    page({
      path: '/exchanges',
      who: 'signed-in',
      at: Typed,
      show: async ({ actor, say }, at) => {
        const typed: Typed = at
        const { found, faults } = await search(deps, actor, say, typed, now())
        return searchPage(say, {
          typed,
          faults,
          found,
          seesCountry: seesCountry(actor),
          institutions: await namesSeen(deps),
        })
      },
    }),
    page({
      path: '/exchanges/export.csv',
      who: 'signed-in',
      at: Filter,
      show: async ({ actor }, given) => ({
        body: await exportExchanges(deps, actor, filterOf(given, now())),
        type: 'text/csv; charset=utf-8',
        name: `miamala-${now().toISOString().slice(0, 10)}.csv`,
      }),
    }),
  ]
}

async function search(
  deps: ViewerDeps,
  actor: Actor,
  say: Say,
  typed: Typed,
  now: Date,
): Promise<{ found: FoundExchanges | undefined; faults: Fault[] }> {
  const parsed = Filter.safeParse(typed)
  const cursor = Cursor.optional().safeParse(typed['cursor'] || undefined)
  if (!parsed.success || !cursor.success) {
    const t = say.of(messages)
    const wrong = parsed.error?.issues.map(({ path }) => String(path[0])) ?? []
    const faults = [...new Set(wrong)].map((field) => ({ field, text: t('fault.form') }))
    // A cursor is not typed: an old link goes to the start of its list.
    if (faults.length > 0) return { found: undefined, faults }
  }
  try {
    const filter = filterOf(parsed.data ?? {}, now)
    return { found: await findExchanges(deps, actor, filter, cursor.data), faults: [] }
  } catch (error) {
    if (!(error instanceof Problem) || error.kind.status !== 422) throw error
    const { field } = error.extra
    const text = say.text(error.detail ?? error.kind.title)
    return { found: undefined, faults: [{ field: typeof field === 'string' ? field : '', text }] }
  }
}

function oneRoutes(deps: ReceiptDeps) {
  return [
    page({
      path: '/exchanges/{id}',
      who: 'signed-in',
      at: z.object({ id: Id }),
      show: async ({ actor, say }, { id }) => exchangePage(say, await getExchange(deps, actor, id)),
    }),
    // A button and no link: that it was handed over is put on record, and a GET changes nothing.
    action({
      path: '/exchanges/{id}/receipt',
      who: receiptRoles,
      at: z.object({ id: Id }),
      fields: z.object({}),
      act: async ({ actor }, { id }) => ({
        body: await takeReceipt(deps, actor, id),
        type: 'application/json; charset=utf-8',
        name: `muamala-${id}.receipt.json`,
      }),
    }),
  ]
}

function figuresRoute(deps: ViewerDeps, now: () => Date) {
  return page({
    path: '/figures',
    who: 'anyone',
    at: z.object({
      institution: z.string().min(1).max(100).optional(),
      span: z.enum(['30', '365']).optional(),
    }),
    show: async ({ actor, say }, { institution, span }) => {
      const wanted = { institution, span: span === '365' ? 365 : 30 } as const
      const view = await readFigures(deps, actor, wanted, now())
      const ownInstitution = actor && !actor.suspended ? actor.institution : undefined
      return figuresPage(say, view, { ownInstitution })
    },
  })
}
