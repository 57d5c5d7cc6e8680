import type { KeyObject } from 'node:crypto'
import type { Audit } from '@mtandao/audit/contract'
import { holds, scopeOf, type Actor, type Identity, type Role } from '@mtandao/identity/contract'
import type { Database, Db, Workspace } from '@mtandao/pg'
import type { Text } from '@mtandao/problem'
import type { Register } from '@mtandao/register/contract'
import { problem } from './problems.ts'
import {
  findRecordForUpdate,
  listVersions,
  type RecordRow,
  type VersionRow,
} from './record-store.ts'

/** What every use case of agreements works with. */
export interface AgreementDeps {
  readonly database: Database
  readonly register: Register
  readonly identity: Identity
  readonly audit: Audit
  /** Ed25519 private key of the platform: signs each approval. */
  readonly signingKey: KeyObject
  readonly now: () => Date
}

/**
 * The actor's scope, to change something in. Who only ever reads (auditors, the minister's office, the suspended) is told so
 * before PostgreSQL would.
 * @throws Problem `agreements.not-allowed`
 */
export function writing({ database }: Pick<AgreementDeps, 'database'>, actor: Actor): Workspace {
  const scope = scopeOf(actor)
  if (scope.readOnly) throw problem('not-allowed')
  return database.within(scope)
}

export const partiesOf = ({ consumerInstitution, providerInstitution }: RecordRow) => ({
  consumer: consumerInstitution,
  provider: providerInstitution,
})

/** For the audit log: both parties may read what was done to their agreement. */
export const bothOf = (record: RecordRow) => [
  record.consumerInstitution,
  record.providerInstitution,
]

export const byOf = (actor: Actor) => ({
  person: actor.person.id,
  personName: actor.person.name,
  institution: actor.institution,
})

/**
 * Locks the record and reads its versions. Of an agreement of others nothing is found: the policies of the transaction say so.
 * @throws Problem `agreements.not-found`
 */
export async function openRecord(
  db: Db,
  id: string,
): Promise<{ record: RecordRow; versions: VersionRow[] }> {
  const record = await findRecordForUpdate(db, id)
  if (!record) throw notFound(id)
  return { record, versions: await listVersions(db, id) }
}

export const notFound = (id: string) =>
  problem('not-found', {
    detail: { sw: `Hakuna makubaliano ${id}.`, en: `No agreement ${id}.` },
  })

/** Holders of one of these roles in the institution, and nobody who is suspended. @throws Problem `agreements.not-allowed` */
export function requireOf(actor: Actor, institution: string, ...any: readonly Role[]): void {
  if (actor.suspended || actor.institution !== institution || !holds(actor, ...any)) {
    throw problem('not-allowed')
  }
}

/** The version on its way: a draft, or one that awaits approval. */
export function openVersionOf(versions: readonly VersionRow[]): VersionRow | undefined {
  return versions.find(({ state }) => state === 'draft' || state === 'pending')
}

/** @throws Problem `agreements.wrong-state` when nothing is on its way */
export function requireOpen(versions: readonly VersionRow[]): VersionRow {
  const open = openVersionOf(versions)
  if (open) return open
  throw problem('wrong-state', {
    detail: {
      sw: 'Hakuna ombi lililo wazi katika makubaliano haya.',
      en: 'Nothing is being asked for in this agreement.',
    },
  })
}

/** Words in one language stand for both: what a caller sees is never empty. */
export interface ReasonWords {
  readonly reasonSw: string
  readonly reasonEn: string
}

/** @throws Problem `agreements.content-refused` beside the first field */
export function reasonOf({ reasonSw, reasonEn }: ReasonWords): Text {
  if (reasonSw === '' && reasonEn === '') {
    throw problem('content-refused', {
      detail: {
        sw: 'Eleza sababu, kwa Kiswahili au kwa Kiingereza',
        en: 'Say why, in Swahili or in English',
      },
      extra: { field: 'reasonSw' },
    })
  }
  return { sw: reasonSw || reasonEn, en: reasonEn || reasonSw }
}
