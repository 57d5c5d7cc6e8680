import { escapeLiteral, Pool, types, type CustomTypesConfig } from 'pg'
import { problem } from './problems.ts'

/** Runs SQL. Inside `transact` every call belongs to the one transaction. */
export interface Db {
  /** `bigint` columns come as numbers (an unsafe one throws), `timestamptz` as Date. */
  rows<Row extends object>(sql: string, values?: readonly unknown[]): Promise<Row[]>
}

/**
 * Runs `work` in one transaction: all of it or nothing. When PostgreSQL asks for it (serialisation failure, deadlock) the
 * work is run again from the start, so it must not do anything outside the database that cannot be done twice.
 */
export type Transact = <Result>(
  work: (db: Db) => Promise<Result>,
  options?: { readonly isolation?: 'read committed' | 'repeatable read' },
) => Promise<Result>

/** Reads and writes in transactions of its own; `rows` outside `transact` is a transaction of one statement. */
export interface Workspace extends Db {
  readonly transact: Transact
}

/**
 * For whom the work is done. PostgreSQL itself then shows and changes only what the row-level policies of the tables allow
 * to these settings, whatever the program asks: the second wall behind the checks of the use cases.
 */
export interface Scope {
  /** Custom settings, `name.part` → value, as the policies read them with `current_setting(name, true)`. */
  readonly settings: Readonly<Record<string, string>>
  /** Every transaction is READ ONLY. */
  readonly readOnly?: boolean
}

export interface Database extends Workspace {
  /** The same database, with every transaction as the role `mtandao_scoped`, which owns nothing and bypasses nothing. */
  within(scope: Scope): Workspace
  close(): Promise<void>
}

/** Owns nothing; has what migrations grant to it; row-level policies hold for it. Made by `migrate`. */
export const scopedRole = 'mtandao_scoped'

export interface DatabaseOptions {
  readonly url: string
  readonly poolSizeMax?: number
  readonly statementTimeoutMs?: number
  readonly connectTimeoutMs?: number
  readonly applicationName?: string
  /** Told when a connection breaks while nobody is waiting on it; the pool makes another when it is next asked. */
  readonly onConnectionLost?: (error: Error) => void
}

const attemptsMax = 5

/** A pool of connections. A restart of PostgreSQL fails the statements under way and nothing else. */
export function openDatabase(options: DatabaseOptions): Database {
  const { onConnectionLost = () => {} } = options
  const pool = new Pool({
    connectionString: options.url,
    max: options.poolSizeMax ?? 10,
    connectionTimeoutMillis: options.connectTimeoutMs ?? 5_000,
    statement_timeout: options.statementTimeoutMs ?? 30_000,
    idle_in_transaction_session_timeout: 60_000,
    application_name: options.applicationName ?? 'mtandao',
    types: { getTypeParser: parserOf },
  })
  // Without listeners Node ends the process: the pool listens to idle clients only, so each client gets its own too.
  pool.on('error', onConnectionLost)
  pool.on('connect', (client) => client.on('error', () => {}))
  return {
    rows: async <Row extends object>(sql: string, values: readonly unknown[] = []) =>
      (await pool.query<Row>(sql, [...values])).rows,
    transact: transactIn(pool, (isolation) => `begin isolation level ${isolation}`),
    within: (scope) => {
      const transact = transactIn(pool, (isolation) => beginWithin(scope, isolation))
      return {
        transact,
        rows: (sql, values) => transact((db) => db.rows(sql, values)),
      }
    },
    close: () => pool.end(),
  }
}

function transactIn(pool: Pool, begin: (isolation: string) => string): Transact {
  return async (work, { isolation = 'read committed' } = {}) => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await once(pool, begin(isolation), work)
      } catch (error) {
        if (attempt === attemptsMax || !asksAgain(error)) throw error
      }
    }
  }
}

const settingName = /^[a-z_]+\.[a-z_]+$/

/** One round trip; all of it ends with the transaction, so the next user of the connection starts from nothing. */
function beginWithin({ settings, readOnly = false }: Scope, isolation: string): string {
  const set = Object.entries(settings).map(([name, value]) => {
    if (!settingName.test(name)) throw new Error(`invariant: ${name} is no setting of ours`)
    return `set local ${name} = ${escapeLiteral(value)}`
  })
  const mode = readOnly ? ' read only' : ''
  return [`begin isolation level ${isolation}${mode}`, ...set, `set local role ${scopedRole}`].join(
    '; ',
  )
}

async function once<Result>(
  pool: Pool,
  begin: string,
  work: (db: Db) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect()
  const db: Db = {
    rows: async <Row extends object>(sql: string, values: readonly unknown[] = []) =>
      (await client.query<Row>(sql, [...values])).rows,
  }
  try {
    await client.query(begin)
    const result = await work(db)
    await client.query('commit')
    client.release()
    return result
  } catch (error) {
    const broken = await client.query('rollback').then(
      () => undefined,
      (failure: Error) => failure,
    )
    client.release(broken)
    throw error
  }
}

/** 40001 serialisation failure, 40P01 deadlock. */
function asksAgain(error: unknown): boolean {
  return ['40001', '40P01'].includes(codeOf(error))
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

/**
 * Whether the database could not be reached or went away: worth trying again later. SQLSTATE class 08 (connection),
 * 57P01–57P03 (shutting down, starting), 53300 (no more connections), or an error of the socket itself.
 */
export function isUnavailable(error: unknown): boolean {
  if (error instanceof AggregateError && error.errors.length > 0)
    return error.errors.every(isUnavailable)
  const code = codeOf(error)
  if (/^(08...|57P0[1-3]|53300)$/.test(code)) return true
  if (/^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH)$/.test(code))
    return true
  return (
    error instanceof Error &&
    /Connection terminated|timeout expired|timeout exceeded/.test(error.message)
  )
}

/** Refuses servers older than PostgreSQL 15. @throws Problem `pg.server-too-old` */
export async function requireServer(db: Db): Promise<void> {
  const [row] = await db.rows<{ number: number; version: string }>(
    `select current_setting('server_version_num')::int as number, current_setting('server_version') as version`,
  )
  if (row && row.number >= 150_000) return
  const found = row?.version ?? '?'
  throw problem('server-too-old', {
    detail: {
      sw: `Seva ni PostgreSQL ${found}; inahitajika 15 au zaidi.`,
      en: `The server is PostgreSQL ${found}; 15 or later is needed.`,
    },
  })
}

const parserOf: CustomTypesConfig['getTypeParser'] = (oid, format) =>
  oid === types.builtins.INT8 ? safeInteger : types.getTypeParser(oid, format)

function safeInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new Error(`invariant: bigint ${text} is past 2^53`)
  return value
}
