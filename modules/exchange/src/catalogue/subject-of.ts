import { bodyFromPlain } from '@mtandao/seal'
import { exampleOf } from '../services/contract/example-of.ts'
import type {
  ContractOperation,
  Json,
  JsonObject,
  ServiceContract,
} from '../services/contract/service-contract.ts'
import type { SampleSubject } from './samples/sample-subject.ts'
import type { CatalogueEntry } from './see-catalogue.ts'
import { mainOperation } from './simulated-answer.ts'

/** An example of what a call by code sends: JSON, or XML as the provider wrote it; nothing when a call sends nothing. */
export function exampleRequest(contract: ServiceContract): Json {
  const operation = mainOperation(contract.operations)
  const [media] = operation?.request?.content ?? []
  if (media) return media.examples[0]?.value ?? exampleOf(contract.root, media.schema)
  return operation ? parametersAsBody(contract.root, operation) : {}
}

/** A plain provider that knows no bodies is asked by the names of its parameters. */
function parametersAsBody(root: JsonObject, { parameters }: ContractOperation): Json {
  return Object.fromEntries(
    parameters
      .filter((one) => one.in === 'path' || one.in === 'query')
      .map(({ name, example, schema }): [string, Json] => [
        name,
        example ?? exampleOf(root, schema),
      ]),
  )
}

export function subjectOf(
  { service, contract }: Pick<CatalogueEntry, 'service' | 'contract'>,
  busUrl: string,
  r1Base: string | undefined,
  language: 'sw' | 'en',
): SampleSubject {
  const operation = contract.operations.find(({ path }) => path !== null && path !== '/')
  return {
    code: service.esbCode,
    kind: service.kind,
    body: asJson(exampleRequest(contract)),
    busUrl,
    r1:
      operation?.path && operation.method && r1Base !== undefined
        ? { method: operation.method, path: r1Base + filledPath(contract.root, operation) }
        : null,
    language,
  }
}

/** `/makampuni/{namba}` with its example values. */
export function filledPath(root: JsonObject, { path, parameters }: ContractOperation): string {
  return (path ?? '').replaceAll(/\{([^}]*)\}/g, (_, name: string) => {
    const found = parameters.find((one) => one.in === 'path' && one.name === name)
    const value = found?.example ?? (found ? exampleOf(root, found.schema) : null) ?? name
    return encodeURIComponent(typeof value === 'object' ? name : String(value))
  })
}

function asJson(value: Json): string {
  if (typeof value !== 'string' || !value.trimStart().startsWith('<')) return JSON.stringify(value)
  const root = `<root>${value.replace(/^\s*<\?xml[^>]*\?>/, '')}</root>`
  return bodyFromPlain(Buffer.from(root), 'xml').toJson().toString()
}
