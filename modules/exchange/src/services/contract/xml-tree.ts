import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { documentFault, DocumentRefused } from './document-fault.ts'
import { depthMax, membersMax } from './limits.ts'

/** One element, prefixes left out: `{http://…}name` is only needed where names meet, which WSDL's own do not. */
export interface XmlElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly XmlElement[]
  readonly text: string
}

/**
 * Reads XML without DOCTYPE and entities beyond the five; nothing is expanded, nothing is fetched.
 * @throws DocumentRefused
 */
export function readXmlTree(text: string): XmlElement {
  const doctype = /<!\s*(?:DOCTYPE|ENTITY|ELEMENT|ATTLIST|NOTATION)/i.exec(text)
  if (doctype) throw refuse('doctype', lineAt(text, doctype.index))
  measure(text)
  const verdict = XMLValidator.validate(text)
  if (verdict !== true) throw refuse('syntax', verdict.err.line, { what: verdict.err.msg })
  const parser = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: '',
    parseTagValue: false,
    parseAttributeValue: false,
    processEntities: false,
    removeNSPrefix: true,
    trimValues: true,
    allowBooleanAttributes: false,
    ignoreDeclaration: true,
    ignorePiTags: true,
  })
  let nodes: readonly Node[]
  try {
    // What preserveOrder makes: a list of one-member objects.
    nodes = parser.parse(text) as readonly Node[]
  } catch (cause) {
    const what = cause instanceof Error ? cause.message : ''
    throw new DocumentRefused([documentFault('syntax', { values: { what } })], { cause })
  }
  const [root] = elementsOf(nodes)
  if (!root) throw refuse('empty', 1)
  return root
}

type Node = Readonly<Record<string, unknown>>

function elementsOf(nodes: readonly Node[]): XmlElement[] {
  return nodes.flatMap((node) => {
    const name = Object.keys(node).find((key) => key !== ':@')
    if (name === undefined || name.startsWith('#') || name.startsWith('?')) return []
    const inner = node[name]
    const list = Array.isArray(inner) ? (inner as readonly Node[]) : []
    const attributes = node[':@']
    return {
      name,
      attributes:
        typeof attributes === 'object' && attributes !== null
          ? Object.fromEntries(
              Object.entries(attributes).map(([key, value]) => [key, plain(String(value))]),
            )
          : {},
      children: elementsOf(list),
      text: plain(
        list
          .map((one) => one['#text'])
          .filter((one) => typeof one === 'string' || typeof one === 'number')
          .join(''),
      ),
    }
  })
}

/** The five entities that XML itself knows, once. */
function plain(text: string): string {
  const known: Readonly<Record<string, string>> = {
    lt: '<',
    gt: '>',
    amp: '&',
    quot: '"',
    apos: "'",
  }
  return text.replaceAll(/&(lt|gt|amp|quot|apos);/g, (_, name: string) => known[name] ?? '')
}

/** Depth and elements, before a parser recurses into them. */
function measure(text: string): void {
  let depth = 0
  let elements = 0
  for (const { 0: tag, index } of text.matchAll(
    /<!--[^]*?-->|<!\[CDATA\[[^]*?\]\]>|<[^>]{0,20000}>/g,
  )) {
    if (tag.startsWith('<!') || tag.startsWith('<?')) continue
    if (tag.startsWith('</')) depth -= 1
    else {
      elements += 1
      if (!tag.endsWith('/>')) depth += 1
    }
    if (depth > depthMax) throw refuse('too-deep', lineAt(text, index), { max: depthMax })
    if (elements > membersMax) throw refuse('too-many', lineAt(text, index), { max: membersMax })
  }
}

function lineAt(text: string, position: number): number {
  return text.slice(0, position).split('\n').length
}

function refuse(
  kind: 'doctype' | 'syntax' | 'empty' | 'too-deep' | 'too-many',
  line: number,
  values: Readonly<Record<string, string | number>> = {},
): DocumentRefused {
  return new DocumentRefused([documentFault(kind, { line, values })])
}

export function childrenOf(of: XmlElement | undefined, ...names: readonly string[]): XmlElement[] {
  return of?.children.filter(({ name }) => names.includes(name)) ?? []
}

export function childOf(of: XmlElement | undefined, ...names: readonly string[]) {
  return childrenOf(of, ...names)[0]
}

/** `tns:Person` → `Person` */
export function localName(name: string | undefined): string {
  return name?.split(':').at(-1) ?? ''
}
