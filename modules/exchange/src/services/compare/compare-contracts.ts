import type {
  ContractAnswer,
  ContractBody,
  ContractMedia,
  ContractOperation,
  ContractParameter,
  ServiceContract,
} from '../contract/service-contract.ts'
import { pointerTo } from '../contract/service-contract.ts'
import { findings, type ContractChange, type Direction, type Finder } from './change.ts'
import { canonical } from './shape.ts'
import { compareSchemas, type Comparison } from './compare-schemas.ts'

/** Schemas looked at, of both sides: some thirty thousand members. */
const stepsMax = 200_000

/**
 * What the new contract changes for those who use the old one, in the order of the new document. Pure and total; what it
 * cannot judge is `caution`, never `compatible`.
 */
export function compareContracts(
  old: ServiceContract,
  now: ServiceContract,
): readonly ContractChange[] {
  const found = findings()
  const seen = new Set<string>()
  const sameRoots = canonical(old.root) === canonical(now.root)
  const budget = { left: stepsMax }
  const comparison = (direction: Direction): Comparison => ({
    finder: found,
    direction,
    oldRoot: old.root,
    newRoot: now.root,
    sameRoots,
    seen,
    budget,
  })
  const before = byKey(old.operations)
  const after = byKey(now.operations)
  for (const [key, operation] of before) {
    if (after.has(key)) continue
    found.at(operation.id)
    found.found('operation-removed', 'breaking', operation.pointer)
  }
  for (const [key, operation] of after) {
    const earlier = before.get(key)
    found.at(operation.id)
    if (!earlier) {
      found.found('operation-added', 'compatible', operation.pointer)
      continue
    }
    if (operation.deprecated && !earlier.deprecated) {
      found.found('operation-deprecated', 'compatible', operation.pointer)
    }
    const [asks, gives] = [comparison('request'), comparison('answer')]
    compareParameters(asks, earlier, operation)
    compareRequests(asks, earlier, operation)
    compareAnswers(gives, earlier, operation)
    compareSecurity(found, earlier, operation)
  }
  return found.list()
}

/** Names of path members mean nothing to those who call: `/a/{x}` and `/a/{y}` are one. */
function byKey(operations: readonly ContractOperation[]): Map<string, ContractOperation> {
  return new Map(
    operations.map((one) => [
      one.path === null ? one.id : `${one.method} ${one.path.replaceAll(/\{[^}]*\}/g, '{}')}`,
      one,
    ]),
  )
}

/** Path parameters go by their place in the path, the others by name. */
function parameterKeys({ path, parameters }: ContractOperation): Map<string, ContractParameter> {
  const places = [...(path ?? '').matchAll(/\{([^}]*)\}/g)].map(([, name]) => name)
  return new Map(
    parameters.map((one) => {
      const name = one.in === 'header' ? one.name.toLowerCase() : one.name
      return [one.in === 'path' ? `path ${places.indexOf(one.name)}` : `${one.in} ${name}`, one]
    }),
  )
}

function compareParameters(to: Comparison, old: ContractOperation, now: ContractOperation): void {
  const { finder } = to
  const before = parameterKeys(old)
  const after = parameterKeys(now)
  for (const [key, { name, pointer }] of before) {
    if (!after.has(key)) finder.found('parameter-removed', 'breaking', pointer, { name })
  }
  for (const [key, { name, pointer, required, schema }] of after) {
    const earlier = before.get(key)
    if (!earlier) {
      finder.found('parameter-added', required ? 'breaking' : 'compatible', pointer, { name })
      continue
    }
    if (required && !earlier.required) {
      finder.found('parameter-required', 'breaking', pointer, { name })
    }
    if (!required && earlier.required) {
      finder.found('parameter-optional', 'compatible', pointer, { name })
    }
    compareSchemas(to, earlier.schema, schema, pointerTo(pointer, 'schema'))
  }
}

function compareRequests(to: Comparison, old: ContractOperation, now: ContractOperation): void {
  const at = pointerTo(now.pointer, 'requestBody')
  const [before, after] = [old.request, now.request]
  if (!before && !after) return
  if (!after) {
    to.finder.found('body-removed', 'breaking', pointerTo(old.pointer, 'requestBody'))
    return
  }
  if (!before) {
    to.finder.found('body-added', after.required ? 'breaking' : 'compatible', at)
    return
  }
  compareRequired(to.finder, before, after, at)
  compareMedia(to, before.content, after.content, pointerTo(at, 'content'))
}

function compareRequired(
  finder: Finder,
  before: ContractBody,
  after: ContractBody,
  at: string,
): void {
  if (after.required && !before.required) finder.found('body-required', 'breaking', at)
  if (!after.required && before.required) finder.found('body-optional', 'compatible', at)
}

function compareMedia(
  to: Comparison,
  before: readonly ContractMedia[],
  after: readonly ContractMedia[],
  pointer: string,
): void {
  for (const { type } of before) {
    if (after.some((one) => one.type === type)) continue
    to.finder.found('media-removed', 'breaking', pointerTo(pointer, type), { name: type })
  }
  for (const media of after) {
    const earlier = before.find((one) => one.type === media.type)
    if (earlier) {
      compareSchemas(to, earlier.schema, media.schema, pointerTo(media.pointer, 'schema'))
    } else to.finder.found('media-added', 'compatible', media.pointer, { name: media.type })
  }
}

function compareAnswers(to: Comparison, old: ContractOperation, now: ContractOperation): void {
  const { finder } = to
  for (const { status, pointer } of old.answers) {
    if (now.answers.some((one) => one.status === status)) continue
    finder.found('answer-removed', 'breaking', pointer, { name: status })
  }
  for (const answer of now.answers) {
    const earlier = old.answers.find((one) => one.status === answer.status)
    if (!earlier) {
      // A refusal with a new number is still a refusal; another kind of success may not be understood.
      const verdict = /^[45]/.test(answer.status) ? 'compatible' : 'caution'
      finder.found('answer-added', verdict, answer.pointer, { name: answer.status })
      continue
    }
    compareHeaders(to, earlier, answer)
    compareMedia(to, earlier.content, answer.content, pointerTo(answer.pointer, 'content'))
  }
}

function compareHeaders(to: Comparison, before: ContractAnswer, after: ContractAnswer): void {
  const named = ({ headers }: ContractAnswer) =>
    new Map(headers.map((one) => [one.name.toLowerCase(), one]))
  const [old, now] = [named(before), named(after)]
  for (const [key, { name, pointer }] of old) {
    if (!now.has(key)) to.finder.found('header-removed', 'breaking', pointer, { name })
  }
  for (const [key, { name, pointer, schema }] of now) {
    const earlier = old.get(key)
    if (earlier) compareSchemas(to, earlier.schema, schema, pointerTo(pointer, 'schema'))
    else to.finder.found('header-added', 'compatible', pointer, { name })
  }
}

function compareSecurity(finder: Finder, old: ContractOperation, now: ContractOperation): void {
  const at = pointerTo(now.pointer, 'security')
  // An empty alternative says that none is needed, as no alternative at all does.
  const asks = ({ security }: ContractOperation) =>
    security.length > 0 && !security.includes('') ? new Set(security) : undefined
  const [before, after] = [asks(old), asks(now)]
  if (!before && !after) return
  if (!before && after) {
    finder.found('security-asked', 'breaking', at, { name: [...after].join(' / ') })
  } else if (before && !after) finder.found('security-dropped', 'compatible', at)
  else if (before && after) {
    for (const name of before) {
      if (!after.has(name)) finder.found('security-removed', 'breaking', at, { name })
    }
    for (const name of after) {
      if (!before.has(name)) finder.found('security-added', 'compatible', at, { name })
    }
  }
}
