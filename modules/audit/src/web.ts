import { edge, type Web } from '@mtandao/http'
import { holds, seesCountry, type Actor } from '@mtandao/identity/contract'
import { z } from 'zod'
import { listActions, listActs, readAct, type ListedAct } from './acts/list-acts.ts'
import { prove } from './acts/prove-act.ts'
import type { AuditDeps } from './deps.ts'
import { auditOperations } from './operations.ts'
import { actPage } from './pages/act-page.ts'
import { actsCsv } from './pages/csv.ts'
import { listPage, type Names } from './pages/list-page.ts'
import { logPage } from './pages/log-page.ts'
import { messages } from './pages/messages.ts'
import { Cursor, filterOf, WantedTyped } from './pages/shapes.ts'
import { keepers, readers } from './readers.ts'

const { page, action } = edge<Actor>()

/** What the pages need beyond the module: names of institutions, which are public. */
interface WebDeps extends AuditDeps {
  readonly institutionNames: (ids: readonly string[]) => Promise<Names>
}

/** Each batch of acts is a read of its own. */
const csvMax = 10_000

export function auditWeb(
  { deps: own }: { readonly deps: AuditDeps },
  institutionNames: WebDeps['institutionNames'],
): Web<Actor> {
  const deps: WebDeps = { ...own, institutionNames }
  return {
    // Before the page of one act: `csv` and `log` are no ids.
    routes: [listRoute(deps), csvRoute(deps), ...logRoutes(deps), ...actRoutes(deps)],
    operations: auditOperations(deps),
    assets: [],
  }
}

function listRoute(deps: WebDeps) {
  return page({
    path: '/audit',
    who: readers,
    at: z.object({ ...WantedTyped.shape, before: Cursor.optional() }),
    async show({ actor, say }, { before, ...wanted }) {
      const [list, actions] = await Promise.all([
        listActs(deps, actor, filterOf(wanted), { before }),
        listActions(deps, actor),
      ])
      return listPage(say, {
        list,
        wanted,
        paged: before !== undefined,
        actions,
        names: await namesOf(deps, list.acts),
        country: seesCountry(actor),
        mayVerify: holds(actor, ...keepers),
        csvMax,
      })
    },
  })
}

function csvRoute(deps: WebDeps) {
  return page({
    path: '/audit/csv',
    who: readers,
    at: WantedTyped,
    async show({ actor, now }, wanted) {
      const acts: ListedAct[] = []
      let before: number | undefined
      do {
        const list = await listActs(deps, actor, filterOf(wanted), { before, limit: 1_000 })
        acts.push(...list.acts)
        before = list.next
      } while (before !== undefined && acts.length < csvMax)
      return {
        body: actsCsv(acts),
        type: 'text/csv; charset=utf-8',
        name: `matendo-${now.toISOString().slice(0, 10)}.csv`,
      }
    },
  })
}

function logRoutes(deps: WebDeps) {
  const { running, tiles, place } = deps
  return [
    page({
      path: '/audit/log',
      who: keepers,
      at: z.object({}),
      async show({ say }) {
        const { halt, verification } = running
        const head = await tiles.checkpoint(place.vkey).then(
          ({ note }) => note,
          () => undefined,
        )
        return logPage(say, { halt, verification, head, vkey: place.vkey })
      },
    }),
    action({
      path: '/audit/log/verify',
      who: keepers,
      at: z.object({}),
      fields: z.object({}),
      async act() {
        await running.verify()
        return { redirect: '/audit/log', notice: messages['log.verified'] }
      },
    }),
  ]
}

function actRoutes(deps: WebDeps) {
  const at = z.object({ id: z.guid() })
  return [
    page({
      path: '/audit/{id}',
      who: readers,
      at,
      async show({ actor, say }, { id }) {
        const act = await readAct(deps, actor, id)
        return actPage(say, {
          act,
          names: await namesOf(deps, [act]),
          country: seesCountry(actor),
        })
      },
    }),
    page({
      path: '/audit/{id}/proof',
      who: readers,
      at,
      show: async ({ actor }, { id }) => ({
        body: await prove(deps, actor, id),
        type: 'text/plain; charset=utf-8',
        name: `${id}.tlog-proof`,
      }),
    }),
  ]
}

async function namesOf({ institutionNames }: WebDeps, acts: readonly ListedAct[]) {
  const ids = acts.flatMap(({ institution, institutions }) => [
    ...institutions,
    ...(institution === null ? [] : [institution]),
  ])
  return await institutionNames([...new Set(ids)])
}
