import { setImmediate } from 'node:timers/promises'

/** What is worked through between two rests: some milliseconds' worth. */
const institutionsPerTurn = 25

/** Works through what a generator gives; whatever else the process has to do gets its turn again and again. */
export async function* inTurns<Item>(
  items: Iterable<Item>,
  perTurn = institutionsPerTurn,
): AsyncGenerator<Item, undefined> {
  let taken = 0
  for (const item of items) {
    yield item
    taken += 1
    if (taken % perTurn === 0) await setImmediate()
  }
}

/** Lets one piece of heavy work through at a time. */
interface Gate {
  /** @returns undefined when another is under way: nothing was done */
  enter<Made>(work: () => Promise<Made>): Promise<{ readonly made: Made } | undefined>
}

export function gate(): Gate {
  let busy = false
  return {
    async enter(work) {
      if (busy) return undefined
      busy = true
      try {
        return { made: await work() }
      } finally {
        busy = false
      }
    },
  }
}
