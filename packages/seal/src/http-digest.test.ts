import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  contentDigest,
  digestStream,
  verifyContentDigest,
  verifyDigestStream,
} from './http-digest.ts'

test.each([
  ['{"hello": "world"}\n', 'sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:'],
  ['', 'sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:'],
])('the examples of RFC 9530 appendix B: %j', (content, field) => {
  expect(contentDigest(Buffer.from(content))).toBe(field)
  expect(verifyContentDigest(field, Buffer.from(content))).toBe('matches')
})

const hello = Buffer.from('{"hello": "world"}')
const sha512 =
  'sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:'

test('the digest of the RFC 9421 test request', () => {
  expect(contentDigest(hello, 'sha-512')).toBe(sha512)
})

test.each([
  ['absent', undefined],
  ['malformed', 'sha-256=RK/0qy18MlBSVnWgjwz6lZEWjP'],
  ['malformed', 'sha-256=:=:'.replace('=:', '*:')],
  ['malformed', 'sha-256="text"'],
  ['unsupported', ''],
  ['unsupported', 'md5=:1B2M2Y8AsgTpgAmY7PhCfg==:, crc32c=:AAAAAA==:'],
  ['differs', 'sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:'],
  ['differs', 'sha-256=::'],
  ['differs', `${sha512}, sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:`],
  ['matches', `md5=:1B2M2Y8AsgTpgAmY7PhCfg==:, ${sha512}`],
])('%s: %s', (verdict, field) => {
  expect(verifyContentDigest(field, hello)).toBe(verdict)
})

test('pieces give the same digest as the whole', () => {
  fc.assert(
    fc.property(
      fc.array(fc.uint8Array()),
      fc.constantFrom('sha-256', 'sha-512'),
      (pieces, algorithm) => {
        const whole = Buffer.concat(pieces)
        const making = digestStream(algorithm)
        for (const piece of pieces) making.update(piece)
        const field = making.field()
        expect(field).toBe(contentDigest(whole, algorithm))
        const checking = verifyDigestStream(field)
        for (const piece of pieces) checking.update(piece)
        expect(checking.verdict()).toBe('matches')
      },
    ),
  )
})
