import type { Addressee, InstitutionSeen, Predicate } from './model.ts'

/** In place of an institution where the Government as a whole owes. */
export const centralGovernment = 'central-government'
const ega = 'ega'

export function fits(which: Predicate, institution: InstitutionSeen): boolean {
  switch (which.is) {
    case 'all':
      return true
    case 'kinds':
      return institution.kind !== null && which.kinds.includes(institution.kind)
    case 'list':
      return which.institutions.includes(institution.id)
    case 'has-systems':
      return institution.systems.length > 0
    case 'has-citizen-data':
      return institution.systems.some(({ citizenData }) => citizenData)
    case 'both':
      return which.of.every((one) => fits(one, institution))
    case 'any':
      return which.of.some((one) => fits(one, institution))
    case 'not':
      return !fits(which.of, institution)
  }
}

/** Whether this institution owes. Nobody owes what the Government as a whole does. */
export function owes(addressee: Addressee, institution: InstitutionSeen): boolean {
  switch (addressee.type) {
    case 'institutions':
      return institution.id !== centralGovernment && fits(addressee.which, institution)
    case 'ega':
      return institution.id === ega
    case 'joint':
      return (
        institution.id === ega ||
        (institution.id !== centralGovernment && fits(addressee.which, institution))
      )
    case 'central-government':
      return institution.id === centralGovernment
  }
}
