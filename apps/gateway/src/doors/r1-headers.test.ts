import fc from 'fast-check'
import { expect, test } from 'vitest'
import { headersForConsumer, headersForProvider } from './r1-headers.ts'

const name = fc.stringMatching(/^[a-z][a-z-]{0,12}$/)
const value = fc.stringMatching(/^[\x20-\x7e]{0,20}$/)
const headers = fc.dictionary(name, fc.oneof(value, fc.array(value, { maxLength: 3 })))
const hopByHop = [
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'content-length',
]
const theBuses = ['x-road-id', 'x-road-request-id', 'x-road-service', 'x-exchange-id']

function pairs(flat: readonly string[]): [string, string][] {
  return flat.flatMap((one, at) =>
    at % 2 === 0 ? [[one, flat[at + 1] ?? ''] as [string, string]] : [],
  )
}

test.each([
  [
    'the provider',
    headersForProvider,
    ['authorization', 'proxy-authorization', 'x-road-client', 'traceparent'],
  ],
  ['the consumer', headersForConsumer, ['x-road-error', 'x-road-request-hash', 'ratelimit']],
] as const)(
  '%s gets every other header as it is, and none of the connection or the bus',
  (_who, pass, more) => {
    fc.assert(
      fc.property(headers, fc.array(name, { maxLength: 3 }), (given, listed) => {
        const forbidden = [...hopByHop, ...theBuses, ...more]
        const all = {
          ...given,
          ...Object.fromEntries(forbidden.map((one) => [one, 'x'])),
          connection: listed.map((one) => one.toUpperCase()).join(' , '),
        }
        const got = pairs(pass(all))
        const expected = Object.entries(given)
          .filter(([one]) => !forbidden.includes(one) && !listed.includes(one))
          .flatMap(([one, text]) => [text].flat().map((line) => [one, line]))
          .filter(
            ([one]) => !['host', 'expect', 'tracestate', 'accept-signature'].includes(one ?? ''),
          )
        expect(got).toEqual(expected)
      }),
    )
  },
)

test('Connection may come in several lines', () => {
  const given = { connection: ['x-a', 'X-B, close'], 'x-a': '1', 'x-b': '2', 'x-c': '3' }
  expect(headersForConsumer(given)).toEqual(['x-c', '3'])
})
