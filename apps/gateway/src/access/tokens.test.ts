import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createTokens } from './tokens.ts'

const key = Buffer.alloc(32, 7)
const start = 1_700_000_000_000

test('a token says what it was issued for, until its time is over', () => {
  let now = start
  const tokens = createTokens(key, 300, () => now)
  fc.assert(
    fc.property(fc.string(), fc.nat(), fc.option(fc.string(), { nil: undefined }), (c, g, x) => {
      now = start
      const token = tokens.issue({ c, g, ...(x !== undefined && { x }) })
      expect(tokens.read(token)).toEqual({
        c,
        g,
        ...(x !== undefined && { x }),
        e: start / 1000 + 300,
      })
      now = start + 299_999
      expect(tokens.read(token).c).toBe(c)
      now = start + 300_000
      expect(() => tokens.read(token)).toThrow('gateway.token-expired')
    }),
    { numRuns: 50 },
  )
})

test('no other text is a token: not one character may differ', () => {
  const tokens = createTokens(key, 300, () => start)
  const token = tokens.issue({ c: 'client', g: 1 })
  const alphabet = 'ABCXYZabcxyz0189-_.=+/ '
  fc.assert(
    fc.property(fc.nat(token.length - 1), fc.constantFrom(...alphabet.split('')), (at, letter) => {
      const changed = token.slice(0, at) + letter + token.slice(at + 1)
      if (changed === token) return
      expect(() => tokens.read(changed)).toThrow('gateway.token-invalid')
    }),
    { numRuns: 400 },
  )
})

test('another node with the same key reads it, one with another key does not', () => {
  const token = createTokens(key, 300, () => start).issue({ c: 'client', g: 1 })
  expect(createTokens(key, 5, () => start).read(token).c).toBe('client')
  expect(() => createTokens(Buffer.alloc(32, 8), 300, () => start).read(token)).toThrow(
    'gateway.token-invalid',
  )
})

test('whatever is sent as a token, the answer is a refusal and no fault', () => {
  const tokens = createTokens(key, 300, () => start)
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.string().map((text) => `v1.${text}.${text}`),
      ),
      (text) => {
        expect(() => tokens.read(text)).toThrow('gateway.token-invalid')
      },
    ),
  )
})
