import type { Sight } from './look.ts'
import type { Timed } from './slowdown.ts'

export type Tongue = 'sw' | 'en' | 'qq'

/** One page seen by one viewer in one language. */
export interface Seen extends Sight {
  readonly viewer: string
  readonly tongue: Tongue
  /** `/systems/{id}`, or the path itself where no route has it. */
  readonly route: string
  /** One for each time it was asked for its time. */
  readonly times: readonly Timed[]
  /** Links of this page that answer 400 or above. */
  readonly broken: readonly string[]
}
