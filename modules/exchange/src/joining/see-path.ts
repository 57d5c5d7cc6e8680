import type { Actor } from '@mtandao/identity/contract'
import type { Db } from '@mtandao/pg'
import type { SystemView } from '@mtandao/register/contract'
import { findFirstGoodCall, type CallSeen } from './call-store.ts'
import {
  listClientRows,
  listKeys,
  listSecrets,
  type ClientRow,
  type KeyRow,
} from './client-store.ts'
import { getOwnSystem, reading, type JoiningDeps } from './deps.ts'
import { findNewestRequest, type RequestRow } from './request-store.ts'

/** How far one system has come. */
export interface PathSeen {
  readonly system: SystemView
  readonly sandbox: ClientRow | undefined
  readonly sandboxKey: KeyRow | undefined
  readonly firstCall: CallSeen | undefined
  readonly request: RequestRow | undefined
  readonly production: ClientRow | undefined
  readonly hasSecret: boolean
}

/** @throws Problem `joining.system-not-found` */
export async function seePath(deps: JoiningDeps, actor: Actor, system: string): Promise<PathSeen> {
  return await reading(deps, actor).transact(async (db) =>
    readPath(db, await getOwnSystem(db, deps.register, actor, system)),
  )
}

const systemsMax = 50

/** The systems of the actor's institution, each with how far it has come; at most fifty. */
export async function seePaths(deps: JoiningDeps, actor: Actor): Promise<PathSeen[]> {
  return await reading(deps, actor).transact(async (db) => {
    const systems = await deps.register.systemsOf(db, actor.institution)
    const paths: PathSeen[] = []
    for (const system of systems.slice(0, systemsMax)) paths.push(await readPath(db, system))
    return paths
  })
}

async function readPath(db: Db, system: SystemView): Promise<PathSeen> {
  const clients = await listClientRows(db, { system: system.id, limit: 20 })
  const newest = clients.toSorted((a, b) => b.createdAt.getTime() - a.createdAt.getTime())
  const sandbox = newest.find(({ environment }) => environment === 'sandbox')
  const production = newest.find(({ environment }) => environment === 'production')
  return {
    system,
    sandbox,
    sandboxKey: sandbox && (await listKeys(db, sandbox.id))[0],
    firstCall: sandbox && (await findFirstGoodCall(db, sandbox.id)),
    request: await findNewestRequest(db, system.id),
    production,
    hasSecret: production !== undefined && (await hasSecret(db, production)),
  }
}

/** One that an enrolment brought has the secret that came with it. */
async function hasSecret(db: Db, { id, origin }: ClientRow): Promise<boolean> {
  return origin === 'enrolment' || (await listSecrets(db, id)).length > 0
}
