export {
  isUnavailable,
  openDatabase,
  requireServer,
  type Database,
  type DatabaseOptions,
  type Db,
  type Transact,
} from './database.ts'
export { migrate, readMigrations, type Migration, type MigrationSet } from './migrate.ts'
