import { hash, timingSafeEqual } from 'node:crypto'
import { parse } from 'node:querystring'
import { problem } from '../problems.ts'
import type { ClientEntry, RoutingTable } from '../snapshot/routing-table.ts'
import type { AssertionVerifier } from './client-assertion.ts'
import { validKeys } from './authenticate.ts'
import type { Tokens } from './tokens.ts'

/** What the token endpoint answers: exactly these members, the Java connector refuses others. */
export interface TokenAnswer {
  readonly access_token: string
  readonly token_type: 'bearer'
  readonly expires_in: number
  readonly scope: string
}

export interface TokenRequest {
  /** application/x-www-form-urlencoded body. */
  readonly form: string
  readonly authorization: string | undefined
  readonly certificate: string | undefined
  /** Under what names an assertion may address this endpoint. */
  readonly audiences: readonly string[]
}

/**
 * OAuth 2.0 client credentials (RFC 6749 §4.4): secret in the form, as HTTP Basic, or both alike; private_key_jwt
 * (RFC 7523 §2.2); or a registered client certificate (RFC 8705 §2).
 * @throws Problem 400, 401
 */
export async function issueToken(
  table: RoutingTable,
  tokens: Tokens,
  assertions: AssertionVerifier,
  request: TokenRequest,
  nowMs: number,
): Promise<TokenAnswer> {
  const form = readForm(request.form)
  if (form['grant_type'] !== 'client_credentials') throw problem('grant-unsupported')

  const client =
    form['client_assertion'] === undefined
      ? bySecretOrCertificate(table, form, request)
      : await byAssertion(table, assertions, form, request, nowMs)
  if (!client.active) throw problem('client-suspended')
  const bound =
    request.certificate !== undefined && client.client.certificates.includes(request.certificate)
  return {
    access_token: tokens.issue({
      c: client.client.id,
      g: client.client.generation,
      ...(bound && request.certificate !== undefined && { x: request.certificate }),
    }),
    token_type: 'bearer',
    expires_in: tokens.lifetimeSeconds,
    scope: 'govesb',
  }
}

type Form = Readonly<Record<string, string | undefined>>

const parametersMax = 50

/** A parameter given twice is an error by RFC 6749 §3.2. */
function readForm(text: string): Form {
  const form = parse(text, '&', '=', { maxKeys: parametersMax })
  for (const name in form)
    if (typeof form[name] !== 'string')
      throw problem('credentials-differ', { extra: { parameter: name.slice(0, 50) } })
  return form as Form
}

function bySecretOrCertificate(
  table: RoutingTable,
  form: Form,
  request: TokenRequest,
): ClientEntry {
  const { client_id: id, client_secret: secret } = form
  const inForm = id !== undefined && secret !== undefined ? { id, secret } : undefined
  const inHeader = basicPair(request.authorization)
  if (
    inHeader &&
    ((id ?? inHeader.id) !== inHeader.id || (secret ?? inHeader.secret) !== inHeader.secret)
  )
    throw problem('credentials-differ')
  const pair = inForm ?? inHeader
  if (pair) {
    const client = table.clients.get(pair.id)
    // An unknown client costs the same work as a known one, so that names cannot be guessed by the clock.
    if (!secretFits(pair.secret, client?.client.secretHashes ?? noHashes) || !client)
      throw problem('credentials-wrong')
    return client
  }
  const certified =
    request.certificate === undefined ? undefined : table.certificates.get(request.certificate)
  if (!certified || (form['client_id'] !== undefined && form['client_id'] !== certified.client.id))
    throw problem('credentials-missing')
  return certified
}

const noHashes = ['A'.repeat(43)]

function secretFits(secret: string, hashes: readonly string[]): boolean {
  const given = hash('sha256', secret, 'buffer')
  let fits = false
  for (const one of hashes) {
    const expected = Buffer.from(one, 'base64url')
    if (expected.length === given.length && timingSafeEqual(expected, given)) fits = true
  }
  return fits
}

/** Existing clients put the pair in Basic as it is; RFC 6749 §2.3.1 form-encodes it first. Ids and secrets we issue need neither. */
function basicPair(authorization: string | undefined) {
  if (authorization === undefined || !/^basic /i.test(authorization)) return undefined
  const text = Buffer.from(authorization.slice(6), 'base64').toString('utf8')
  const colon = text.indexOf(':')
  if (colon < 0) throw problem('credentials-wrong')
  return { id: text.slice(0, colon), secret: text.slice(colon + 1) }
}

async function byAssertion(
  table: RoutingTable,
  assertions: AssertionVerifier,
  form: Form,
  { audiences, authorization }: TokenRequest,
  nowMs: number,
): Promise<ClientEntry> {
  const assertion = form['client_assertion'] ?? ''
  if (form['client_assertion_type'] !== 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer')
    throw problem('assertion-wrong')
  if (form['client_secret'] !== undefined || authorization !== undefined)
    throw problem('credentials-differ')
  const claimed = assertions.subject(assertion)
  const named = form['client_id']
  const client = claimed === undefined ? undefined : table.clients.get(claimed)
  if (!client || (named !== undefined && named !== claimed)) throw problem('assertion-wrong')
  await assertions.verify(assertion, client.client.id, validKeys(client, nowMs), audiences)
  return client
}
