import type { Db } from '@mtandao/pg'
import { aboutPeople } from './lists/entities.ts'

/**
 * What stands in the register, of one moment, for whoever judges by facts. Of the whole country: for workers, never for a page. Counts and
 * dates of people only, and nothing about anybody. Days are `YYYY-MM-DD`.
 */

export interface InstitutionKnown {
  readonly id: string
  readonly kind: string | null
  /** Null: none was ever recorded; `ended`: the last one ended, and no other is in its place. */
  readonly committee: { readonly establishedOn: string; readonly members: number } | 'ended' | null
  /** Null: nobody is recorded. */
  readonly staff: {
    readonly staff: number
    readonly vetted: number
    readonly sworn: number
    readonly oldestVettedOn: string | null
  } | null
}

/** @param today decides who is in office */
export async function institutionsKnown(db: Db, today: string): Promise<InstitutionKnown[]> {
  return await db.rows<InstitutionKnown>(
    `select i.id, i.kind,
       (select case when c.ended_on is not null then '"ended"'::json else json_build_object(
           'establishedOn', c.established_on, 'members', (
             select count(*) from register.committee_member m
             where m.committee = c.id and m.valid_from <= $1 and (m.valid_to is null or m.valid_to >= $1))) end
         from register.committee c where c.institution = i.id and c.kind = 'ict-steering'
         order by c.ended_on desc nulls first limit 1) as committee,
       (select case when count(*) > 0 then json_build_object(
           'staff', count(*), 'vetted', count(*) filter (where ${cleared}), 'sworn', count(*) filter (where s.oath_on <= $1),
           'oldestVettedOn', min(s.vetting_since) filter (where ${cleared})) end
         from register.staff s where s.institution = i.id and (s.left_on is null or s.left_on > $1)) as staff
     from register.institution i order by i.id`,
    [today],
  )
}

const cleared = `s.vetting = 'cleared' and (s.vetting_until is null or s.vetting_until >= $1)`

export interface SystemKnown {
  readonly id: string
  readonly institution: string
  /** It is master of data about people, or has a copy. */
  readonly citizenData: boolean
  /** Null: not registered. */
  readonly record: {
    readonly confirmedOn: string
    /** Null: not said where it stands; `approved`: that site has an approval today. */
    readonly hosting: { readonly site: string | null; readonly approved: boolean } | null
    readonly recovery: { readonly drilledOn: string | null } | null
    readonly assessedOn: string | null
    readonly source: { readonly owner: string; readonly repository: string | null } | null
    readonly documented: boolean
    readonly costRecorded: boolean
  } | null
}

/** On the bus or not; retired ones left out. */
export async function systemsKnown(db: Db, today: string): Promise<SystemKnown[]> {
  return await db.rows<SystemKnown>(
    `select s.id, s.institution,
       exists (select from register.system_data e where e.system = s.id and e.entity = any($2::text[])) as "citizenData",
       case when r.system is not null then json_build_object(
         'confirmedOn', (r.confirmed_at at time zone 'Africa/Dar_es_Salaam')::date,
         'hosting', case
           when d.hosting_site is not null then json_build_object('site', d.hosting_site, 'approved', exists (
             select from register.site_approval a where a.site = d.hosting_site and a.valid_from <= $1
               and (a.valid_until is null or a.valid_until >= $1) and (a.withdrawn_on is null or a.withdrawn_on > $1)))
           when d.hosting_other is not null then json_build_object('site', null, 'approved', false) end,
         'recovery', case when d.recovery_site is not null or d.recovery_other is not null
           then json_build_object('drilledOn', d.drilled_on) end,
         'assessedOn', (select max(a.assessed_on) from register.system_assessment a where a.system = s.id),
         'source', case when d.source_owner is not null and d.source_owner <> 'unknown'
           then json_build_object('owner', d.source_owner, 'repository', d.repository) end,
         'documented', d.documentation is not null,
         'costRecorded', d.yearly_cost_tzs is not null) end as record
     from register.system s
     left join register.system_record r on r.system = s.id
     left join register.system_detail d on d.system = s.id
     where r.lifecycle is distinct from 'retired'
     order by s.id`,
    [today, aboutPeople],
  )
}
