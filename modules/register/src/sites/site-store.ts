import type { Db } from '@mtandao/pg'

export interface Approval {
  readonly id: string
  /** First and last day; `until` null: until further notice. */
  readonly from: string
  readonly until: string | null
  /** The letter or decision that approves it. */
  readonly citation: string
  readonly withdrawnOn: string | null
  readonly withdrawnWhy: string | null
}

export interface Site {
  readonly id: string
  readonly name: string
  readonly operator: string
  readonly place: string
  readonly region: string | null
  /** Newest first. */
  readonly approvals: readonly Approval[]
}

const columns = `site.id, site.name, site.operator, site.place, site.region,
  coalesce((select json_agg(json_build_object('id', a.id, 'from', a.valid_from, 'until', a.valid_until,
    'citation', a.citation, 'withdrawnOn', a.withdrawn_on, 'withdrawnWhy', a.withdrawn_why)
    order by a.valid_from desc, a.recorded_at desc) from register.site_approval as a where a.site = site.id), '[]') as approvals`

/** There are few data centres in a country: at most 500 are listed, by name. */
export async function selectSites(db: Db): Promise<Site[]> {
  return await db.rows<Site>(`select ${columns} from register.site order by name limit 500`)
}

export async function findSite(db: Db, id: string): Promise<Site | undefined> {
  const [row] = await db.rows<Site>(`select ${columns} from register.site where id = $1`, [id])
  return row
}

/** Whether it was added: another may have its name. */
export async function insertSite(
  db: Db,
  row: Omit<Site, 'approvals'> & { readonly at: Date },
): Promise<boolean> {
  const added = await db.rows(
    `insert into register.site (id, name, operator, place, region, created_at) values ($1, $2, $3, $4, $5, $6)
     on conflict do nothing returning id`,
    [row.id, row.name, row.operator, row.place, row.region, row.at],
  )
  return added.length === 1
}

export async function insertApproval(
  db: Db,
  row: {
    readonly id: string
    readonly site: string
    readonly from: string
    readonly until: string | null
    readonly citation: string
    readonly at: Date
  },
): Promise<void> {
  await db.rows(
    `insert into register.site_approval (id, site, valid_from, valid_until, citation, recorded_at)
     values ($1, $2, $3, $4, $5, $6)`,
    [row.id, row.site, row.from, row.until, row.citation, row.at],
  )
}

/** Whether there was one to withdraw. */
export async function withdrawApproval(
  db: Db,
  { site, approval, on, why }: Record<'site' | 'approval' | 'on' | 'why', string>,
): Promise<boolean> {
  const done = await db.rows(
    `update register.site_approval set withdrawn_on = $3, withdrawn_why = $4
     where id = $1 and site = $2 and withdrawn_on is null returning id`,
    [approval, site, on, why],
  )
  return done.length === 1
}
