import { holds, scopeOf, seesCountry, type Actor } from '@mtandao/identity/contract'
import { explain, type Explanation } from './explanations.ts'
import type { ViewerDeps } from './find-exchanges.ts'
import { legsOf, type Leg } from './legs.ts'
import { nameExchanges, type NamedExchange } from './named.ts'
import type { Standing } from './next-steps.ts'
import { problem } from './problems.ts'
import { searchQuery } from './search-query.ts'
import { listAttempts, runSearch, type AttemptView } from './search-store.ts'

/** One exchange with everything that is known of it, for one reader. */
export interface ExchangeStory {
  readonly exchange: NamedExchange
  readonly legs: readonly Leg[]
  readonly attempts: readonly AttemptView[]
  /** Why it did not go well; undefined while it is open or when it went well. */
  readonly explanation: Explanation | undefined
  /** On which side the reader stands. */
  readonly standing: Standing
  readonly mayTakeReceipt: boolean
}

/** Roles that may have the receipt: it opens the salt, with which guesses of a small body can be tested. */
export const receiptRoles = [
  'ict-officer',
  'head',
  'data-protection-officer',
  'ega-officer',
  'auditor',
] as const

/**
 * @throws Problem `viewer.exchange-not-found`, also for one of others
 */
export async function getExchange(
  deps: ViewerDeps,
  actor: Actor,
  id: string,
): Promise<ExchangeStory> {
  // Its row and the late answers to it; the policies decide which of them this reader has.
  const query = searchQuery({ id: { low: id, high: id } }, { all: true }, { limit: 100 })
  const { rows, attempts } = await deps.database.within(scopeOf(actor)).transact(async (db) => ({
    rows: await runSearch(db, query),
    attempts: await listAttempts(db, id),
  }))
  const named = await nameExchanges(deps, rows)
  const exchange = named.find((row) => row.id === id)
  if (!exchange) throw problem('exchange-not-found')
  const { outcome } = exchange
  return {
    exchange,
    attempts,
    legs: legsOf(
      exchange,
      attempts,
      named.filter(({ about }) => about === id),
    ),
    explanation: outcome === null || outcome === 'ok' ? undefined : explain(outcome),
    standing: standingOf(actor, exchange),
    mayTakeReceipt: mayTakeReceipt(actor, exchange),
  }
}

function standingOf(actor: Actor, exchange: NamedExchange): Standing {
  if (actor.institution === exchange.consumerInstitution) return 'consumer'
  return actor.institution === exchange.providerInstitution ? 'provider' : 'bus'
}

function mayTakeReceipt(actor: Actor, exchange: NamedExchange): boolean {
  // The sandbox is another bus; what was tried there proves nothing to anybody.
  if (!holds(actor, ...receiptRoles) || exchange.environment === 'sandbox') return false
  return seesCountry(actor) || hadIt(actor, exchange)
}

/** A request that the bus refused never came to the provider: its salt is not for the provider either. */
function hadIt({ institution }: Actor, exchange: NamedExchange): boolean {
  if (institution === exchange.consumerInstitution) return true
  return institution === exchange.providerInstitution && exchange.requestIndex !== null
}
