import { setTimeout as sleep } from 'node:timers/promises'
import { isUnavailable, type Db } from '@mtandao/pg'
import type { Register } from '@mtandao/register/contract'
import type { DirectivesDeps } from '../deps.ts'
import { contentHash } from '../publishing/content-hash.ts'
import type { NamedInstitution } from './content.ts'
import { findLastRegisterHash, insertRegister, type KeptRegister } from './report-store.ts'

const pageSize = 200
/** Pages of the register read at most. */
const pagesMax = 500

type KeeperDeps = Pick<DirectivesDeps, 'database' | 'register' | 'standings' | 'now' | 'log'>

/**
 * Keeps the register as results see it, when it is another than the one kept last. Without this a report of a day that is over could not be
 * printed again once the register has changed. @returns whether anything was kept
 */
export async function keepRegister(deps: KeeperDeps): Promise<boolean> {
  const country = deps.standings.current()
  if (!country) return false
  // As the owner, like all that makes results: it is about every institution, and nobody asked for it.
  return await deps.database.transact(async (db) => {
    const institutions = await namedInstitutions(deps.register, db)
    const document: KeptRegister = { view: country.inputs.register, institutions }
    const hash = contentHash(document)
    if ((await findLastRegisterHash(db)) === hash) return false
    await insertRegister(db, { document, hash, at: deps.now() })
    return true
  })
}

/** By id. */
export async function namedInstitutions(register: Register, db: Db): Promise<NamedInstitution[]> {
  const named: NamedInstitution[] = []
  let after: string | undefined
  for (let page = 0; page < pagesMax; page += 1) {
    const { items, next } = await register.listInstitutions(db, { after, limit: pageSize })
    named.push(...items.map(({ id, name, acronym, kind }) => ({ id, name, acronym, kind })))
    if (next === undefined) break
    after = next
  }
  return named
}

/** Until the signal. */
export async function runRegisterKeeper(
  deps: KeeperDeps,
  { everyMs }: { readonly everyMs: number },
  signal: AbortSignal,
): Promise<void> {
  let seen: unknown
  while (!signal.aborted) {
    const register = deps.standings.current()?.inputs.register
    try {
      if (register !== undefined && register !== seen) {
        await keepRegister(deps)
        seen = register
      }
    } catch (error) {
      // The next round tries again; a database that is away is the health check's matter.
      if (!isUnavailable(error)) deps.log.error('register-not-kept', { error })
    }
    await sleep(everyMs, undefined, { signal }).catch(() => undefined)
  }
}
