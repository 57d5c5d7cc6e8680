import { GovEsbHelper, type Format } from 'govesb-connector-js'
import type { RunConfig } from './config.ts'
import { ownOf } from './enrolment.ts'
import { getParty } from './plan.ts'
import type { CountrySecrets, PartySecrets } from './secrets.ts'

/** A call to the bus is given up after this long. */
const CALL_TIMEOUT_MS = 30_000
const BODY_DEPTH_MAX = 6

/** One institution's way to the bus: its own keys, and the connector as its vendor would use it. */
export interface Line {
  readonly gatewayUrl: string
  readonly own: PartySecrets
  /** A helper for ONE call: the connector keeps code, body and token of the last call in itself. */
  connect(): GovEsbHelper
  /** Public key of another party, to encrypt for it. */
  publicKeyOf(partyId: string): string
}

export function openLine(config: RunConfig, secrets: CountrySecrets, partyId: string): Line {
  const own = ownOf(secrets, partyId)
  const options = {
    clientPrivateKey: own.privateKey,
    esbPublicKey: config.busKeys[getParty(partyId).curve],
    clientId: own.clientId,
    clientSecret: own.clientSecret,
    esbTokenUrl: `${config.gatewayUrl}/gw/govesb-uaa/oauth/token`,
    esbEngineUrl: `${config.gatewayUrl}/engine/esb`,
    ...(own.nidaUserId === undefined ? {} : { nidaUserId: own.nidaUserId }),
    fetch: fetchInTime,
  }
  return {
    gatewayUrl: config.gatewayUrl,
    own,
    connect: () => new GovEsbHelper(options),
    publicKeyOf: (otherId) => ownOf(secrets, otherId).publicKey,
  }
}

/** The connector has no timeout of its own; `fetch` is the place it offers for one. */
export const fetchInTime: typeof fetch = (input, init) =>
  fetch(input, { ...init, signal: AbortSignal.timeout(CALL_TIMEOUT_MS) })

/** What an envelope of the bus says, whichever of the two formats it came in. */
export interface Envelope {
  readonly success: boolean
  readonly message?: string
  readonly requestId?: string
  /** apiCode or pushCode. */
  readonly code?: string
  /** The leaves of `esbBody` by name, whatever the sender's client wrapped around them. */
  readonly fields: Readonly<Record<string, string>>
}

export function formatOf(raw: string): Format {
  return raw.trimStart().startsWith('<') ? 'xml' : 'json'
}

/** @param data what `verifyThenReturnData` returned: the text whose signature was right */
export function readEnvelope(data: string, format: Format): Envelope {
  const member = format === 'json' ? jsonMembers(data) : xmlMembers(data)
  const text = (name: string): string | undefined => {
    const value = member(name)
    const isPlain = typeof value === 'string' || typeof value === 'boolean'
    return isPlain && value !== '' ? String(value) : undefined
  }
  const message = text('message')
  const requestId = text('requestId')
  const code = text('apiCode') ?? text('pushCode')
  return {
    success: text('success') === 'true',
    ...(message === undefined ? {} : { message }),
    ...(requestId === undefined ? {} : { requestId }),
    ...(code === undefined ? {} : { code }),
    fields: fieldsOf(member('esbBody')),
  }
}

function jsonMembers(data: string): (name: string) => unknown {
  const members = JSON.parse(data) as Record<string, unknown>
  return (name) => members[name]
}

/** Members stand side by side in `<data>`; what is inside esbBody must not be taken for one of them. */
function xmlMembers(data: string): (name: string) => unknown {
  const body = /<esbBody>([\s\S]*)<\/esbBody>/.exec(data)
  const around = body === null ? data : data.replace(body[0], '')
  return (name) => {
    if (name === 'esbBody') return body?.[1]
    const found = new RegExp(`<${name}>([\\s\\S]*?)</${name}>`).exec(around)?.[1]
    return found === undefined ? undefined : unescapeXml(found)
  }
}

/** Clients differ in what they put in esbBody: elements, `<root>` as escaped text, or JSON text, even inside XML. */
export function fieldsOf(body: unknown, depth = 0): Record<string, string> {
  if (depth > BODY_DEPTH_MAX || body === null || body === undefined) return {}
  if (typeof body === 'string') return fieldsOfText(body.trim(), depth)
  if (typeof body !== 'object') return {}
  const fields: Record<string, string> = {}
  for (const [name, value] of Object.entries(body)) {
    const holdsMore = typeof value === 'object' || /^[{<]|^&lt;/.test(String(value).trim())
    if (holdsMore) Object.assign(fields, fieldsOf(value, depth + 1))
    else fields[name] = String(value)
  }
  return fields
}

function fieldsOfText(text: string, depth: number): Record<string, string> {
  if (text.startsWith('{')) return fieldsOf(parse(text) ?? parse(unescapeXml(text)), depth + 1)
  if (!text.includes('<')) {
    const plain = unescapeXml(text).trim()
    return plain === text ? {} : fieldsOf(plain, depth + 1)
  }
  const fields: Record<string, string> = {}
  for (const [, name = '', value = ''] of text.matchAll(/<([A-Za-z]\w*)>([^<]*)<\/\1>/g)) {
    const leaf = unescapeXml(value).trim()
    if (/^[{<]/.test(leaf)) Object.assign(fields, fieldsOf(leaf, depth + 1))
    else fields[name] = leaf
  }
  return fields
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const ENTITIES: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  amp: '&',
  '#34': '"',
  '#39': "'",
}

function unescapeXml(text: string): string {
  return text.replaceAll(/&(#?\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole)
}
