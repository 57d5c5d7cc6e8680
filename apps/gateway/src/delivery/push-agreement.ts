import type { problem } from '../problems.ts'
import type { AgreementEntry } from '../snapshot/routing-table.ts'

/** Why nothing may be pushed under this agreement now; `undefined` when it may. Asked at acceptance and before each attempt. */
export function pushRefusal(
  { agreement, consumer, validFromMs, validUntilMs }: AgreementEntry,
  nowMs: number,
): Parameters<typeof problem>[0] | undefined {
  if (agreement.status === 'suspended') return 'agreement-suspended'
  if (agreement.status === 'ended' || nowMs < validFromMs || nowMs >= validUntilMs)
    return 'agreement-expired'
  return consumer.active ? undefined : 'client-suspended'
}
