import type { Offer } from './plan.ts'

/** The OpenAPI document (JSON text) of a service that has paths of its own; the others speak envelopes only. */
export function openApiOf(offer: Offer): string | undefined {
  if (offer.endpoints.length === 0) return undefined
  return JSON.stringify({
    openapi: '3.1.0',
    info: { title: `${offer.name.sw} (mfano)`, version: '1.0.0', description: offer.name.en },
    paths: Object.fromEntries(
      offer.endpoints.map(({ method, path }) => [
        path,
        {
          [method.toLowerCase()]: {
            operationId: path.replaceAll(/[^a-z]+/gi, '-').replaceAll(/^-|-$/g, ''),
            parameters: parametersOf(path),
            responses: {
              200: { description: 'Sawa', content: { 'application/json': {} } },
              404: { description: 'Haipo', content: { 'application/json': {} } },
            },
          },
        },
      ]),
    ),
  })
}

function parametersOf(path: string) {
  return [...path.matchAll(/\{([a-z]+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))
}
