import { expect, test } from 'vitest'
import { safePath } from './resolve.ts'

test.each([
  '/r1/TZ/GOV/NIDA/identity/persons/v1/persons/19900101',
  '/a/b.json',
  '/a/b/',
  '/',
  '/a/%C3%A9',
  '/a/...',
  '/a/b..c',
  '/a;v=1/b',
])('%s is passed on as it is', (path) => {
  expect(safePath(path)).toBe(path)
})

test.each([
  '/persons/123#/photo',
  '/a/\u00e9',
  '/a/b|c',
  '/a/;/b',
  '/a/..;/b',
  '/a/.;x=1/b',
  '/a/%2e%2e;x/b',
  '/a/../b',
  '/a/..',
  '/a/./b',
  '/a//b',
  '//a',
  '/a/%2e%2e/b',
  '/a/.%2E/b',
  '/a%2fb',
  '/a%5cb',
  '/a\\b',
  '/a/%00',
  '/a/%ff',
  '/a/%252e%252e/b',
  '/a/%0d%0aX: y',
])('%s is refused', (path) => {
  expect(() => safePath(path)).toThrow('gateway.path-unsafe')
})
