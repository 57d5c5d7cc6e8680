import {
  parseDictionary,
  parseItem,
  parseList,
  serializeBareItem,
  serializeDictionary,
  serializeInnerList,
  serializeItem,
  serializeList,
  type InnerList,
  type Item,
} from 'structured-headers'

/** Lower-case names, as `node:http` gives them (`headersDistinct` keeps lines apart, which `;bs` needs). */
export type HttpHeaders = Readonly<Record<string, string | readonly string[] | undefined>>

export interface SignedRequest {
  readonly method: string
  /** Absolute, as the client meant it: `https://host/path?query`. */
  readonly targetUri: string
  /** The request target as it stood in the request line; derived from `targetUri` when absent. */
  readonly requestTarget?: string
  readonly headers: HttpHeaders
}

export interface SignedResponse {
  readonly status: number
  readonly headers: HttpHeaders
  /** The request it answers, for components with `;req`. */
  readonly request?: SignedRequest
}

export type SignedHttpMessage = SignedRequest | SignedResponse

/** A component of the message does not exist, exists twice, or is of no kind we know. */
export class ComponentFault extends Error {
  readonly component: string

  constructor(component: string, why: string, options?: ErrorOptions) {
    super(`${component} ${why}`, options)
    this.name = 'ComponentFault'
    this.component = component
  }
}

/** The value of one component (RFC 9421 sections 2.1 and 2.2). Throws `ComponentFault`. */
export function componentValue(message: SignedHttpMessage, component: Item): string {
  const [name, params] = component
  const shown = serializeItem(component)
  if (typeof name !== 'string') throw new ComponentFault(shown, 'is not a string')
  for (const param of params.keys())
    if (!knownParams.has(param)) throw new ComponentFault(shown, `has unknown parameter ${param}`)
  const source = params.has('req') ? requestOf(message, shown) : message
  const value = name.startsWith('@')
    ? derived(source, name, component)
    : field(source.headers, name, component)
  // A line break would let one component pass for two.
  if (/[\r\n]/.test(value)) throw new ComponentFault(shown, 'holds a line break')
  return value
}

const knownParams: ReadonlySet<string> = new Set(['req', 'sf', 'key', 'bs', 'name'])

function requestOf(message: SignedHttpMessage, shown: string): SignedRequest {
  if ('status' in message && message.request !== undefined) return message.request
  throw new ComponentFault(shown, 'asks for the request of a response, and there is none')
}

function derived(message: SignedHttpMessage, name: string, component: Item): string {
  const shown = serializeItem(component)
  if (name === '@status') {
    if ('status' in message) return String(message.status)
    throw new ComponentFault(shown, 'exists in responses only')
  }
  if ('status' in message) throw new ComponentFault(shown, 'exists in requests only')
  if (name === '@query-param') return queryParam(message, component)
  if (component[1].size > (component[1].has('req') ? 1 : 0))
    throw new ComponentFault(shown, 'takes no parameter but req')
  const { scheme, authority, path, query } = splitUri(message.targetUri)
  switch (name) {
    case '@method':
      return message.method
    case '@target-uri':
      return message.targetUri
    case '@authority':
      return authority
    case '@scheme':
      return scheme
    case '@request-target':
      return message.requestTarget ?? path + query
    case '@path':
      return path
    case '@query':
      return query === '' ? '?' : query
    default:
      throw new ComponentFault(shown, 'is no derived component')
  }
}

const defaultPorts: Readonly<Record<string, string>> = { http: ':80', https: ':443' }

function splitUri(uri: string) {
  const parts = /^([A-Za-z][A-Za-z0-9+.-]*):\/\/([^/?#]*)([^?#]*)(\?[^#]*)?$/.exec(uri)
  if (parts === null) throw new ComponentFault('"@target-uri"', 'is not an absolute URI')
  const [, rawScheme = '', rawAuthority = '', path = '', query = ''] = parts
  const scheme = rawScheme.toLowerCase()
  const lower = rawAuthority.toLowerCase()
  const port = defaultPorts[scheme]
  const authority =
    port !== undefined && lower.endsWith(port) ? lower.slice(0, -port.length) : lower
  return { scheme, authority, path: path === '' ? '/' : path, query }
}

/** Section 2.2.8: decoded as a form, encoded again; a name that stands twice cannot be covered. */
function queryParam(message: SignedRequest, component: Item): string {
  const shown = serializeItem(component)
  const name = component[1].get('name')
  if (typeof name !== 'string') throw new ComponentFault(shown, 'needs a name')
  const all = [...new URLSearchParams(splitUri(message.targetUri).query)]
  const [found, second] = all.filter(([key]) => formEncode(key) === name)
  if (found === undefined || second !== undefined)
    throw new ComponentFault(shown, found === undefined ? 'is absent' : 'stands twice')
  return formEncode(found[1])
}

function formEncode(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(
    /[!~'()]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

function field(headers: HttpHeaders, name: string, component: Item): string {
  const shown = serializeItem(component)
  if (name !== name.toLowerCase()) throw new ComponentFault(shown, 'is not in lower case')
  const found = Object.hasOwn(headers, name) ? headers[name] : undefined
  if (found === undefined) throw new ComponentFault(shown, 'is absent')
  const lines = (typeof found === 'string' ? [found] : found).map((line) =>
    line.replace(/\r?\n[ \t]+/g, ' ').replace(/^[ \t]+|[ \t]+$/g, ''),
  )
  const params = component[1]
  if (params.has('bs')) {
    if (params.has('sf') || params.has('key')) throw new ComponentFault(shown, 'mixes bs with sf')
    return lines.map((line) => serializeBareItem(Buffer.from(line, 'latin1'))).join(', ')
  }
  const combined = lines.join(', ')
  try {
    if (params.has('key')) return dictionaryMember(combined, params.get('key'), shown)
    return params.has('sf') ? strictForm(combined, name, shown) : combined
  } catch (cause) {
    if (cause instanceof ComponentFault) throw cause
    throw new ComponentFault(shown, 'is no structured field', { cause })
  }
}

function dictionaryMember(value: string, key: unknown, shown: string): string {
  const member = typeof key === 'string' ? parseDictionary(value).get(key) : undefined
  if (member === undefined) throw new ComponentFault(shown, 'has no such member')
  return isInnerList(member) ? serializeInnerList(member) : serializeItem(member)
}

/** The library's types leave both open; an inner list has a list where an item has its value. */
export function isInnerList(value: Item | InnerList): value is InnerList {
  return Array.isArray(value[0])
}

/** Fields whose structured type is registered; for others `;sf` has no meaning both sides could agree on. */
const structuredTypes: Readonly<Record<string, 'item' | 'list' | 'dictionary'>> = {
  'accept-signature': 'dictionary',
  'content-digest': 'dictionary',
  'idempotency-key': 'item',
  priority: 'dictionary',
  ratelimit: 'list',
  'ratelimit-policy': 'list',
  'repr-digest': 'dictionary',
  signature: 'dictionary',
  'signature-input': 'dictionary',
  'want-content-digest': 'dictionary',
  'want-repr-digest': 'dictionary',
}

function strictForm(value: string, name: string, shown: string): string {
  const type = Object.hasOwn(structuredTypes, name) ? structuredTypes[name] : undefined
  if (type === undefined) throw new ComponentFault(shown, 'has no known structured type')
  if (type === 'item') return serializeItem(parseItem(value))
  if (type === 'list') return serializeList(parseList(value))
  return serializeDictionary(parseDictionary(value))
}
