import type { Say } from '@mtandao/ui'
import type { Finding } from '../findings/finding-store.ts'
import { findingMessages } from './finding-messages.ts'

/** What was found, in a sentence that says what to do. */
export function findingSentence(say: Say, { rule, detail }: Finding): string {
  const values = Object.fromEntries(
    Object.entries(detail).map(([name, value]) => [
      name,
      typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? say.date(value) : value,
    ]),
  )
  return say.of(findingMessages)(`says.${rule}`, values)
}
