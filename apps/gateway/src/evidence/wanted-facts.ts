import type { Problem } from '@mtandao/problem'
import type { Route } from '../proofs.ts'
import type { CommonFacts } from './encode-entry.ts'
import { party } from './recorder.ts'

/**
 * What a known caller was refused: without it neither party finds the refusal among its exchanges, and nobody can say which
 * service it was about.
 */
export function wantedFacts(
  { extra }: Problem,
  wanted: Route | undefined,
): Pick<CommonFacts, 'provider' | 'service' | 'serviceVersion' | 'agreement'> {
  if (!wanted) return {}
  const { service, of } = wanted.service
  const { agreement } = extra
  return {
    provider: party(of),
    service: service.id,
    serviceVersion: service.version,
    ...(typeof agreement === 'string' && { agreement }),
  }
}
