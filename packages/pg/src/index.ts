export {
  isUnavailable,
  openDatabase,
  requireServer,
  type Database,
  type DatabaseOptions,
  scopedRole,
  type Db,
  type Scope,
  type Transact,
  type Workspace,
} from './database.ts'
export { migrate, readMigrations, type Migration, type MigrationSet } from './migrate.ts'
