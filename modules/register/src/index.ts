import type { MigrationSet } from '@mtandao/pg'
import type { Register } from './contract.ts'
import { dayOf } from './day.ts'
import { findInstitution } from './institutions/institution-store.ts'
import { listInstitutions } from './institutions/list-institutions.ts'
import {
  changesExist,
  countRegistered,
  dateNames,
  deleteChanges,
  findInstitutionNames,
  findSystemIds,
  listInstitutions as listOnTheBus,
  listSystems,
  upsertInstitutions,
  upsertSystems,
} from './register-store.ts'
import { institutionsKnown, systemsKnown } from './register-seen.ts'
import { registerSystem } from './systems/register-system.ts'
import { findSystem, findSystemNames, selectSystemsOf } from './systems/system-store.ts'

export type * from './contract.ts'
export type { RegisterDeps } from './deps.ts'
export { seedDemoRegister } from './demo/seed-demo-register.ts'
export { watchFindings } from './findings/refresh-findings.ts'
export { registerWeb } from './web.ts'

/** What facts are made of; of the whole country, for workers. */
export const registerSeen = { institutions: institutionsKnown, systems: systemsKnown }

export const registerMigrations: MigrationSet = {
  module: 'register',
  directory: new URL('../migrations/', import.meta.url),
}

/** The register as one value. It keeps no state and no connection: every call runs in its caller's. */
export function createRegister(now: () => Date = () => new Date()): Register {
  return {
    enrol: async (db, { institutions, systems }) => {
      await upsertInstitutions(db, institutions)
      const ids = institutions.map(({ id }) => id)
      await dateNames(db, ids, dayOf(now()))
      await upsertSystems(db, systems)
    },
    listAll: async (db) => ({
      institutions: await listOnTheBus(db),
      systems: await listSystems(db),
    }),
    knownSystems: async (db, ids) => new Set(await findSystemIds(db, ids)),
    hasChanges: changesExist,
    takeChanges: deleteChanges,
    institutionNames: async (db, ids) => byId(await findInstitutionNames(db, ids)),
    findInstitution,
    listInstitutions,
    systemNames: async (db, ids) => byId(await findSystemNames(db, ids)),
    findSystem,
    systemsOf: selectSystemsOf,
    registerSystem,
    count: countRegistered,
  }
}

function byId(rows: readonly { id: string; sw: string; en: string }[]) {
  return new Map(rows.map(({ id, sw, en }) => [id, { sw, en }]))
}
