import { bodyFromPlain, EnvelopeFault } from '@mtandao/seal'
import { exampleOf } from '../services/contract/example-of.ts'
import {
  follow,
  isList,
  isObject,
  member,
  type ContractMedia,
  type ContractOperation,
  type Json,
  type JsonObject,
  type ServiceContract,
} from '../services/contract/service-contract.ts'

export interface SimulatedRequest {
  /** Upper case. */
  readonly method: string
  /** Below the service's own address: '' or '/' for a GovESB call, `/makampuni/110011` for r1. */
  readonly path: string
  readonly body: Buffer
  /** What the body is in: the service's own format unless its content type says otherwise. */
  readonly format: 'json' | 'xml'
}

export interface SimulatedAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

/**
 * What the provider might say, made from the examples of its document: pure, the same every time. A request that lacks what the
 * document demands gets 400 and is told what is missing, as a provider would.
 */
export function simulatedAnswer(
  contract: ServiceContract,
  kind: 'pull' | 'push',
  request: SimulatedRequest,
): SimulatedAnswer {
  const read = readBody(request)
  if (!read) {
    return answer(request, 400, {
      kosa: 'Mwili wa ombi hausomeki',
      error: 'The body cannot be read',
    })
  }
  const { asked } = read
  if (kind === 'push') return answer(request, 200, { imepokelewa: true })
  const operation = findOperation(contract, request)
  if (!operation) {
    return answer(request, 404, { kosa: 'Njia haipo', error: 'No such path' })
  }
  const missing = missingMembers(contract.root, operation, asked)
  if (missing.length > 0) {
    return answer(request, 400, {
      kosa: `Vinakosekana: ${missing.join(', ')}`,
      error: `Missing: ${missing.join(', ')}`,
    })
  }
  const given =
    operation.answers.find(({ status }) => status.startsWith('2')) ?? operation.answers[0]
  const status = Number(given?.status)
  const media = chooseMedia(given?.content ?? [], request.format)
  if (!media) return answer(request, Number.isInteger(status) ? status : 200, {})
  const value = chooseExample(contract.root, operation, media, asked)
  return answer(request, Number.isInteger(status) ? status : 200, value)
}

/** A GovESB call has no path of its own: it means the one thing the service does. */
export function findOperation(
  { operations }: ServiceContract,
  { method, path }: Pick<SimulatedRequest, 'method' | 'path'>,
): ContractOperation | undefined {
  const wanted = path.replace(/\/+$/, '')
  const exact = operations.find(
    (one) => one.method === method && one.path !== null && matches(one.path, wanted),
  )
  if (exact || wanted !== '') return exact
  return mainOperation(operations)
}

/** The operation that a call by code alone means. */
export function mainOperation(
  operations: readonly ContractOperation[],
): ContractOperation | undefined {
  return (
    operations.find(({ path }) => path === null || path === '/') ??
    operations.find(({ method }) => method === 'POST') ??
    operations.find(({ path }) => path?.includes('{') === true) ??
    operations[0]
  )
}

function matches(template: string, path: string): boolean {
  const wanted = template.replace(/\/+$/, '').split('/')
  const given = path.split('/')
  return (
    wanted.length === given.length &&
    wanted.every((part, at) => (part.includes('{') ? given[at] !== '' : part === given[at]))
  )
}

/** Nothing when the body cannot be read. */
function readBody({ body, format }: SimulatedRequest): { asked: Json | undefined } | undefined {
  if (body.length === 0) return { asked: undefined }
  try {
    // JSON.parse gives nothing but JSON.
    return { asked: JSON.parse(bodyFromPlain(body, format).toJson().toString()) as Json }
  } catch (error) {
    if (error instanceof EnvelopeFault) return undefined
    throw error
  }
}

function missingMembers(
  root: JsonObject,
  { request }: ContractOperation,
  asked: Json | undefined,
): string[] {
  const [media] = request?.content ?? []
  if (!media) return []
  const required = member(follow(root, media.schema), 'required')
  if (!isList(required)) return []
  return required
    .map(String)
    .filter((name) => member(asked, name) === undefined)
    .slice(0, 20)
}

function chooseMedia(
  content: readonly ContractMedia[],
  format: 'json' | 'xml',
): ContractMedia | undefined {
  return content.find(({ type }) => type.includes(format)) ?? content[0]
}

function chooseExample(
  root: JsonObject,
  { request }: ContractOperation,
  media: ContractMedia,
  asked: Json | undefined,
): Json {
  const same = JSON.stringify(asked)
  const matching = request?.content
    .flatMap(({ examples }) => examples)
    .find(({ value }) => JSON.stringify(value) === same)
  const example = media.examples.find(({ name }) => name === matching?.name) ?? media.examples[0]
  const value = example ? example.value : exampleOf(root, media.schema)
  return matching ? value : echoed(value, asked)
}

/** What was asked for by a member of the same name is what is told of: the answer is about the number in the question. */
function echoed(value: Json, asked: Json | undefined): Json {
  if (!isObject(value) || !isObject(asked)) return value
  const members = Object.entries(value).map(([name, given]): [string, Json] => {
    const wanted = member(asked, name)
    const alike = typeof wanted === typeof given && typeof wanted !== 'object'
    return [name, alike && wanted !== undefined ? wanted : given]
  })
  return Object.fromEntries(members)
}

function answer({ format }: SimulatedRequest, status: number, value: Json): SimulatedAnswer {
  return {
    status,
    headers: { 'content-type': `application/${format}; charset=utf-8`, 'x-simulated': 'true' },
    body: written(value, format),
  }
}

/** An XML example is text that begins with `<`; either is written in the format that is wanted. */
function written(value: Json, format: 'json' | 'xml'): Buffer {
  const isXml = typeof value === 'string' && value.trimStart().startsWith('<')
  const text = isXml
    ? `<root>${value.replace(/^\s*<\?xml[^>]*\?>/, '')}</root>`
    : JSON.stringify(value)
  return bodyFromPlain(Buffer.from(text), isXml ? 'xml' : 'json').plain(format)
}
