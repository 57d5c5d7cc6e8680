/** What a service's document says, whatever language it was written in. JSON all through: it is stored as it is. */
export interface ServiceContract {
  readonly format: ContractFormat
  readonly title: string
  readonly version: string
  readonly description: string
  readonly operations: readonly ContractOperation[]
  /** What `$ref: '#/…'` in the schemas leads into: the whole document, or the schemas made from it. */
  readonly root: JsonObject
}

export type ContractFormat = 'openapi-3.1' | 'openapi-3.0' | 'wsdl-1.1' | 'govesb'

export interface ContractOperation {
  /** `GET /makampuni/{namba}`, the name of a WSDL operation, or `govesb`. Stable over versions. */
  readonly id: string
  /** Upper case; none where the bus's own envelope is the only way in. */
  readonly method: string | null
  readonly path: string | null
  readonly summary: string
  readonly description: string
  readonly deprecated: boolean
  /** Where it stands in the document, RFC 6901. */
  readonly pointer: string
  readonly parameters: readonly ContractParameter[]
  readonly request: ContractBody | null
  readonly answers: readonly ContractAnswer[]
  /** Alternatives, any of which is enough; each is the schemes it needs. Empty: none is asked for. */
  readonly security: readonly string[]
}

export interface ContractParameter {
  readonly in: string
  readonly name: string
  readonly required: boolean
  readonly description: string
  readonly schema: Json
  readonly example: Json | null
  readonly pointer: string
}

export interface ContractBody {
  readonly required: boolean
  readonly description: string
  readonly content: readonly ContractMedia[]
}

export interface ContractAnswer {
  /** `200`, `4XX`, `default` */
  readonly status: string
  readonly description: string
  readonly headers: readonly ContractParameter[]
  readonly content: readonly ContractMedia[]
  readonly pointer: string
}

export interface ContractMedia {
  /** Lower case, without parameters. */
  readonly type: string
  readonly schema: Json
  readonly examples: readonly ContractExample[]
  readonly pointer: string
}

export interface ContractExample {
  /** The same name on a request and on an answer: they belong together. */
  readonly name: string
  readonly value: Json
}

export type Json = string | number | boolean | null | readonly Json[] | JsonObject
export interface JsonObject {
  readonly [member: string]: Json
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function isList(value: unknown): value is readonly Json[] {
  return Array.isArray(value)
}

/** A member of an object by its own name: never one of the prototype. */
export function member(of: Json | undefined, name: string): Json | undefined {
  return isObject(of) && Object.hasOwn(of, name) ? of[name] : undefined
}

export function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : ''
}

/** RFC 6901. */
export function pointerTo(pointer: string, ...names: readonly (string | number)[]): string {
  const escape = (name: string | number) => String(name).replaceAll('~', '~0').replaceAll('/', '~1')
  return pointer + names.map((name) => `/${escape(name)}`).join('')
}

/** What `#/a/b` (or `/a/b`) leads to; `undefined` when it leads nowhere or out of the document. */
export function resolvePointer(root: Json, pointer: string): Json | undefined {
  const path = pointer.startsWith('#') ? decodeFragment(pointer.slice(1)) : pointer
  if (path === '') return root
  if (path === undefined || !path.startsWith('/')) return undefined
  let at: Json | undefined = root
  for (const part of path.slice(1).split('/')) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~')
    if (isList(at)) at = /^\d{1,6}$/.test(name) ? at[Number(name)] : undefined
    else at = member(at, name)
    if (at === undefined) return undefined
  }
  return at
}

/** What a reference object stands for; chains of them end somewhere or nowhere. */
export function follow(root: JsonObject, given: Json | undefined): Json | undefined {
  let at = given
  for (let hops = 0; hops < 16; hops += 1) {
    const ref = member(at, '$ref')
    if (typeof ref !== 'string') return at
    at = resolvePointer(root, ref)
  }
  return undefined
}

function decodeFragment(fragment: string): string | undefined {
  try {
    return decodeURIComponent(fragment)
  } catch {
    return undefined
  }
}
