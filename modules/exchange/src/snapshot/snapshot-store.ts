import type { Db } from '@mtandao/pg'
import type { Environment } from '../contract.ts'
import type { SandboxGrant } from './sandbox-rights.ts'

export interface SnapshotVersion {
  readonly version: number
  readonly issuedAt: Date
  readonly expiresAt: Date
  readonly signingKey: string
}

/** How many signed texts are kept, newest first. */
const keptTexts = 20

/**
 * One publisher at a time; others wait for the transaction to end. LOCK TABLE, first in a repeatable-read transaction, takes
 * no snapshot: what is read afterwards includes what the other publisher committed.
 */
export async function lockPublishing(db: Db): Promise<void> {
  await db.rows('lock table exchange.snapshot_version in share row exclusive mode')
}

export async function findLatestVersion(
  db: Db,
  environment: Environment,
): Promise<SnapshotVersion | undefined> {
  const [row] = await db.rows<SnapshotVersion>(
    `select version, issued_at as "issuedAt", expires_at as "expiresAt", signing_key as "signingKey"
     from exchange.snapshot_version where environment = $1 order by version desc limit 1`,
    [environment],
  )
  return row
}

export async function getSignedText(
  db: Db,
  environment: Environment,
  version: number,
): Promise<string> {
  const [row] = await db.rows<{ jws: string | null }>(
    'select jws from exchange.snapshot_version where environment = $1 and version = $2',
    [environment, version],
  )
  if (typeof row?.jws !== 'string') throw new Error(`invariant: snapshot ${version} has no text`)
  return row.jws
}

export async function insertVersion(
  db: Db,
  environment: Environment,
  row: SnapshotVersion & { readonly cause: string; readonly jws: string },
): Promise<void> {
  await db.rows(
    `insert into exchange.snapshot_version (version, issued_at, expires_at, signing_key, cause, jws, environment)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [row.version, row.issuedAt, row.expiresAt, row.signingKey, row.cause, row.jws, environment],
  )
  await db.rows(
    `update exchange.snapshot_version set jws = null
     where jws is not null and environment = $2 and version < (select version from exchange.snapshot_version
       where environment = $2 order by version desc offset $1 limit 1)`,
    [keptTexts - 1, environment],
  )
}

export async function findInstance(db: Db): Promise<string | undefined> {
  const [row] = await db.rows<{ instance: string }>('select instance from exchange.bus')
  return row?.instance
}

export async function setInstance(db: Db, instance: string): Promise<void> {
  await db.rows(
    `insert into exchange.bus (instance) values ($1) on conflict (one) do update set instance = excluded.instance`,
    [instance],
  )
}

export async function changesExist(db: Db): Promise<boolean> {
  const [row] = await db.rows<{ found: boolean }>(
    'select exists (select from exchange.change) as found',
  )
  return row?.found ?? false
}

export async function deleteChanges(db: Db): Promise<number> {
  return (await db.rows('delete from exchange.change returning tx')).length
}

/** Networks opened by e-GA and in force at this moment, oldest first, as PostgreSQL writes `cidr`. */
export async function listAllowedNetworks(db: Db, now: Date): Promise<string[]> {
  const rows = await db.rows<{ network: string }>(
    `select network::text as network from exchange.allowed_network
     where valid_from <= $1 and (valid_until is null or valid_until > $1) order by id`,
    [now],
  )
  return rows.map(({ network }) => network)
}

/** Whether a network or a secret began or ceased to count by the passing of time: no change of a row says so. */
export async function timeTurned(db: Db, since: Date | undefined, now: Date): Promise<boolean> {
  if (!since) return false
  const [row] = await db.rows<{ turned: boolean }>(
    `select exists (select from exchange.allowed_network
         where (valid_from > $1 and valid_from <= $2) or (valid_until > $1 and valid_until <= $2))
       or exists (select from exchange.client_secret where ends_at > $1 and ends_at <= $2) as turned`,
    [since, now],
  )
  return row?.turned === true
}

export async function listSandboxGrants(db: Db): Promise<SandboxGrant[]> {
  return await db.rows<SandboxGrant>(
    `select consumer, service, valid_from as "validFrom", valid_until as "validUntil"
     from exchange.sandbox_grant order by consumer, service`,
  )
}
