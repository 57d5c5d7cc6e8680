import type { Database } from '@mtandao/pg'
import type { Register } from '@mtandao/register/contract'
import { findInstance } from '../snapshot/snapshot-store.ts'

/** `/r1/TZ/GOV/EGA/orodha/taasisi`: where a service is called by path. */
export async function r1BaseOf(
  { database, register }: { readonly database: Database; readonly register: Register },
  service: { readonly system: string; readonly code: string },
): Promise<string | undefined> {
  const { institutions, systems } = await register.listAll(database)
  const system = systems.find(({ id }) => id === service.system)
  const owner = institutions.find(({ id }) => id === system?.institution)
  const instance = await findInstance(database)
  if (!system || !owner || instance === undefined) return undefined
  return `/r1/${[instance, owner.class, owner.code, system.code, service.code].join('/')}`
}
