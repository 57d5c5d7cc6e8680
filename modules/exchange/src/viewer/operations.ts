import { edge, type Operation } from '@mtandao/http'
import type { Actor } from '@mtandao/identity/contract'
import { z } from 'zod'
import { readFigures } from './figures/read-figures.ts'
import { findExchanges } from './find-exchanges.ts'
import { getExchange, receiptRoles } from './get-exchange.ts'
import type { NamedExchange } from './named.ts'
import { Cursor, filterOf, filterShape } from './search-filter.ts'
import type { AttemptView } from './search-store.ts'
import { takeReceipt, type ReceiptDeps } from './take-receipt.ts'

const { operation } = edge<Actor>()

const Name = z.object({ sw: z.string(), en: z.string() }).nullable()
const time = z.iso.datetime()
const Party = z.object({
  institution: z.string().nullable(),
  name: Name,
  system: z.string().nullable(),
  systemName: Name,
})
const Exchange = z.object({
  id: z.string(),
  at: time,
  endedAt: time.nullable(),
  environment: z.string(),
  door: z.string(),
  consumer: Party.extend({ client: z.string().nullable() }),
  provider: Party,
  service: z.string().nullable(),
  serviceName: Name,
  agreement: z.string().nullable(),
  purpose: z.string().nullable(),
  operation: z.string().nullable(),
  status: z.int().nullable(),
  /** `ok`, a problem code or another outcome of the journal; null while it is open. */
  outcome: z.string().nullable(),
  side: z.enum(['consumer', 'bus', 'provider']).nullable(),
  latencyMs: z.number().nullable(),
  requestBytes: z.number().nullable(),
  responseBytes: z.number().nullable(),
  about: z.string().nullable(),
  evidence: z.object({
    log: z.string().nullable(),
    vkey: z.string().nullable(),
    request: z.int().nullable(),
    response: z.int().nullable(),
  }),
})

function shown(row: NamedExchange): z.input<typeof Exchange> {
  const { consumerName = null, providerName = null, log } = row
  const { consumerSystemName = null, providerSystemName = null, serviceName = null } = row
  return {
    ...row,
    at: row.at.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
    serviceName,
    consumer: {
      institution: row.consumerInstitution,
      name: consumerName,
      system: row.consumerSystem,
      systemName: consumerSystemName,
      client: row.consumerClient,
    },
    provider: {
      institution: row.providerInstitution,
      name: providerName,
      system: row.providerSystem,
      systemName: providerSystemName,
    },
    evidence: {
      log: log?.origin ?? null,
      vkey: log?.vkey ?? null,
      request: row.requestIndex,
      response: row.responseIndex,
    },
  }
}

const Attempt = z.object({
  at: time,
  number: z.int().nullable(),
  arrived: z.boolean(),
  institution: z.string().nullable(),
  system: z.string().nullable(),
  outcome: z.string().nullable(),
  latencyMs: z.number().nullable(),
  log: z.string().nullable(),
  index: z.int(),
})

function shownAttempt(attempt: AttemptView): z.input<typeof Attempt> {
  return {
    ...attempt,
    at: attempt.at.toISOString(),
    log: attempt.origin,
    index: attempt.entryIndex,
  }
}

const Words = z.object({ sw: z.string(), en: z.string() })
const Receipt = z.object({
  format: z.string(),
  exchange: z.string(),
  log: z.string(),
  salt: z.string(),
  entries: z.array(z.object({ index: z.int(), entry: z.string(), proof: z.string() })),
})
const Id = z.uuid().transform((id) => id.toLowerCase())

export function viewerOperations(deps: ReceiptDeps, now: () => Date): Operation<Actor>[] {
  return [
    operation({
      id: 'viewer.search-exchanges',
      method: 'GET',
      path: '/exchanges',
      who: 'signed-in',
      summary: { sw: 'Tafuta miamala', en: 'Search exchanges, newest first' },
      input: z.strictObject({ ...filterShape, cursor: Cursor.optional() }),
      output: z.object({
        exchanges: z.array(Exchange),
        next: z.string().optional(),
        count: z.object({ value: z.int(), more: z.boolean() }).optional(),
      }),
      run: async (actor, { cursor, ...given }) => {
        const found = await findExchanges(deps, actor, filterOf(given, now()), cursor)
        return { ...found, exchanges: found.rows.map(shown) }
      },
    }),
    operation({
      id: 'viewer.read-exchange',
      method: 'GET',
      path: '/exchanges/{id}',
      who: 'signed-in',
      summary: { sw: 'Soma muamala mmoja', en: 'Read one exchange, step by step' },
      input: z.strictObject({ id: Id }),
      output: z.object({
        exchange: Exchange,
        legs: z.array(
          z.object({
            kind: z.string(),
            at: time.nullable(),
            from: z.string(),
            to: z.string(),
            failed: z.boolean(),
            exchange: z.string().optional(),
          }),
        ),
        attempts: z.array(Attempt),
        explanation: z.object({ title: Words, next: Words }).nullable(),
        mayTakeReceipt: z.boolean(),
      }),
      run: async (actor, { id }) => {
        const story = await getExchange(deps, actor, id)
        const { explanation, standing } = story
        return {
          exchange: shown(story.exchange),
          legs: story.legs.map((leg) => ({ ...leg, at: leg.at?.toISOString() ?? null })),
          attempts: story.attempts.map(shownAttempt),
          explanation: explanation
            ? { title: explanation.title, next: explanation.next[standing] }
            : null,
          mayTakeReceipt: story.mayTakeReceipt,
        }
      },
    }),
    receiptOperation(deps),
    figuresOperation(deps, now),
  ]
}

function receiptOperation(deps: ReceiptDeps): Operation<Actor> {
  return operation({
    id: 'viewer.take-receipt',
    method: 'POST',
    path: '/exchanges/{id}/receipt',
    who: receiptRoles,
    summary: { sw: 'Chukua risiti ya muamala', en: 'Take the receipt of an exchange' },
    input: z.strictObject({ id: Id }),
    output: Receipt,
    run: async (actor, { id }) =>
      JSON.parse(Buffer.from(await takeReceipt(deps, actor, id)).toString('utf8')) as unknown,
  })
}

const counts = z.array(z.int())
const times = z.array(z.number().nullable())

function figuresOperation(deps: ReceiptDeps, now: () => Date): Operation<Actor> {
  return operation({
    id: 'viewer.read-figures',
    method: 'GET',
    path: '/figures',
    who: 'anyone',
    summary: {
      sw: 'Takwimu za nchi au za taasisi',
      en: 'Figures of the country, or of one institution for its own people',
    },
    input: z.strictObject({
      institution: z.string().min(1).max(100).optional(),
      span: z.enum(['30', '365']).default('30'),
    }),
    output: z.object({
      institution: z.string().nullable(),
      periods: z.array(z.object({ from: z.iso.date(), days: z.int() })),
      asked: counts,
      answered: counts.nullable(),
      failed: z.object({ consumer: counts, bus: counts, provider: counts }),
      latencyMs: z.object({ p50: times, p95: times }),
      services: z.array(
        z.object({
          service: z.string(),
          name: Name,
          ended: z.int(),
          failed: z.int(),
          days: counts,
        }),
      ),
      connected: z
        .object({
          published: z.array(
            z.object({
              asOf: z.iso.date(),
              preciseTo: z.enum(['day', 'month']),
              institutions: z.int().nullable(),
              systems: z.int().nullable(),
              atLeast: z.boolean(),
              source: z.string(),
              url: z.string(),
            }),
          ),
          live: z.object({ institutions: z.int(), systems: z.int() }),
        })
        .nullable(),
      silent: z
        .array(z.object({ system: z.string(), institution: z.string(), lastAt: time.nullable() }))
        .nullable(),
    }),
    run: async (actor, { institution, span }) => {
      const wanted = { institution, span: span === '30' ? 30 : 365 } as const
      const view = await readFigures(deps, actor, wanted, now())
      return {
        ...view,
        institution: view.institution?.id ?? null,
        answered: view.answered ?? null,
        latencyMs: view.latency,
        services: view.services.map((one) => ({ ...one, name: one.name ?? null })),
        connected: view.connected ?? null,
        silent:
          view.silent?.map((one) => ({ ...one, lastAt: one.lastAt?.toISOString() ?? null })) ??
          null,
      }
    },
  })
}
