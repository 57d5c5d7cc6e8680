import type { ExchangeFilter, Place } from './search-filter.ts'

/** Whose exchanges may be found: the policies of PostgreSQL say the same again. */
export type Reach = { readonly all: true } | { readonly all: false; readonly institution: string }

/** What is known about the names in a filter, so that the scan that finds least to skip is taken. */
export interface Hints {
  /** Institution of the system looked for. */
  readonly systemInstitution?: string | undefined
  /** Service of the agreement looked for. */
  readonly agreementService?: string | undefined
  /** `exchange.journal_cursor.id` of the environment looked for. */
  readonly journals?: readonly number[] | undefined
}

export interface Query {
  readonly sql: string
  readonly values: readonly unknown[]
}

const columns = `e.id, e.at, e.ended_at as "endedAt", e.door, e.consumer_institution as "consumerInstitution",
  e.consumer_system as "consumerSystem", e.consumer_client as "consumerClient",
  e.provider_institution as "providerInstitution", e.provider_system as "providerSystem", e.service, e.agreement,
  e.purpose, e.operation, e.status, e.outcome, e.side, e.latency_ms as "latencyMs", e.journal,
  e.request_index as "requestIndex", e.response_index as "responseIndex", e.request_bytes as "requestBytes",
  e.response_bytes as "responseBytes", e.delivered, e.undelivered, e.about`

/**
 * The newest exchanges of a filter behind a place. «Either side» is not an OR, which no index answers in order, but two scans
 * merged: each reads its own index from the newest on and stops after `limit` rows.
 */
export function searchQuery(
  filter: ExchangeFilter,
  reach: Reach,
  { hints = {}, after, limit }: { hints?: Hints; after?: Place | undefined; limit: number },
): Query {
  const { arms, values, put } = prepare(filter, reach, hints)
  const behind = after
    ? [
        `e.at <= ${put(after.at, 'timestamptz')}`,
        `(e.at, e.id) < (${put(after.at, 'timestamptz')}, ${put(after.id, 'uuid')})`,
      ]
    : []
  const most = put(limit, 'bigint')
  const selects = arms.map(
    (conditions) =>
      `(select ${columns} from exchange.exchange e where ${and([...conditions, ...behind])}
        order by e.at desc, e.id desc limit ${most})`,
  )
  const sql =
    selects.length === 1
      ? selects.join('')
      : `select * from (${selects.join('\nunion all\n')}) as found order by at desc, id desc limit ${most}`
  return { sql, values }
}

/** How many there are, up to `most`: the same scans, so that no count reads more than a list could show. */
export function countQuery(
  filter: ExchangeFilter,
  reach: Reach,
  { hints = {}, most }: { hints?: Hints; most: number },
): Query {
  const { arms, values, put } = prepare(filter, reach, hints)
  const limit = put(most, 'bigint')
  const selects = arms.map(
    (conditions) =>
      `(select from exchange.exchange e where ${and(conditions)} order by e.at desc limit ${limit})`,
  )
  return {
    sql: `select count(*) as count from (select from (${selects.join('\nunion all\n')}) as found limit ${limit}) as counted`,
    values,
  }
}

type Put = (value: unknown, type: string) => string

function prepare(filter: ExchangeFilter, reach: Reach, hints: Hints) {
  const values: unknown[] = []
  const put: Put = (value, type) => `$${values.push(value)}::${type}`
  const common = commonConditions(filter, hints, put)
  const arms = armsOf(filter, reach, hints, put).map((arm) => [...arm, ...common])
  return { arms, values, put }
}

/** The scans to merge. No exchange is in two of them. */
function armsOf(filter: ExchangeFilter, reach: Reach, hints: Hints, put: Put): string[][] {
  const { id, role } = filter
  if (id) return idArms(id, put)
  const consumer = (name: string) => `e.consumer_institution = ${put(name, 'text')}`
  const provider = (name: string) => `e.provider_institution = ${put(name, 'text')}`
  const notConsumer = (name: string) =>
    `e.consumer_institution is distinct from ${put(name, 'text')}`
  const own = reach.all ? undefined : reach.institution
  const named = filter.institution ?? (own === undefined ? hints.systemInstitution : undefined)
  const either = (name: string) => [
    ...(role === 'provider' ? [] : [[consumer(name)]]),
    ...(role === 'consumer'
      ? []
      : [role === 'provider' ? [provider(name)] : [provider(name), notConsumer(name)]]),
  ]
  if (own === undefined) return named === undefined ? [[]] : either(named)
  if (named === undefined || named === own) return either(own)
  // Between two: the role is that of the institution looked for.
  return [
    ...(role === 'provider' ? [] : [[consumer(named), provider(own)]]),
    ...(role === 'consumer' ? [] : [[consumer(own), provider(named)]]),
  ]
}

function idArms({ low, high }: { low: string; high: string }, put: Put): string[][] {
  if (low !== high) return [[`e.id between ${put(low, 'uuid')} and ${put(high, 'uuid')}`]]
  return [[`e.id = ${put(low, 'uuid')}`], [`e.about = ${put(low, 'uuid')}`]]
}

function commonConditions(filter: ExchangeFilter, hints: Hints, put: Put): string[] {
  const { system, role, service, agreement, outcome, code, side, door, from, to } = filter
  const conditions: (string | undefined)[] = [
    from && `e.at >= ${put(from, 'timestamptz')}`,
    to && `e.at < ${put(to, 'timestamptz')}`,
    service && `e.service = ${put(service, 'text')}`,
    agreement && `e.agreement = ${put(agreement, 'text')}`,
    hints.agreementService && `e.service = ${put(hints.agreementService, 'text')}`,
    system && systemCondition(system, role, put),
    outcome && outcomeConditions[outcome],
    // An index of failures answers only who says that it is a failure that is looked for.
    code && `e.outcome = ${put(code, 'text')}${code === 'ok' ? '' : ` and e.outcome <> 'ok'`}`,
    side && `e.side = ${put(side, 'text')} and e.outcome <> 'ok'`,
    door && `e.door = ${put(door, 'text')}`,
    hints.journals && `e.journal = any(${put(hints.journals, 'smallint[]')})`,
  ]
  return conditions.filter((one) => one !== undefined && one !== '') as string[]
}

const outcomeConditions = {
  ok: `e.outcome = 'ok'`,
  open: 'e.outcome is null',
  failed: `e.outcome <> 'ok' and e.side is not null`,
  declined: `e.outcome <> 'ok' and e.side is null`,
} as const

function systemCondition(system: string, role: ExchangeFilter['role'], put: Put): string {
  if (role !== undefined) return `e.${role}_system = ${put(system, 'text')}`
  return `(e.consumer_system = ${put(system, 'text')} or e.provider_system = ${put(system, 'text')})`
}

function and(conditions: readonly string[]): string {
  return conditions.length === 0 ? 'true' : conditions.join(' and ')
}
