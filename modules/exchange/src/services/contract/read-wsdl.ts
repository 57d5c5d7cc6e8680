import { documentFault, DocumentRefused } from './document-fault.ts'
import { operationsMax } from './limits.ts'
import { refTo, schemasOf, typeNamed } from './read-xsd.ts'
import {
  pointerTo,
  type ContractMedia,
  type ContractOperation,
  type Json,
  type ServiceContract,
} from './service-contract.ts'
import { childOf, childrenOf, localName, readXmlTree, type XmlElement } from './xml-tree.ts'

/**
 * WSDL 1.1 with its schemas inside. Imports from elsewhere are refused: nothing is fetched.
 * @throws DocumentRefused
 */
export function readWsdl(text: string): ServiceContract {
  const root = readXmlTree(text)
  if (root.name !== 'definitions')
    throw new DocumentRefused([documentFault('not-wsdl', { line: 1 })])
  refuseImports(root, text)
  const schemas = childrenOf(childOf(root, 'types'), 'schema')
  const messages = new Map(
    childrenOf(root, 'message').map((one) => [one.attributes['name'] ?? '', one]),
  )
  const operations = childrenOf(root, 'portType').flatMap((port) =>
    childrenOf(port, 'operation').map((one) => operationOf(one, port, messages)),
  )
  // Two ports (SOAP 1.1 and 1.2) often offer the same operations.
  const once = [...new Map(operations.map((one) => [one.id, one])).values()]
  if (once.length === 0) throw new DocumentRefused([documentFault('no-operations')])
  if (once.length > operationsMax) {
    throw new DocumentRefused([
      documentFault('too-many-operations', { values: { max: operationsMax } }),
    ])
  }
  return {
    format: 'wsdl-1.1',
    title: root.attributes['name'] ?? childOf(root, 'service')?.attributes['name'] ?? '',
    version: '',
    description: childOf(root, 'documentation')?.text ?? '',
    operations: once,
    root: schemasOf(schemas),
  }
}

function refuseImports(root: XmlElement, text: string): void {
  const found: string[] = []
  const look = (element: XmlElement): void => {
    const { location, schemaLocation } = element.attributes
    const where = location ?? schemaLocation
    if (['import', 'include', 'redefine', 'override'].includes(element.name) && where) {
      found.push(where)
    }
    element.children.forEach(look)
  }
  look(root)
  if (found.length === 0) return
  throw new DocumentRefused(
    found.slice(0, 20).map((what) => {
      const at = text.indexOf(what)
      const line = at < 0 ? null : text.slice(0, at).split('\n').length
      return documentFault('remote-import', { line, values: { what } })
    }),
  )
}

function operationOf(
  operation: XmlElement,
  port: XmlElement,
  messages: ReadonlyMap<string, XmlElement>,
): ContractOperation {
  const name = operation.attributes['name'] ?? ''
  const pointer = pointerTo('', 'portType', port.attributes['name'] ?? '', 'operation', name)
  const said = (what: string) => childOf(operation, what)?.attributes['message']
  const mediaOf = (what: string): ContractMedia[] => [
    {
      type: 'text/xml',
      schema: messageSchema(messages.get(localName(said(what)))),
      examples: [],
      pointer: pointerTo(pointer, what),
    },
  ]
  const documentation = childOf(operation, 'documentation')?.text ?? ''
  return {
    id: name,
    method: null,
    path: null,
    summary: documentation.split('\n')[0]?.slice(0, 200) ?? '',
    description: documentation,
    deprecated: false,
    pointer,
    parameters: [],
    request: said('input') ? { required: true, description: '', content: mediaOf('input') } : null,
    answers: [
      ...(said('output')
        ? [
            {
              status: '200',
              description: '',
              headers: [],
              content: mediaOf('output'),
              pointer: pointerTo(pointer, 'output'),
            },
          ]
        : []),
      ...childrenOf(operation, 'fault').map((fault) => ({
        status: `fault ${fault.attributes['name'] ?? ''}`.trim(),
        description: '',
        headers: [],
        content: [
          {
            type: 'text/xml',
            schema: messageSchema(messages.get(localName(fault.attributes['message']))),
            examples: [],
            pointer: pointerTo(pointer, 'fault', fault.attributes['name'] ?? ''),
          },
        ],
        pointer: pointerTo(pointer, 'fault', fault.attributes['name'] ?? ''),
      })),
    ],
    security: [],
  }
}

/** Document style: one element. RPC style: an object of its parts. */
function messageSchema(message: XmlElement | undefined): Json {
  const parts = childrenOf(message, 'part')
  const [lone] = parts
  if (parts.length === 1 && lone?.attributes['element']) {
    return { $ref: refTo('elements', localName(lone.attributes['element'])) }
  }
  const named = parts.map((part): [string, Json] => [
    part.attributes['name'] ?? '',
    part.attributes['element']
      ? { $ref: refTo('elements', localName(part.attributes['element'])) }
      : typeNamed(part.attributes['type']),
  ])
  return {
    type: 'object',
    properties: Object.fromEntries(named),
    ...(named.length > 0 && { required: named.map(([name]) => name) }),
  }
}
