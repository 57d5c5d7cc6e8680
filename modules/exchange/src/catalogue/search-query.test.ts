import fc from 'fast-check'
import { expect, test } from 'vitest'
import { normalise } from '../services/search-text.ts'
import { searchQuery } from './search-query.ts'
import { synonyms } from './synonyms.ts'

test('every word must be found, by its beginning or by another word for it', () => {
  expect(searchQuery('Kampuni MPYA')?.query).toBe(
    '(kampuni:*|makampuni:*|biashara:*|company:*|companies:*|business:*)&(mpya:*)',
  )
  expect(searchQuery('  ')).toBeUndefined()
  expect(searchQuery("&|!:*()'")).toBeUndefined()
})

test('nothing but letters and digits of what is typed reaches PostgreSQL', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (typed) => {
      const found = searchQuery(typed)
      if (found) expect(found.plain).toMatch(/^[\p{L}\p{N}]+:\*(&[\p{L}\p{N}]+:\*){0,7}$/u)
    }),
  )
})

test('words of the list are in the form they are looked for in, and stand in one row each', () => {
  const words = synonyms.flat()
  expect(words.map(normalise)).toEqual(words)
  expect(new Set(words).size).toBe(words.length)
})
