import type { MigrationSet } from '@mtandao/pg'
import type { Register } from './contract.ts'
import {
  changesExist,
  countRegistered,
  deleteChanges,
  findInstitutionNames,
  findSystemIds,
  listInstitutions,
  listSystems,
  upsertInstitutions,
  upsertSystems,
} from './register-store.ts'

export type { Register, RegisterEntries } from './contract.ts'

export const registerMigrations: MigrationSet = {
  module: 'register',
  directory: new URL('../migrations/', import.meta.url),
}

/** The register as one value. It keeps no state and no connection: every call runs in its caller's. */
export function createRegister(): Register {
  return {
    enrol: async (db, { institutions, systems }) => {
      await upsertInstitutions(db, institutions)
      await upsertSystems(db, systems)
    },
    listAll: async (db) => ({
      institutions: await listInstitutions(db),
      systems: await listSystems(db),
    }),
    knownSystems: async (db, ids) => new Set(await findSystemIds(db, ids)),
    hasChanges: changesExist,
    takeChanges: deleteChanges,
    institutionNames: async (db, ids) => {
      const rows = await findInstitutionNames(db, ids)
      return new Map(rows.map(({ id, sw, en }) => [id, { sw, en }]))
    },
    count: countRegistered,
  }
}
