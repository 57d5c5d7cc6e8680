/**
 * The members that a service's document names in its answers: what a consumer may ask for, to choose from instead of typing.
 * Reads schemas alone; follows references inside the document only; fetches nothing. A push service answers nothing: there it
 * is what the service sends.
 */
export function dataItemsOf({ openapi, contract }: ServiceDocument): string[] {
  const read = asObject(contract)
  if (Array.isArray(read['operations'])) return itemsOfContract(read, read['operations'])
  return itemsOfOpenApi(openapi)
}

interface ServiceDocument {
  readonly openapi: string | null
  /** services/contract/service-contract.ts, as it was stored. */
  readonly contract: unknown
}

function itemsOfContract(contract: Members, operations: readonly unknown[]): string[] {
  const reader = readerOf(objectAt(contract, 'root'))
  const schemasOf = (body: unknown) =>
    listAt(asObject(body), 'content').forEach((media) =>
      collect(reader, asObject(media)['schema'], '', 0),
    )
  const all = operations.map(asObject)
  for (const operation of all) {
    for (const answer of listAt(operation, 'answers').map(asObject)) {
      if (isGood(String(answer['status']))) schemasOf(answer)
    }
  }
  if (reader.found.size === 0) for (const operation of all) schemasOf(operation['request'])
  return [...reader.found].slice(0, itemsMax)
}

const isGood = (status: string) => /^2|^default$/i.test(status)

function itemsOfOpenApi(document: string | null): string[] {
  const root = parse(document)
  if (!root) return []
  const reader = readerOf(root)
  for (const path of Object.values(objectAt(root, 'paths'))) {
    for (const operation of Object.values(asObject(path))) {
      const answers = Object.entries(objectAt(asObject(operation), 'responses'))
      for (const [status, answer] of answers) {
        if (!isGood(status)) continue
        for (const media of Object.values(objectAt(resolve(root, answer), 'content'))) {
          collect(reader, asObject(media)['schema'], '', 0)
        }
      }
    }
  }
  return [...reader.found].slice(0, itemsMax)
}

const readerOf = (root: Members): Reader => ({ root, found: new Set(), seen: new Set() })

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

function listAt(of: Members, name: string): readonly unknown[] {
  const value = of[name]
  return Array.isArray(value) ? value : []
}

function asObject(value: unknown): Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Members)
    : {}
}
