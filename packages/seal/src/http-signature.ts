import {
  parseDictionary,
  serializeDictionary,
  serializeInnerList,
  serializeItem,
  type BareItem,
  type InnerList,
  type Item,
} from 'structured-headers'
import {
  ComponentFault,
  componentValue,
  isInnerList,
  type SignedHttpMessage,
} from './http-components.ts'
import type { HttpSigner, HttpVerifier } from './http-keys.ts'

/** `'@method'`, or with parameters `{ name: '@method', req: true }`. */
export type Component =
  | string
  | {
      readonly name: string
      readonly req?: true
      readonly sf?: true
      readonly bs?: true
      /** Member of a dictionary field. */
      readonly key?: string
      /** Name of a query parameter, percent-encoded as section 2.2.8 says. */
      readonly param?: string
    }

export interface SignatureParameters {
  /** Seconds since 1970. */
  readonly created?: number
  readonly expires?: number
  readonly nonce?: string
  readonly tag?: string
}

/** The signature base of section 2.5 and the value of `@signature-params`. Throws `ComponentFault`. */
export function signatureBase(message: SignedHttpMessage, input: InnerList): string {
  const seen = new Set<string>()
  let base = ''
  for (const component of input[0]) {
    const shown = serializeItem(component)
    if (seen.has(shown)) throw new ComponentFault(shown, 'is covered twice')
    seen.add(shown)
    base += `${shown}: ${componentValue(message, component)}\n`
  }
  return `${base}"@signature-params": ${serializeInnerList(input)}`
}

/**
 * Values for the `Signature-Input` and `Signature` fields. `alg` is not written: the verifier knows it from the
 * key. Throws `ComponentFault` when the message lacks a component.
 */
export function signHttpMessage(
  message: SignedHttpMessage,
  components: readonly Component[],
  key: HttpSigner,
  parameters: SignatureParameters,
  label = 'sig',
): { readonly signatureInput: string; readonly signature: string } {
  const params = new Map<string, BareItem>()
  if (parameters.created !== undefined) params.set('created', parameters.created)
  if (parameters.expires !== undefined) params.set('expires', parameters.expires)
  params.set('keyid', key.keyid)
  if (parameters.nonce !== undefined) params.set('nonce', parameters.nonce)
  if (parameters.tag !== undefined) params.set('tag', parameters.tag)
  const input: InnerList = [components.map(itemOf), params]
  const signature = key.sign(Buffer.from(signatureBase(message, input), 'latin1'))
  return {
    signatureInput: serializeDictionary(new Map([[label, input]])),
    signature: serializeDictionary(new Map([[label, [new Uint8Array(signature), new Map()]]])),
  }
}

export function itemOf(component: Component): Item {
  if (typeof component === 'string') return [component, new Map()]
  const params = new Map<string, BareItem>()
  if (component.sf) params.set('sf', true)
  if (component.key !== undefined) params.set('key', component.key)
  if (component.bs) params.set('bs', true)
  if (component.param !== undefined) params.set('name', component.param)
  if (component.req) params.set('req', true)
  return [component.name, params]
}

export interface VerifyOptions {
  /** The key a signature names, or undefined. Without `keyid` it may still be known from the connection. */
  readonly keyOf: (keyid: string | undefined) => HttpVerifier | undefined
  /** Components without which a signature is not enough. */
  readonly required: readonly Component[]
  /** Seconds since 1970. */
  readonly now: number
  /** How old `created` may be; undefined: any age, and `created` may be missing. */
  readonly maxAgeSeconds?: number | undefined
  /** How far the clocks of both sides may be apart. */
  readonly skewSeconds?: number
  /** Only signatures with this tag are looked at. */
  readonly tag?: string | undefined
  /** Only the signature with this label is looked at. */
  readonly label?: string | undefined
}

export type HttpRefusal =
  | 'absent'
  | 'malformed'
  | 'component-missing'
  | 'not-covered'
  | 'too-old'
  | 'from-the-future'
  | 'expired'
  | 'key-unknown'
  | 'algorithm-mismatch'
  | 'wrong'

export type HttpVerdict =
  | {
      readonly verified: true
      readonly label: string
      readonly keyid: string
      readonly nonce: string | undefined
      readonly created: number | undefined
      /** The raw signature, for evidence. */
      readonly signature: Buffer
    }
  | { readonly verified: false; readonly reason: HttpRefusal; readonly component?: string }

/** More signatures than this in one message are not looked at. */
const signaturesMax = 4
const componentsMax = 64

/**
 * The first signature of the message that satisfies all of `options`, or why the last one looked at did not
 * (RFC 9421 section 3.2). A signature verifies only what it covers: `required` is the caller's whole protection.
 */
export function verifyHttpMessage(message: SignedHttpMessage, options: VerifyOptions): HttpVerdict {
  const pairs = readPairs(message)
  if (pairs === 'absent' || pairs === 'malformed') return { verified: false, reason: pairs }
  let verdict: HttpVerdict = { verified: false, reason: 'absent' }
  for (const pair of pairs) {
    if (options.label !== undefined && pair.label !== options.label) continue
    if (options.tag !== undefined && pair.input[1].get('tag') !== options.tag) continue
    verdict = verifyPair(message, pair, options)
    if (verdict.verified) return verdict
  }
  return verdict
}

interface Pair {
  readonly label: string
  readonly input: InnerList
  readonly signature: Buffer
}

function readPairs(message: SignedHttpMessage): readonly Pair[] | 'absent' | 'malformed' {
  const inputField = combined(message, 'signature-input')
  const signatureField = combined(message, 'signature')
  if (inputField === undefined || signatureField === undefined) return 'absent'
  const pairs: Pair[] = []
  try {
    const signatures = parseDictionary(signatureField)
    for (const [label, input] of parseDictionary(inputField)) {
      const value = signatures.get(label)?.[0]
      if (!isInnerList(input) || !(value instanceof ArrayBuffer)) return 'malformed'
      pairs.push({ label, input, signature: Buffer.from(value) })
    }
  } catch {
    return 'malformed'
  }
  return pairs.length > signaturesMax ? 'malformed' : pairs
}

function combined(message: SignedHttpMessage, name: string): string | undefined {
  const value = message.headers[name]
  return typeof value === 'string' || value === undefined ? value : value.join(', ')
}

function refuse(reason: HttpRefusal, component?: string): HttpVerdict {
  return component === undefined
    ? { verified: false, reason }
    : { verified: false, reason, component }
}

function verifyPair(message: SignedHttpMessage, pair: Pair, options: VerifyOptions): HttpVerdict {
  const { label, input, signature } = pair
  const params = readParameters(input)
  if (params === undefined || input[0].length > componentsMax) return refuse('malformed')
  const covered = new Set(input[0].map((component) => serializeItem(component)))
  for (const required of options.required) {
    const shown = serializeItem(itemOf(required))
    if (!covered.has(shown)) return refuse('not-covered', shown)
  }
  const untimely = timeFault(params, options)
  if (untimely !== undefined) return refuse(untimely)
  const key = options.keyOf(params.keyid)
  if (key === undefined) return refuse('key-unknown')
  if (params.alg !== undefined && params.alg !== key.algorithm) return refuse('algorithm-mismatch')
  let base: string
  try {
    base = signatureBase(message, input)
  } catch (fault) {
    if (!(fault instanceof ComponentFault)) throw fault
    return refuse('component-missing', fault.component)
  }
  if (!key.verify(Buffer.from(base, 'latin1'), signature)) return refuse('wrong')
  const { nonce, created } = params
  return { verified: true, label, keyid: key.keyid, nonce, created, signature }
}

interface ReadParameters {
  readonly created: number | undefined
  readonly expires: number | undefined
  readonly keyid: string | undefined
  readonly alg: string | undefined
  readonly nonce: string | undefined
}

/** Undefined when a parameter of section 2.3 has the wrong type. */
function readParameters([, params]: InnerList): ReadParameters | undefined {
  const time = (name: string): number | undefined | false => {
    const value = params.get(name)
    if (value === undefined) return undefined
    return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value
  }
  const text = (name: string): string | undefined | false => {
    const value = params.get(name)
    return value === undefined || typeof value === 'string' ? value : false
  }
  const created = time('created')
  const expires = time('expires')
  if (created === false || expires === false) return undefined
  const [keyid, alg, nonce, tag] = [text('keyid'), text('alg'), text('nonce'), text('tag')]
  if (keyid === false || alg === false || nonce === false || tag === false) return undefined
  return { created, expires, keyid, alg, nonce }
}

function timeFault(params: ReadParameters, options: VerifyOptions): HttpRefusal | undefined {
  const { now, maxAgeSeconds, skewSeconds = 30 } = options
  const { created, expires } = params
  if (maxAgeSeconds !== undefined && (created === undefined || now - created > maxAgeSeconds))
    return 'too-old'
  if (created !== undefined && created > now + skewSeconds) return 'from-the-future'
  return expires !== undefined && now >= expires ? 'expired' : undefined
}
