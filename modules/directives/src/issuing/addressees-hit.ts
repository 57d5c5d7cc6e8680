import { centralGovernment, owes } from '../addressees.ts'
import type { Addressee, Predicate, RegisterView } from '../model.ts'

/** Ids of who owes today, in the order of the register; the Government as a whole is no institution and not among them. */
export function addresseesHit(addressee: Addressee, register: RegisterView): string[] {
  return register.institutions
    .filter((institution) => institution.id !== centralGovernment && owes(addressee, institution))
    .map(({ id }) => id)
}

/** Every institution that is named in it. */
export function institutionsNamed(addressee: Addressee): string[] {
  return 'which' in addressee ? [...new Set(namedIn(addressee.which))] : []
}

function namedIn(which: Predicate): readonly string[] {
  switch (which.is) {
    case 'list':
      return which.institutions
    case 'both':
    case 'any':
      return which.of.flatMap(namedIn)
    case 'not':
      return namedIn(which.of)
    case 'all':
    case 'kinds':
    case 'has-systems':
    case 'has-citizen-data':
      return []
  }
}
