import type { Db } from '@mtandao/pg'
import type { IssuanceRow } from '../keeping/session-store.ts'
import type { RegisterView } from '../model.ts'
import type { PreviousResult } from './changes.ts'
import type { NamedInstitution } from './content.ts'

/** The register as results saw it. */
export interface KeptRegister {
  readonly view: RegisterView
  readonly institutions: readonly NamedInstitution[]
}

export async function insertRegister(
  db: Db,
  kept: { readonly document: KeptRegister; readonly hash: string; readonly at: Date },
): Promise<void> {
  await db.rows(
    `insert into directives.register_kept (kept_at, document, content_hash) values ($1, $2::jsonb, $3)`,
    [kept.at, JSON.stringify(kept.document), kept.hash],
  )
}

export async function findLastRegisterHash(db: Db): Promise<string | undefined> {
  const [row] = await db.rows<{ hash: string }>(
    'select content_hash as hash from directives.register_kept order by place desc limit 1',
  )
  return row?.hash
}

/** The last that was kept by then; else the first of all. */
export async function findRegister(
  db: Db,
  by: Date,
): Promise<{ readonly keptAt: Date; readonly document: KeptRegister } | undefined> {
  const [row] = await db.rows<{ keptAt: Date; document: KeptRegister }>(
    `(select kept_at as "keptAt", document, place from directives.register_kept where kept_at <= $1 order by kept_at desc, place desc limit 1)
     union all
     (select kept_at, document, place from directives.register_kept order by kept_at, place limit 1)
     order by place desc limit 1`,
    [by],
  )
  return row
}

/** Of all directives, written down by then; at most 100,000. */
export async function selectAllIssuances(db: Db, by: Date): Promise<IssuanceRow[]> {
  return await db.rows<IssuanceRow>(
    `select directive, number, json_build_object('sw', office_sw, 'en', office_en) as office, holder,
       issued_on::text as "issuedOn", effective_on::text as "effectiveOn", due_on::text as "dueOn", citation
     from directives.issuance where recorded_at <= $1 order by directive, number limit 100000`,
    [by],
  )
}

export async function selectAllDirectives(db: Db): Promise<
  {
    readonly id: string
    readonly resolution: string | null
    readonly title: { readonly sw: string; readonly en: string }
  }[]
> {
  return await db.rows(
    `select id, resolution, json_build_object('sw', title_sw, 'en', title_en) as title from directives.directive order by id limit 10000`,
  )
}

/** The last edition, published by `by`, of the last quarter that is as of a moment before `at`. */
export async function findPublishedBefore(
  db: Db,
  { at, by }: { readonly at: Date; readonly by: Date },
): Promise<
  | {
      readonly period: string
      readonly edition: number
      readonly asOf: Date
      readonly hash: string
    }
  | undefined
> {
  const [row] = await db.rows<{ period: string; edition: number; asOf: Date; hash: string }>(
    `select period, edition, as_of as "asOf", content_hash as hash from directives.published_table
     where as_of < $1 and published_at <= $2 order by as_of desc, edition desc limit 1`,
    [at, by],
  )
  return row
}

/** At most 1,000,000. */
export async function selectPublishedResults(
  db: Db,
  { period, edition }: { readonly period: string; readonly edition: number },
): Promise<PreviousResult[]> {
  return await db.rows<PreviousResult>(
    `select institution, obligation, directive, period, result from directives.published_result
     where table_period = $1 and edition = $2 order by position limit 1000000`,
    [period, edition],
  )
}
