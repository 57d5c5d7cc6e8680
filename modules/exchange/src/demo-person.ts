import type { Actor, Identity, Role } from '@mtandao/identity/contract'
import type { Database } from '@mtandao/pg'
import type { Register } from '@mtandao/register/contract'

/** Who holds an office of the demo country, to act as that person. Only for seeds of the demo: nobody is signed in. */
export async function demoPerson(
  deps: { readonly database: Database; readonly identity: Identity; readonly register: Register },
  institution: string,
  role: Role,
): Promise<Actor | undefined> {
  const { database, identity, register } = deps
  const [person] = await identity.holders(database, institution, [role])
  if (!person) return undefined
  const names = await register.institutionNames(database, [institution])
  return {
    person: { id: person.id, name: person.name, email: '' },
    institution,
    institutionName: names.get(institution) ?? { sw: institution, en: institution },
    roles: [role],
    appointments: [],
    suspended: false,
  }
}
