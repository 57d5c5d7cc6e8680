import { Problem } from '@mtandao/problem'
import { problem } from '../problems.ts'
import type { Authorised, Recorded } from '../proofs.ts'
import type { ServiceEntry } from '../snapshot/routing-table.ts'
import { createGuard, usual, type BreakerState, type Guard } from './breaker.ts'
import {
  credentialsFor,
  StaleConnection,
  type UpstreamAnswer,
  type UpstreamRequest,
  type Upstreams,
} from './upstream.ts'

export interface ForwardRequest extends Pick<
  UpstreamRequest,
  'path' | 'method' | 'headers' | 'body' | 'stream'
> {
  readonly bufferBytesMax?: number
}

/**
 * Sends to providers, each behind its own guard. Demands the proofs that the call is authorised and recorded.
 * @throws Problem `provider-*`
 */
export interface Providers {
  forward(allowed: Authorised, asked: Recorded, request: ForwardRequest): Promise<UpstreamAnswer>
  breakers(): Iterable<{
    readonly service: string
    readonly state: BreakerState
    readonly inFlight: number
  }>
}

export interface ProvidersOptions {
  readonly upstreams: Upstreams
  /** Opens secrets sealed in the snapshot. */
  readonly sealingKey: Buffer
  readonly failuresMax: number
  readonly restMs: number
  readonly now: () => number
}

interface Known {
  readonly guard: Guard
  readonly credentials: ReturnType<typeof credentialsFor>
}

export function createProviders({
  upstreams,
  sealingKey,
  failuresMax,
  restMs,
  now,
}: ProvidersOptions): Providers {
  // A new snapshot makes new ServiceEntry objects; the guard outlives them so that a rested provider stays at rest.
  const guards = new Map<string, Guard>()
  const known = new WeakMap<ServiceEntry, Known>()

  function knownOf(entry: ServiceEntry): Known {
    const found = known.get(entry)
    if (found) return found
    const { id, concurrency } = entry.service
    let guard = guards.get(id)
    if (!guard) guards.set(id, (guard = createGuard({ concurrency, failuresMax, restMs })))
    guard.concurrency = concurrency
    const made = { guard, credentials: credentialsFor(id, entry.security, sealingKey) }
    known.set(entry, made)
    return made
  }

  return {
    async forward(allowed, _asked, request) {
      const entry = allowed.route.service
      if (!entry.url) throw problem('service-wrong-kind')
      const { guard, credentials } = knownOf(entry)
      const pass = guard.enter(now())
      if (pass === 'busy') throw problem('provider-busy')
      if (pass === 'open') throw problem('provider-circuit-open')
      let goesOn = false
      let failed: boolean | undefined = true
      try {
        const answer = await sendOnce(upstreams, {
          ...request,
          url: entry.url,
          headers:
            credentials.headers.length > 0
              ? [...request.headers, ...credentials.headers]
              : request.headers,
          timeoutMs: entry.service.timeoutMs,
          bufferBytesMax: request.bufferBytesMax ?? entry.service.answerBytesMax,
          ...(credentials.tls && { tls: credentials.tls }),
        })
        failed = answer.status >= 500
        if ('tail' in answer) {
          const { tail } = answer
          goesOn = true // it fills its place until its last byte; a trial has been passed with its head
          if (pass.trial) guard.judge(pass, failed, now())
          void tail.over.then((how) => {
            guard.judge(usual, failed || how === 'broken', now())
            guard.leave()
          })
        }
        return answer
      } catch (error) {
        failed = weakness(error)
        throw error
      } finally {
        if (!goesOn) {
          guard.judge(pass, failed, now())
          guard.leave()
        }
      }
    },
    *breakers() {
      for (const [service, { state, inFlight }] of guards) yield { service, state, inFlight }
    },
  }
}

/**
 * What counts towards opening the circuit: the provider's own failures. A large answer is its nature. A caller that goes away
 * or sends another body than it announced says nothing about the provider: it can neither put it to rest nor call it well.
 */
function weakness(error: unknown): boolean | undefined {
  if (!(error instanceof Problem)) return true
  if (error.code === 'gateway.provider-answer-too-large') return false
  return error.code.startsWith('gateway.provider-') ? true : undefined
}

/**
 * A connection that the provider closed while it lay idle fails before one byte of answer: a safe method is sent once more on
 * a fresh one. Anything else is never repeated by the bus (RFC 9110 §9.2.2).
 */
async function sendOnce(upstreams: Upstreams, request: UpstreamRequest): Promise<UpstreamAnswer> {
  try {
    return await upstreams.send(request)
  } catch (error) {
    const safe = request.body === null && (request.method === 'GET' || request.method === 'HEAD')
    if (!safe || !(error instanceof Problem && error.cause instanceof StaleConnection)) throw error
    return upstreams.send(request)
  }
}
