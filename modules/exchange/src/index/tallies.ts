import { bucketOf } from './latency-buckets.ts'
import type { Ending, ExchangeRow, Folded } from './fold.ts'

/** What counting needs to know of an exchange that ended, as the index has it. */
export interface EndedFacts {
  /** `YYYY-MM-DD` in Africa/Dar_es_Salaam. */
  readonly day: string
  readonly service: string
  readonly consumer: string | null
  readonly provider: string | null
}

/** One exchange more, or one less, under a failing side (`none` when none failed). */
interface Change {
  readonly id: string
  readonly side: string
  readonly by: 1 | -1
  readonly latencyMs?: number | undefined
}

type TallyRole = 'all' | 'consumer' | 'provider'

export interface Tallies {
  readonly days: readonly { day: string; service: string; side: string; ended: number }[]
  readonly parties: readonly {
    institution: string
    role: TallyRole
    day: string
    side: string
    ended: number
  }[]
  readonly latencies: readonly {
    institution: string
    role: TallyRole
    day: string
    bucket: number
    ended: number
  }[]
}

/** A system in one of its two roles, or a service, with the institution it belonged to; times as in the entries. */
export interface Seen {
  readonly name: string
  readonly role: 'consumer' | 'provider' | 'service'
  /** '' for a service whose provider was not named. */
  readonly institution: string
  firstAt: string
  lastAt: string
  /** Of the first request that was not refused. */
  acceptedAt: string | undefined
}

/**
 * What ended counts once. What counted already (it broke off later, or was closed after its answer) moves from the side it
 * counted under, and its latency stays where it was counted.
 */
export function changesOf(
  { endings, lateFailures }: Pick<Folded, 'endings' | 'lateFailures'>,
  countedSides: ReadonlyMap<string, string>,
): Change[] {
  const before = (id: string): Change[] => {
    const side = countedSides.get(id)
    return side === undefined ? [] : [{ id, side, by: -1 }]
  }
  const after = ({ id, side }: Pick<Ending, 'id' | 'side'>, latencyMs?: number): Change => ({
    id,
    side: side ?? 'none',
    by: 1,
    latencyMs,
  })
  return [
    ...endings.flatMap((ending) => {
      const counted = before(ending.id)
      return [...counted, after(ending, counted.length === 0 ? ending.latencyMs : undefined)]
    }),
    ...lateFailures.flatMap((failure) => {
      const counted = before(failure.id)
      return counted.length === 0 ? [] : [...counted, after(failure)]
    }),
  ]
}

/** The changes added up per day and service, per institution and day, and as latency; each list in the order of its key. */
export function tallyOf(
  changes: readonly Change[],
  facts: ReadonlyMap<string, EndedFacts>,
): Tallies {
  const days = new Map<string, Tallies['days'][number]>()
  const parties = new Map<string, Tallies['parties'][number]>()
  const latencies = new Map<string, Tallies['latencies'][number]>()
  for (const { id, side, by, latencyMs } of changes) {
    const fact = facts.get(id)
    if (!fact) throw new Error(`invariant: ${id} was indexed before it was counted`)
    const { day, service } = fact
    add(days, [day, service, side], { day, service, side, ended: by })
    for (const { institution, role } of partiesOf(fact)) {
      add(parties, [institution, role, day, side], { institution, role, day, side, ended: by })
      if (latencyMs === undefined) continue
      const bucket = bucketOf(latencyMs)
      const key = [institution, role, day, String(bucket).padStart(3, '0')]
      add(latencies, key, { institution, role, day, bucket, ended: 1 })
    }
  }
  return { days: inOrder(days), parties: inOrder(parties), latencies: inOrder(latencies) }
}

function partiesOf({ consumer, provider }: EndedFacts): { institution: string; role: TallyRole }[] {
  return [
    { institution: '', role: 'all' },
    ...(consumer ? [{ institution: consumer, role: 'consumer' as const }] : []),
    ...(provider ? [{ institution: provider, role: 'provider' as const }] : []),
  ]
}

function add<Row extends { ended: number }>(
  to: Map<string, Row>,
  key: readonly string[],
  row: Row,
): void {
  const text = key.join('\u0000')
  const known = to.get(text)
  if (known) known.ended += row.ended
  else to.set(text, row)
}

function inOrder<Row>(rows: ReadonlyMap<string, Row>): Row[] {
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row)
}

/** Everything that the rows of a batch name, with when; each in the order of its key. */
export function seenIn(rows: Iterable<ExchangeRow>): Seen[] {
  const seen = new Map<string, Seen>()
  const mark = (role: Seen['role'], row: ExchangeRow, name?: string, institution?: string) => {
    if (name === undefined || institution === undefined) return
    const { at } = row
    const acceptedAt = row.requestIndex === undefined ? undefined : at
    const key = [name, role, institution].join('\u0000')
    const known = seen.get(key) ?? { name, role, institution, firstAt: at, lastAt: at, acceptedAt }
    if (at < known.firstAt) known.firstAt = at
    if (at > known.lastAt) known.lastAt = at
    if (acceptedAt !== undefined && acceptedAt < (known.acceptedAt ?? '~')) known.acceptedAt = at
    seen.set(key, known)
  }
  for (const row of rows) {
    mark('consumer', row, row.consumerSystem, row.consumerInstitution)
    // What was refused never came to the provider: it says nothing about whether that is there.
    if (row.requestIndex === undefined && row.responseIndex !== undefined) continue
    mark('provider', row, row.providerSystem, row.providerInstitution)
    mark('service', row, row.service, row.providerInstitution ?? '')
  }
  return inOrder(seen)
}
