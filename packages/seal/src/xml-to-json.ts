import { EnvelopeFault } from './fault.ts'
import { compactRange, scanJson, type Limits } from './json-scan.ts'
import { readContent, type XmlElement } from './xml-scan.ts'

/** How often text may turn out to be escaped XML inside escaped XML. Real clients escape once. */
const unescapingsMax = 3

/**
 * What an XML `esbBody` means in JSON, as compact JSON text (docs/protocols/govesb.md, the three clients' habits):
 *
 * 1. element children make an object; a name that repeats makes an array; leaves are strings, because nothing says
 *    that `0712…` is a number; attributes become `"@name"`, text beside elements `"#text"`;
 * 2. text that is JSON is that JSON (the Java connector writes so);
 * 3. text that is escaped XML is that XML (the JavaScript connector writes so);
 * 4. a lone `root` is a wrapper and falls away; a lone `Payload` stays, and its content follows these rules again;
 * 5. nothing at all is `{}`; any other text is a string.
 */
export function xmlContentToJson(content: string, limits: Limits): string {
  return contentJson(readContent(content, limits), limits, 0)
}

/** The one element child of an element without other content. */
export function loneChild(element: XmlElement): XmlElement | undefined {
  return element.children.length === 1 && element.text.trim() === ''
    ? element.children[0]
    : undefined
}

function contentJson(element: XmlElement, limits: Limits, unescaped: number): string {
  if (element.children.length === 0) return textToJson(element.text, limits, unescaped)
  const lone = loneChild(element)
  const isBare = lone !== undefined && Object.keys(lone.attributes).length === 0
  if (isBare && lone.name === 'root') return contentJson(lone, limits, unescaped)
  if (isBare && lone.name === 'Payload')
    return `{"Payload":${contentJson(lone, limits, unescaped)}}`
  return objectJson(element)
}

/** The meaning of text that stands directly in `esbBody`, a `root` or a `Payload`. */
export function textToJson(text: string, limits: Limits, unescaped = 0): string {
  const trimmed = text.trim()
  if (trimmed === '') return '{}'
  if (/^[{["\-0-9tfn]/.test(trimmed)) {
    const json = unlessOtherwise('not-json', () => {
      const scan = scanJson(Buffer.from(trimmed), limits)
      return compactRange(scan, scan.root.start, scan.root.end).toString()
    })
    if (json !== undefined) return json
  }
  const markup = trimmed.replace(/^<\?xml\s[^>]*\?>/, '').trim()
  if (markup.startsWith('<') && markup.endsWith('>') && unescaped < unescapingsMax) {
    const element = unlessOtherwise('not-xml', () => readContent(markup, limits))
    if (element !== undefined && element.children.length > 0)
      return contentJson(element, limits, unescaped + 1)
  }
  return JSON.stringify(text)
}

/** Text may fail to be JSON or XML: then it is only text. A limit passed or a name twice is a fault all the same. */
function unlessOtherwise<Value>(
  code: 'not-json' | 'not-xml',
  read: () => Value,
): Value | undefined {
  try {
    return read()
  } catch (cause) {
    const isOnlyText =
      cause instanceof EnvelopeFault && (cause.code === code || cause.code.endsWith('-refused'))
    if (isOnlyText) return undefined
    throw cause
  }
}

function objectJson(element: XmlElement): string {
  const values = new Map<string, string[]>()
  for (const [name, value] of Object.entries(element.attributes))
    values.set(`@${name}`, [JSON.stringify(value)])
  for (const child of element.children) {
    const value = elementJson(child)
    const before = values.get(child.name)
    if (before === undefined) values.set(child.name, [value])
    else before.push(value)
  }
  if (element.text.trim() !== '') values.set('#text', [JSON.stringify(element.text)])
  const members = Array.from(values, ([name, all]) => {
    const value = all.length === 1 ? all[0] : `[${all.join()}]`
    return `${JSON.stringify(name)}:${value}`
  })
  return `{${members.join()}}`
}

function elementJson(element: XmlElement): string {
  const isLeaf = element.children.length === 0 && Object.keys(element.attributes).length === 0
  return isLeaf ? JSON.stringify(element.text) : objectJson(element)
}
