import type { Json, JsonObject } from './service-contract.ts'
import { childOf, childrenOf, localName, type XmlElement } from './xml-tree.ts'

const simple: Readonly<Record<string, JsonObject>> = {
  string: { type: 'string' },
  normalizedString: { type: 'string' },
  token: { type: 'string' },
  anyURI: { type: 'string', format: 'uri' },
  QName: { type: 'string' },
  ID: { type: 'string' },
  boolean: { type: 'boolean' },
  decimal: { type: 'number' },
  float: { type: 'number' },
  double: { type: 'number' },
  integer: { type: 'integer' },
  int: { type: 'integer', format: 'int32' },
  long: { type: 'integer', format: 'int64' },
  short: { type: 'integer' },
  byte: { type: 'integer' },
  nonNegativeInteger: { type: 'integer', minimum: 0 },
  positiveInteger: { type: 'integer', minimum: 1 },
  unsignedInt: { type: 'integer', minimum: 0 },
  unsignedLong: { type: 'integer', minimum: 0 },
  unsignedShort: { type: 'integer', minimum: 0 },
  date: { type: 'string', format: 'date' },
  dateTime: { type: 'string', format: 'date-time' },
  time: { type: 'string', format: 'time' },
  base64Binary: { type: 'string', format: 'byte' },
  hexBinary: { type: 'string', format: 'hex' },
  anyType: {},
}

/**
 * The types and elements of the XML Schemas in a WSDL, as JSON schemas that refer to one another by `#/types/…` and
 * `#/elements/…`. What is not understood stands as `x-xsd`, so that a change of it is seen as one that cannot be judged.
 */
export function schemasOf(schemas: readonly XmlElement[]): JsonObject {
  const types: Record<string, Json> = {}
  const elements: Record<string, Json> = {}
  for (const schema of schemas) {
    for (const one of childrenOf(schema, 'complexType', 'simpleType')) {
      types[one.attributes['name'] ?? ''] = typeOf(one)
    }
    for (const one of childrenOf(schema, 'element')) {
      elements[one.attributes['name'] ?? ''] = elementSchema(one)
    }
  }
  return { types, elements }
}

/** A `type="…"` attribute: one of XML Schema's own, else one of the document's. */
export function typeNamed(name: string | undefined): JsonObject {
  const local = localName(name)
  return Object.hasOwn(simple, local) ? (simple[local] ?? {}) : { $ref: refTo('types', local) }
}

export function refTo(list: 'types' | 'elements', name: string): string {
  return `#/${list}/${encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'))}`
}

function elementSchema(element: XmlElement): JsonObject {
  const { ref, type, nillable } = element.attributes
  const inner = childOf(element, 'complexType', 'simpleType')
  const own = ref
    ? { $ref: refTo('elements', localName(ref)) }
    : inner
      ? typeOf(inner)
      : typeNamed(type ?? 'anyType')
  return nillable === 'true' ? { anyOf: [own, { type: 'null' }] } : own
}

function typeOf(type: XmlElement): JsonObject {
  if (type.name === 'simpleType') return simpleOf(type)
  const content = childOf(type, 'complexContent', 'simpleContent')
  const extension = childOf(content, 'extension', 'restriction')
  if (content && extension) {
    const base = typeNamed(extension.attributes['base'])
    return content.name === 'simpleContent' ? base : { allOf: [base, contentOf(extension)] }
  }
  return contentOf(type)
}

function contentOf(holder: XmlElement): JsonObject {
  const properties: Record<string, Json> = {}
  const required: string[] = []
  const opaque: string[] = []
  const take = (group: XmlElement, optional: boolean): void => {
    for (const one of group.children) {
      if (one.name === 'element') {
        const name = one.attributes['name'] ?? localName(one.attributes['ref'])
        const { minOccurs = '1', maxOccurs = '1' } = one.attributes
        const schema = elementSchema(one)
        properties[name] = maxOccurs === '1' ? schema : listOf(schema, minOccurs, maxOccurs)
        if (minOccurs !== '0' && !optional) required.push(name)
      } else if (['sequence', 'all'].includes(one.name)) {
        take(one, optional || one.attributes['minOccurs'] === '0')
      } else if (one.name === 'choice') take(one, true)
      else if (!['attribute', 'annotation'].includes(one.name)) {
        opaque.push(`${one.name} ${localName(one.attributes['ref'])}`.trim())
      }
    }
  }
  take(holder, false)
  for (const one of childrenOf(holder, 'attribute')) {
    const name = `@${one.attributes['name'] ?? localName(one.attributes['ref'])}`
    properties[name] = typeNamed(one.attributes['type'] ?? 'string')
    if (one.attributes['use'] === 'required') required.push(name)
  }
  return {
    type: 'object',
    properties,
    ...(required.length > 0 && { required }),
    ...(opaque.length > 0 && { 'x-xsd': opaque }),
  }
}

function listOf(items: JsonObject, minOccurs: string, maxOccurs: string): JsonObject {
  return {
    type: 'array',
    items,
    ...(Number(minOccurs) > 0 && { minItems: Number(minOccurs) }),
    ...(maxOccurs !== 'unbounded' && { maxItems: Number(maxOccurs) }),
  }
}

const facets: Readonly<Record<string, string>> = {
  minLength: 'minLength',
  maxLength: 'maxLength',
  minInclusive: 'minimum',
  maxInclusive: 'maximum',
  minExclusive: 'exclusiveMinimum',
  maxExclusive: 'exclusiveMaximum',
}

function simpleOf(type: XmlElement): JsonObject {
  const restriction = childOf(type, 'restriction')
  if (!restriction) return { 'x-xsd': type.children.map(({ name }) => name) }
  const made: Record<string, Json> = { ...typeNamed(restriction.attributes['base']) }
  const values: string[] = []
  const opaque: string[] = []
  for (const { name, attributes } of restriction.children) {
    const value = attributes['value'] ?? ''
    const facet = facets[name]
    if (name === 'enumeration') values.push(value)
    else if (name === 'pattern') made['pattern'] = value
    else if (name === 'length') {
      made['minLength'] = Number(value)
      made['maxLength'] = Number(value)
    } else if (facet !== undefined) made[facet] = Number(value)
    else if (name !== 'annotation') opaque.push(`${name} ${value}`)
  }
  if (values.length > 0) made['enum'] = values
  if (opaque.length > 0) made['x-xsd'] = opaque
  return made
}
