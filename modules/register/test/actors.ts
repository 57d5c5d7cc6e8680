import type { Act, Audit } from '@mtandao/audit/contract'
import type { Actor, Role } from '@mtandao/identity/contract'
import type { Database } from '@mtandao/pg'
import type { RegisterDeps } from '../src/deps.ts'

/** A person with one appointment, as identity would make them for a request. */
export function actorOf(institution: string, roles: readonly Role[], suspended = false): Actor {
  const name = { sw: institution, en: institution }
  return {
    person: {
      id: `${institution}-${roles.join('-')}`,
      name: 'Asha Mfano',
      email: 'asha@mfano.go.tz',
    },
    institution,
    institutionName: name,
    roles,
    appointments: [],
    suspended,
  }
}

export const majiOfficer = actorOf('maji', ['ict-officer'])
export const fedhaOfficer = actorOf('fedha', ['ict-officer'])
export const egaOfficer = actorOf('ega', ['ega-officer'])
export const auditor = actorOf('ega', ['auditor'])
export const suspendedOfficer = actorOf('maji', ['ict-officer'], true)

/** Keeps the acts and the transactions they came in: what was rolled back must not be told. */
export function recordingAudit() {
  const acts: Act[] = []
  const audit: Audit = {
    record: async (db, _who, act) => {
      await db.rows('select 1')
      acts.push(act)
    },
  }
  return { acts, audit }
}

export function depsOf(database: Database, start: string) {
  const { acts, audit } = recordingAudit()
  const clock = { now: new Date(start) }
  const seen = new Map<string, Date>()
  const deps: RegisterDeps = {
    database,
    audit,
    sightings: { lastSeen: async () => seen },
    now: () => clock.now,
  }
  return { deps, acts, clock, seen }
}
