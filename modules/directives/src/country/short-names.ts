import type { Text } from '@mtandao/problem'
import { directiveOf } from '../seed/third-session.ts'

/** A word or two for the head of a column, where a title does not fit: ours, beside the number and the whole title. */
const words: readonly (readonly [sw: string, en: string])[] = [
  ['Huduma', 'Services'],
  ['Vikao', 'Meetings'],
  ['Tovuti', 'Websites'],
  ['Ubunifu', 'Innovation'],
  ['Urudufu', 'Sharing'],
  ['GovESB', 'GovESB'],
  ['Usalama', 'Hosting'],
  ['Sheria', 'The Act'],
  ['Watumishi', 'ICT staff'],
  ['Wanafunzi', 'Students'],
  ['Vifaa', 'Equipment'],
  ['Uendelevu', 'Lasting'],
]

const byDirective: ReadonlyMap<string, Text> = new Map(
  words.map(([sw, en], at) => [directiveOf(at + 1), { sw, en }]),
)

/** Undefined for directives issued since: their own title stands there, cut. */
export function shortName(directive: string): Text | undefined {
  return byDirective.get(directive)
}
