import type { Message } from '@mtandao/ui'
import { expect, test } from 'vitest'
import { messages } from './messages.ts'

const holes = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([hole]) => hole).toSorted()
const forms = (text: Message['sw']) => (typeof text === 'string' ? [text] : [text.one, text.other])

test.each(Object.entries<Message>(messages))(
  '%s is said in both languages, with the same holes',
  (_, text) => {
    const said = [...forms(text.sw), ...forms(text.en)]
    for (const form of said) expect(form.trim()).not.toBe('')
    expect(forms(text.sw)).toHaveLength(forms(text.en).length)
    for (const form of said) expect(holes(form)).toEqual(holes(said[0] ?? ''))
  },
)
