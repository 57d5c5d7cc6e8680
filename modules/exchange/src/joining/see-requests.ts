import { seesCountry, type Actor } from '@mtandao/identity/contract'
import type { Db } from '@mtandao/pg'
import type { Text } from '@mtandao/problem'
import type { SystemView } from '@mtandao/register/contract'
import { readSandboxCalls, type CallsSeen } from './call-store.ts'
import { listClientRows } from './client-store.ts'
import { reading, type JoiningDeps } from './deps.ts'
import { problem } from './problems.ts'
import { findRequest, listRequestRows, type RequestList, type RequestRow } from './request-store.ts'

export interface RequestView extends RequestRow {
  readonly systemName: Text | undefined
  readonly institutionName: Text | undefined
  readonly askedByName: string | undefined
  readonly decidedByName: string | undefined
}

export interface RequestsSeen {
  readonly requests: readonly RequestView[]
  readonly next: string | undefined
}

/** `after` is what `next` of the page before said: instant and id. */
export async function seeRequests(
  deps: JoiningDeps,
  actor: Actor,
  wanted: {
    readonly state: RequestList['state']
    readonly after?: string | undefined
    readonly limit: number
  },
): Promise<RequestsSeen> {
  const [at = '', id = ''] = wanted.after?.split('_') ?? []
  return await reading(deps, actor).transact(async (db) => {
    const rows = await listRequestRows(db, {
      state: wanted.state,
      after: id === '' ? undefined : { at: new Date(at), id },
      limit: wanted.limit + 1,
    })
    const requests = await named(db, deps, rows.slice(0, wanted.limit))
    const last = rows.length > wanted.limit ? requests.at(-1) : undefined
    return { requests, next: last && `${last.askedAt.toISOString()}_${last.id}` }
  })
}

/** All that e-GA looks at once. */
export interface RequestSeen {
  readonly request: RequestView
  readonly system: SystemView | undefined
  /** Every sandbox client of the system with what it called. */
  readonly tried: readonly { readonly client: string; readonly calls: CallsSeen }[]
}

const triedMax = 10

/** @throws Problem `joining.request-not-found` */
export async function seeRequest(
  deps: JoiningDeps,
  actor: Actor,
  id: string,
): Promise<RequestSeen> {
  return await reading(deps, actor).transact(async (db) => {
    const row = await findRequest(db, id)
    if (!row || (row.institution !== actor.institution && !seesCountry(actor))) {
      throw problem('request-not-found')
    }
    const [request] = await named(db, deps, [row])
    if (!request) throw new Error('invariant: one row gives one view')
    const list = { system: row.system, environment: 'sandbox', limit: triedMax } as const
    const tried = []
    for (const client of await listClientRows(db, list)) {
      tried.push({ client: client.id, calls: await readSandboxCalls(db, client.id) })
    }
    return { request, system: await deps.register.findSystem(db, row.system), tried }
  })
}

async function named(
  db: Db,
  { register, identity, database }: JoiningDeps,
  rows: readonly RequestRow[],
): Promise<RequestView[]> {
  const unique = (of: (row: RequestRow) => string) => [...new Set(rows.map(of))]
  const systems = await register.systemNames(
    db,
    unique(({ system }) => system),
  )
  const institutions = await register.institutionNames(
    db,
    unique(({ institution }) => institution),
  )
  const people = rows.flatMap(({ askedBy, decidedBy }) => [
    askedBy,
    ...(decidedBy ? [decidedBy] : []),
  ])
  // Names of office-holders who signed what this reader sees: of e-GA's people too, on purpose.
  const names = await identity.personNames(database, [...new Set(people)])
  return rows.map((row) => ({
    ...row,
    systemName: systems.get(row.system),
    institutionName: institutions.get(row.institution),
    askedByName: names.get(row.askedBy),
    decidedByName: row.decidedBy === null ? undefined : names.get(row.decidedBy),
  }))
}
