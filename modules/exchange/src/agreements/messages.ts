import { formMessages } from './form-messages.ts'
import { readingMessages } from './reading-messages.ts'

export const messages = { ...readingMessages, ...formMessages } as const
