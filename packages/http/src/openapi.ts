import { z } from 'zod'
import { apiBase } from './mount-operations.ts'
import type { Operation } from './routes.ts'

/** OpenAPI 3.1 of the operations, made from the same schemas that check what comes in and goes out. */
export function describeOperations<Actor>(
  operations: readonly Operation<Actor>[],
  info: { readonly title: string; readonly version: string; readonly description: string },
): object {
  const paths: Record<string, Record<string, object>> = {}
  for (const operation of operations) {
    const path = `${apiBase}${operation.path}`
    paths[path] ??= {}
    paths[path][operation.method.toLowerCase()] = describe(operation)
  }
  return {
    openapi: '3.1.1',
    info,
    servers: [{ url: '/' }],
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas: { Problem: problemSchema },
      responses: {
        Problem: {
          description: 'RFC 9457',
          content: {
            'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
          },
        },
      },
    },
  }
}

const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'retry', 'title_sw', 'title_en'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string' },
    detail: { type: 'string' },
    retry: { enum: ['never', 'later', 'after-correction'] },
    title_sw: { type: 'string' },
    title_en: { type: 'string' },
  },
}

function describe<Actor>(operation: Operation<Actor>): object {
  const { id, who, summary, method, output, status = 200 } = operation
  const inPath = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '')
  const whole = schemaOf(operation.input, 'input')
  const members = Object.entries(whole.properties ?? {})
  const required = new Set(whole.required ?? [])
  const parameter = (name: string, schema: unknown, where: 'path' | 'query') => ({
    name,
    in: where,
    required: where === 'path' || required.has(name),
    schema,
  })
  const rest = members.filter(([name]) => !inPath.includes(name))
  const reads = method === 'GET' || method === 'DELETE'
  const parameters = [
    ...inPath.map((name) => parameter(name, whole.properties?.[name] ?? {}, 'path')),
    ...(reads ? rest.map(([name, schema]) => parameter(name, schema, 'query')) : []),
  ]
  const body = {
    ...whole,
    properties: Object.fromEntries(rest),
    required: rest.map(([name]) => name).filter((name) => required.has(name)),
  }
  const [tag = ''] = id.split('.')
  return {
    operationId: id,
    summary: `${summary.sw} / ${summary.en}`,
    tags: [tag],
    'x-roles': who,
    ...(who === 'anyone' ? { security: [] } : { security: [{ token: [] }] }),
    parameters,
    ...(!reads && rest.length > 0
      ? {
          requestBody: {
            required: body.required.length > 0,
            content: { 'application/json': { schema: body } },
          },
        }
      : {}),
    responses: {
      ...(output === null
        ? { 204: { description: summary.en } }
        : {
            [status]: {
              description: summary.en,
              content: { 'application/json': { schema: schemaOf(output, 'output') } },
            },
          }),
      default: { $ref: '#/components/responses/Problem' },
    },
  }
}

interface ObjectSchema {
  readonly properties?: Readonly<Record<string, unknown>>
  readonly required?: readonly string[]
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): ObjectSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    target: 'draft-2020-12',
  })
  return rest
}
