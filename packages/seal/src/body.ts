import { compactRange, defaultLimits, scanJson, type JsonScan, type Limits } from './json-scan.ts'
import { holdsEnvelopeTags, jsonToXmlContent } from './json-to-xml.ts'
import { byteOffset, escapeXml, readContent, readXml, xmlText } from './xml-scan.ts'
import { loneChild, xmlContentToJson } from './xml-to-json.ts'

export type Format = 'json' | 'xml'

/**
 * What stands in `esbBody`. Translation happens when it is asked for, never before; all its methods throw `EnvelopeFault`
 * when a body that was only text on one side breaks a limit on the other.
 */
export interface Body {
  readonly format: Format
  /** The bytes as received: a JSON value, or the content of the XML element. */
  readonly raw: Buffer
  /** Numbers that some existing clients cannot verify in JSON after re-serialising. */
  readonly unportableNumbers: number
  /** Compact JSON value. */
  toJson(): Buffer
  /** Content for an XML `esbBody` element, safe for clients that search the message for `<data>` and `<signature>`. */
  toXml(): Buffer
  /** The body without an envelope, for a plain party: compact JSON, or an XML document with one root. */
  plain(format: Format): Buffer
  /** What a lone `Payload` member wraps (NIDA requests); the body itself when there is none. */
  payload(): Body
}

/** The JSON value at [start, end) of a scanned message. */
export function jsonBody(scan: JsonScan, start: number, end: number): Body {
  const toJson = (): Buffer => compactRange(scan, start, end)
  const toXml = (): Buffer => Buffer.from(jsonToXmlContent(toJson().toString()))
  return {
    format: 'json',
    raw: scan.bytes.subarray(start, end),
    get unportableNumbers() {
      return countNumbers(scan, start, end)
    },
    toJson,
    toXml,
    plain: (format) => (format === 'json' ? toJson() : plainXml(toXml().toString())),
    payload() {
      const inner = scanJson(scan.bytes.subarray(start, end), roomy)
      const [lone, another] = inner.members.filter((member) => member.depth === 1)
      const isWrapped = lone?.name === 'Payload' && another === undefined
      return isWrapped ? jsonBody(inner, lone.start, lone.end) : this
    },
  }
}

/** For text that passed the caller's limits once already. */
const roomy: Limits = { bytesMax: Infinity, depthMax: 10_000, membersMax: Infinity }

function countNumbers(scan: JsonScan, start: number, end: number): number {
  let count = 0
  for (const mark of scan.marks)
    if (mark.kind === 'number' && mark.at >= start && mark.at < end) count += 1
  return count
}

/** The content of an XML `esbBody`, known to be well-formed. */
export function xmlBody(raw: Buffer, limits: Limits): Body {
  let translated: Body | undefined
  const asJson = (): Body => {
    if (translated === undefined) {
      const json = Buffer.from(xmlContentToJson(raw.toString(), limits))
      const scan = scanJson(json, roomy)
      translated = jsonBody(scan, scan.root.start, scan.root.end)
    }
    return translated
  }
  return {
    format: 'xml',
    raw,
    get unportableNumbers() {
      return asJson().unportableNumbers
    },
    toJson: () => asJson().toJson(),
    toXml() {
      const content = raw.toString('latin1')
      return holdsEnvelopeTags(content) ? Buffer.from(escapeXml(raw.toString())) : raw
    },
    plain: (format) => (format === 'json' ? asJson().toJson() : plainOfXml(raw, asJson)),
    payload() {
      const content = raw.toString()
      const lone = loneChild(readContent(content, limits))
      const inner = /^\s*<Payload>([^]*)<\/Payload>\s*$/.exec(content)?.[1]
      return lone?.name !== 'Payload' || inner === undefined
        ? this
        : xmlBody(Buffer.from(inner), limits)
    },
  }
}

/** Elements stay as they are; text is read as what it means first (JSON, escaped XML). */
function plainOfXml(raw: Buffer, asJson: () => Body): Buffer {
  const content = raw.toString()
  if (readContent(content, roomy).children.length > 0) return plainXml(content)
  return asJson().plain('xml')
}

/** One root element: the content's own, else `root`. */
function plainXml(content: string): Buffer {
  const top = readContent(content, roomy)
  if (loneChild(top) !== undefined) return Buffer.from(content)
  // What had to be escaped only because of the envelope's own tags needs no escape outside of it.
  const markup = top.children.length === 0 && holdsEnvelopeTags(top.text) ? top.text : content
  if (markup !== content && loneChild(readContent(markup, roomy)) !== undefined)
    return Buffer.from(markup)
  return Buffer.from(`<root>${markup}</root>`)
}

/**
 * The body that a plain party sent: any JSON value, or an XML document. Throws `EnvelopeFault`, also for bytes that are
 * empty: whoever expects answers without a body looks first.
 */
export function bodyFromPlain(bytes: Buffer, format: Format, limits: Limits = defaultLimits): Body {
  if (format === 'json') {
    const scan = scanJson(bytes, limits)
    return jsonBody(scan, scan.root.start, scan.root.end)
  }
  const text = xmlText(bytes, limits)
  let depth = 0
  let start = -1
  let end = -1
  readXml(text, limits, {
    open(_name, _attributes, after) {
      if (++depth === 1) start = startOfTag(text, after)
    },
    close(_name, after) {
      if (--depth === 0) end = after
    },
    text() {},
    cdata() {},
    comment() {},
  })
  return xmlBody(bytes.subarray(byteOffset(text, start), byteOffset(text, end)), limits)
}

/** The root's tag is the first that is neither declaration nor comment; an attribute may hold `>` but never `<`. */
function startOfTag(text: string, after: number): number {
  return text.lastIndexOf('<', after - 1)
}
