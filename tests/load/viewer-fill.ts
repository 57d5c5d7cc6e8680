import type { Database } from '@mtandao/pg'

/** The invented country of the bench: sizes as they could be in a few years. */
export const country = { institutions: 200, services: 600, systemsEach: 3, days: 730 } as const

/** Codes of the failures, the frequent ones first. */
export const failureCodes = [
  'gateway.provider-timeout',
  'gateway.agreement-missing',
  'gateway.quota-exceeded',
  'gateway.provider-unreachable',
  'gateway.signature-invalid',
  'provider.said-no',
  'gateway.token-expired',
  'gateway.not-recorded',
] as const

export const institutionOf = (number: number) => `inst-${String(number).padStart(3, '0')}`
export const serviceOf = (number: number) => `service-${String(number).padStart(3, '0')}`

interface FillOptions {
  readonly rows: number
  /** The newest exchange is of about this time. */
  readonly now: Date
  readonly onProgress?: (rows: number) => void
}

const chunk = 250_000

/**
 * Puts this many exchanges into the index as the gateways would have made them: evenly over two years, a few institutions
 * and services with most of the traffic, three in a hundred failed. Random, and the same at every run. Indexes are taken away
 * while rows come in and made again, which changes nothing but the time it takes.
 */
export async function fillExchanges(
  database: Database,
  { rows, now, onProgress = () => {} }: FillOptions,
): Promise<void> {
  const indexes = await database.rows<{ name: string; definition: string }>(
    `select indexname as name, indexdef as definition from pg_indexes
     where schemaname = 'exchange' and tablename = 'exchange' and indexname <> 'exchange_pkey'`,
  )
  for (const { name } of indexes) await database.rows(`drop index exchange.${name}`)
  await database.rows(`insert into exchange.journal_cursor (origin, vkey, environment)
    values ('gw.bench/journal/0', 'key', 'production'), ('sandbox.bench/journal/0', 'key', 'sandbox')
    on conflict do nothing`)
  const [journals] = await database.rows<{ production: number; sandbox: number }>(
    `select (select id from exchange.journal_cursor where origin = 'gw.bench/journal/0') as production,
       (select id from exchange.journal_cursor where origin = 'sandbox.bench/journal/0') as sandbox`,
  )
  for (let from = 0; from < rows; from += chunk) {
    const until = Math.min(from + chunk, rows) - 1
    await database.transact(async (db) => {
      await db.rows('set local statement_timeout = 0')
      await db.rows(`select setseed(${(from / rows).toFixed(6)})`)
      await db.rows(insertSql, [
        from,
        until,
        now,
        rows,
        journals?.production,
        journals?.sandbox,
        failureCodes,
      ])
    })
    onProgress(until + 1)
  }
  await database.transact(async (db) => {
    await db.rows('set local statement_timeout = 0')
    await db.rows(seenSql)
  })
  for (const { definition } of indexes) {
    await database.transact(async (db) => {
      await db.rows('set local statement_timeout = 0')
      await db.rows(`set local maintenance_work_mem = '512MB'`)
      await db.rows(definition)
    })
  }
  // Statistics and the visibility map, as autovacuum keeps them.
  await database.rows('vacuum (analyze) exchange.exchange')
}

// Skew by powers of a uniform number: a fifth of the institutions does more than half of the asking.
const insertSql = `
  with drawn as (
    select i, date_trunc('milliseconds', $3::timestamptz - (($4::bigint - i) * (interval '${country.days} days' / $4::bigint))) as at,
      1 + floor(${country.institutions} * power(random(), 3))::int as consumer,
      1 + floor(${country.services} * power(random(), 3))::int as service,
      floor(${country.systemsEach} * power(random(), 2))::int as system,
      random() as luck, random() as code, random() as pace, random() as of_sandbox
    from generate_series($1::bigint, $2::bigint) as i
  ), told as (
    select drawn.*, luck < 0.03 as failed, 1 + (service * 7) % ${country.institutions} as provider,
      case when luck < 0.03 then ($7::text[])[1 + floor(${failureCodes.length} * power(code, 2))::int] else 'ok' end as outcome
    from drawn
  )
  insert into exchange.exchange (id, at, ended_at, door, consumer_institution, consumer_system, consumer_client,
    provider_institution, provider_system, service, agreement, purpose, operation, status, outcome, side, latency_ms, journal,
    request_index, response_index, request_bytes, response_bytes)
  select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || lpad(to_hex(i % 4096), 3, '0') || '8'
      || lpad(to_hex((i * 7919) % 4096), 3, '0') || lpad(to_hex(i), 12, '0'))::uuid,
    at, at + interval '1 millisecond' * (2 + 60 * pace), case when i % 4 = 0 then 'r1' else 'govesb' end,
    'inst-' || lpad(consumer::text, 3, '0'),
    'inst-' || lpad(consumer::text, 3, '0') || '.system-' || system,
    'inst-' || lpad(consumer::text, 3, '0') || '.client-' || system,
    'inst-' || lpad(provider::text, 3, '0'),
    'inst-' || lpad(provider::text, 3, '0') || '.system-' || service % ${country.systemsEach},
    'service-' || lpad(service::text, 3, '0'),
    'agreement-' || consumer || '-' || service, 'huduma', 'request',
    case when failed then 403 else 200 end, outcome,
    case
      when outcome in ('ok', 'provider.said-no') then null
      when outcome like 'gateway.provider-%' then 'provider'
      when outcome = 'gateway.not-recorded' then 'bus'
      else 'consumer'
    end,
    2 + 60 * pace, case when of_sandbox < 0.05 then $6::smallint else $5::smallint end, i * 2, i * 2 + 1, 400, 900
  from told order by i`

const seenSql = `
  insert into exchange.seen
  select name, role, institution, environment, min(first), max(at), min(first)
  from (
    select service, consumer_system, consumer_institution, provider_system, provider_institution, journal,
      min(at) as first, max(at) as at from exchange.exchange group by 1, 2, 3, 4, 5, 6) as e
    join exchange.journal_cursor j on j.id = e.journal
    cross join lateral (values (consumer_system, 'consumer', consumer_institution),
      (provider_system, 'provider', provider_institution), (service, 'service', provider_institution))
      as of (name, role, institution)
  group by 1, 2, 3, 4
  on conflict do nothing`
