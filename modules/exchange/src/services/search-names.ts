import type { Register } from '@mtandao/register/contract'
import type { Database, Db } from '@mtandao/pg'

/** Names of the institution and the system, in both languages: a service is looked for by those too. */
export async function namesAround(
  { database, register }: { readonly database: Database | Db; readonly register: Register },
  { institution, system }: { readonly institution: string; readonly system: string },
): Promise<string[]> {
  const [place, systems] = await Promise.all([
    register.findInstitution(database, institution),
    register.systemNames(database, [system]),
  ])
  const name = systems.get(system)
  return [institution, place?.name.sw, place?.name.en, place?.acronym, name?.sw, name?.en].filter(
    (text): text is string => typeof text === 'string',
  )
}
