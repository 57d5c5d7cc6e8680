import type { Text } from '@mtandao/problem'
import type { Say } from '@mtandao/ui'
import type { PersonName, Role } from '@mtandao/identity/contract'
import type { AgreementDeps } from './deps.ts'
import type { AgreementView } from './read-agreement.ts'

/** Names that a page of one agreement needs. */
export interface Names {
  of(say: Say, institution: string): string
  /** Holders of the awaited office; undefined when nobody is awaited. */
  readonly awaited: readonly PersonName[] | undefined
}

/** Institutions and office-holders are known to both parties: read outside the actor's scope, after the record was seen. */
export async function namesFor(deps: AgreementDeps, view: AgreementView): Promise<Names> {
  const { record, events, comments, open } = view
  const ids = [
    record.consumerInstitution,
    record.providerInstitution,
    ...events.flatMap(({ institution }) => institution ?? []),
    ...comments.map(({ institution }) => institution),
  ]
  const names = await deps.register.institutionNames(deps.database, [...new Set(ids)])
  const awaited =
    open?.awaitsInstitution && open.awaitsRole
      ? await deps.identity.holders(deps.database, open.awaitsInstitution, [
          open.awaitsRole as Role,
        ])
      : undefined
  return {
    of: (say, institution) => nameIn(say, names, institution),
    awaited: awaited?.slice(0, 5),
  }
}

function nameIn(say: Say, names: ReadonlyMap<string, Text>, institution: string): string {
  const name = names.get(institution)
  return name ? say.text(name) : say.data(institution)
}
