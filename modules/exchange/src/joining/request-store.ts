import type { Db } from '@mtandao/pg'
import type { PublicKey } from './public-key.ts'

export type RequestState = 'pending' | 'approved' | 'refused' | 'withdrawn'

export interface RequestRow {
  readonly id: string
  readonly institution: string
  readonly system: string
  readonly label: string
  readonly purpose: string
  readonly publicKey: string
  readonly curve: PublicKey['curve']
  readonly state: RequestState
  readonly askedAt: Date
  readonly askedBy: string
  readonly decidedAt: Date | null
  readonly decidedBy: string | null
  readonly reason: string | null
  readonly client: string | null
}

const columns = `id, institution, system, label, purpose, public_key as "publicKey", curve, state, asked_at as "askedAt",
  asked_by as "askedBy", decided_at as "decidedAt", decided_by as "decidedBy", reason, client`

export interface NewRequest {
  readonly institution: string
  readonly system: string
  readonly label: string
  readonly purpose: string
  readonly key: PublicKey
  readonly at: Date
  readonly by: string
}

/** @returns its id, or undefined when the system has one that is pending */
export async function insertRequest(db: Db, asked: NewRequest): Promise<string | undefined> {
  const [row] = await db.rows<{ id: string }>(
    `insert into exchange.client_request (institution, system, label, purpose, public_key, curve, state, asked_at, asked_by)
     values ($1, $2, $3, $4, $5, $6, 'pending', $7, $8)
     on conflict (system) where state = 'pending' do nothing returning id`,
    [
      asked.institution,
      asked.system,
      asked.label,
      asked.purpose,
      asked.key.publicKey,
      asked.key.curve,
      asked.at,
      asked.by,
    ],
  )
  return row?.id
}

export async function findRequest(db: Db, id: string): Promise<RequestRow | undefined> {
  const [row] = await db.rows<RequestRow>(
    `select ${columns} from exchange.client_request where id = $1`,
    [id],
  )
  return row
}

export async function findRequestForUpdate(db: Db, id: string): Promise<RequestRow | undefined> {
  const [row] = await db.rows<RequestRow>(
    `select ${columns} from exchange.client_request where id = $1 for update`,
    [id],
  )
  return row
}

export async function findNewestRequest(db: Db, system: string): Promise<RequestRow | undefined> {
  const [row] = await db.rows<RequestRow>(
    `select ${columns} from exchange.client_request where system = $1 order by asked_at desc limit 1`,
    [system],
  )
  return row
}

export interface RequestList {
  readonly state: 'pending' | 'decided'
  readonly after?: { readonly at: Date; readonly id: string } | undefined
  readonly limit: number
}

/** Pending ones oldest first, because they wait; decided ones newest first. */
export async function listRequestRows(db: Db, list: RequestList): Promise<RequestRow[]> {
  const pending = list.state === 'pending'
  return await db.rows<RequestRow>(
    `select ${columns} from exchange.client_request
     where (state = 'pending') = $1
       and ($2::timestamptz is null or (asked_at, id) ${pending ? '>' : '<'} ($2, $3::uuid))
     order by asked_at ${pending ? '' : 'desc'}, id ${pending ? '' : 'desc'} limit $4`,
    [pending, list.after?.at ?? null, list.after?.id ?? null, list.limit],
  )
}

export async function decideRequestRow(
  db: Db,
  decision: {
    readonly id: string
    readonly state: Exclude<RequestState, 'pending'>
    readonly at: Date
    readonly by: string
    readonly reason?: string
    readonly client?: string
  },
): Promise<void> {
  await db.rows(
    `update exchange.client_request set state = $2, decided_at = $3, decided_by = $4, reason = $5, client = $6 where id = $1`,
    [
      decision.id,
      decision.state,
      decision.at,
      decision.by,
      decision.reason ?? null,
      decision.client ?? null,
    ],
  )
}
