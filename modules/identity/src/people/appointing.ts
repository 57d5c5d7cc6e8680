import { EGA, holds, roles, type Actor, type Role } from '../contract.ts'

/** Given by e-GA alone, whatever the institution. */
const countryRoles: readonly Role[] = ['ega-officer', 'auditor', 'minister-office']

/** What of an actor decides here. */
type Appointed = Pick<Actor, 'institution' | 'roles' | 'suspended'>

/** Whether the actor looks after the people of this institution. */
export function mayManage(actor: Appointed, institution: string): boolean {
  if (actor.suspended) return false
  return holds(actor, 'ega-officer') || (holds(actor, 'head') && actor.institution === institution)
}

export function maySeePeople(actor: Actor, institution: string): boolean {
  if (actor.suspended) return false
  if (holds(actor, 'ega-officer', 'auditor')) return true
  return actor.institution === institution && holds(actor, 'head', 'ict-officer', 'secretary')
}

/** Roles that the actor may give in this institution. */
export function rolesToGive(actor: Appointed, institution: string): readonly Role[] {
  if (!mayManage(actor, institution)) return []
  const forEga = holds(actor, 'ega-officer') || actor.institution === EGA
  return roles.filter((role) => {
    if (role === 'ega-officer') return forEga && institution === EGA
    return forEga || !countryRoles.includes(role)
  })
}

/** An office that must not stand empty, and the problem that says so. */
export function mustRemain(role: Role): 'last-head' | 'last-ega-officer' | undefined {
  if (role === 'head') return 'last-head'
  return role === 'ega-officer' ? 'last-ega-officer' : undefined
}

/** Whether somebody with these appointments, of which none is suspended, may give this role there. */
export function mayGive(
  held: readonly { readonly institution: string; readonly role: Role }[],
  { institution, role }: { readonly institution: string; readonly role: Role },
): boolean {
  return held.some((one) => {
    const appointed = { institution: one.institution, roles: [one.role], suspended: false }
    return rolesToGive(appointed, institution).includes(role)
  })
}
