import fc from 'fast-check'
import { expect, test } from 'vitest'
import { continueTrace } from './trace.ts'

const fallback = '0190a0a0a0a07000800000000000abcd'
const trace = '4bf92f3577b34da6a3ce929d0e0e4736'
const span = '00f067aa0ba902b7'
const continues = (given: string) => continueTrace(given, fallback).startsWith(`00-${trace}-`)

test.each([
  [`00-${trace}-${span}-01`, true],
  [`00-${trace}-${span}-00`, true],
  [`cc-${trace}-${span}-01`, true],
  [`cc-${trace}-${span}-01-what-a-later-version-adds`, true],
  [`00-${trace}-${span}-01-more`, false],
  [`00-${trace}-${span}-01.`, false],
  [`ff-${trace}-${span}-01`, false],
  [`00-${trace}-${'0'.repeat(16)}-01`, false],
  [`00-${trace.toUpperCase()}-${span}-01`, false],
  [`00-${trace}-${span}-1`, false],
  [` 00-${trace}-${span}-01`, false],
  [trace, false],
  ['', false],
])('%s goes on: %s (W3C Trace Context)', (given, expected) => {
  expect(continues(given)).toBe(expected)
})

test('whatever comes in, what goes out is a valid traceparent under a span of ours', () => {
  const hex = (length: number) =>
    fc.string({
      unit: fc.constantFrom(...'0123456789abcdef'.split('')),
      minLength: length,
      maxLength: length,
    })
  const shaped = fc
    .tuple(hex(2), hex(32), hex(16), hex(2), fc.constantFrom('', '-x'))
    .map(([version, id, parent, flags, rest]) => `${version}-${id}-${parent}-${flags}${rest}`)
  fc.assert(
    fc.property(fc.oneof(fc.string(), shaped, fc.constant(undefined)), (given) => {
      const [version, id, parent, flags, ...rest] = continueTrace(given, fallback).split('-')
      expect([version, rest]).toEqual(['00', []])
      expect(id).toMatch(/^(?!0+$)[0-9a-f]{32}$/)
      expect(parent).toMatch(/^(?!0+$)[0-9a-f]{16}$/)
      expect(flags).toMatch(/^[0-9a-f]{2}$/)
      if (given) expect(given.slice(36, 52)).not.toBe(parent)
    }),
  )
})
