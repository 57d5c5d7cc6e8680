import { isUtf8 } from 'node:buffer'
import { SaxesParser } from 'saxes'
import { EnvelopeFault, type EnvelopeFaultCode } from './fault.ts'
import type { Limits } from './json-scan.ts'

/** What a reader of XML is told. Positions are indices into the text: of the first character after the tag. */
export interface XmlReader {
  open(name: string, attributes: Readonly<Record<string, string>>, after: number): void
  close(name: string, after: number): void
  text(text: string): void
  cdata(text: string): void
  comment(): void
}

/** The text of XML bytes, with all that can be refused before parsing refused. Throws `EnvelopeFault`. */
export function xmlText(bytes: Buffer, limits: Limits): string {
  if (bytes.length > limits.bytesMax) throw new EnvelopeFault('too-large', limits.bytesMax)
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf)
    throw new EnvelopeFault('byte-order-mark')
  if (!isUtf8(bytes)) throw new EnvelopeFault('not-utf8')
  const text = bytes.toString('utf8')
  const doctype = text.indexOf('<!DOCTYPE')
  // In the prolog, before any element: only comments and declarations may stand there.
  if (doctype >= 0 && !/<[A-Za-z_]/.test(text.slice(0, doctype)))
    throw new EnvelopeFault('doctype-refused', byteOffset(text, doctype))
  return text
}

/** Byte offset of an index into the text of valid UTF-8 bytes. */
export function byteOffset(text: string, index: number): number {
  return Buffer.byteLength(text.slice(0, index))
}

/**
 * Runs the parser over a whole document. Well-formedness is saxes' judgement; no document type, no processing
 * instruction and no entity beyond XML's five is ever accepted, so nothing is expanded and nothing is fetched.
 */
export function readXml(text: string, limits: Limits, reader: XmlReader): void {
  const parser = new SaxesParser()
  let depth = 0
  let left = limits.membersMax
  const refuse = (code: EnvelopeFaultCode, cause?: Error): never => {
    throw new EnvelopeFault(code, byteOffset(text, parser.position), { cause })
  }
  parser.on('error', (error) => refuse(faultOf(error.message), error))
  parser.on('opentag', (tag) => {
    if (++depth > limits.depthMax) refuse('too-deep')
    if (--left < 0) refuse('too-many-members')
    reader.open(tag.name, tag.attributes, parser.position)
  })
  parser.on('closetag', (tag) => {
    depth -= 1
    reader.close(tag.name, parser.position)
  })
  parser.on('text', (value) => reader.text(value))
  const afterDeclaration = declarationEnd(text)
  // More than five handlers turn the parser into a slow object (measured: 5 to 10 times), so those for rare markup
  // are set only where there is such markup.
  if (text.includes('<!')) {
    parser.on('doctype', () => refuse('doctype-refused'))
    parser.on('cdata', (value) => reader.cdata(value))
    parser.on('comment', () => reader.comment())
  }
  if (text.includes('<?', afterDeclaration))
    parser.on('processinginstruction', () => refuse('processing-instruction-refused'))
  parser.write(text).close()
}

const declaration =
  /^<\?xml[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*(["'])1\.0\1(?:[ \t\r\n]+encoding[ \t\r\n]*=[ \t\r\n]*(["'])utf-8\2)?(?:[ \t\r\n]+standalone[^?]*)?[ \t\r\n]*\?>/i

/** Where the XML declaration ends, 0 without one. Refuses other versions and encodings than 1.0 and UTF-8. */
function declarationEnd(text: string): number {
  if (!/^<\?xml[ \t\r\n]/.test(text)) return 0
  const found = declaration.exec(text)
  if (found === null) throw new EnvelopeFault('encoding-refused')
  return found[0].length
}

function faultOf(message: string): EnvelopeFaultCode {
  if (message.includes('entity')) return 'entity-refused'
  if (message.includes('doctype')) return 'doctype-refused'
  return 'not-xml'
}

/** An element and what stands in it. `text` joins all its own text, CDATA included. */
export interface XmlElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: XmlElement[]
  text: string
}

/** Element content (any number of elements, text, both) as one nameless element. Throws `EnvelopeFault`. */
export function readContent(content: string, limits: Limits): XmlElement {
  const top: XmlElement = { name: '', attributes: {}, children: [], text: '' }
  const open: XmlElement[] = [top]
  const innermost = (): XmlElement => open[open.length - 1] as XmlElement
  // The wrapping element takes one level that the content itself does not have.
  const wrapped = { ...limits, depthMax: limits.depthMax + 1, membersMax: limits.membersMax + 1 }
  readXml(`<content>${content}</content>`, wrapped, {
    open(name, attributes) {
      const element: XmlElement = { name, attributes, children: [], text: '' }
      innermost().children.push(element)
      open.push(element)
    },
    close: () => open.pop(),
    text(text) {
      innermost().text += text
    },
    cdata(text) {
      innermost().text += text
    },
    comment() {},
  })
  return top.children[0] as XmlElement
}

/** Text as it stands between tags. `>` is written out too, so that `]]>` cannot appear; CR would be read as LF. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>\r]/g, (character) => xmlEscapes[character] as string)
}

const xmlEscapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '\r': '&#13;',
}

/** False for text with characters that no XML 1.0 document can hold, escaped or not (section 2.2). */
export function isXmlText(text: string): boolean {
  // oxlint-disable-next-line no-control-regex -- the control characters are what is looked for
  return !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(text)
}
