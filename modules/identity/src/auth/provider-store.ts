import type { Db } from '@mtandao/pg'
import type { Text } from '@mtandao/problem'

export interface ProviderRow {
  readonly institution: string
  readonly issuer: string
  readonly clientId: string
  /** Encrypted. */
  readonly clientSecret: string
  readonly label: Text
  readonly setAt: Date
}

const row = `institution, issuer, client_id as "clientId", client_secret as "clientSecret",
  json_build_object('sw', label_sw, 'en', label_en) as label, set_at as "setAt"`

export async function selectProviders(db: Db): Promise<ProviderRow[]> {
  return await db.rows<ProviderRow>(
    `select ${row} from identity.provider order by institution limit 500`,
  )
}

export async function findProvider(db: Db, institution: string): Promise<ProviderRow | undefined> {
  const [found] = await db.rows<ProviderRow>(
    `select ${row} from identity.provider where institution = $1`,
    [institution],
  )
  return found
}

export async function upsertProvider(
  db: Db,
  { institution, issuer, clientId, clientSecret, label, setAt }: ProviderRow,
  by: string,
): Promise<void> {
  await db.rows(
    `insert into identity.provider (institution, issuer, client_id, client_secret, label_sw, label_en, set_at, set_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (institution) do update set issuer = excluded.issuer, client_id = excluded.client_id,
       client_secret = excluded.client_secret, label_sw = excluded.label_sw, label_en = excluded.label_en,
       set_at = excluded.set_at, set_by = excluded.set_by`,
    [institution, issuer, clientId, clientSecret, label.sw, label.en, setAt, by],
  )
}

/** With the accounts that came by it: a new provider under the same name starts from nothing. */
export async function deleteProvider(
  db: Db,
  institution: string,
  providerId: string,
): Promise<boolean> {
  await forgetAccounts(db, providerId)
  const rows = await db.rows(
    'delete from identity.provider where institution = $1 returning institution',
    [institution],
  )
  return rows.length === 1
}

export async function forgetAccounts(db: Db, providerId: string): Promise<void> {
  await db.rows('delete from identity.account where provider_id = $1', [providerId])
}

/** Whether somebody with this address may act in the institution on this day. */
export async function isAppointed(
  db: Db,
  email: string,
  institution: string,
  day: string,
): Promise<boolean> {
  const rows = await db.rows(
    `select appointment.id from identity.appointment join identity.person on person.id = appointment.person
     where person.email = $1 and not person.demo and appointment.institution = $2 and ended_at is null
       and valid_from <= $3::date and (valid_to is null or valid_to >= $3::date) limit 1`,
    [email, institution, day],
  )
  return rows.length > 0
}
