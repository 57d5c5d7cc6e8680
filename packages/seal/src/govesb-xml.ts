import { xmlBody } from './body.ts'
import { EnvelopeFault, type EnvelopeFaultCode } from './fault.ts'
import type { Envelope } from './envelope.ts'
import type { Limits } from './json-scan.ts'
import { byteOffset, readXml, xmlText, type XmlReader } from './xml-scan.ts'

/**
 * `<esbrequest>` or `<esbresponse>` around one plain `<data>…</data>` and one `<signature>`. The tags of the envelope are
 * plain on purpose: all existing clients find them by searching for exactly these characters. Throws `EnvelopeFault`.
 */
export function parseXmlEnvelope(bytes: Buffer, limits: Limits): Envelope {
  const text = xmlText(bytes, limits)
  const reader = new EnvelopeReader(text)
  readXml(text, limits, reader)
  const isAscii = text.length === bytes.length
  const at = (index: number): number => (isAscii ? index : byteOffset(text, index))
  const { data, esbBody, fields } = reader
  if (data === undefined) throw new EnvelopeFault('data-missing')
  const field = (name: string): string | undefined => fields.get(name) || undefined
  return {
    format: 'xml',
    root: reader.root === 'esbresponse' ? 'esbresponse' : 'esbrequest',
    signedText: bytes.subarray(at(data.start), at(data.end)),
    fallbackText: () => undefined,
    signature: field('signature'),
    code: codeOf(field('apiCode'), field('pushCode')),
    userId: field('userId'),
    requestId: field('requestId'),
    success: successOf(field('success')),
    message: field('message'),
    body: esbBody && xmlBody(bytes.subarray(at(esbBody.start), at(esbBody.end)), limits),
  }
}

function codeOf(apiCode: string | undefined, pushCode: string | undefined): Envelope['code'] {
  if (apiCode !== undefined && pushCode !== undefined) throw new EnvelopeFault('code-ambiguous')
  if (apiCode !== undefined) return { kind: 'apiCode', value: apiCode }
  return pushCode === undefined ? undefined : { kind: 'pushCode', value: pushCode }
}

function successOf(text: string | undefined): boolean | undefined {
  if (text === undefined) return undefined
  if (text === 'true') return true
  if (text === 'false') return false
  throw new EnvelopeFault('member-type')
}

interface Span {
  readonly start: number
  readonly end: number
}

/** Elements of `data` whose text is read. All others, the Java connector's `authorization` first, are never kept. */
const fieldNames = new Set(['apiCode', 'pushCode', 'userId', 'requestId', 'success', 'message'])

/** Follows the envelope's own three levels; what lies inside `esbBody` or unknown elements only passes by. */
class EnvelopeReader implements XmlReader {
  root = ''
  data: Span | undefined
  esbBody: Span | undefined
  readonly fields = new Map<string, string>()
  readonly #text: string
  readonly #seen = new Set<string>()
  #depth = 0
  /** The element of level 2 and of level 3 that is open. */
  #second = ''
  #third = ''
  #start = 0
  #bodyStart = 0
  #after = 0

  constructor(text: string) {
    this.#text = text
  }

  open(name: string, attributes: Readonly<Record<string, string>>, after: number): void {
    this.#depth += 1
    this.#after = after
    if (this.#depth === 1) this.#openRoot(name)
    else if (this.#depth === 2) this.#openSecond(name, after)
    else if (this.#depth === 3 && this.#second === 'data') this.#openThird(name, after)
    else this.#openDeeper()
    if (this.#isEnvelopeElement() && Object.keys(attributes).length > 0)
      throw this.#fault('attribute-refused')
  }

  close(_name: string, after: number): void {
    this.#after = after
    if (this.#depth === 3 && this.#third === 'esbBody') {
      const isEmptyTag = this.#bodyStart === after
      const end = isEmptyTag ? after : this.#text.lastIndexOf('</', after - 1)
      this.esbBody = { start: this.#bodyStart, end }
    }
    if (this.#depth === 3) this.#third = ''
    if (this.#depth === 2) {
      if (this.#second === 'data') {
        if (!this.#text.endsWith('</data>', after)) throw this.#fault('markup-refused')
        this.data = { start: this.#start, end: after }
      }
      this.#second = ''
    }
    this.#depth -= 1
  }

  text(text: string): void {
    const field = this.#openField()
    if (field !== undefined) this.fields.set(field, (this.fields.get(field) ?? '') + text)
    else if (this.#isBetweenElements() && /[^ \t\r\n]/.test(text)) throw this.#fault('stray-text')
  }

  cdata(_text: string): void {
    if (this.#third !== 'esbBody') throw this.#fault('markup-refused')
  }

  comment(): void {
    if (this.#third !== 'esbBody') throw this.#fault('markup-refused')
  }

  #openRoot(name: string): void {
    if (name !== 'esbrequest' && name !== 'esbresponse') throw this.#fault('root-unknown')
    this.root = name
  }

  #openSecond(name: string, after: number): void {
    this.#once(name)
    this.#second = name
    if (name !== 'data') return
    this.#start = after - '<data>'.length
    if (!this.#text.startsWith('<data>', this.#start)) throw this.#fault('markup-refused')
  }

  #openThird(name: string, after: number): void {
    this.#once(`data/${name}`)
    this.#third = name
    this.#bodyStart = after
  }

  #openDeeper(): void {
    if (this.#second === 'signature' || fieldNames.has(this.#third))
      throw this.#fault('member-type')
  }

  #once(path: string): void {
    if (this.#seen.has(path)) throw this.#fault('duplicate-member')
    this.#seen.add(path)
  }

  /** Unknown elements beside `data` and `signature` are let be, like unknown members in JSON. */
  #isEnvelopeElement(): boolean {
    if (this.#depth === 1) return true
    if (this.#depth === 2) return this.#second === 'data' || this.#second === 'signature'
    return this.#depth === 3 && this.#second === 'data'
  }

  #isBetweenElements(): boolean {
    return this.#depth === 1 || (this.#depth === 2 && this.#second === 'data')
  }

  #openField(): string | undefined {
    if (this.#depth === 2 && this.#second === 'signature') return 'signature'
    return this.#depth === 3 && fieldNames.has(this.#third) ? this.#third : undefined
  }

  #fault(code: EnvelopeFaultCode): EnvelopeFault {
    return new EnvelopeFault(code, byteOffset(this.#text, this.#after))
  }
}
