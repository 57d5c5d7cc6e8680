/**
 * Durable accept and at-least-once delivery. `accept` returns when the message survives any crash; it is then delivered
 * under the same id until every leg has arrived or was given up.
 */
export interface DeliveryQueue {
  /**
   * Takes a message in, with its legs, in one transaction. With an idempotency key the first answer is kept and given again.
   * @throws Problem `queue-unavailable`, `idempotency-key-reused`
   */
  accept(message: NewMessage, legs: readonly NewLeg[], once?: Once): Promise<Accepted>
  /** An asynchronous request whose answer may still come, or has come. @throws Problem `queue-unavailable` */
  findWaiting(requestId: string): Promise<WaitingRequest | undefined>
  /**
   * Takes a provider's late answer in and queues it for the consumer; the same answer again is accepted again. Once the
   * asker is being told that none will come, an answer is too late.
   * @throws Problem `request-already-answered`, `queue-unavailable`
   */
  acceptAnswer(requestId: string, print: Buffer, answer: QueuedAnswer): Promise<void>
  /**
   * Leases legs that are due, oldest first; the caller must settle each, or renew it, before the lease ends.
   * @param share of one system no more than this, counting `busy`: the systems of the legs the caller has under way, one
   *   mention per leg. A callback that is down then leaves room for the others.
   */
  claim(most: number, leaseMs: number, share: number, busy: readonly string[]): Promise<DueLeg[]>
  /** Extends leases from now on; legs that another has taken over since, or that are settled, stay as they are. */
  renew(legs: readonly HeldLeg[], leaseMs: number): Promise<void>
  /**
   * One attempt's outcome, after its entry is durable. When the lease ran out and another took the leg, only `delivered`
   * still counts.
   */
  settle(leg: DueLeg, outcome: LegOutcome): Promise<void>
  /** Where a message is; for its sender and its provider. */
  status(requestId: string): Promise<MessageStatus | undefined>
  depth(): Promise<QueueDepth>
  /** Forgets idempotency keys past their time. */
  tidy(): Promise<void>
  close(): Promise<void>
}

export interface NewMessage {
  readonly id: string
  readonly kind: 'async' | 'push'
  readonly service: string
  readonly agreement?: string | undefined
  readonly purpose?: string | undefined
  readonly client: string
  readonly system: string
  readonly format: 'json' | 'xml'
  readonly envelope: Buffer
}

export interface NewLeg {
  readonly target: 'provider' | 'consumer'
  readonly system: string
  readonly agreement?: string | undefined
}

export interface Once {
  readonly client: string
  readonly key: string
  readonly print: Buffer
}

export interface Accepted {
  readonly requestId: string
  readonly recipients: number
  /** The answer was kept from an earlier call with the same key. */
  readonly replayed: boolean
}

/** An answer on its way to the system that asked. */
export interface QueuedAnswer {
  readonly system: string
  readonly format: 'json' | 'xml'
  readonly envelope: Buffer
}

export interface WaitingRequest {
  readonly id: string
  readonly service: string
  /** System and client that asked. */
  readonly system: string
  readonly client: string
  readonly format: 'json' | 'xml'
}

/** Names one holder of a leg: every claim counts the attempt up. */
export interface HeldLeg {
  readonly id: number
  readonly attempt: number
}

export interface DueLeg extends HeldLeg {
  readonly message: string
  readonly kind: 'async' | 'push'
  readonly target: 'provider' | 'consumer'
  /** System the leg goes to. */
  readonly system: string
  readonly agreement: string | undefined
  readonly purpose: string | undefined
  readonly service: string
  /** Client and system that sent the message. */
  readonly client: string
  readonly sender: string
  /** The format its sender spoke: what a consumer gets its answer in. */
  readonly format: 'json' | 'xml'
  /** What to deliver, as an envelope, and the format that is in. */
  readonly envelope: Buffer
  readonly envelopeFormat: 'json' | 'xml'
  /** The envelope is a late answer, not the message. */
  readonly isAnswer: boolean
}

export interface LegOutcome {
  readonly state: 'delivered' | 'waiting' | 'failed'
  readonly code: string
  /** When to try again, for `waiting`. */
  readonly retryInMs?: number
  readonly logWorker: number
  readonly logIndex: number
  /** An answer to queue for the consumer in the same transaction: the provider refused, or never could be reached. */
  readonly answer?: QueuedAnswer
}

export interface MessageStatus {
  readonly id: string
  readonly kind: 'async' | 'push'
  readonly service: string
  readonly system: string
  readonly state: 'accepted' | 'asked' | 'answered' | 'delivered' | 'failed'
  readonly acceptedAt: string
  readonly finishedAt: string | undefined
  readonly legs: readonly {
    readonly target: 'provider' | 'consumer'
    readonly system: string
    readonly state: 'waiting' | 'delivered' | 'failed'
    readonly attempts: number
    readonly nextAt: string | undefined
    readonly lastCode: string | undefined
    readonly lastAt: string | undefined
  }[]
}

export interface QueueDepth {
  readonly waiting: number
  readonly failed: number
  readonly oldestWaitingSeconds: number
}
