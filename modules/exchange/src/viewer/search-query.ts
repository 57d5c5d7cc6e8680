import type { ExchangeFilter, Place } from './search-filter.ts'

/** Whose exchanges may be found: the policies of PostgreSQL say the same again. */
export type Reach = { readonly all: true } | { readonly all: false; readonly institution: string }

/**
 * Under which institutions the names of a filter were ever seen (`exchange.seen`), so that each scan reads the index that
 * skips least. Undefined: nothing was asked about it. Empty: it was never seen, and nothing can be found.
 */
export interface Hints {
  /** Of the system looked for, as consumer and as provider. */
  readonly consumers?: readonly string[] | undefined
  readonly providers?: readonly string[] | undefined
  /** Of the service looked for; '' where its provider was not named. */
  readonly service?: readonly string[] | undefined
  /** Service of the agreement looked for. */
  readonly agreementService?: string | undefined
  /** `exchange.journal_cursor.id` of the environment looked for. */
  readonly journals?: readonly number[] | undefined
}

export interface Query {
  readonly sql: string
  readonly values: readonly unknown[]
}

/** Conditions of one scan, and which parties they already name. */
interface Arm {
  readonly consumer?: string
  readonly provider?: string
  readonly notConsumers?: readonly string[]
  readonly system?: 'consumer' | 'provider' | 'provider-only'
}

/** More scans than this cost more than one that skips. */
const armsMax = 8

const columns = `e.id, e.at, e.ended_at as "endedAt", e.door, e.consumer_institution as "consumerInstitution",
  e.consumer_system as "consumerSystem", e.consumer_client as "consumerClient",
  e.provider_institution as "providerInstitution", e.provider_system as "providerSystem", e.service, e.agreement,
  e.purpose, e.operation, e.status, e.outcome, e.side, e.latency_ms as "latencyMs", e.journal,
  e.request_index as "requestIndex", e.response_index as "responseIndex", e.request_bytes as "requestBytes",
  e.response_bytes as "responseBytes", e.delivered, e.undelivered, e.about`

/**
 * The newest exchanges of a filter behind a place. «Either side» is not an OR, which no index answers in order, but scans
 * merged: each reads its own index from the newest on and stops after `limit` rows. Undefined: nothing can be found.
 */
export function searchQuery(
  filter: ExchangeFilter,
  reach: Reach,
  { hints = {}, after, limit }: { hints?: Hints; after?: Place | undefined; limit: number },
): Query | undefined {
  const { arms, values, put } = prepare(filter, reach, hints)
  if (arms.length === 0) return undefined
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
): Query | undefined {
  const { arms, values, put } = prepare(filter, reach, hints)
  if (arms.length === 0) return undefined
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
  const arms = filter.id
    ? idArms(filter.id, put)
    : armsOf(filter, reach, hints).map((arm) => armConditions(arm, filter.system, put))
  return { arms: arms.map((arm) => [...arm, ...common]), values, put }
}

/**
 * The scans to merge; no exchange is in two of them. Each word of the filter gives alternatives (as consumer, as provider);
 * every combination that does not contradict itself is a scan.
 */
export function armsOf(filter: ExchangeFilter, reach: Reach, hints: Hints): Arm[] {
  const { institution, role, system } = filter
  const own = reach.all ? undefined : reach.institution
  // Without a name, the side is the reader's own: «we as provider».
  const ownRole = institution === undefined || institution === own ? role : undefined
  const alternatives: (readonly Arm[])[] = [
    ...(own === undefined ? [] : [eitherSide(own, ownRole)]),
    ...(institution === undefined || institution === own ? [] : [eitherSide(institution, role)]),
  ]
  const known: (readonly Arm[])[] = [
    ...(system === undefined ? [] : [systemArms(role, hints)]),
    // Who sees all reads the service's own index; who does not reads that of the two institutions.
    ...(hints.service && own !== undefined
      ? [hints.service.map((provider): Arm => ({ provider }))]
      : []),
  ]
  const exact = combine([...alternatives, ...known])
  if (exact.length <= armsMax) return exact
  return combine([...alternatives, ...(system === undefined ? [] : [systemArms(role, {})])])
}

function eitherSide(name: string, role: ExchangeFilter['role']): readonly Arm[] {
  if (role === 'consumer') return [{ consumer: name }]
  if (role === 'provider') return [{ provider: name }]
  return [{ consumer: name }, { provider: name, notConsumers: [name] }]
}

function systemArms(role: ExchangeFilter['role'], { consumers, providers }: Hints): readonly Arm[] {
  const as = (side: 'consumer' | 'provider', names: readonly string[] | undefined): Arm[] => {
    const which = side === 'provider' && role === undefined ? 'provider-only' : side
    return names?.map((name) => ({ [side]: name, system: which })) ?? [{ system: which }]
  }
  return [
    ...(role === 'provider' ? [] : as('consumer', consumers)),
    ...(role === 'consumer' ? [] : as('provider', providers)),
  ]
}

function combine(alternatives: readonly (readonly Arm[])[]): Arm[] {
  return alternatives.reduce<Arm[]>(
    (arms, more) => arms.flatMap((arm) => more.flatMap((other) => meet(arm, other) ?? [])),
    [{}],
  )
}

/** Both at once, or undefined where that is nothing. */
function meet(a: Arm, b: Arm): Arm | undefined {
  if (a.consumer !== undefined && b.consumer !== undefined && a.consumer !== b.consumer)
    return undefined
  if (a.provider !== undefined && b.provider !== undefined && a.provider !== b.provider)
    return undefined
  const both: Arm = {
    ...a,
    ...b,
    notConsumers: [...(a.notConsumers ?? []), ...(b.notConsumers ?? [])],
  }
  return both.consumer !== undefined && both.notConsumers?.includes(both.consumer)
    ? undefined
    : both
}

function armConditions(arm: Arm, system: string | undefined, put: Put): string[] {
  const { consumer, provider, notConsumers = [] } = arm
  return [
    ...(consumer === undefined ? [] : [`e.consumer_institution = ${put(consumer, 'text')}`]),
    ...(provider === undefined
      ? []
      : provider === ''
        ? ['e.provider_institution is null']
        : [`e.provider_institution = ${put(provider, 'text')}`]),
    ...notConsumers.map((name) => `e.consumer_institution is distinct from ${put(name, 'text')}`),
    ...(arm.system === undefined
      ? []
      : arm.system === 'consumer'
        ? [`e.consumer_system = ${put(system, 'text')}`]
        : [`e.provider_system = ${put(system, 'text')}`]),
    ...(arm.system === 'provider-only'
      ? [`e.consumer_system is distinct from ${put(system, 'text')}`]
      : []),
  ]
}

function idArms({ low, high }: { low: string; high: string }, put: Put): string[][] {
  if (low !== high) return [[`e.id between ${put(low, 'uuid')} and ${put(high, 'uuid')}`]]
  return [[`e.id = ${put(low, 'uuid')}`], [`e.about = ${put(low, 'uuid')}`]]
}

function commonConditions(filter: ExchangeFilter, hints: Hints, put: Put): string[] {
  const { service, agreement, outcome, code, side, door, from, to } = filter
  const conditions: (string | undefined)[] = [
    from && `e.at >= ${put(from, 'timestamptz')}`,
    to && `e.at < ${put(to, 'timestamptz')}`,
    service && `e.service = ${put(service, 'text')}`,
    agreement && `e.agreement = ${put(agreement, 'text')}`,
    hints.agreementService && `e.service = ${put(hints.agreementService, 'text')}`,
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

function and(conditions: readonly string[]): string {
  return conditions.length === 0 ? 'true' : conditions.join(' and ')
}
