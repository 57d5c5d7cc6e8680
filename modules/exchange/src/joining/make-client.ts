import { createHash, randomBytes, randomInt } from 'node:crypto'
import type { Actor } from '@mtandao/identity/contract'
import type { Db } from '@mtandao/pg'
import type { SystemView } from '@mtandao/register/contract'
import type { Environment } from '../contract.ts'
import {
  insertClient,
  insertKey,
  insertSecret,
  isKeyTaken,
  listClientRows,
  listSecrets,
} from './client-store.ts'
import { getOwnSystem, writing, type JoiningDeps } from './deps.ts'
import { problem } from './problems.ts'
import { readPublicKey, type PublicKey } from './public-key.ts'

const yearMs = 365 * 24 * 60 * 60 * 1000
/** How long a key counts unless it is replaced: two years, then the officer is asked for another. */
const keyLifeMs = 2 * yearMs
/** Clients of one system on one bus. */
const clientsMax = 10

/** What is shown once, to the officer who made it. */
export interface MadeClient {
  readonly id: string
  readonly secret: string
}

/**
 * A sandbox client of a system, at once: its key, and a secret that nobody sees again.
 * @throws Problem `joining.not-allowed`, `system-not-found`, `key-private`, `key-unreadable`, `key-known`, `too-many`
 */
export async function makeSandboxClient(
  deps: JoiningDeps,
  actor: Actor,
  command: { readonly system: string; readonly label: string; readonly publicKey: string },
): Promise<MadeClient> {
  const key = readPublicKey(command.publicKey)
  return await writing(deps, actor, 'ict-officer').transact(async (db) => {
    const system = await getOwnSystem(db, deps.register, actor, command.system)
    const made = { system, environment: 'sandbox', label: command.label, key } as const
    const id = await addClient(db, deps, actor, made)
    const secret = await addSecret(db, id, actor, deps.now())
    await deps.audit.record(db, actor, {
      action: 'exchange.client-made',
      subject: { type: 'client', id },
      institutions: [system.institution],
      detail: { system: system.id, environment: 'sandbox', key: key.id },
    })
    return { id, secret }
  })
}

/** The client and its key; a client of production gets its secret from its officer later. */
export async function addClient(
  db: Db,
  deps: JoiningDeps,
  actor: Actor,
  client: {
    readonly system: Pick<SystemView, 'id' | 'code' | 'institution'>
    readonly environment: Environment
    readonly label: string
    readonly key: PublicKey
  },
): Promise<string> {
  const { system, environment, key } = client
  const list = { system: system.id, environment, limit: clientsMax }
  if ((await listClientRows(db, list)).length === clientsMax) throw problem('too-many')
  await requireNewKey(db, key.publicKey, environment)
  const at = deps.now()
  const id = idFor(system.code, environment)
  await insertClient(db, {
    id,
    system: system.id,
    institution: system.institution,
    environment,
    label: client.label,
    by: actor.person.id,
    at,
  })
  const until = new Date(at.getTime() + keyLifeMs)
  await insertKey(db, id, { ...key, from: at, until, by: actor.person.id })
  return id
}

/** @throws Problem `joining.key-known` beside the field */
export async function requireNewKey(
  db: Db,
  publicKey: string,
  environment: Environment,
): Promise<void> {
  if (await isKeyTaken(db, publicKey, environment)) {
    throw problem('key-known', { extra: { field: 'publicKey' } })
  }
}

/** 256 random bits, kept as their SHA-256. */
export async function addSecret(db: Db, client: string, actor: Actor, at: Date): Promise<string> {
  const secret = randomBytes(32).toString('base64url')
  const [newest] = await listSecrets(db, client)
  await insertSecret(db, {
    client,
    number: (newest?.number ?? 0) + 1,
    hash: createHash('sha256').update(secret).digest('base64url'),
    at,
    by: actor.person.id,
  })
  return secret
}

/** Letters and figures that nobody mistakes for each other. */
const letters = 'abcdefghjkmnpqrstuvwxyz23456789'

function idFor(systemCode: string, environment: Environment): string {
  const name = systemCode
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]/g, '-')
    .slice(0, 30)
  const end = Array.from({ length: 6 }, () => letters[randomInt(letters.length)]).join('')
  return environment === 'sandbox' ? `${name}-jaribio-${end}` : `${name}-${end}`
}
