import type { Actor, Identity, Role } from '@mtandao/identity/contract'
import type { DirectivesDeps } from '../deps.ts'

export interface DemoDeps extends DirectivesDeps {
  readonly identity: Identity
}

/** Who holds an office of the demo country, to act as that person. Nobody is signed in, hence the plain database. */
export async function demoPerson(
  { database, identity, register }: DemoDeps,
  institution: string,
  role: Role,
): Promise<Actor | undefined> {
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
