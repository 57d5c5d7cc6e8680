import type { Fact, FactSource } from '@mtandao/facts/contract'
import type { AsOf, FactUsed } from '../model.ts'

/** A fact as rules read it. */
export interface SeenFact extends FactUsed {
  readonly value: unknown
  readonly hasEvidence: boolean
}

/** The facts as of one moment: what each series (one type about one subject) says then. */
export interface FactView {
  /**
   * The fact of a series that counts: the last observed of those that nothing corrects. One past its validity says nothing,
   * and no older one speaks in its place. `seen` is machine or verified: what an institution merely says of itself is left out.
   */
  current(
    subjectType: string,
    subjectId: string,
    type: string,
    source: FactSource | 'seen',
  ): SeenFact | undefined
}

const sources: readonly FactSource[] = ['machine', 'declared', 'verified']
/** Types of facts to a subject in one key; the catalogue has some dozens. */
const typesMax = 1_024
const none = -1

/**
 * All facts in columns, chained by series, newest observation first. Adding in any order, and adding again what is there, gives the same
 * answers; a newest fact is added in constant time.
 */
export class FactIndex {
  readonly #subjects = new Map<string, Map<string, number>>()
  readonly #types = new Map<string, number>()
  readonly #heads = new Map<number, number>()
  /**
   * Series and corrected fact → when the first correction was recorded. A correction counts within its own series alone, and what an
   * institution declares corrects nothing that was seen.
   */
  readonly #corrected = new Map<string, number>()
  readonly #ids: string[] = []
  readonly #values: unknown[] = []
  #size = 0
  #subjectCount = 0
  #capacity = 1_024
  #observed = new Float64Array(this.#capacity)
  #recorded = new Float64Array(this.#capacity)
  #until = new Float64Array(this.#capacity)
  #next = new Int32Array(this.#capacity)
  #flags = new Uint8Array(this.#capacity)

  get size(): number {
    return this.#size
  }

  static async from(batches: AsyncIterable<readonly Fact[]>): Promise<FactIndex> {
    const index = new FactIndex()
    for await (const batch of batches) for (const fact of batch) index.add(fact)
    return index
  }

  add(fact: Fact): void {
    const key = this.#keyOf(fact)
    const row = this.#size
    if (row === this.#capacity) this.#grow()
    this.#observed[row] = fact.observedAt.getTime()
    this.#recorded[row] = fact.recordedAt.getTime()
    this.#until[row] = fact.validUntil === null ? Infinity : fact.validUntil.getTime()
    this.#flags[row] = sources.indexOf(fact.source) | (fact.evidence === null ? 0 : 4)
    this.#ids[row] = fact.id
    this.#values[row] = fact.value
    if (!this.#chain(key, row)) return
    this.#size += 1
    if (fact.supersedes !== null) {
      const corrected = `${key}:${fact.source === 'declared' ? 'declared' : 'seen'}:${fact.supersedes}`
      const known = this.#corrected.get(corrected) ?? Infinity
      this.#corrected.set(corrected, Math.min(known, fact.recordedAt.getTime()))
    }
  }

  asOf({ at, knownBy }: AsOf): FactView {
    return {
      current: (subjectType, subjectId, type, source) => {
        const subject = this.#subjects.get(subjectType)?.get(subjectId)
        const kind = this.#types.get(type)
        if (subject === undefined || kind === undefined) return undefined
        const mask = source === 'seen' ? 0b101 : 1 << sources.indexOf(source)
        const key = subject * typesMax + kind
        let row = this.#heads.get(key) ?? none
        while (row !== none && !this.#counts(row, key, { at, knownBy, mask }))
          row = this.#next[row] ?? none
        if (row === none || (this.#until[row] ?? 0) <= at) return undefined
        return this.#seen(row, type, `${subjectType}:${subjectId}`)
      },
    }
  }

  #counts(row: number, key: number, { at, knownBy, mask }: AsOf & { mask: number }): boolean {
    const source = (this.#flags[row] ?? 0) & 3
    return (
      (this.#observed[row] ?? 0) <= at &&
      (this.#recorded[row] ?? 0) <= knownBy &&
      ((1 << source) & mask) !== 0 &&
      (this.#corrected.size === 0 || !this.#isCorrected(row, key, knownBy))
    )
  }

  #isCorrected(row: number, key: number, knownBy: number): boolean {
    const declared = sources[(this.#flags[row] ?? 0) & 3] === 'declared'
    const by = declared ? ['seen', 'declared'] : ['seen']
    return by.some(
      (kind) => (this.#corrected.get(`${key}:${kind}:${this.#ids[row]}`) ?? Infinity) <= knownBy,
    )
  }

  #seen(row: number, type: string, subject: string): SeenFact {
    const flags = this.#flags[row] ?? 0
    return {
      id: this.#ids[row] ?? '',
      type,
      subject,
      observedAt: this.#observed[row] ?? 0,
      source: sources[flags & 3] ?? 'declared',
      value: this.#values[row],
      hasEvidence: (flags & 4) !== 0,
    }
  }

  #keyOf({ subject, type }: Fact): number {
    let ids = this.#subjects.get(subject.type)
    if (!ids) this.#subjects.set(subject.type, (ids = new Map()))
    let number = ids.get(subject.id)
    if (number === undefined) ids.set(subject.id, (number = this.#subjectCount++))
    let kind = this.#types.get(type)
    if (kind === undefined) {
      if (this.#types.size === typesMax)
        throw new Error('invariant: more types of facts than a key holds')
      this.#types.set(type, (kind = this.#types.size))
    }
    return number * typesMax + kind
  }

  /** Puts the row at its place in its series. @returns false when it is there already */
  #chain(key: number, row: number): boolean {
    let before = none
    let here = this.#heads.get(key) ?? none
    while (here !== none) {
      const order = this.#order(here, row)
      if (order === 0) return false
      if (order < 0) break
      before = here
      here = this.#next[here] ?? none
    }
    this.#next[row] = here
    if (before === none) this.#heads.set(key, row)
    else this.#next[before] = row
    return true
  }

  /** Total: by observation, then recording, then id. */
  #order(a: number, b: number): number {
    const observed = (this.#observed[a] ?? 0) - (this.#observed[b] ?? 0)
    if (observed !== 0) return observed
    const recorded = (this.#recorded[a] ?? 0) - (this.#recorded[b] ?? 0)
    if (recorded !== 0) return recorded
    const [left = '', right = ''] = [this.#ids[a], this.#ids[b]]
    return left === right ? 0 : left < right ? -1 : 1
  }

  #grow(): void {
    this.#capacity *= 2
    const larger = <A extends Float64Array | Int32Array | Uint8Array>(next: A, old: A): A => {
      next.set(old)
      return next
    }
    this.#observed = larger(new Float64Array(this.#capacity), this.#observed)
    this.#recorded = larger(new Float64Array(this.#capacity), this.#recorded)
    this.#until = larger(new Float64Array(this.#capacity), this.#until)
    this.#next = larger(new Int32Array(this.#capacity), this.#next)
    this.#flags = larger(new Uint8Array(this.#capacity), this.#flags)
  }
}
