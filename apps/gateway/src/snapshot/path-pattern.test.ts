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
