import { parseDictionary, serializeItem } from 'structured-headers'
import { ComponentFault, isInnerList } from '../http-components.ts'
import { contentDigest, type DigestVerdict } from '../http-digest.ts'
import { httpVerifier } from '../http-keys.ts'
import { itemOf, signatureBase, type HttpRefusal } from '../http-signature.ts'
import {
  isR1Signed,
  r1Digest,
  r1Required,
  r1SignatureTimes,
  r1Verifiers,
  signedR1,
  verifyR1,
  type R1Request,
} from '../r1-request.ts'
import type { VerifyingKey } from '../keys.ts'
import { firstDifference, type Difference } from './difference.ts'
import type { KeyMistake } from './envelope.ts'
import { readSignature } from './signature-forms.ts'

export type R1Mistake =
  | KeyMistake
  | 'der-instead-of-raw'
  | 'carriage-returns'
  | 'newline-after'
  | 'parameters-left-out'
  | 'lower-case-method'
  | 'upper-case-method'
  | 'query-in-path'
  | 'http-instead-of-https'
  | 'https-instead-of-http'
  | 'as-given'

export interface R1Cause {
  readonly mistakes: readonly R1Mistake[]
  readonly key: string
  readonly signed: Buffer
  readonly difference: Difference | undefined
}

/** One signature of the request. */
export interface R1SignatureView {
  readonly label: string
  /** The signature base (RFC 9421 section 2.5): the bytes the bus verifies over; absent where one cannot be made. */
  readonly base?: Buffer
  /** The component that has no value. */
  readonly missing?: string
  /** Required components that the signature does not cover. */
  readonly uncovered: readonly string[]
  readonly keyid: string | undefined
  readonly created: number | undefined
  readonly expires: number | undefined
}

export interface R1Explanation {
  /** `unsigned`: there is no signature, and the token alone decides. Otherwise as the bus decides. */
  readonly verdict: 'valid' | 'invalid' | 'unsigned' | 'digest-wrong'
  readonly digest: DigestVerdict | undefined
  /** What `Content-Digest` should say for this body. */
  readonly digestDue: string | undefined
  readonly reason?: HttpRefusal
  readonly verifiedBy?: string
  readonly signatures: readonly R1SignatureView[]
  readonly required: readonly string[]
  /** Ids under which the bus knows keys of this client that count now. */
  readonly knownKeys: readonly string[]
  readonly times: typeof r1SignatureTimes
  readonly cause?: R1Cause
}

export interface R1ExplainOptions {
  readonly keys: readonly VerifyingKey[]
  readonly others?: readonly { readonly key: VerifyingKey; readonly why: KeyMistake }[]
  readonly nowSeconds: number
  readonly given?: Buffer | undefined
}

/** Says what the r1 door decides about the digest and the signature of this request, in the order in which it does. */
export function explainR1(request: R1Request, options: R1ExplainOptions): R1Explanation {
  const digest = r1Digest(request)
  const { body } = request
  const required = r1Required(request).map((component) => serializeItem(itemOf(component)))
  const signatures = signaturesOf(request, required)
  const seen = {
    digest,
    digestDue: body && body.length > 0 ? contentDigest(body) : undefined,
    signatures,
    required,
    knownKeys: r1Verifiers(options.keys).map(({ keyid }) => keyid),
    times: r1SignatureTimes,
  }
  if (digest !== undefined && digest !== 'matches') return { ...seen, verdict: 'digest-wrong' }
  if (!isR1Signed(request)) return { ...seen, verdict: 'unsigned' }
  const verdict = verifyR1(request, options.keys, options.nowSeconds)
  if (verdict.verified) return { ...seen, verdict: 'valid', verifiedBy: verdict.keyid }
  const cause = findCause(request, options)
  return { ...seen, verdict: 'invalid', reason: verdict.reason, ...(cause && { cause }) }
}

interface Parsed {
  readonly label: string
  readonly input: Parameters<typeof signatureBase>[1]
  readonly signature: Buffer | undefined
}

function parsedSignatures({ headers }: R1Request): Parsed[] {
  const text = (name: string) => {
    const value = headers[name]
    return typeof value === 'string' ? value : (value?.join(', ') ?? '')
  }
  try {
    const values = parseDictionary(text('signature'))
    return [...parseDictionary(text('signature-input'))].flatMap(([label, input]) => {
      if (!isInnerList(input)) return []
      const value = values.get(label)?.[0]
      const signature = value instanceof ArrayBuffer ? Buffer.from(value) : undefined
      return [{ label, input, signature }]
    })
  } catch {
    return []
  }
}

const signaturesMax = 4

function signaturesOf(request: R1Request, required: readonly string[]): R1SignatureView[] {
  return parsedSignatures(request)
    .slice(0, signaturesMax)
    .map(({ label, input }) => {
      const covered = new Set(input[0].map((component) => serializeItem(component)))
      const number = (name: string) => {
        const value = input[1].get(name)
        return typeof value === 'number' ? value : undefined
      }
      const keyid = input[1].get('keyid')
      return {
        label,
        uncovered: required.filter((one) => !covered.has(one)),
        keyid: typeof keyid === 'string' ? keyid : undefined,
        created: number('created'),
        expires: number('expires'),
        ...baseOf(request, input),
      }
    })
}

function baseOf(
  request: R1Request,
  input: Parsed['input'],
): { readonly base: Buffer } | { readonly missing: string } {
  try {
    return { base: Buffer.from(signatureBase(signedR1(request), input), 'latin1') }
  } catch (fault) {
    if (!(fault instanceof ComponentFault)) throw fault
    return { missing: fault.component }
  }
}

interface Text {
  readonly bytes: Buffer
  readonly mistakes: readonly R1Mistake[]
}

/** What the base would have been with one thing done differently. */
function textsOf(request: R1Request, input: Parsed['input'], given: Buffer | undefined): Text[] {
  const made = baseOf(request, input)
  if (!('base' in made)) return given ? [{ bytes: given, mistakes: ['as-given'] }] : []
  const base = made.base.toString('latin1')
  const text = (bytes: string, ...mistakes: R1Mistake[]): Text => ({
    bytes: Buffer.from(bytes, 'latin1'),
    mistakes,
  })
  const remade = (changes: Partial<R1Request>, mistake: R1Mistake): Text[] => {
    const other = baseOf({ ...request, ...changes }, input)
    return 'base' in other ? [{ bytes: other.base, mistakes: [mistake] }] : []
  }
  const { method, scheme, target } = request
  const path = target.split('?', 1)[0] ?? ''
  return [
    text(base),
    ...(given ? [{ bytes: given, mistakes: ['as-given'] as const }] : []),
    text(`${base}\n`, 'newline-after'),
    text(base.replaceAll('\n', '\r\n'), 'carriage-returns'),
    text(`${base}\n`.replaceAll('\n', '\r\n'), 'carriage-returns', 'newline-after'),
    text(base.replace(/\n?"@signature-params": [^\n]*$/, ''), 'parameters-left-out'),
    ...remade({ method: method.toLowerCase() }, 'lower-case-method'),
    ...remade({ method: method.toUpperCase() }, 'upper-case-method'),
    text(
      base.replace(`"@path": ${path}\n`, () => `"@path": ${target}\n`),
      'query-in-path',
    ),
    ...(scheme === 'http'
      ? remade({ scheme: 'https' }, 'https-instead-of-http')
      : remade({ scheme: 'http' }, 'http-instead-of-https')),
  ]
}

function findCause(request: R1Request, options: R1ExplainOptions): R1Cause | undefined {
  const { keys, others = [], given } = options
  const able = (key: VerifyingKey) => key.curve !== 'secp256k1'
  const candidates: { key: VerifyingKey; mistakes: readonly R1Mistake[] }[] = [
    ...keys.filter(able).map((key) => ({ key, mistakes: [] })),
    ...others.filter(({ key }) => able(key)).map(({ key, why }) => ({ key, mistakes: [why] })),
  ]
  for (const { input, signature } of parsedSignatures(request).slice(0, signaturesMax)) {
    if (!signature) continue
    const [sent, ...rest] = textsOf(request, input, given)
    for (const text of sent ? [sent, ...rest] : rest)
      for (const { key, mistakes } of candidates) {
        const form = formThatVerifies(key, text.bytes, signature)
        if (form)
          return {
            mistakes: [...form, ...mistakes, ...text.mistakes],
            key: key.id,
            signed: text.bytes,
            difference: sent && firstDifference(text.bytes, sent.bytes),
          }
      }
  }
  return undefined
}

/** RFC 9421 wants r ‖ s; many libraries make DER. */
function formThatVerifies(
  key: VerifyingKey,
  text: Buffer,
  signature: Buffer,
): readonly R1Mistake[] | undefined {
  const verifier = httpVerifier(key)
  if (verifier.verify(text, signature)) return []
  if (key.curve !== 'P-256') return undefined
  const raw = rawOf(signature)
  return raw && verifier.verify(text, raw) ? ['der-instead-of-raw'] : undefined
}

function rawOf(signature: Buffer): Buffer | undefined {
  const { der, mistakes } = readSignature(signature.toString('base64'))
  if (!der || mistakes.length > 0) return undefined
  const scalar = (at: number) => {
    const end = at + 2 + (der[at + 1] ?? 0)
    const bytes = der.subarray(at + 2, end)
    const bare = bytes[0] === 0 ? bytes.subarray(1) : bytes
    return { bytes: Buffer.concat([Buffer.alloc(32 - bare.length), bare]), end }
  }
  const r = scalar(2)
  return Buffer.concat([r.bytes, scalar(r.end).bytes])
}
