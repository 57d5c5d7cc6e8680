import { createHash, createPublicKey, type KeyObject } from 'node:crypto'
import { RoutingSnapshot, signRoutingSnapshot } from '@mtandao/contracts'
import { parseCidr } from '@mtandao/net'
import type { Database, Db } from '@mtandao/pg'
import type { Register } from '@mtandao/register/contract'
import type { PublishedSnapshot } from '../contract.ts'
import { listAgreements } from '../rights/agreement-store.ts'
import { listClients } from '../rights/client-store.ts'
import { listServices } from '../rights/service-store.ts'
import { nextVersion, whyPublish } from './renewal.ts'
import {
  changesExist,
  deleteChanges,
  findInstance,
  findLatestVersion,
  getSignedText,
  insertVersion,
  listAllowedNetworks,
  lockPublishing,
  networksTurned,
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
}

/** As many as the contract takes. */
const allowedNetworksMax = 500

/**
 * Publishes a new routing snapshot when there is a reason to, and returns the one in force. Cheap when nothing changed.
 * Runs in one repeatable-read transaction: what is signed is the state of one moment, and the marks removed are those of
 * exactly that moment.
 */
export async function publishSnapshot(
  deps: PublishDeps,
  known?: PublishedSnapshot,
): Promise<PublishedSnapshot> {
  const { database, register } = deps
  const key = thumbprint(deps.signingKey)
  const latest = await findLatestVersion(database)
  const changed =
    (await changesExist(database)) ||
    (await register.hasChanges(database)) ||
    (await networksTurned(database, latest?.issuedAt, deps.now()))
  if (latest && !whyPublish(latest, changed, key, deps.now(), deps.lifetimeMs)) {
    if (known?.version === latest.version) return known
    const jws = await getSignedText(database, latest.version)
    return { version: latest.version, expiresAt: latest.expiresAt, jws }
  }
  return await database.transact((db) => publishInside(db, deps, key), {
    isolation: 'repeatable read',
  })
}

async function publishInside(db: Db, deps: PublishDeps, key: string): Promise<PublishedSnapshot> {
  const { register, lifetimeMs } = deps
  await lockPublishing(db)
  const now = deps.now()
  const marks = (await deleteChanges(db)) + (await register.takeChanges(db))
  const latest = await findLatestVersion(db)
  const turned = await networksTurned(db, latest?.issuedAt, now)
  const cause = whyPublish(latest, marks > 0 || turned, key, now, lifetimeMs)
  if (!cause && latest) {
    const jws = await getSignedText(db, latest.version)
    return { version: latest.version, expiresAt: latest.expiresAt, jws }
  }
  const version = nextVersion(latest, now)
  const expiresAt = new Date(now.getTime() + lifetimeMs)
  const snapshot = RoutingSnapshot.parse({
    format: 'serikali-mtandao/routing-snapshot/v1',
    instance: (await findInstance(db)) ?? deps.instance,
    version,
    issuedAt: now.toISOString(),
    expiresAt: expiresAt.toISOString(),
    ...(await register.listAll(db)),
    clients: await listClients(db),
    services: await listServices(db),
    agreements: await listAgreements(db),
    allowedNetworks: await networksInForce(db, deps.allowedNetworks ?? [], now),
  })
  const jws = await signRoutingSnapshot(snapshot, deps.signingKey)
  await insertVersion(db, {
    version,
    issuedAt: now,
    expiresAt,
    signingKey: key,
    cause: cause ?? 'changed',
    jws,
  })
  return { version, expiresAt, jws }
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
