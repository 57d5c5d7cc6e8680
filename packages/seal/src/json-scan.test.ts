import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { jackson } from '../test/existing-clients.ts'
import { EnvelopeFault } from './fault.ts'
import { compact, defaultLimits, scanJson } from './json-scan.ts'
import { portableNumber } from './portable-number.ts'

const compactText = (text: string) => compact(Buffer.from(text)).bytes.toString()

test.each([
  ['1.0', '1', true],
  ['1.50', '1.5', true],
  ['0.1', '0.1', true],
  ['-0', '0', true],
  ['-0.0', '0', true],
  ['0e99', '0', true],
  ['1E2', '100', true],
  ['120e-1', '12', true],
  ['9007199254740992', '9007199254740992', true],
  ['9007199254740993', '9007199254740993', false],
  ['9007199254740993.0', '9007199254740993.0', false],
  ['123456789012345680000', '123456789012345680000', true],
  ['1000000000000000000000', '1e+21', false],
  ['1e21', '1e+21', false],
  ['1e400', '1e400', false],
  ['1e-400', '1e-400', false],
  ['3.14159265358979323846', '3.14159265358979323846', false],
  ['12345678.5', '12345678.5', false],
  ['9999999.5', '9999999.5', true],
  ['10000000', '10000000', true],
  ['0.001', '0.001', true],
  ['0.0009', '0.0009', false],
  ['0.00001', '0.00001', false],
])('the number %s is sent as %s (portable: %s)', (text, sent, portable) => {
  expect(portableNumber(text)).toEqual({ text: sent, portable })
  expect(compactText(text)).toBe(sent)
})

test('a portable number is what JavaScript and Java both write back; no other is', () => {
  const number = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
    fc
      .tuple(fc.integer(), fc.nat(99_999_999), fc.integer({ min: -30, max: 30 }))
      .map(([w, f, e]) => `${w}.${f}e${e}`),
    fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }).map(String),
  )
  fc.assert(
    fc.property(number, (text) => {
      const sent = portableNumber(text)
      const both =
        JSON.stringify(JSON.parse(sent.text)) === sent.text && jackson(sent.text) === sent.text
      expect(sent.portable).toBe(both)
      expect(Number(sent.text)).toBe(Number(text) + 0)
    }),
    { numRuns: 500 },
  )
})

test.each([
  [String.raw`"\u00e9\/"`, '"é/"'],
  [String.raw`"\u0041\u000a\u001F\u0022\u005C"`, String.raw`"A\n\u001f\"\\"`],
  [String.raw`"\ud83D\uDE00"`, '"😀"'],
  [String.raw`"\"\\\b\f\n\r\t"`, String.raw`"\"\\\b\f\n\r\t"`],
  ['"\u007f\u2028<>&\'"', '"\u007f\u2028<>&\'"'],
  [' {\t"b" : [ ] ,\r\n"a": { } } ', '{"b":[],"a":{}}'],
])('%s is sent as %s', (text, sent) => {
  expect(compactText(text)).toBe(sent)
})

const marks = (text: string) => scanJson(Buffer.from(text)).marks.map(({ kind }) => kind)

test('control characters that JavaScript and Java escape differently are marked', () => {
  expect(marks(String.raw`["\u001f","\u000b","\n","\u0001"]`)).toEqual(['text', 'text'])
  expect(marks('{"b":1,"1":2,"0":3}')).toEqual(['order', 'order'])
  expect(marks('{"0":1,"1":2,"b":3,"01":4,"4294967295":5,"-1":6}')).toEqual([])
})

test('JSON.parse and the scanner accept the same texts, but for names twice and lone surrogates', () => {
  const pieces = fc.array(
    fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      '\\',
      '"a"',
      '"b"',
      '1',
      '-',
      '0',
      '.5',
      'e1',
      'E+',
      'true',
      'null',
      ' ',
      '\n',
      '\\u00',
      '\\n',
      'é',
      '\u0000',
    ),
    { maxLength: 9 },
  )
  const texts = fc.oneof(
    pieces.map((all) => all.join('')),
    fc.json(),
    fc.json().map((j) => j.slice(0, -1)),
  )
  fc.assert(
    fc.property(texts, (text) => {
      let value: unknown
      let isJson = true
      try {
        value = JSON.parse(text)
      } catch {
        isJson = false
      }
      try {
        expect(JSON.parse(compactText(text))).toEqual(JSON.parse(JSON.stringify(value)))
        expect(isJson).toBe(true)
      } catch (fault) {
        if (!(fault instanceof EnvelopeFault)) throw fault
        const strict = ['duplicate-member', 'lone-surrogate'].includes(fault.code)
        expect(isJson && !strict).toBe(false)
      }
    }),
    { numRuns: 2000 },
  )
})

const members = (count: number, again: string) =>
  `{${Array.from({ length: count }, (_, i) => `"n${i}":${i}`).join()},"${again}":0}`

test('a name twice is found however it is spelt and however many names there are', () => {
  for (const count of [1, 5, 63, 64, 65, 200]) {
    expect(() => scanJson(Buffer.from(members(count, 'n0')))).toThrow('duplicate-member')
    expect(() => scanJson(Buffer.from(members(count, String.raw`\u006e0`)))).toThrow(
      'duplicate-member',
    )
    expect(() => scanJson(Buffer.from(members(count, 'n')))).not.toThrow()
  }
  // Two names with one hash (31·a + b), and a name in an inner object that the outer has too.
  expect(() => scanJson(Buffer.from('{"Aa":1,"BB":2,"c":{"Aa":1}}'))).not.toThrow()
})

test('hostile sizes take linear time', () => {
  const roomy = { ...defaultLimits, membersMax: 1_000_000 }
  const many = Array.from({ length: 100_000 }, (_, i) => `"${i.toString(36)}":0`)
  const started = performance.now()
  scanJson(Buffer.from(`{${many.join()}}`), roomy)
  scanJson(Buffer.from(`[${' '.repeat(1_000_000)}1]`), roomy)
  expect(performance.now() - started).toBeLessThan(2_000)
})

test('limits hold at their edge', () => {
  const limits = { bytesMax: 100, depthMax: 3, membersMax: 4 }
  const scan = (text: string) => () => scanJson(Buffer.from(text), limits)
  expect(scan('[[[]]]')).not.toThrow()
  expect(scan('[[[[]]]]')).toThrow('too-deep')
  expect(scan('[1,2,{"a":4}]')).not.toThrow()
  expect(scan('[1,2,{"a":[5]}]')).toThrow('too-many-members')
  expect(scan(' '.repeat(99) + '1')).not.toThrow()
  expect(scan(' '.repeat(100) + '1')).toThrow('too-large')
})

test('the compact form is a fixed point and the count of numbers is of that form', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      const once = compact(Buffer.from(text))
      const twice = compact(once.bytes)
      expect(twice.bytes.toString()).toBe(once.bytes.toString())
      expect(twice.unportable).toBe(once.unportable)
    }),
  )
})
