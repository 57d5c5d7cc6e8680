import { instantText } from '../clock.ts'
import { problem } from '../problems.ts'
import { mint, type Authorised, type Caller, type Route } from '../proofs.ts'
import type { AgreementEntry } from '../snapshot/routing-table.ts'
import type { QuotaLedger } from './quota.ts'

type Refusal = Parameters<typeof problem>[0]
type Match = {
  readonly entry: AgreementEntry
  readonly operation: string
  readonly purpose: string
}

/** How near a refusal came to being allowed: of several agreements the nearest one's reason is told. */
const nearness: readonly Refusal[] = [
  'agreement-missing',
  'agreement-expired',
  'agreement-suspended',
  'operation-not-agreed',
  'purpose-wrong',
]

/**
 * Default deny: a call passes only under an agreement of the caller's system for this service that is active, in force now,
 * covers the method and path, and names the purpose; then its quota is asked.
 * @throws Problem 403 with the nearest reason, 429 with `Retry-After`
 */
export function authorise(
  caller: Caller,
  route: Route,
  purpose: string | undefined,
  quota: QuotaLedger,
  nowMs: number,
): Authorised {
  if (!route.service.active) throw problem('service-suspended')
  const { entry, operation, purpose: named } = findAgreement(caller, route, purpose, nowMs)
  const verdict = quota.take(entry.agreement)
  if (!verdict.allow) {
    const code = verdict.reason === 'concurrency' ? 'concurrency-exceeded' : 'quota-exceeded'
    throw problem(code, {
      extra: {
        agreement: entry.agreement.id,
        quota: verdict.reason,
        retryAfterSeconds: verdict.retryAfterSeconds,
        rateLimit: verdict.rateLimit,
      },
    })
  }
  let held = true
  return mint<Authorised>({
    caller,
    route,
    agreement: entry,
    purpose: named,
    operation,
    rateLimit: verdict.rateLimit,
    release() {
      if (held) quota.release(entry.agreement)
      held = false
    },
  })
}

/**
 * A party acting on what is its own: a producer handing data to its own push code, a provider answering a request it was
 * given. No agreement is needed to speak; each delivery that follows has its own agreement.
 */
export function authoriseOwner(caller: Caller, route: Route, operation: string): Authorised {
  if (route.service.of !== caller.client.of) throw problem('not-yours')
  if (!route.service.active) throw problem('service-suspended')
  return mint<Authorised>({
    caller,
    route,
    agreement: undefined,
    purpose: undefined,
    operation,
    rateLimit: undefined,
    release: () => undefined,
  })
}

/**
 * A message accepted earlier, now to be delivered: its agreement must still be in force; its quota was taken at acceptance.
 * @throws Problem 403
 */
export function authoriseAccepted(
  caller: Caller,
  route: Route,
  agreementId: string | undefined,
  nowMs: number,
): Authorised {
  if (!route.service.active) throw problem('service-suspended')
  const entry = caller.client.agreements
    .get(route.service.service.id)
    ?.find(({ agreement }) => agreement.id === agreementId)
  if (!entry) throw problem('agreement-missing')
  const judged = judge(entry, route, undefined, nowMs)
  if (typeof judged === 'string') throw problem(judged, reasonOf(entry, judged))
  return mint<Authorised>({
    caller,
    route,
    agreement: entry,
    purpose: judged.purpose,
    operation: judged.operation,
    rateLimit: undefined,
    release: () => undefined,
  })
}

function findAgreement(
  caller: Caller,
  route: Route,
  purpose: string | undefined,
  nowMs: number,
): Match {
  let refusal: Refusal = 'agreement-missing'
  let nearest: AgreementEntry | undefined
  for (const entry of caller.client.agreements.get(route.service.service.id) ?? []) {
    const judged = judge(entry, route, purpose, nowMs)
    if (typeof judged !== 'string') return judged
    if (nearness.indexOf(judged) > nearness.indexOf(refusal)) {
      refusal = judged
      nearest = entry
    }
  }
  throw problem(refusal, nearest ? reasonOf(nearest, refusal) : {})
}

function judge(
  entry: AgreementEntry,
  route: Route,
  purpose: string | undefined,
  nowMs: number,
): Match | Refusal {
  const { agreement } = entry
  if (agreement.status === 'suspended') return 'agreement-suspended'
  if (agreement.status === 'ended' || nowMs < entry.validFromMs || nowMs >= entry.validUntilMs)
    return 'agreement-expired'
  const operation = operationOf(entry, route)
  if (operation === undefined) return 'operation-not-agreed'
  const named = purpose ?? agreement.purposes[0]
  if (named === undefined || !agreement.purposes.includes(named)) return 'purpose-wrong'
  return { entry, operation, purpose: named }
}

/** The rule that covers the call, as text for the journal; `undefined` when none does. */
function operationOf(entry: AgreementEntry, { method, path }: Route): string | undefined {
  if (entry.rules.length === 0) return method
  for (const rule of entry.rules)
    if ((rule.method === '*' || rule.method === method) && rule.pattern(path))
      return `${method} ${rule.path}`
  return undefined
}

function reasonOf({ agreement, validFromMs, validUntilMs }: AgreementEntry, refusal: Refusal) {
  const extra = { agreement: agreement.id }
  if (agreement.reason) return { extra, detail: agreement.reason }
  if (refusal !== 'agreement-expired') return { extra }
  const span = `${instantText(validFromMs)} – ${instantText(validUntilMs)}`
  return {
    extra,
    detail: { sw: `Makubaliano yanatumika ${span}`, en: `The agreement is in force ${span}` },
  }
}
