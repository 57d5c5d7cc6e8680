import type { IncomingHttpHeaders } from 'node:http'
import type { AnswerHeaders } from '../forward/upstream.ts'

/** RFC 9110 §7.6.1, and what belongs to the connection with the bus, not to the message. */
const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'expect',
  'host',
  'content-length',
])

/** With these a caller could have the provider run another method or path than the one that was judged, or name another caller. */
const overriding = [
  'x-original-url',
  'x-rewrite-url',
  'x-http-method',
  'x-http-method-override',
  'x-method-override',
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-prefix',
  'x-forwarded-proto',
  'x-forwarded-uri',
]

/** The caller's token is for the bus alone; the others are the bus's to say. */
const ownRequest = new Set([
  ...hopByHop,
  ...overriding,
  'authorization',
  'x-road-client',
  'x-road-id',
  'x-road-request-id',
  'x-road-service',
  'x-exchange-id',
  'traceparent',
  'tracestate',
  'accept-signature',
])
const ownResponse = new Set([
  ...hopByHop,
  'x-road-id',
  'x-road-request-id',
  'x-road-request-hash',
  'x-road-error',
  'x-road-service',
  'x-exchange-id',
  'ratelimit',
  'ratelimit-policy',
])

/** Flat headers for the provider: what the caller sent, less what is not for it. */
export function headersForProvider(headers: IncomingHttpHeaders): string[] {
  const flat: string[] = []
  const listed = connectionListed(headers.connection)
  for (const name in headers) {
    if (ownRequest.has(name) || listed?.has(name)) continue
    const value = headers[name]
    if (typeof value === 'string') flat.push(name, value)
    else if (value) for (const one of value) flat.push(name, one)
  }
  return flat
}

/** Flat headers for the consumer. */
export function headersForConsumer(headers: AnswerHeaders): string[] {
  const flat: string[] = []
  const listed = connectionListed(headers['connection'])
  for (const name in headers) {
    if (ownResponse.has(name) || listed?.has(name)) continue
    const value = headers[name]
    if (typeof value === 'string') flat.push(name, value)
    else if (value) for (const one of value) flat.push(name, one)
  }
  return flat
}

function connectionListed(value: string | string[] | undefined): Set<string> | undefined {
  if (value === undefined || value === 'keep-alive' || value === 'close') return undefined
  const lines = typeof value === 'string' ? value : value.join(',')
  return new Set(lines.split(',').map((name) => name.trim().toLowerCase()))
}
