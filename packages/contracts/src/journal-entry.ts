/**
 * What one leaf of the exchange journal says (docs/protocols/journal-entry.md). The bytes in the log are the
 * RFC 8785 form of this object. Personal data never enters: bodies appear only as salted digests.
 */
export interface JournalEntry {
  /** Format version. */
  readonly v: 1
  /**
   * `request` before anything is forwarded; `response` before anything is answered; `refused` when the bus itself says no
   * before a request entry exists; `completed` after a streamed body ended; `delivered` and `undelivered` per attempt of an
   * asynchronous delivery; `closed` when a restart found a request without a response.
   */
  readonly kind: EntryKind
  /** UUIDv7 of the exchange. Entries of one exchange share it. */
  readonly exchange: string
  /** RFC 3339, milliseconds, UTC; never goes backwards within one log. */
  readonly at: string
  readonly door: 'govesb' | 'r1' | 'token'
  readonly consumer?: Party
  readonly provider?: Party
  readonly service?: string
  readonly serviceVersion?: string
  readonly agreement?: string
  readonly purpose?: string
  /** The operation: GovESB call name, or METHOD and the path class (the matched rule's pattern, never the path itself). */
  readonly operation?: string
  /** HTTP status answered, or received from the provider. */
  readonly status?: number
  /** `ok`, or the stable problem code that ended the exchange. */
  readonly outcome?: string
  /** Which side failed: `consumer`, `bus`, `provider`. */
  readonly side?: string
  readonly latencyMs?: number
  /** The body as it came in, and as it went out when the bus changed it. */
  readonly received?: BodyDigest
  readonly sent?: BodyDigest
  /** Signature (base64) the sender made, and the key that verified it. */
  readonly signature?: string
  readonly key?: string
  /** Signature the bus made over what it sent, and the bus key. */
  readonly busSignature?: string
  readonly busKey?: string
  /** Index of the request entry, in every later entry of the exchange, in the log of the worker that the exchange id names. */
  readonly request?: number
  /** Numbers in the body that some existing clients cannot verify after re-serialising (docs/protocols/govesb.md). */
  readonly unportableNumbers?: number
  /** Delivery attempt number; `provider` or `consumer` then names whom it was for. */
  readonly attempt?: number
  /** The exchange that this one continues: a late answer names the request it answers. */
  readonly about?: string
}

export type EntryKind =
  | 'request'
  | 'response'
  | 'refused'
  | 'completed'
  | 'delivered'
  | 'undelivered'
  | 'closed'

export interface Party {
  readonly institution: string
  readonly system: string
  readonly client?: string
}

export interface BodyDigest {
  readonly bytes: number
  /** base64url(SHA-256(salt ‖ body)); the salt is disclosed only in receipts, to the parties. */
  readonly sha256?: string
}
