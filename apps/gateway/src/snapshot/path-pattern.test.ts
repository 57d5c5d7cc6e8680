import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compilePattern } from './path-pattern.ts'

test.each([
  ['/persons/*', '/persons/1', true],
  ['/persons/{nin}', '/persons/1', true],
  ['/persons/*', '/persons', false],
  ['/persons/*', '/persons/1/children', false],
  ['/persons/*', '/personsX/1', false],
  ['/persons/**', '/persons', true],
  ['/persons/**', '/persons/1/children', true],
  ['**', '/anything/at/all', true],
  ['/persons/{id}', '/persons/', false],
  ['/persons/*', '/persons/', false],
  ['/a/*/**', '/a//b', false],
  ['/a/**', '/a/', true],
  ['/', '/', true],
  ['/', '/x', false],
  ['/a/*/c', '/a/b/c', true],
  ['/a/*/c', '/a/b/d', false],
])('%s against %s is %s', (pattern, path, matches) => {
  expect(compilePattern(pattern)(path)).toBe(matches)
})

const part = fc.stringMatching(/^[a-z0-9.-]{1,6}$/)
const path = fc.array(part, { maxLength: 5 }).map((parts) => `/${parts.join('/')}`)

test('a pattern without wildcards covers itself and nothing else', () => {
  fc.assert(
    fc.property(path, path, (one, other) => {
      expect(compilePattern(one)(one)).toBe(true)
      expect(compilePattern(one)(other)).toBe(one === other)
    }),
  )
})

test('what a wildcard covers has as many segments, each of the others the same, and none of them empty', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(part, fc.boolean()), { minLength: 1, maxLength: 5 }),
      path,
      (parts, asked) => {
        const pattern = compilePattern(
          `/${parts.map(([text, wild]) => (wild ? '*' : text)).join('/')}`,
        )
        const segments = asked.slice(1).split('/')
        const expected =
          segments.length === parts.length &&
          segments.every(
            (segment, at) =>
              segment !== '' && (parts[at]?.[1] === true || parts[at]?.[0] === segment),
          )
        expect(pattern(asked)).toBe(expected)
        expect(pattern(`${asked}/`)).toBe(false)
      },
    ),
  )
})
