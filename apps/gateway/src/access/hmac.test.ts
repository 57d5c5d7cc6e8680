import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hmacSha256 } from './hmac.ts'

// RFC 4231 §4.2 and §4.3.
test.each([
  ['0b'.repeat(20), 'Hi There', 'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7'],
  [
    '4a656665',
    'what do ya want for nothing?',
    '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  ],
])('key %s over %j', (key, message, mac) => {
  expect(hmacSha256(Buffer.from(key, 'hex'))(message).toString('hex')).toBe(mac)
})

test('it is what OpenSSL makes of any key and text, one after another', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 64 }),
      fc.array(fc.string({ maxLength: 300 }), { minLength: 1, maxLength: 4 }),
      (key, messages) => {
        const mac = hmacSha256(Buffer.from(key))
        for (const message of messages)
          expect(mac(message)).toEqual(createHmac('sha256', key).update(message).digest())
      },
    ),
  )
})
