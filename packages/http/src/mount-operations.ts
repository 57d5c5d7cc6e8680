import { randomUUID } from 'node:crypto'
import { Problem, problemBody } from '@mtandao/problem'
import { speak } from '@mtandao/ui'
import type { Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { admit } from './access.ts'
import { faultsOf } from './faults.ts'
import { asProblem } from './mount-pages.ts'
import { isKeepable } from './plain-text.ts'
import { problem } from './problems.ts'
import type { Caller, Operation } from './routes.ts'

/** What the edge of the API needs of the app around it. */
export interface ApiDoor<Actor extends Caller> {
  actorOf(headers: Headers): Promise<Actor | undefined>
  reportDefect(incident: string, path: string, error: unknown): void
}

export const apiBase = '/api/v1'
const bodyMaxDefault = 64 * 1024

/**
 * Puts every operation on the app below `/api/v1`. A browser's session is believed for reading only: what changes
 * something needs a bearer token, which no foreign page can make a browser send.
 */
export function mountOperations<Actor extends Caller>(
  app: Hono,
  operations: readonly Operation<Actor>[],
  door: ApiDoor<Actor>,
): void {
  for (const operation of operations) {
    const path = `${apiBase}${operation.path.replaceAll(/\{(\w+)\}/g, ':$1')}`
    const answer = (context: Context) => serve(context, operation, door)
    const tooLarge = (context: Context) =>
      fail(context, door, problem('body-too-large'), operation.path)
    const limit = bodyLimit({ maxSize: operation.bodyMax ?? bodyMaxDefault, onError: tooLarge })
    app.on(operation.method, path, limit, answer)
  }
  const methods = Map.groupBy(operations, ({ path }) => path)
  for (const [path, here] of methods) {
    app.all(`${apiBase}${path.replaceAll(/\{(\w+)\}/g, ':$1')}`, (context) => {
      context.header('allow', here.map(({ method }) => method).join(', '))
      return fail(context, door, problem('method-not-allowed'), path)
    })
  }
  app.all(`${apiBase}/*`, (context) => fail(context, door, problem('not-found'), context.req.path))
}

async function serve<Actor extends Caller>(
  context: Context,
  operation: Operation<Actor>,
  door: ApiDoor<Actor>,
): Promise<Response> {
  try {
    const { headers } = context.req.raw
    const byToken = headers.has('authorization')
    const believed = byToken || operation.method === 'GET'
    const actor = believed ? await door.actorOf(headers) : undefined
    admit(operation.who, actor)
    const parsed = operation.input.safeParse(await inputOf(context, operation))
    if (!parsed.success) {
      const [sw, en] = [speak('sw'), speak('en')].map((say) => faultsOf(say, parsed.error))
      const faults = sw?.map(({ field, text }, at) => ({
        field,
        text: { sw: text, en: en?.[at]?.text ?? text },
      }))
      throw problem('input-invalid', { extra: { faults } })
    }
    const found = await operation.run(actor, parsed.data)
    if (operation.output === null) return context.body(null, 204)
    // Only what is declared leaves; what does not fit its own declaration is our defect.
    return context.json(operation.output.parse(found) as object, operation.status ?? 200)
  } catch (error) {
    return fail(context, door, error, operation.path)
  }
}

function fail<Actor extends Caller>(
  context: Context,
  door: ApiDoor<Actor>,
  error: unknown,
  path: string,
): Response {
  const said: Problem = asProblem(error)
  const body = problemBody(said)
  if (said.kind.status === 500) {
    const incident = randomUUID()
    door.reportDefect(incident, path, error)
    body['incident'] = incident
  }
  if (said.kind.status === 401) context.header('www-authenticate', 'Bearer')
  return context.body(JSON.stringify(body), said.kind.status as 400, {
    'content-type': 'application/problem+json',
  })
}

/** Path members win: a body cannot name another subject than the address. */
async function inputOf<Actor>(
  context: Context,
  { method, input }: Operation<Actor>,
): Promise<Record<string, unknown>> {
  const params = context.req.param()
  if (!isKeepable([params, context.req.queries()])) throw problem('not-found')
  if (method === 'GET' || method === 'DELETE') {
    const lists = Object.entries(context.req.queries()).map(([name, values]) => [
      name,
      values.length === 1 && !isList(input.shape[name]) ? values[0] : values,
    ])
    return { ...Object.fromEntries(lists), ...params }
  }
  const text = await context.req.text()
  if (text.trim() === '') return params
  const type = context.req.header('content-type') ?? ''
  if (!/^application\/json\b/i.test(type)) throw problem('body-unreadable')
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch (cause) {
    throw problem('body-unreadable', { cause })
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body) || !isKeepable(body)) {
    throw problem('body-unreadable')
  }
  return { ...body, ...params }
}

function isList(shape: unknown): boolean {
  return typeof shape === 'object' && shape !== null && 'element' in shape
}
