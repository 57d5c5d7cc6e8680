import {
  follow,
  isList,
  isObject,
  member,
  pointerTo,
  textOf,
  type ContractExample,
  type ContractMedia,
  type ContractParameter,
  type Json,
  type JsonObject,
} from './service-contract.ts'

interface Placed {
  readonly given: Json
  readonly pointer: string
  /** Headers of an answer are named by where they stand. */
  readonly header?: string
}

/** Parameters of a path and of its operation; the operation's own replace the path's of the same name and place. */
export function parametersOf(root: JsonObject, placed: readonly Placed[]): ContractParameter[] {
  const found = new Map<string, ContractParameter>()
  for (const { given, pointer, header } of placed) {
    const one = follow(root, given)
    if (!isObject(one)) continue
    const name = header ?? textOf(one['name'])
    const place = header === undefined ? textOf(one['in']) : 'header'
    const [media] = mediaOf(root, one['content'], pointerTo(pointer, 'content'))
    const schema = one['schema'] ?? media?.schema ?? {}
    const [example] = examplesOf(root, one, schema)
    found.set(`${place} ${name}`, {
      in: place,
      name,
      required: one['required'] === true || place === 'path',
      description: textOf(one['description']),
      schema,
      example: example?.value ?? media?.examples[0]?.value ?? null,
      pointer,
    })
  }
  return [...found.values()]
}

export function mediaOf(
  root: JsonObject,
  content: Json | undefined,
  pointer: string,
): ContractMedia[] {
  if (!isObject(content)) return []
  return Object.entries(content).map(([type, given]) => {
    const media = follow(root, given)
    const schema = member(media, 'schema') ?? {}
    return {
      type: type.split(';')[0]?.trim().toLowerCase() ?? type,
      schema,
      examples: isObject(media) ? examplesOf(root, media, schema) : [],
      pointer: pointerTo(pointer, type),
    }
  })
}

/** Examples beside the schema, else those of the schema itself. */
function examplesOf(root: JsonObject, holder: JsonObject, schema: Json): ContractExample[] {
  const named = holder['examples']
  if (isObject(named)) {
    const list = Object.entries(named).flatMap(([name, given]) => {
      const value = member(follow(root, given), 'value')
      return value === undefined ? [] : { name, value }
    })
    if (list.length > 0) return list
  }
  if (holder['example'] !== undefined) return [{ name: 'example', value: holder['example'] }]
  const own = follow(root, schema)
  const example = member(own, 'example')
  if (example !== undefined) return [{ name: 'example', value: example }]
  const several = member(own, 'examples')
  return isList(several) ? several.map((value, at) => ({ name: `example-${at + 1}`, value })) : []
}
