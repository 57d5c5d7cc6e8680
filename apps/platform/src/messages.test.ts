import { expect, test } from 'vitest'
import { messages } from './messages.ts'

const holes = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([hole]) => hole).toSorted()

test.each(Object.entries(messages))(
  '%s is said in both languages, with the same holes',
  (_, text) => {
    expect(text.sw.trim()).not.toBe('')
    expect(text.en.trim()).not.toBe('')
    expect(holes(text.sw)).toEqual(holes(text.en))
  },
)
