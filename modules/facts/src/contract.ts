import type { Db } from '@mtandao/pg'

/** What others may know about facts. Changing this file is an API change. */

/** Where a fact comes from: seen by the machinery itself, said by an institution, or said and then verified by somebody else. */
export type FactSource = 'machine' | 'declared' | 'verified'

/** What a fact is about: an institution, a system, a site, a person in a role, a website, … */
export interface FactSubject {
  readonly type: string
  readonly id: string
}

/** One observation. Nothing overwrites it: a correction is a new fact that names it in `supersedes`. */
export interface Fact {
  /** UUIDv7. */
  readonly id: string
  readonly subject: FactSubject
  /** The institution it speaks about; null: the whole country. */
  readonly institution: string | null
  /** From the catalogue of types: `bus.seen`, `register.record-age`, … */
  readonly type: string
  /** Fits the JSON schema of its type. */
  readonly value: unknown
  /** When it was so, not when it was recorded. */
  readonly observedAt: Date
  readonly recordedAt: Date
  /** After this it says nothing any more; null: until superseded. */
  readonly validUntil: Date | null
  readonly source: FactSource
  /** Which collector, or which person. */
  readonly collector: string
  /** Hex SHA-256 of the evidence file, when there is one. */
  readonly evidence: string | null
  readonly supersedes: string | null
}

export type NewFact = Omit<Fact, 'id' | 'recordedAt'>

export interface Facts {
  /**
   * Adds what machines saw, in the caller's transaction, which no other recorder passes until it ends: keep it short.
   * @throws Problem `facts.type-unknown`, `facts.value-invalid`, `facts.time-ahead`
   */
  record(db: Db, facts: readonly NewFact[]): Promise<readonly Fact[]>
  /**
   * Every fact recorded up to `recordedBy`, in batches in the order of commits: what a recomputation reads. A transaction under way now
   * may still commit with an earlier `recordedAt`: ask for a moment that has been over for a minute where the answer must stay the same.
   */
  read(
    db: Db,
    asked: { readonly recordedBy: Date; readonly types?: readonly string[] },
  ): AsyncIterable<readonly Fact[]>
  /**
   * Facts committed after the one with this id, oldest first, at most 5,000: what an incremental update reads. None is ever left out.
   * @throws Problem `facts.not-found`
   */
  since(db: Db, id: string | null, limit: number): Promise<readonly Fact[]>
}
