import type { Actor } from '@mtandao/identity/contract'
import type { Db } from '@mtandao/pg'
import type { Text } from '@mtandao/problem'
import { catalogue } from './catalogue.ts'

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

/** Whether everybody may read facts of this type; else the institution itself and who sees the country. Unknown types are not public. */
export function isPublicType(type: string): boolean {
  return Object.hasOwn(catalogue, type) && catalogue[type]?.public === true
}

/** What a type of facts is called; a type that is not in the catalogue is called by its code. */
export function typeName(type: string): Text {
  const name = Object.hasOwn(catalogue, type) ? catalogue[type]?.name : undefined
  return name ?? { sw: type, en: type }
}

/** Every registered type, by code, ascending; its name and whether everybody may read it. */
export function listTypes(): readonly TypeView[] {
  return Object.entries(catalogue)
    .map(([type, { name, subject, source, public: open }]) => ({
      type,
      name,
      subject,
      declarable: source === 'declared',
      public: open,
    }))
    .sort((left, right) => (left.type < right.type ? -1 : 1))
}

export interface TypeView {
  readonly type: string
  readonly name: Text
  /** What it is about: `institution`, `system`, `obligation`. */
  readonly subject: string
  /** Institutions say it; else machines see it. */
  readonly declarable: boolean
  readonly public: boolean
}

/** What the institution's head or ICT officer says is so. */
export interface Declaration {
  readonly subject: FactSubject
  readonly type: string
  readonly value: unknown
  /** When it was so. */
  readonly observedAt: Date
  /** Hex SHA-256 of evidence that the institution has given. */
  readonly evidence: string | null
}

/** What somebody of another institution, or e-GA, found of a declaration. */
export interface Verification {
  readonly fact: string
  /** What the verifier found, when it is not what was declared. */
  readonly value?: unknown
  /** The verifier's own evidence; null: what came with the declaration. */
  readonly evidence: string | null
  /** What the verifier looked at; at most 500 characters. */
  readonly note?: string
}

export interface Correction {
  readonly fact: string
  readonly value: unknown
  /** Null: without evidence; that of the old fact spoke for the old value. */
  readonly evidence: string | null
  /** 1–500 characters. */
  readonly reason: string
}

/** What the bytes of an evidence file are, whatever its name says. */
export type MediaType = 'application/pdf' | 'image/png' | 'image/jpeg' | 'text/csv' | 'text/plain'

/** A file that an institution has given as evidence. */
export interface Kept {
  readonly sha256: string
  readonly institution: string
  readonly bytes: number
  readonly mediaType: MediaType
  /** Who gave it. */
  readonly person: string
  readonly at: Date
}

/** An evidence file whose bytes were altered or gone. */
export interface Alarm {
  readonly id: number
  readonly sha256: string
  readonly kind: 'altered' | 'missing'
  readonly firstSeenAt: Date
  readonly lastSeenAt: Date
  /** How often it was seen. */
  readonly seen: number
  /** Institutions that keep the file, of those the reader may see; at most 20. */
  readonly keepers: readonly string[]
  /** How many facts that the reader may see rest on it. */
  readonly facts: number
}

export interface FactSearch {
  readonly institution?: string | undefined
  readonly type?: string | undefined
  readonly source?: FactSource | undefined
  /** Id of the subject, whatever its type. */
  readonly subject?: string | undefined
  /** Hex SHA-256 of the file it rests on. */
  readonly evidence?: string | undefined
  /** `next` of the page before. */
  readonly before?: number | undefined
  /** 1–200. */
  readonly limit: number
}

/** A fact as people see it: in `collector` stands `person` where the reader may not know who it was. */
export interface FactView extends Fact {
  /** The institution that whoever declared or verified acted for; null: a machine. */
  readonly byInstitution: string | null
  /** The fact that has taken its place. */
  readonly supersededBy: string | null
}

export interface FactPage {
  readonly items: readonly FactView[]
  /** Given to `before` for the rest of the list. */
  readonly next?: number
}

/** What people do with facts, each within what they may see and do. */
export interface PeoplesFacts {
  /** Newest first: what the actor may see, for the public what is public. */
  list(actor: Actor | undefined, search: FactSearch): Promise<FactPage>
  /** @throws Problem `facts.not-found` */
  get(actor: Actor | undefined, id: string): Promise<FactView>
  /**
   * It counts as said, until somebody else verifies it.
   * @throws Problem `facts.not-yours`, `facts.not-declarable`, `facts.evidence-wanted`, `facts.evidence-not-found`, `facts.declarations-waiting`,
   * and those of `record`
   */
  declare(actor: Actor, declaration: Declaration): Promise<Fact>
  /**
   * A new fact takes the place of the declared one.
   * @throws Problem `facts.not-found`, `facts.superseded`, `facts.not-yours`, `facts.reporter-verifies`, `facts.not-verifiable`
   */
  verify(actor: Actor, verification: Verification): Promise<Fact>
  /** @throws Problem `facts.not-found`, `facts.superseded`, `facts.not-yours`, `facts.reporter-verifies`, `facts.seen-by-machine` */
  correct(actor: Actor, correction: Correction): Promise<Fact>
  /** @throws Problem `facts.not-yours`, `facts.evidence-too-large`, `facts.evidence-type`, `facts.evidence-full` */
  keepEvidence(actor: Actor, bytes: Uint8Array): Promise<Kept>
  /** @throws Problem `facts.evidence-not-found`, `facts.evidence-altered` */
  openEvidence(
    actor: Actor,
    sha256: string,
  ): Promise<{ readonly kept: Kept; readonly bytes: Buffer }>
}
