import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { scopedRole, type Database, type Db } from './database.ts'
import { problem } from './problems.ts'

/** The migrations of one module: a folder of `NNNN_what.sql`, numbered from 0001 without gaps. */
export interface MigrationSet {
  readonly module: string
  readonly directory: URL
}

export interface Migration {
  readonly number: number
  readonly name: string
  readonly sql: string
  /** Hex. */
  readonly sha256: string
}

/** Any number that no other program takes for its own advisory locks in this database. */
const lockKey = 7_243_391

/** Reads a set in order. @throws Problem `pg.migration-misnumbered` */
export async function readMigrations({ module, directory }: MigrationSet): Promise<Migration[]> {
  const files = (await readdir(directory)).filter((file) => file.endsWith('.sql')).sort()
  return await Promise.all(
    files.map(async (file, at) => {
      const number = Number(/^(\d{4})_[a-z0-9-]+\.sql$/.exec(file)?.[1])
      if (number !== at + 1) {
        const detail = `${module}: ${file}, ${String(at + 1).padStart(4, '0')}_….sql`
        throw problem('migration-misnumbered', { detail: { sw: detail, en: detail } })
      }
      const sql = await readFile(new URL(file, directory), 'utf8')
      const sha256 = createHash('sha256').update(sql).digest('hex')
      return { number, name: file.slice(0, -4), sql, sha256 }
    }),
  )
}

/**
 * Brings the database forward, never back: each module's new files in one transaction, under a lock that lets one process
 * at a time do it. What was applied is remembered with its checksum, and an applied file that changed is refused.
 * @returns the names applied now, `module/NNNN_what`
 * @throws Problem `pg.migration-changed`, `pg.migration-unknown`
 */
export async function migrate(
  database: Database,
  sets: readonly MigrationSet[],
  onApply: (name: string) => void = () => {},
): Promise<string[]> {
  const applied: string[] = []
  await database.transact(makeScopedRole)
  for (const set of sets) {
    const migrations = await readMigrations(set)
    const names = await database.transact(async (db) => {
      await db.rows('set local statement_timeout = 0')
      await db.rows('select pg_advisory_xact_lock($1)', [lockKey])
      return await applySet(db, set.module, migrations, onApply)
    })
    applied.push(...names)
  }
  return applied
}

/**
 * Roles belong to the whole server, so another database of it may have made this one, now or a moment ago. Whoever migrates
 * is made a member, so that it may act as the role; a superuser needs no membership.
 */
async function makeScopedRole(db: Db): Promise<void> {
  await db.rows(`do $$ begin
    if not exists (select from pg_roles where rolname = '${scopedRole}') then
      create role ${scopedRole} nologin;
    end if;
    if not pg_has_role('${scopedRole}', 'member') then
      execute format('grant ${scopedRole} to %I', current_user);
    end if;
  exception when duplicate_object or unique_violation then null;
  end $$`)
}

async function applySet(
  db: Db,
  module: string,
  migrations: readonly Migration[],
  onApply: (name: string) => void,
): Promise<string[]> {
  await db.rows(`create schema if not exists migration`)
  await db.rows(`create table if not exists migration.applied (
    module text not null, number int not null, name text not null, sha256 text not null,
    at timestamptz not null default now(), primary key (module, number))`)
  const done = await db.rows<{ number: number; name: string; sha256: string }>(
    'select number, name, sha256 from migration.applied where module = $1 order by number',
    [module],
  )
  for (const { number, name, sha256 } of done) {
    const file = migrations[number - 1]
    const detail = { sw: `${module}/${name}`, en: `${module}/${name}` }
    if (!file) throw problem('migration-unknown', { detail })
    if (file.sha256 !== sha256) throw problem('migration-changed', { detail })
  }
  const names: string[] = []
  for (const { number, name, sql, sha256 } of migrations.slice(done.length)) {
    onApply(`${module}/${name}`)
    await db.rows(sql)
    await db.rows(
      'insert into migration.applied (module, number, name, sha256) values ($1, $2, $3, $4)',
      [module, number, name, sha256],
    )
    names.push(`${module}/${name}`)
  }
  return names
}
