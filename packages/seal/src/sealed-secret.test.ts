import { randomBytes } from 'node:crypto'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { openSecret, sealSecret } from './sealed-secret.ts'

const key = randomBytes(32)

test('a secret opens with its key and owner', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (clear, owner) => {
      expect(openSecret(key, owner, sealSecret(key, owner, clear))).toBe(clear)
    }),
  )
})

test('the layout is iv ‖ ciphertext ‖ tag, and two sealings differ', () => {
  const [one, other] = [sealSecret(key, 'a', 'siri'), sealSecret(key, 'a', 'siri')]
  expect(Buffer.from(one, 'base64')).toHaveLength(12 + 4 + 16)
  expect(one).not.toBe(other)
})

test('another key, another owner, a changed, shortened or re-spelt text opens nothing', () => {
  const sealed = sealSecret(key, 'service-1', 'siri')
  expect(openSecret(randomBytes(32), 'service-1', sealed)).toBeUndefined()
  expect(openSecret(key, 'service-2', sealed)).toBeUndefined()
  expect(openSecret(key, 'service-1', `${sealed}\n`)).toBeUndefined()
  expect(openSecret(key, 'service-1', '')).toBeUndefined()
  const bytes = Buffer.from(sealed, 'base64')
  for (let i = 0; i < bytes.length; i++) {
    const changed = Buffer.from(bytes)
    changed[i] = (changed[i] as number) ^ 1
    expect(openSecret(key, 'service-1', changed.toString('base64'))).toBeUndefined()
    expect(openSecret(key, 'service-1', bytes.subarray(0, i).toString('base64'))).toBeUndefined()
  }
})
