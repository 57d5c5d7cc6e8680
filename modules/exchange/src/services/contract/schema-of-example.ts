import { isList, isObject, type Json } from './service-contract.ts'

/** The least that an example says about what it is an example of: the members it has, with the types they have there. */
export function schemaOfExample(value: Json): Json {
  if (isList(value))
    return { type: 'array', items: value[0] === undefined ? {} : schemaOfExample(value[0]) }
  if (isObject(value)) {
    const members = Object.entries(value)
    return {
      type: 'object',
      properties: Object.fromEntries(
        members.map(([name, inner]) => [name, schemaOfExample(inner)]),
      ),
      ...(members.length > 0 && { required: members.map(([name]) => name) }),
    }
  }
  if (value === null) return {}
  if (typeof value === 'number') return { type: Number.isInteger(value) ? 'integer' : 'number' }
  return { type: typeof value }
}
