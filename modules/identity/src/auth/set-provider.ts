import type { Text } from '@mtandao/problem'
import { symmetricEncrypt } from 'better-auth/crypto'
import { holds, type Actor } from '../contract.ts'
import type { Ground } from '../ground.ts'
import { problem } from '../problems.ts'
import { discover } from './discovery.ts'
import { deleteProvider, findProvider, forgetAccounts, upsertProvider } from './provider-store.ts'
import { providerIdOf } from './providers.ts'

// As owner: the client's secret is granted to no scope. e-GA's officers only, since a provider lets people in.

export interface ProviderCommand {
  readonly institution: string
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  readonly label: Text
}

/** @throws Problem `identity.not-found`, `identity.institution-unknown`, `identity.provider-away`, `identity.provider-invalid` */
export async function setProvider(
  ground: Ground,
  actor: Actor,
  command: ProviderCommand,
): Promise<void> {
  const { database, audit, register, auth, providers, now } = ground
  if (!holds(actor, 'ega-officer') || actor.suspended) throw problem('not-found')
  const { institution, issuer, clientId, label } = command
  if (!(await register.findInstitution(database, institution))) {
    throw problem('institution-unknown', { extra: { field: 'institution' } })
  }
  await discover(issuer)
  const { secretConfig } = await auth().$context
  const clientSecret = await symmetricEncrypt({ key: secretConfig, data: command.clientSecret })
  await database.transact(async (db) => {
    const before = await findProvider(db, institution)
    // Another issuer's subjects are other people.
    if (before && before.issuer !== issuer) await forgetAccounts(db, providerIdOf(institution))
    const row = { institution, issuer, clientId, clientSecret, label, setAt: now() }
    await upsertProvider(db, row, actor.person.id)
    await audit.record(db, actor, {
      action: 'identity.provider-set',
      subject: { type: 'provider', id: institution },
      institutions: [institution],
      detail: { issuer, client_id: clientId },
    })
  })
  providers.forget(institution)
}

/** @throws Problem `identity.not-found` */
export async function removeProvider(
  ground: Ground,
  actor: Actor,
  institution: string,
): Promise<void> {
  const { database, audit, providers } = ground
  if (!holds(actor, 'ega-officer') || actor.suspended) throw problem('not-found')
  await database.transact(async (db) => {
    if (!(await deleteProvider(db, institution, providerIdOf(institution))))
      throw problem('not-found')
    await audit.record(db, actor, {
      action: 'identity.provider-removed',
      subject: { type: 'provider', id: institution },
      institutions: [institution],
    })
  })
  providers.forget(institution)
}
