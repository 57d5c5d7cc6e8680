import { apiBase, type Operation, type Route } from '@mtandao/http'
import type { Actor } from '@mtandao/identity/contract'
import { z } from 'zod'
import { fillPath } from './addresses.ts'
import type { JsonSchema } from './arbitrary.ts'
import type { Portal } from './portal.ts'

/** What the JSON Schema of a zod shape says; what it cannot say fits anything. */
export function schemaOf(shape: z.ZodType): JsonSchema {
  return z.toJSONSchema(shape, { io: 'input', unrepresentable: 'any' }) as JsonSchema
}

/** Asks an operation with one object as its input: members of the path, then query or body. */
export async function callOperation(
  portal: Portal,
  { method, path }: Operation<Actor>,
  { who, input }: { readonly who: Actor | undefined; readonly input: Record<string, unknown> },
): Promise<Response> {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '')
  const rest = Object.entries(input).filter(([name]) => !inPath.includes(name))
  const members = Object.fromEntries(inPath.map((name) => [name, textOf(input[name] ?? '-')]))
  const address = `${apiBase}${fillPath(path, members)}`
  if (method === 'GET' || method === 'DELETE') {
    const query = new URLSearchParams(
      rest.flatMap(([name, value]) =>
        (Array.isArray(value) ? value : [value]).map((one: unknown) => [name, textOf(one)]),
      ),
    )
    return await portal.ask(`${address}?${query}`, who, { method })
  }
  return await portal.ask(address, who, {
    method,
    body: JSON.stringify(Object.fromEntries(rest)),
    headers: { 'content-type': 'application/json' },
  })
}

/** Posts a form or presses a button. */
export async function post(
  portal: Portal,
  { path }: Route<Actor>,
  {
    who,
    at,
    fields,
  }: {
    readonly who: Actor | undefined
    readonly at: Readonly<Record<string, string>>
    readonly fields: Record<string, unknown>
  },
): Promise<Response> {
  const body = new URLSearchParams(
    Object.entries(fields).flatMap(([name, value]) =>
      (Array.isArray(value) ? value : [value]).map((one: unknown) => [name, textOf(one)]),
    ),
  )
  return await portal.ask(fillPath(path, at), who, {
    method: 'POST',
    body: body.toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value.toWellFormed()
  return JSON.stringify(value) ?? ''
}
