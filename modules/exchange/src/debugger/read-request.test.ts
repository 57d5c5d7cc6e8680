import { describe, expect, test } from 'vitest'
import { readRequest } from './read-request.ts'

const read = (text: string) => readRequest(Buffer.from(text))

describe('a body alone', () => {
  test.each([
    ['{"data":{}}', 'json'],
    [' \n<esbrequest></esbrequest>', 'xml'],
    ['', 'json'],
    ['not a message', 'json'],
  ])('%j is %s', (text, format) => {
    expect(read(text)).toEqual({ door: 'govesb', format, body: Buffer.from(text) })
  })
})

test('of a whole request the body is kept byte for byte, and Content-Type names the format', () => {
  const body = ' {"data":\r\n{}}\n'
  for (const end of ['\n', '\r\n']) {
    const head = [
      'POST /engine/esb/request HTTP/1.1',
      'Host: bus',
      'Content-Type: application/xml; charset=utf-8',
    ]
    const asked = read(head.join(end) + end + end + body)
    expect(asked).toEqual({ door: 'govesb', format: 'xml', body: Buffer.from(body) })
  }
})

test('headers without a request line are taken as those of a message', () => {
  expect(read('content-type: text/xml\n\n<a/>')).toMatchObject({
    format: 'xml',
    body: Buffer.from('<a/>'),
  })
})

test('an r1 request keeps method, target and headers as Node gives them to the gateway', () => {
  expect(
    read(
      'GET /r1/TZ/GOV/1/s/x?a=%20b HTTP/1.1\nHost: bus:8090\nX-Road-Client:  TZ/GOV/2/c \nX-Many: a\nx-many: b\nhost: other\n\n',
    ),
  ).toEqual({
    door: 'r1',
    request: {
      method: 'GET',
      scheme: 'http',
      target: '/r1/TZ/GOV/1/s/x?a=%20b',
      headers: { host: 'bus:8090', 'x-road-client': 'TZ/GOV/2/c', 'x-many': 'a, b' },
      body: Buffer.alloc(0),
    },
  })
})

test('a whole URL in the request line says scheme and host', () => {
  expect(read('POST https://bus.go.tz/r1/TZ/GOV/1/s/x HTTP/1.1\nx-a: 1\n\nx')).toMatchObject({
    request: { scheme: 'https', headers: { host: 'bus.go.tz' }, target: '/r1/TZ/GOV/1/s/x' },
  })
})

test('a line that is no header is named', () => {
  expect(() => read('POST /r1/x HTTP/1.1\nHost bus\n\n')).toThrow(/Host bus/)
  expect(() => read(`POST /r1/x HTTP/1.1\n${'a: b\n'.repeat(300)}\n`)).toThrow()
})

test('a header named as a member of every object is only a header', () => {
  expect(read('GET /r1/x HTTP/1.1\n__proto__: x\nconstructor: y\n\n')).toMatchObject({ door: 'r1' })
})
