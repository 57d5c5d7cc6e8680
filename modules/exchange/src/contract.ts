import type { Text } from '@mtandao/problem'

/** What others may know about the exchange module. Changing this file is an API change. */

export type AgreementStatus = 'active' | 'suspended' | 'ended'
export type ClientStatus = 'active' | 'suspended'
export type Side = 'consumer' | 'bus' | 'provider'

/** The two buses: the same gateway program, each with its own snapshot, keys and journals. */
export type Environment = 'production' | 'sandbox'

/** The signed routing snapshot in force. */
export interface PublishedSnapshot {
  readonly version: number
  readonly expiresAt: Date
  /** Compact JWS. */
  readonly jws: string
}

/** One exchange as the index knows it. */
export interface ExchangeView {
  readonly id: string
  readonly at: Date
  readonly door: string
  readonly consumer: PartyView
  readonly provider: PartyView
  readonly service: string | null
  /** Name of the service, when it is registered. */
  readonly serviceName: Text | null
  readonly agreement: string | null
  readonly purpose: string | null
  readonly operation: string | null
  readonly status: number | null
  /** `ok` or a stable problem code; null while the exchange is open. */
  readonly outcome: string | null
  readonly side: Side | null
  readonly latencyMs: number | null
  /** Origin of the log that holds the entries. */
  readonly journal: string | null
  readonly requestIndex: number | null
  readonly responseIndex: number | null
  readonly requestBytes: number | null
  readonly responseBytes: number | null
  readonly delivered: number
  readonly undelivered: number
  readonly about: string | null
}

export interface PartyView {
  readonly institution: string | null
  readonly system: string | null
  readonly client: string | null
}

/** The numbers of the front page. */
export interface Figures {
  readonly today: number
  readonly total: number
  readonly lastMinute: number
  /** Failures today. */
  readonly failedToday: Readonly<Record<Side, number>>
  /** Latency of exchanges that ended well, of the newest up to 20,000 in the last five minutes; null when there were none. */
  readonly latencyMs: { readonly p50: number; readonly p95: number } | null
  readonly services: number
  readonly agreements: number
}

export interface JournalView {
  readonly origin: string
  readonly indexed: number
  readonly size: number
  readonly checkpointAt: Date | null
  /** Kinds of alarms that nobody has acknowledged. */
  readonly alarms: readonly string[]
}

/** Why a right was taken or given back; shown to those it concerns. */
export type Reason = Text

export interface Exchange {
  /**
   * Takes a whole enrolment file, or nothing of it.
   * @throws Problem `exchange.enrolment-refused` with `faults`: path and what is wrong there
   */
  importEnrolment(file: unknown): Promise<EnrolmentCounts>
  /** From memory: works while the database is away. */
  currentSnapshot(environment: Environment): PublishedSnapshot | undefined
  figures(): Promise<Figures>
  /** Newest first. */
  listNewest(limit: number): Promise<ExchangeView[]>
  findExchange(id: string): Promise<ExchangeView | undefined>
  listJournals(): Promise<JournalView[]>
}

export interface EnrolmentCounts {
  readonly institutions: number
  readonly systems: number
  readonly clients: number
  readonly services: number
  readonly agreements: number
}
