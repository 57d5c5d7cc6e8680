import { createHash, createPublicKey, type KeyObject } from 'node:crypto'
import { RoutingSnapshot, signRoutingSnapshot } from '@mtandao/contracts'
import { parseCidr } from '@mtandao/net'
import type { Database, Db } from '@mtandao/pg'
import type { Register } from '@mtandao/register/contract'
import type { Environment, PublishedSnapshot } from '../contract.ts'
import { listAgreements } from '../rights/agreement-store.ts'
import { listClients } from '../rights/client-store.ts'
import { listServices } from '../rights/service-store.ts'
import { instanceOf } from './environments.ts'
import { nextVersion, whyPublish } from './renewal.ts'
import {
  sandboxAgreements,
  sandboxEntries,
  sandboxServices,
  simulatorNetworks,
} from './sandbox-rights.ts'
import {
  changesExist,
  deleteChanges,
  findInstance,
  findLatestVersion,
  getSignedText,
  insertVersion,
  listAllowedNetworks,
  listSandboxGrants,
  lockPublishing,
  timeTurned,
  type SnapshotVersion,
} from './snapshot-store.ts'

export interface PublishDeps {
  readonly database: Database
  readonly register: Register
  /** Ed25519. */
  readonly signingKey: KeyObject
  readonly now: () => Date
  /** From issue to expiry; renewed at half of it. */
  readonly lifetimeMs: number
  /** The r1 instance code until an enrolment names one. */
  readonly instance: string
  /** Networks that are allowed whatever the table says: a demonstration's own machine. */
  readonly allowedNetworks?: readonly string[]
  /** What answers for every service of the sandbox: `{simulatorUrl}/{service}`. */
  readonly simulatorUrl: string
}

export type Snapshots = Readonly<Record<Environment, PublishedSnapshot>>

/** As many as the contract takes. */
const allowedNetworksMax = 500

/**
 * Publishes new routing snapshots when there is a reason to, and returns those in force. Cheap when nothing changed. Runs in one
 * repeatable-read transaction: what is signed for both buses is the state of one moment, and the marks removed are those of
 * exactly that moment.
 */
export async function publishSnapshots(deps: PublishDeps, known?: Snapshots): Promise<Snapshots> {
  const { database, register } = deps
  const key = thumbprint(deps.signingKey)
  const changed = (await changesExist(database)) || (await register.hasChanges(database))
  const unchanged = async (environment: Environment) => {
    const latest = await findLatestVersion(database, environment)
    const turned = await timeTurned(database, latest?.issuedAt, deps.now())
    const cause = whyPublish(latest, changed || turned, key, deps.now(), deps.lifetimeMs)
    return cause || !latest ? undefined : await inForce(database, environment, latest, known)
  }
  const production = await unchanged('production')
  const sandbox = production && (await unchanged('sandbox'))
  if (production && sandbox) return { production, sandbox }
  return await database.transact((db) => publishInside(db, deps, key), {
    isolation: 'repeatable read',
  })
}

async function inForce(
  db: Db,
  environment: Environment,
  { version, expiresAt }: SnapshotVersion,
  known?: Snapshots,
): Promise<PublishedSnapshot> {
  if (known?.[environment].version === version) return known[environment]
  return { version, expiresAt, jws: await getSignedText(db, environment, version) }
}

async function publishInside(db: Db, deps: PublishDeps, key: string): Promise<Snapshots> {
  await lockPublishing(db)
  const now = deps.now()
  const marks = (await deleteChanges(db)) + (await deps.register.takeChanges(db))
  const publish = async (environment: Environment): Promise<PublishedSnapshot> => {
    const latest = await findLatestVersion(db, environment)
    const turned = await timeTurned(db, latest?.issuedAt, now)
    const cause = whyPublish(latest, marks > 0 || turned, key, now, deps.lifetimeMs)
    if (!cause && latest) return await inForce(db, environment, latest)
    const version = nextVersion(latest, now)
    const expiresAt = new Date(now.getTime() + deps.lifetimeMs)
    const snapshot = RoutingSnapshot.parse({
      format: 'serikali-mtandao/routing-snapshot/v1',
      instance: instanceOf(environment, (await findInstance(db)) ?? deps.instance),
      version,
      issuedAt: now.toISOString(),
      expiresAt: expiresAt.toISOString(),
      ...(await rightsOf(db, environment, deps, now)),
    })
    const jws = await signRoutingSnapshot(snapshot, deps.signingKey)
    await insertVersion(db, environment, {
      version,
      issuedAt: now,
      expiresAt,
      signingKey: key,
      cause: cause ?? 'changed',
      jws,
    })
    return { version, expiresAt, jws }
  }
  // One after the other: a connection answers one question at a time.
  return { production: await publish('production'), sandbox: await publish('sandbox') }
}

async function rightsOf(db: Db, environment: Environment, deps: PublishDeps, now: Date) {
  const entries = await deps.register.listAll(db)
  const clients = await listClients(db, environment, now)
  const services = await listServices(db)
  const allowedNetworks = await networksInForce(db, deps.allowedNetworks ?? [], now)
  if (environment === 'production') {
    return { ...entries, clients, services, agreements: await listAgreements(db), allowedNetworks }
  }
  const offered = new Set(services.map(({ id }) => id))
  const own = simulatorNetworks(deps.simulatorUrl)
  return {
    ...sandboxEntries(entries),
    clients,
    services: sandboxServices(services, deps.simulatorUrl),
    agreements: sandboxAgreements(await listSandboxGrants(db), clients, offered, now),
    allowedNetworks: [...new Set([...own, ...allowedNetworks])].slice(0, allowedNetworksMax),
  }
}

/** What cannot be read allows nothing: one bad row must not hold up what takes rights away. */
async function networksInForce(db: Db, always: readonly string[], now: Date): Promise<string[]> {
  const decided = await listAllowedNetworks(db, now)
  const readable = [...always, ...decided].filter((network) => parseCidr(network) !== undefined)
  return [...new Set(readable)].slice(0, allowedNetworksMax)
}

function thumbprint(key: KeyObject): string {
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' })
  return createHash('sha256').update(spki).digest('base64url')
}
