import { normalise } from '../services/search-text.ts'
import { synonyms } from './synonyms.ts'

const wordsMax = 8

/**
 * What was typed, for `to_tsquery('simple', …)`: every word must begin some word of the service, itself or one that means the
 * same. Only letters and digits reach PostgreSQL. `undefined` when nothing is left to look for.
 */
export function searchQuery(typed: string): { query: string; plain: string } | undefined {
  const words = normalise(typed).split(' ').filter(Boolean).slice(0, wordsMax)
  if (words.length === 0) return undefined
  const prefix = (word: string) => `${word}:*`
  return {
    query: words.map((word) => `(${meaningsOf(word).map(prefix).join('|')})`).join('&'),
    plain: words.map(prefix).join('&'),
  }
}

/** The word, and those that mean the same as it or as a word it begins. */
function meaningsOf(word: string): string[] {
  const alike = synonyms.filter((row) =>
    row.some((one) => one === word || (word.length >= 4 && one.startsWith(word))),
  )
  return [...new Set([word, ...alike.flat()])]
}
