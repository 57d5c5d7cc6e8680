import { keysInForce, type VerifyingKey } from '@mtandao/seal'
import { problem } from '../problems.ts'
import { mint, type Caller } from '../proofs.ts'
import type { ClientEntry, RoutingTable, ValidKey } from '../snapshot/routing-table.ts'
import type { Tokens } from './tokens.ts'

/** What a connection and its headers say about who is calling. */
export interface Credentials {
  /** `Authorization` header as it came. */
  readonly authorization: string | undefined
  /** base64url SHA-256 of the client certificate that the TLS layer verified. */
  readonly certificate: string | undefined
}

/** Verifies what the message itself was signed with, given the keys that count now. @throws Problem `signature-*` */
export type VerifySignature = (
  keys: readonly VerifyingKey[],
) => Promise<{ readonly key: string; readonly signature: string }>

/**
 * Who is calling: a bearer token (bound to its certificate where it says so) or, without a token, a registered client
 * certificate.
 * @throws Problem 401, 403
 */
export function authenticate(
  table: RoutingTable,
  tokens: Tokens,
  credentials: Credentials,
): Caller {
  const client = clientOf(table, tokens, credentials)
  return mint<Caller>({ client, key: undefined, signature: undefined, table })
}

/** The same for a message that is signed: by one of that client's own keys, and no others. */
export async function authenticateSigned(
  table: RoutingTable,
  tokens: Tokens,
  credentials: Credentials,
  nowMs: number,
  verifySignature: VerifySignature,
): Promise<Caller> {
  const client = clientOf(table, tokens, credentials)
  const { key, signature } = await verifySignature(validKeys(client, nowMs))
  return mint<Caller>({ client, key, signature, table })
}

/** @throws Problem 401, and 403 for a client that is suspended */
function clientOf(table: RoutingTable, tokens: Tokens, credentials: Credentials): ClientEntry {
  const client = clientNamed(table, tokens, credentials)
  if (!client.active) throw problem('client-suspended')
  return client
}

function clientNamed(
  table: RoutingTable,
  tokens: Tokens,
  { authorization, certificate }: Credentials,
): ClientEntry {
  if (authorization === undefined) {
    const client = certificate === undefined ? undefined : table.certificates.get(certificate)
    if (!client) throw problem('credentials-missing')
    return client
  }
  if (authorization.length < 8 || authorization.slice(0, 7).toLowerCase() !== 'bearer ')
    throw problem('token-invalid')
  const claims = tokens.read(authorization.slice(7).trim())
  const client = table.clients.get(claims.c)
  if (!client || client.client.generation !== claims.g) throw problem('token-invalid')
  if (claims.x !== undefined && claims.x !== certificate) throw problem('token-invalid')
  return client
}

/** Keys in their time of validity; a rotation has two that overlap. */
export function validKeys(client: ClientEntry, nowMs: number): readonly ValidKey[] {
  return keysInForce(client.keys, nowMs)
}

/**
 * The caller of a message that was accepted earlier: it was authenticated then, and its request entry says so. Only its
 * standing is asked again.
 */
export function acceptedCaller(table: RoutingTable, client: ClientEntry): Caller {
  if (!client.active) throw problem('client-suspended')
  return mint<Caller>({ client, key: undefined, signature: undefined, table })
}
