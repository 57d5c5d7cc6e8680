import type { Db, Scope } from '@mtandao/pg'
import type { Text } from '@mtandao/problem'

/** What others may know about people and their appointments. Changing this file is an API change. */

/** What a person is appointed to do in an institution, from a date to a date. */
export type Role =
  /** Afisa TEHAMA: registers systems, holds keys, publishes services, asks for agreements. */
  | 'ict-officer'
  /** Mkuu wa Taasisi: approves for the institution, appoints and dismisses its people. */
  | 'head'
  /** Katibu: papers, committees, the register of the institution. */
  | 'secretary'
  /** Afisa wa e-GA: approves, sees and administers the whole country. Only ever appointed in e-GA. */
  | 'ega-officer'
  /** Afisa Ulinzi wa Taarifa Binafsi: reads what the institution exchanges and agrees to. */
  | 'data-protection-officer'
  /** Mkaguzi: reads everything of the whole country, changes nothing. */
  | 'auditor'
  /** Ofisi ya Waziri: reads the country's figures. */
  | 'minister-office'

export const roles: readonly Role[] = [
  'ict-officer',
  'head',
  'secretary',
  'ega-officer',
  'data-protection-officer',
  'auditor',
  'minister-office',
]

/** Roles that see every institution. */
const countryRoles: readonly Role[] = ['ega-officer', 'auditor', 'minister-office']

/** The institution whose officers administer the bus. */
export const EGA = 'ega'

export interface AppointmentView {
  readonly id: string
  readonly institution: string
  readonly institutionName: Text
  readonly role: Role
  /** First and last day, `YYYY-MM-DD`; null: until further notice. */
  readonly from: string
  readonly to: string | null
}

/** Who acts, for which institution. Made by identity from a session or an API token, for one request. */
export interface Actor {
  readonly person: { readonly id: string; readonly name: string; readonly email: string }
  /** The institution acted for now; the person may switch to another of `appointments`. */
  readonly institution: string
  readonly institutionName: Text
  /** Roles in that institution today. Never empty. */
  readonly roles: readonly Role[]
  /** Every appointment in force, for the switch. */
  readonly appointments: readonly AppointmentView[]
  /** The person may read why and leave, and nothing else. */
  readonly suspended: boolean
}

/** Who may call an operation or see a page: `anyone`, `signed-in`, or holders of one of these roles. */
export type Who = 'anyone' | 'signed-in' | readonly Role[]

export function holds(actor: Pick<Actor, 'roles'>, ...any: readonly Role[]): boolean {
  return actor.roles.some((role) => any.includes(role))
}

/** Whether the actor sees every institution and not only its own. */
export function seesCountry(actor: Actor): boolean {
  return holds(actor, ...countryRoles)
}

/** Whether the actor may act for this institution: its own people, and e-GA's officers for all. */
export function actsFor(actor: Actor, institution: string): boolean {
  return actor.institution === institution || holds(actor, 'ega-officer')
}

/**
 * For `database.within`: PostgreSQL's row-level policies read these settings.
 * `mtandao.institution` the institution acted for, '' for the public; `mtandao.reach` `public`, `own` or `country`;
 * `mtandao.person` the person's id. Who only reads gets READ ONLY transactions.
 */
export function scopeOf(actor: Actor | undefined): Scope {
  if (!actor || actor.suspended) {
    return {
      settings: { 'mtandao.institution': '', 'mtandao.reach': 'public', 'mtandao.person': '' },
      readOnly: true,
    }
  }
  return {
    settings: {
      'mtandao.institution': actor.institution,
      'mtandao.reach': seesCountry(actor) ? 'country' : 'own',
      'mtandao.person': actor.person.id,
    },
    readOnly: actor.roles.every((role) => role === 'auditor' || role === 'minister-office'),
  }
}

export interface PersonName {
  readonly id: string
  readonly name: string
}

export interface OfficeHolder {
  readonly institution: string
  readonly role: Role
  /** Id of the person. */
  readonly person: string
}

/** What a person is written, in both languages: which of them is read is identity's to know. Plain text, short lines, no greeting. */
export interface PersonsLetter {
  readonly person: string
  /** At most 120 characters in each language. */
  readonly subject: Text
  /** At most 4,900 characters in each language. */
  readonly body: Text
}

/** Letters of machines to people in office. Whoever writes them learns no address. */
export interface Letters {
  /** Whether letters leave at all: where no SMTP is set none is written, and people see things in the portal alone. */
  readonly goOut: boolean
  /** Everybody who holds one of these offices today, in the whole country; for workers: as the owner of the database. */
  officeHolders(db: Db, any: readonly Role[]): Promise<readonly OfficeHolder[]>
  /** Puts letters into the outbox in the caller's transaction, which is the owner's. @returns how many were written */
  write(db: Db, letters: readonly PersonsLetter[]): Promise<number>
}

export interface Identity {
  /** Names by person id; people are never deleted. */
  personNames(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, string>>
  /** People appointed today to one of these roles in the institution. */
  holders(db: Db, institution: string, any: readonly Role[]): Promise<readonly PersonName[]>
}
