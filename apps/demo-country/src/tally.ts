/** How many different reasons are kept apart; the rest are counted together. */
const REASONS_MAX = 40
/** How many message ids one institution remembers, to know a second delivery of the same. */
const REMEMBERED_MAX = 20_000

/** What one institution has seen since it started. */
export interface Counts {
  sent: number
  ok: number
  failed: Record<string, number>
  /** Requests it answered as a provider. */
  served: number
  /** Signatures of the bus that were right, and that were not. */
  verified: number
  unverified: number
  /** Late answers and pushed messages it took in, each once; and deliveries it had already seen. */
  callbacks: number
  duplicates: number
  /** Late answers it sent to the bus as a provider, and those it gave up on. */
  answeredLate: number
  abandonedLate: number
}

export class Tally {
  readonly counts: Counts = {
    sent: 0,
    ok: 0,
    failed: {},
    served: 0,
    verified: 0,
    unverified: 0,
    callbacks: 0,
    duplicates: 0,
    answeredLate: 0,
    abandonedLate: 0,
  }
  readonly #seen = new Set<string>()

  fail(reason: string): void {
    const { failed } = this.counts
    const name =
      Object.hasOwn(failed, reason) || Object.keys(failed).length < REASONS_MAX
        ? reason
        : 'mengineyo'
    failed[name] = (failed[name] ?? 0) + 1
  }

  checked(isRight: boolean): void {
    this.counts[isRight ? 'verified' : 'unverified'] += 1
  }

  /** The bus delivers at least once: the id tells which deliveries are the same. */
  delivered(messageId: string): void {
    if (this.#seen.has(messageId)) {
      this.counts.duplicates += 1
      return
    }
    this.#seen.add(messageId)
    this.counts.callbacks += 1
    if (this.#seen.size > REMEMBERED_MAX) {
      const [oldest] = this.#seen
      if (oldest !== undefined) this.#seen.delete(oldest)
    }
  }
}

/** All institutions together. */
export function sumOf(all: readonly Counts[]): Counts {
  const total = new Tally().counts
  for (const counts of all) {
    for (const name of NUMBERS) total[name] += counts[name]
    for (const [reason, count] of Object.entries(counts.failed))
      total.failed[reason] = (total.failed[reason] ?? 0) + count
  }
  return total
}

const NUMBERS = [
  'sent',
  'ok',
  'served',
  'verified',
  'unverified',
  'callbacks',
  'duplicates',
  'answeredLate',
  'abandonedLate',
] as const satisfies readonly (keyof Counts)[]
