import { apiBase, type Operation } from '@mtandao/http'
import type { Actor } from '@mtandao/identity/contract'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listFiles, read } from '../architecture/repository.ts'
import { hostile } from './arbitrary.ts'
import { foreignIds, type ForeignIds } from './foreign-ids.ts'
import { callOperation, schemaOf } from './knock.ts'
import { everyOffice, openPortal, type Portal } from './portal.ts'

/**
 * Every operation, by everybody it lets in, with input made from its own schema and then spoilt: wrong types, huge, foreign
 * script, missing, added, junk in the path. FUZZ_RUNS is how many inputs each of them gets; FUZZ_SEED repeats a run.
 */
const runs = Number(process.env['FUZZ_RUNS'] ?? 6)
const seed = Number(process.env['FUZZ_SEED'] ?? 20_261_123)
const answerMsMax = 5_000

let portal: Portal
let ids: ForeignIds
beforeAll(async () => {
  portal = await openPortal()
  ids = await foreignIds(portal)
}, 180_000)
afterAll(() => portal.close())

/** Declared by some area; tests/architecture holds docs/problems.md to the same declarations. */
const declared = new Set(
  listFiles('apps/**/problems.ts', 'modules/**/problems.ts', 'packages/**/problems.ts').flatMap(
    (file) =>
      [...read(file).matchAll(/defineProblems\(\s*'([a-z0-9-]+)'([^]*?)\n\}\)/g)].flatMap(
        ([, area, body = '']) =>
          [...body.matchAll(/^ {2}'?([a-z0-9-]+)'?:/gm)].map(([, code]) => `${area}.${code}`),
      ),
  ),
)

const callersOf = ({ who }: Operation<Actor>): (Actor | undefined)[] => {
  if (who === 'anyone') return [undefined, ...everyOffice.slice(0, 1)]
  return everyOffice.filter(
    ({ roles }) => who === 'signed-in' || roles.some((role) => who.includes(role)),
  )
}

/** Ids of things there are, in every other input: what lies behind the first lookup is asked too. */
function realIds({ path }: Operation<Actor>): Record<string, string> {
  const kind = [`/api${path}`, path].flatMap((one) =>
    Object.keys(ids).filter((prefix) => one.startsWith(prefix)),
  )[0]
  const known = kind === undefined ? {} : (ids[kind] ?? {})
  return Object.fromEntries(Object.entries(known).filter(([name]) => path.includes(`{${name}}`)))
}

async function faultsOf(operation: Operation<Actor>, who: Actor | undefined): Promise<string[]> {
  const faults: string[] = []
  const inputs = fc.sample(hostile(schemaOf(operation.input)), { numRuns: runs, seed })
  for (const [at, spoilt] of inputs.entries()) {
    const input = at % 2 === 0 ? { ...spoilt, ...realIds(operation) } : spoilt
    const began = performance.now()
    const answer = await callOperation(portal, operation, { who, input })
    const text = await answer.text()
    const fault = wrong(answer, text, performance.now() - began)
    if (fault)
      faults.push(
        `${operation.id} ${who?.roles.join() ?? 'stranger'} ${fault} ← ${JSON.stringify(input).slice(0, 300)}`,
      )
  }
  return faults
}

function wrong({ status, headers }: Response, text: string, ms: number): string | undefined {
  if (ms > answerMsMax) return `took ${Math.round(ms)} ms`
  if (status < 400) return undefined
  if (status === 500) return `500 ${text.slice(0, 200)}`
  if (!headers.get('content-type')?.startsWith('application/problem+json'))
    return `${status} is no problem+json`
  const { code } = JSON.parse(text) as { code?: string }
  return code !== undefined && declared.has(code) ? undefined : `${status} undeclared ${code}`
}

test('no operation fails on its own, whatever it is asked', async () => {
  const faults: string[] = []
  for (const operation of portal.web.operations)
    for (const who of callersOf(operation)) faults.push(...(await faultsOf(operation, who)))
  expect([
    faults,
    [...new Set(portal.defects.map((one) => one.split('\n').slice(0, 3).join(' ')))],
  ]).toEqual([[], []])
}, 600_000)

test('a body that is no JSON, no object or too large is refused in words', async () => {
  const faults: string[] = []
  const bodies = ['{', '[]', '"x"', 'null', '', '\0', `{"x":"${'y'.repeat(3_000_000)}"}`]
  for (const operation of portal.web.operations) {
    if (operation.method === 'GET' || operation.method === 'DELETE') continue
    const [who] = callersOf(operation)
    const path = `${apiBase}${operation.path.replaceAll(/\{\w+\}/g, 'x')}`
    for (const body of bodies) {
      const headers = { 'content-type': 'application/json' }
      const answer = await portal.ask(path, who, { method: operation.method, body, headers })
      const fault = wrong(answer, await answer.text(), 0)
      if (fault) faults.push(`${operation.id} ${fault} ← ${body.slice(0, 20)}`)
    }
  }
  expect(faults).toEqual([])
}, 240_000)
