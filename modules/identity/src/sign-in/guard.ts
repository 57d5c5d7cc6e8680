import type { Db } from '@mtandao/pg'
import { speak } from '@mtandao/ui'
import { digestOf } from '../link-token.ts'
import { problem } from '../problems.ts'
import { countAttempt, uncountAttempt } from './attempt-store.ts'
import { limits, type Tried } from './limits.ts'

/** An address may be long and a mail address is personal: the key of a counter holds neither. */
export function keyOf(tried: Tried, whom: string): string {
  return `${tried}:${digestOf(whom.trim().toLowerCase()).toString('base64url').slice(0, 32)}`
}

/**
 * Counts an attempt before it is made, for each of those it is counted for.
 * @throws Problem `identity.locked`, which says until when
 */
export async function countTry(
  db: Db,
  now: Date,
  ...counted: readonly (readonly [Tried, string])[]
): Promise<void> {
  for (const [tried, whom] of counted) {
    const until = await countAttempt(db, keyOf(tried, whom), limits[tried], now)
    if (until) throw lockedUntil(until)
  }
}

export async function forgive(
  db: Db,
  ...counted: readonly (readonly [Tried, string])[]
): Promise<void> {
  for (const [tried, whom] of counted) await uncountAttempt(db, keyOf(tried, whom))
}

function lockedUntil(until: Date) {
  const [sw, en] = [speak('sw').time(until), speak('en').time(until)]
  return problem('locked', {
    detail: {
      sw: `Umejaribu mara nyingi mno. Jaribu tena baada ya saa ${sw}, au weka nenosiri jipya kwa kiungo cha barua pepe.`,
      en: `Too many attempts. Try again after ${en}, or set a new password by a link sent to you.`,
    },
    extra: { until: until.toISOString() },
  })
}
