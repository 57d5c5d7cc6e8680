import type { Actor } from '@mtandao/identity/contract'
import type { Db } from '@mtandao/pg'

/** What others may know about the audit log. Changing this file is an API change. */

/** One administrative act, as the one who did it would be asked about it later. */
export interface Act {
  /** Stable, `module.subject-verb-past`: `exchange.agreement-suspended`. */
  readonly action: string
  /** What was acted upon: `agreement`, its id. */
  readonly subject: { readonly type: string; readonly id: string }
  /** Institutions concerned, who may read the act; the actor's own is added. */
  readonly institutions: readonly string[]
  /** What changed, as JSON of at most 8 KiB: no secret, no personal data beyond names of office-holders. */
  readonly detail?: Readonly<Record<string, unknown>>
}

/** Who acts when nobody is signed in: the terminal, a worker, a guest following an invitation. */
export interface Agent {
  /** `terminal`, `worker`, `guest` */
  readonly agent: string
}

export interface Audit {
  /**
   * Writes the act in the caller's transaction: with the change it tells of, or not at all. A worker then appends it to a
   * C2SP log within a second, in order.
   */
  record(db: Db, who: Actor | Agent, act: Act): Promise<void>
}
