import type { Db } from '@mtandao/pg'

export interface Member {
  readonly id: string
  readonly name: string
  readonly post: string
  readonly role: 'chair' | 'secretary' | 'member'
  /** `YYYY-MM-DD`; `to` null: until further notice. */
  readonly from: string
  readonly to: string | null
}

export interface Committee {
  readonly id: string
  readonly institution: string
  readonly kind: 'ict-steering'
  /** The instrument that set it up, and its day. */
  readonly charterReference: string | null
  readonly charterOn: string | null
  readonly establishedOn: string
  readonly endedOn: string | null
  /** In office first, then former ones, at most 200. */
  readonly members: readonly Member[]
}

const columns = `c.id, c.institution, c.kind, c.charter_reference as "charterReference", c.charter_on::text as "charterOn",
  c.established_on::text as "establishedOn", c.ended_on::text as "endedOn",
  coalesce((select json_agg(m) from (select id, name, post, role, valid_from as from, valid_to as to
    from register.committee_member where committee = c.id
    order by valid_to is not null, array_position(array['chair', 'secretary', 'member'], role), valid_from, name
    limit 200) as m), '[]') as members`

/** Newest first. */
export async function selectCommittees(db: Db, institution: string): Promise<Committee[]> {
  return await db.rows<Committee>(
    `select ${columns} from register.committee as c where institution = $1 order by established_on desc, id limit 50`,
    [institution],
  )
}

export async function findCommittee(db: Db, id: string): Promise<Committee | undefined> {
  const [row] = await db.rows<Committee>(
    `select ${columns} from register.committee as c where id = $1`,
    [id],
  )
  return row
}

/** Whether it was added: an institution has one of a kind at a time. */
export async function insertCommittee(
  db: Db,
  row: Omit<Committee, 'members' | 'endedOn'> & { readonly at: Date },
): Promise<boolean> {
  const added = await db.rows(
    `insert into register.committee (id, institution, kind, charter_reference, charter_on, established_on, created_at)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning id`,
    [
      row.id,
      row.institution,
      row.kind,
      row.charterReference,
      row.charterOn,
      row.establishedOn,
      row.at,
    ],
  )
  return added.length === 1
}

export async function setCharter(
  db: Db,
  id: string,
  reference: string | null,
  on: string | null,
): Promise<void> {
  await db.rows(
    'update register.committee set charter_reference = $2, charter_on = $3 where id = $1',
    [id, reference, on],
  )
}

/** Whether the seat was free: there is one chair and one secretary. */
export async function insertMember(
  db: Db,
  committee: Pick<Committee, 'id' | 'institution'>,
  row: Omit<Member, 'to'>,
): Promise<boolean> {
  const added = await db.rows(
    `insert into register.committee_member (id, committee, institution, name, post, role, valid_from)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning id`,
    [row.id, committee.id, committee.institution, row.name, row.post, row.role, row.from],
  )
  return added.length === 1
}

export async function endMember(
  db: Db,
  committee: string,
  id: string,
  to: string,
): Promise<boolean> {
  const ended = await db.rows(
    `update register.committee_member set valid_to = greatest(valid_from, $3::date)
     where id = $1 and committee = $2 and valid_to is null returning id`,
    [id, committee, to],
  )
  return ended.length === 1
}
