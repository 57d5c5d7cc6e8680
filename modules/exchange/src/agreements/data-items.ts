/**
 * The members that a service's OpenAPI document names in its answers: what a consumer may ask for, to choose from instead of
 * typing. Reads the schemas of the answers alone; follows references inside the document only; fetches nothing.
 */
export function dataItemsOf(document: string | null): string[] {
  const root = parse(document)
  if (!root) return []
  const found = new Set<string>()
  const reader: Reader = { root, found, seen: new Set() }
  for (const path of Object.values(objectAt(root, 'paths'))) {
    for (const operation of Object.values(asObject(path))) {
      const answers = Object.entries(objectAt(asObject(operation), 'responses'))
      for (const [status, answer] of answers) {
        if (!/^2|^default$/.test(status)) continue
        for (const media of Object.values(objectAt(resolve(root, answer), 'content'))) {
          collect(reader, asObject(media)['schema'], '', 0)
        }
      }
    }
  }
  return [...found].slice(0, itemsMax)
}

const itemsMax = 100
const depthMax = 6

type Members = Readonly<Record<string, unknown>>

interface Reader {
  readonly root: Members
  readonly found: Set<string>
  readonly seen: Set<unknown>
}

function collect(reader: Reader, schema: unknown, path: string, depth: number): void {
  const { root, found, seen } = reader
  if (depth > depthMax || found.size >= itemsMax) return
  const resolved = resolve(root, schema)
  if (seen.has(resolved)) return
  seen.add(resolved)
  for (const [name, member] of Object.entries(objectAt(resolved, 'properties'))) {
    const at = path === '' ? name : `${path}.${name}`
    const inner = resolve(root, member)
    const isLeaf = !('properties' in inner) && !('items' in inner)
    if (isLeaf && at.length <= 200) found.add(at)
    if (!isLeaf) collect(reader, inner, at, depth + 1)
  }
  if ('items' in resolved) collect(reader, resolved['items'], path, depth + 1)
  for (const list of ['allOf', 'oneOf', 'anyOf']) {
    const parts = resolved[list]
    if (Array.isArray(parts)) for (const part of parts) collect(reader, part, path, depth + 1)
  }
}

/** Follows `#/…` references, a few in a row. */
function resolve(root: Members, node: unknown): Members {
  let at = asObject(node)
  for (let hop = 0; hop < 5; hop += 1) {
    const reference = at['$ref']
    if (typeof reference !== 'string' || !reference.startsWith('#/')) return at
    const names = reference.slice(2).split('/')
    at = names.reduce<Members>(
      (inside, name) => objectAt(inside, name.replaceAll('~1', '/').replaceAll('~0', '~')),
      root,
    )
  }
  return at
}

function parse(document: string | null): Members | undefined {
  if (document === null) return undefined
  try {
    return asObject(JSON.parse(document))
  } catch {
    return undefined
  }
}

function objectAt(of: Members, name: string): Members {
  return Object.hasOwn(of, name) ? asObject(of[name]) : {}
}

function asObject(value: unknown): Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Members)
    : {}
}
