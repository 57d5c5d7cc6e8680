import type { Logger } from '@mtandao/log'
import type { Problem } from '@mtandao/problem'
import type { Credentials } from './access/authenticate.ts'
import type { AssertionVerifier } from './access/client-assertion.ts'
import type { QuotaLedger } from './access/quota.ts'
import type { Tokens } from './access/tokens.ts'
import type { Clock } from './clock.ts'
import type { Limits } from './config.ts'
import type { DeliveryQueue } from './delivery/queue.ts'
import type { CommonFacts } from './evidence/encode-entry.ts'
import type { Recorder } from './evidence/recorder.ts'
import type { Callbacks } from './forward/callback.ts'
import type { Providers } from './forward/provider.ts'
import type { GatewayKeys } from './keys.ts'
import type { GatewayMetrics } from './operations/gateway-metrics.ts'
import type { Recorded } from './proofs.ts'
import type { ClientEntry, RoutingTable } from './snapshot/routing-table.ts'

/** What one gateway process is made of; `worker.ts` puts it together, the doors use it. */
export interface GatewayParts {
  readonly limits: Limits
  readonly keys: GatewayKeys
  readonly clock: Clock
  readonly tokens: Tokens
  readonly assertions: AssertionVerifier
  readonly quota: QuotaLedger
  readonly recorder: Recorder
  readonly providers: Providers
  readonly callbacks: Callbacks
  readonly metrics: GatewayMetrics
  readonly logger: Logger
  /** The routing in force. @throws Problem `no-routing`: default deny */
  table(): RoutingTable
  /** @throws Problem `queue-unavailable` when this gateway was started without a database */
  queue(): DeliveryQueue
  /** Something was queued here: look now instead of at the next tick. */
  wakeDeliveries(): void
  /** The client that credentials name, where it can be told; for evidence and the key of an error, never for a right. */
  knownClient(credentials: Credentials): ClientEntry | undefined
  /** Puts a refusal in evidence; `undefined` when the journal cannot take it: the refusal stands all the same. */
  refuse(no: Problem, common: CommonFacts, receivedBody?: Buffer): Promise<Recorded | undefined>
}
