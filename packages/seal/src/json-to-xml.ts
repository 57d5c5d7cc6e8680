import { defaultLimits } from './json-scan.ts'
import { readTree, type JsonTree } from './json-tree.ts'
import { escapeXml, isXmlText } from './xml-scan.ts'
import { textToJson } from './xml-to-json.ts'

/**
 * How a JSON body is written inside an XML `esbBody`. The inverse of `xmlContentToJson` where XML can say the same:
 * members become elements, arrays repeat their element, scalars become text. XML has no types, so numbers, booleans
 * and null come back as text, an array of one as its item, an empty array or object as an empty string.
 *
 * Written as JSON text instead, as the Java connector does, so that nothing is lost: whatever is not an object or
 * plain string; names that are no plain XML names; arrays in arrays; text XML cannot hold; and end-to-end encrypted bodies, whose
 * recipients parse them as JSON. Written as escaped XML, as the JavaScript connector does: content with elements
 * called `data` or `signature`, because existing clients look for the first of these in the whole message.
 */
export function jsonToXmlContent(compactJson: string): string {
  return contentXml(readTree(compactJson), compactJson)
}

const envelopeTags = /<\/?(?:data|signature)[\s/>]/

/** True when text has tags that existing clients would take for those of the envelope. */
export function holdsEnvelopeTags(content: string): boolean {
  return envelopeTags.test(content)
}

function contentXml(tree: JsonTree, json: string): string {
  if (tree.kind === 'string') {
    const isPlain = isXmlText(tree.text) && textToJson(tree.text, defaultLimits) === json
    return isPlain ? escapeXml(tree.text) : jsonText(json)
  }
  if (tree.kind !== 'object' || isEncrypted(tree.members)) return jsonText(json)
  const [lone, another] = tree.members
  if (lone !== undefined && another === undefined) {
    if (lone[0] === 'root') return jsonText(json)
    if (lone[0] === 'Payload')
      return `<Payload>${contentXml(lone[1], json.slice('{"Payload":'.length, -1))}</Payload>`
  }
  const content = membersXml(tree.members)
  if (content === undefined) return jsonText(json)
  return holdsEnvelopeTags(content) ? escapeXml(content) : content
}

/** JSON never holds raw control characters, but may hold the two characters at the end of the plane. */
function jsonText(json: string): string {
  const safe = json
    .replaceAll('\ufffe', String.raw`\ufffe`)
    .replaceAll('\uffff', String.raw`\uffff`)
  return escapeXml(safe)
}

const encryptedMembers = ['ephemeralKey', 'iv', 'encryptedData']

function isEncrypted(members: readonly (readonly [string, JsonTree])[]): boolean {
  return (
    members.length === encryptedMembers.length &&
    members.every(([name, value]) => encryptedMembers.includes(name) && value.kind === 'string')
  )
}

/** Undefined, here and below, where XML elements cannot say the same. */
function membersXml(members: readonly (readonly [string, JsonTree])[]): string | undefined {
  let xml = ''
  for (const [name, value] of members) {
    const element = memberXml(name, value)
    if (element === undefined) return undefined
    xml += element
  }
  return xml
}

/** Plain ASCII names; `xml…` is reserved, and a colon would need a namespace. */
const plainName = /^(?!xml)[A-Za-z_][A-Za-z0-9._-]*$/i

function memberXml(name: string, value: JsonTree): string | undefined {
  if (!plainName.test(name)) return undefined
  if (value.kind !== 'array') return elementXml(name, value)
  if (value.items.length === 0) return `<${name}></${name}>`
  let xml = ''
  for (const item of value.items) {
    const element = item.kind === 'array' ? undefined : elementXml(name, item)
    if (element === undefined) return undefined
    xml += element
  }
  return xml
}

function elementXml(name: string, value: Exclude<JsonTree, { kind: 'array' }>): string | undefined {
  if (value.kind === 'object') return objectXml(name, value.members)
  const text = value.text === 'null' && value.kind === 'literal' ? '' : value.text
  return isXmlText(text) ? `<${name}>${escapeXml(text)}</${name}>` : undefined
}

function objectXml(
  name: string,
  members: readonly (readonly [string, JsonTree])[],
): string | undefined {
  const ordinary = members.filter(([member]) => member[0] !== '@' && member !== '#text')
  const attributes = attributesXml(members.filter(([member]) => member[0] === '@'))
  const content = membersXml(ordinary)
  if (content === undefined || attributes === undefined) return undefined
  const own = members.find(([member]) => member === '#text')?.[1]
  if (own === undefined) return `<${name}${attributes}>${content}</${name}>`
  const isReadBack = own.kind === 'string' && own.text.trim() !== '' && isXmlText(own.text)
  if (!isReadBack || members.length === 1) return undefined
  return `<${name}${attributes}>${escapeXml(own.text)}${content}</${name}>`
}

function attributesXml(members: readonly (readonly [string, JsonTree])[]): string | undefined {
  let xml = ''
  for (const [member, value] of members) {
    const name = member.slice(1)
    if (value.kind !== 'string' || !plainName.test(name) || !isXmlText(value.text)) return undefined
    xml += ` ${name}="${escapeXml(value.text).replace(/["\t\n]/g, (c) => `&#${c.charCodeAt(0)};`)}"`
  }
  return xml
}
