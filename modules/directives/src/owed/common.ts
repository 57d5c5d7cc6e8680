import { edge } from '@mtandao/http'
import type { Actor } from '@mtandao/identity/contract'

export const { page, form, action, operation } = edge<Actor>()

/** Who see what their institution owes. */
export const insiders = [
  'head',
  'ict-officer',
  'secretary',
  'data-protection-officer',
  'ega-officer',
] as const
/** Who speak for it. */
export const voices = ['head', 'ict-officer'] as const
export const officers = ['ega-officer'] as const

/** The same view with other filters: empty ones are left out. */
export function addressOf(
  path: string,
  query: Readonly<Record<string, string | undefined>>,
): string {
  const pairs = Object.entries(query).filter((pair): pair is [string, string] => !!pair[1])
  const text = new URLSearchParams(pairs).toString()
  return text === '' ? path : `${path}?${text}`
}
