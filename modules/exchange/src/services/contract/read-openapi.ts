import { Validator } from '@seriousme/openapi-schema-validator'
import { documentFault, DocumentRefused, type DocumentFault } from './document-fault.ts'
import { faultsMax, operationsMax } from './limits.ts'
import { mediaOf, parametersOf } from './openapi-parts.ts'
import { ruleText } from './rule-text.ts'
import { readJsonOrYaml, type ReadText } from './read-text.ts'
import {
  follow,
  isList,
  isObject,
  member,
  pointerTo,
  resolvePointer,
  textOf,
  type ContractAnswer,
  type ContractBody,
  type ContractOperation,
  type Json,
  type JsonObject,
  type ServiceContract,
} from './service-contract.ts'

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'] as const

/** Compiled once: the official JSON Schemas of OpenAPI take a moment. It is given objects only, so it opens no file. */
const validator = new Validator({ allErrors: true })

/**
 * OpenAPI 3.0 or 3.1, JSON or YAML. References stay within the document, and nothing is fetched.
 * @throws DocumentRefused
 */
export async function readOpenApi(text: string): Promise<ServiceContract> {
  const read = readJsonOrYaml(text)
  const { value: root } = read
  const version = textOf(root['openapi'])
  if (!/^3\.[01]\.\d{1,3}(-.{1,20})?$/.test(version)) {
    throw new DocumentRefused([documentFault('not-openapi', { line: read.lineOf('/openapi') })])
  }
  refuse(referenceFaults(root, read))
  refuse(await schemaFaults(root, read))
  const operations = operationsOf(root)
  if (operations.length === 0) {
    refuse([documentFault('no-operations', { pointer: '/paths', line: read.lineOf('/paths') })])
  }
  if (operations.length > operationsMax) {
    refuse([documentFault('too-many-operations', { values: { max: operationsMax } })])
  }
  const info = root['info']
  return {
    format: version.startsWith('3.0') ? 'openapi-3.0' : 'openapi-3.1',
    title: textOf(member(info, 'title')),
    version: textOf(member(info, 'version')),
    description: textOf(member(info, 'description')),
    operations,
    root,
  }
}

function refuse(faults: readonly DocumentFault[]): void {
  if (faults.length > 0) throw new DocumentRefused(faults.slice(0, faultsMax))
}

/** Every reference of the document, wherever it stands: those that lead out of it are refused, not followed. */
function referenceFaults(root: JsonObject, read: ReadText): DocumentFault[] {
  const faults: DocumentFault[] = []
  const look = (value: Json, pointer: string, data: boolean): void => {
    if (faults.length >= faultsMax) return
    if (isList(value)) {
      value.forEach((item, at) => look(item, pointerTo(pointer, at), data))
      return
    }
    if (!isObject(value)) return
    for (const [name, item] of Object.entries(value)) {
      const at = pointerTo(pointer, name)
      if (!data && isReference(name, pointer) && typeof item === 'string') {
        const where = { pointer: at, line: read.lineOf(at), values: { what: item } }
        if (!item.startsWith('#')) faults.push(documentFault('remote-ref', where))
        else if (item.startsWith('#/') && resolvePointer(root, item) === undefined)
          faults.push(documentFault('dangling-ref', where))
      } else look(item, at, data || isData(name, pointer))
    }
  }
  look(root, '', false)
  return faults
}

/** Examples and values hold other people's data: a `$ref` there is only text. */
function isData(name: string, pointer: string): boolean {
  if (pointer.endsWith('/properties')) return false
  return ['example', 'default', 'const', 'enum', 'value'].includes(name)
}

function isReference(name: string, pointer: string): boolean {
  if (pointer.endsWith('/properties')) return false
  return ['$ref', '$dynamicRef', 'operationRef', 'externalValue'].includes(name)
}

async function schemaFaults(root: JsonObject, read: ReadText): Promise<DocumentFault[]> {
  const result = await validator.validate(forValidator(root, '', false))
  if (result.valid) return []
  if (!result.errors || typeof result.errors === 'string') {
    return [documentFault('schema', { values: { what: result.errors ?? '' } })]
  }
  const errors = result.errors.slice(0, errorsMax)
  const above = new Set<string>()
  for (const { instancePath } of errors) {
    for (
      let at = instancePath.lastIndexOf('/');
      at >= 0;
      at = instancePath.lastIndexOf('/', at - 1)
    ) {
      above.add(instancePath.slice(0, at))
      if (at === 0) break
    }
  }
  const found = new Map<string, DocumentFault>()
  for (const error of errors) {
    const { instancePath: pointer, keyword, schemaPath } = error
    // What stands below is wrong, and this is only said because of it.
    if (consequences.has(keyword) && above.has(pointer)) continue
    // Of alternatives the first speaks for all.
    const isOne = /\/(any|one)Of\//.test(schemaPath)
    const text = ruleText(error)
    if (found.size >= faultsMax * 2) break
    const key = isOne ? `${pointer} ${keyword}` : `${pointer} ${text.en}`
    if (!found.has(key)) found.set(key, { pointer, line: read.lineOf(pointer), text })
  }
  const told = [...found.values()]
  const plain = told.filter(({ text }) => !/«(anyOf|oneOf|if|not)»/.test(text.en))
  return (plain.length > 0 ? plain : told).slice(0, faultsMax)
}

/** Of one mistake repeated everywhere the validator may find very many. */
const errorsMax = 20_000

const consequences: ReadonlySet<string> = new Set([
  'unevaluatedProperties',
  'additionalProperties',
  'anyOf',
  'oneOf',
  'if',
  '$ref',
])

/** A copy to write into, in which the data of examples refers to nothing. */
function forValidator(value: JsonObject, pointer: string, data: boolean): Record<string, unknown> {
  const copy = (one: Json, at: string, inData: boolean): unknown =>
    isList(one)
      ? one.map((item, index) => copy(item, pointerTo(at, index), inData))
      : isObject(one)
        ? forValidator(one, at, inData)
        : one
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [
      (data || pointer.endsWith('/properties')) && name.startsWith('$') ? `_${name}` : name,
      copy(one, pointerTo(pointer, name), data || isData(name, pointer)),
    ]),
  )
}

function operationsOf(root: JsonObject): ContractOperation[] {
  const paths = root['paths']
  if (!isObject(paths)) return []
  return Object.entries(paths).flatMap(([path, given]) => {
    const item = follow(root, given)
    return methods.flatMap((method) => {
      const found = member(item, method)
      if (!isObject(found)) return []
      return operationOf(root, path, method, found, item)
    })
  })
}

function operationOf(
  root: JsonObject,
  path: string,
  method: (typeof methods)[number],
  found: JsonObject,
  item: Json | undefined,
): ContractOperation {
  const pointer = pointerTo('/paths', path, method)
  return {
    id: `${method.toUpperCase()} ${path}`,
    method: method.toUpperCase(),
    path,
    summary: textOf(found['summary']),
    description: textOf(found['description']),
    deprecated: found['deprecated'] === true,
    pointer,
    parameters: parametersOf(root, [
      ...listOf(member(item, 'parameters')).map((one, at) => ({
        given: one,
        pointer: pointerTo('/paths', path, 'parameters', at),
      })),
      ...listOf(found['parameters']).map((one, at) => ({
        given: one,
        pointer: pointerTo(pointer, 'parameters', at),
      })),
    ]),
    request: requestOf(root, found['requestBody'], pointerTo(pointer, 'requestBody')),
    answers: answersOf(root, found['responses'], pointerTo(pointer, 'responses')),
    security: securityOf(root, found['security'] ?? root['security']),
  }
}

function requestOf(
  root: JsonObject,
  given: Json | undefined,
  pointer: string,
): ContractBody | null {
  const body = follow(root, given)
  if (!isObject(body)) return null
  return {
    required: body['required'] === true,
    description: textOf(body['description']),
    content: mediaOf(root, body['content'], pointerTo(pointer, 'content')),
  }
}

function answersOf(root: JsonObject, given: Json | undefined, pointer: string): ContractAnswer[] {
  if (!isObject(given)) return []
  return Object.entries(given)
    .filter(([status]) => !status.startsWith('x-'))
    .map(([status, one]) => {
      const answer = follow(root, one)
      const at = pointerTo(pointer, status)
      const headers = member(answer, 'headers')
      return {
        status: status.toUpperCase() === 'DEFAULT' ? 'default' : status.toUpperCase(),
        description: textOf(member(answer, 'description')),
        headers: isObject(headers)
          ? parametersOf(
              root,
              Object.entries(headers).map(([name, header]) => ({
                given: header,
                header: name,
                pointer: pointerTo(at, 'headers', name),
              })),
            )
          : [],
        content: mediaOf(root, member(answer, 'content'), pointerTo(at, 'content')),
        pointer: at,
      }
    })
}

/** `scheme type[scopes]` joined by ` + `: one text for each alternative, the same text for the same demand. */
function securityOf(root: JsonObject, given: Json | undefined): string[] {
  const schemes = member(root['components'], 'securitySchemes')
  return listOf(given).flatMap((alternative) => {
    if (!isObject(alternative)) return []
    const parts = Object.entries(alternative).map(([name, scopes]) => {
      const scheme = follow(root, member(schemes, name))
      const kind = [member(scheme, 'type'), member(scheme, 'scheme'), member(scheme, 'in')]
        .filter((part) => typeof part === 'string')
        .join(' ')
      const needed = listOf(scopes).map(String).sort().join(' ')
      return `${name} (${kind})${needed === '' ? '' : ` [${needed}]`}`
    })
    return parts.sort().join(' + ')
  })
}

function listOf(value: Json | undefined): readonly Json[] {
  return isList(value) ? value : []
}
