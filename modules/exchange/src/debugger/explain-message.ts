import { createHash } from 'node:crypto'
import { scopeOf, type Actor } from '@mtandao/identity/contract'
import type { Database } from '@mtandao/pg'
import {
  holdsPrivateKey,
  importPublicKey,
  KeyFault,
  keysInForce,
  type Validity,
  type VerifyingKey,
} from '@mtandao/seal'
import {
  explainEnvelope,
  explainR1,
  type EnvelopeExplanation,
  type KeyMistake,
  type R1Explanation,
} from '@mtandao/seal/explain'
import { listClients, listKeys, type ClientKey, type ClientName } from './key-store.ts'
import { problem } from './problems.ts'
import { readRequest, type PastedRequest } from './read-request.ts'

/** Bytes of what is examined, and of the text that is said to have been signed. */
export const messageBytesMax = 256 * 1024

export interface DebuggerDeps {
  readonly database: Database
  readonly now: () => Date
}

export interface Question {
  readonly message: Buffer
  /** Client id; its keys decide. */
  readonly client?: string | undefined
  /** base64 SPKI or PEM; decides alone. */
  readonly publicKey?: string | undefined
  /** What the asker signed. */
  readonly signed?: Buffer | undefined
}

export interface KeyView {
  readonly id: string
  readonly client: string | undefined
  readonly curve: string
  /** SHA-256 of the SPKI, base64. */
  readonly fingerprint: string
  readonly notBefore: Date | undefined
  readonly notAfter: Date | undefined
  /** `decides`, or why it was tried for a cause only. */
  readonly role: 'decides' | KeyMistake
}

export type Explained = {
  readonly keys: readonly KeyView[]
  /** The client is suspended: the bus refuses it whatever it signs. */
  readonly suspended: boolean
} & (
  | { readonly door: 'govesb'; readonly format: 'json' | 'xml'; readonly said: EnvelopeExplanation }
  | { readonly door: 'r1'; readonly said: R1Explanation }
)

/** Each examination may take half a second of the machine. */
const underWayMax = 4
let underWay = 0

/**
 * What the bus decides about the signature of a pasted message, and why. Nothing of it is stored or logged.
 * @throws Problem `debugger.*`
 */
export async function explainMessage(
  deps: DebuggerDeps,
  actor: Actor,
  question: Question,
): Promise<Explained> {
  const { message, signed, publicKey } = question
  if (message.length === 0) throw problem('nothing-pasted', { extra: { field: 'message' } })
  if (message.length > messageBytesMax) throw problem('too-large', { extra: { field: 'message' } })
  if (signed && signed.length > messageBytesMax)
    throw problem('too-large', { extra: { field: 'signed' } })
  refusePrivateKeys(question)
  const pasted = readRequest(message)
  const ring =
    publicKey === undefined
      ? await clientRing(deps, actor, question.client)
      : pastedRing(publicKey, pasted)
  if (underWay >= underWayMax) throw problem('busy')
  underWay += 1
  try {
    return await explain(pasted, ring, deps.now(), signed)
  } finally {
    underWay -= 1
  }
}

async function explain(
  pasted: PastedRequest,
  ring: Ring,
  now: Date,
  signed: Buffer | undefined,
): Promise<Explained> {
  const deciding = keysInForce(ring.own, now.getTime())
  const others = [
    ...ring.own
      .filter((key) => !deciding.includes(key))
      .map((key) => ({ key, why: 'key-not-in-force' as const })),
    ...ring.others.map((key) => ({ key, why: 'key-of-another-client' as const })),
  ]
  const options = { keys: deciding, others, given: signed }
  const keys = [
    ...deciding.map((key) => viewOf(key, 'decides')),
    ...others.map(({ key, why }) => viewOf(key, why)),
  ]
  const common = { keys, suspended: ring.suspended }
  if (pasted.door === 'r1') {
    const nowSeconds = Math.floor(now.getTime() / 1000)
    return { ...common, door: 'r1', said: explainR1(pasted.request, { ...options, nowSeconds }) }
  }
  const { format, body } = pasted
  return { ...common, door: 'govesb', format, said: await explainEnvelope(body, format, options) }
}

/** The client's name and its institution's others, for the form. */
export async function listOwnClients(
  { database }: DebuggerDeps,
  actor: Actor,
): Promise<readonly ClientName[]> {
  return await listClients(database.within(scopeOf(actor)), actor.institution)
}

interface RingKey extends VerifyingKey, Validity {
  readonly client: string | undefined
}

interface Ring {
  readonly own: readonly RingKey[]
  readonly others: readonly RingKey[]
  readonly suspended: boolean
}

async function clientRing(
  { database }: DebuggerDeps,
  actor: Actor,
  id: string | undefined,
): Promise<Ring> {
  if (id === undefined) throw problem('key-needed', { extra: { field: 'client' } })
  return await database.within(scopeOf(actor)).transact(async (db) => {
    const clients = await listClients(db, actor.institution)
    const client = clients.find((one) => one.id === id)
    if (!client) throw problem('client-not-found', { extra: { field: 'client' } })
    const keys = (await listKeys(db, actor.institution)).flatMap(ringKey)
    return {
      own: keys.filter((key) => key.client === id),
      others: keys.filter((key) => key.client !== id).slice(0, othersMax),
      suspended: client.status !== 'active',
    }
  })
}

const othersMax = 16

/** A key that the bus could not use either is left out. */
function ringKey({ client, id, publicKey, notBefore, notAfter }: ClientKey): RingKey[] {
  try {
    const key = importPublicKey(publicKey)
    const span = { notBeforeMs: notBefore.getTime(), notAfterMs: notAfter.getTime() }
    return [{ ...key, ...span, id, client }]
  } catch (error) {
    if (!(error instanceof KeyFault)) throw error
    return []
  }
}

/** A pasted key counts always, and has the id under which an r1 request names it. */
function pastedRing(text: string, pasted: PastedRequest): Ring {
  const base64 = text.replaceAll(/-----[^-\n]*-----/g, '').replaceAll(/\s+/g, '')
  try {
    const key = importPublicKey(base64)
    const named =
      pasted.door === 'r1' ? keyidOf(pasted.request.headers['signature-input']) : undefined
    const always = { notBeforeMs: -Infinity, notAfterMs: Infinity, client: undefined }
    return { own: [{ ...key, ...always, id: named ?? key.id }], others: [], suspended: false }
  } catch (error) {
    if (!(error instanceof KeyFault)) throw error
    throw problem('key-unreadable', { detail: error.text, extra: { field: 'publicKey' } })
  }
}

function keyidOf(input: string | readonly string[] | undefined): string | undefined {
  return /;keyid="([^"\\]{1,200})"/.exec(String(input))?.[1]
}

function refusePrivateKeys({ message, signed, publicKey }: Question): void {
  const fields = {
    message: message.toString('latin1'),
    signed: signed?.toString('latin1'),
    publicKey,
  }
  for (const [field, text] of Object.entries(fields))
    if (text !== undefined && holdsPrivateKey(text))
      throw problem('private-key', { extra: { field } })
}

function viewOf(key: RingKey, role: KeyView['role']): KeyView {
  const { notBeforeMs, notAfterMs, id, client, curve, keyObject } = key
  const date = (ms: number) => (Number.isFinite(ms) ? new Date(ms) : undefined)
  const spki = keyObject.export({ format: 'der', type: 'spki' })
  return {
    id,
    client,
    curve,
    fingerprint: createHash('sha256').update(spki).digest('base64'),
    notBefore: date(notBeforeMs),
    notAfter: date(notAfterMs),
    role,
  }
}
