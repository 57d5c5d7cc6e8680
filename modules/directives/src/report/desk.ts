import { setTimeout as sleep } from 'node:timers/promises'
import type { DirectivesDeps } from '../deps.ts'
import { problem } from '../problems.ts'
import type { CountryNow } from '../standing/standings.ts'
import { makeReport, settle, type Report } from './make-report.ts'
import type { Moment, MomentAsked } from './moment.ts'

/** Reports made and papers printed, one at a time: whoever asks for the same waits for the same. */
export interface Desk {
  /** @throws Problem of `settle` and `makeReport`, `directives.reports-busy` */
  report(asked: MomentAsked): Promise<Report & { readonly moment: Moment }>
  /** What is made of a report: `form` names it, and the same report makes the same. */
  print(
    report: Report,
    form: string,
    work: () => Promise<Uint8Array<ArrayBuffer>>,
  ): Promise<Uint8Array<ArrayBuffer>>
}

const waitingMax = 16
const reportsKept = 8
const printsKept = 6

export function createDesk(deps: DirectivesDeps): Desk {
  const turn = turns()
  /** A report holds as long as the round of results does that it was made in. */
  const reports = new WeakMap<CountryNow, Map<string, Promise<Report>>>()
  const prints = new Map<string, Promise<Uint8Array<ArrayBuffer>>>()
  return {
    report: async (asked) => {
      const { moment, country } = settle(deps, asked)
      let known = reports.get(country)
      if (!known) reports.set(country, (known = new Map()))
      const key = `${moment.asOf} ${moment.knownBy}`
      const make = () => turn(() => makeReport(deps, { moment, country }))
      return { ...(await remembered(known, { key, kept: reportsKept }, make)), moment }
    },
    print: async ({ hash }, form, work) =>
      await remembered(prints, { key: `${hash} ${form}`, kept: printsKept }, () => turn(work)),
  }
}

/** Work that took longer is followed by a rest of the same length, at most so long. */
const [restAfterMs, restMsMax] = [250, 5_000]

/**
 * One after the other; when too many wait, nobody else may. Anybody may ask for reports without end: half of the process is always everybody
 * else's.
 */
function turns() {
  let last: Promise<unknown> = Promise.resolve()
  let waiting = 0
  return async <Made>(work: () => Promise<Made>): Promise<Made> => {
    if (waiting >= waitingMax) throw problem('reports-busy')
    waiting += 1
    let took = 0
    const mine = last.then(async () => {
      const since = performance.now()
      try {
        return await work()
      } finally {
        took = performance.now() - since
      }
    })
    last = mine
      .catch(() => undefined)
      .then(() => (took > restAfterMs ? sleep(Math.min(took, restMsMax)) : undefined))
    try {
      return await mine
    } finally {
      waiting -= 1
    }
  }
}

/** What was made before, or is being made; the oldest makes room. What failed is not kept. */
async function remembered<Made>(
  known: Map<string, Promise<Made>>,
  { key, kept }: { readonly key: string; readonly kept: number },
  make: () => Promise<Made>,
): Promise<Made> {
  const before = known.get(key)
  if (before) return await before
  const [oldest] = known.keys()
  if (known.size >= kept && oldest !== undefined) known.delete(oldest)
  const made = make()
  known.set(key, made)
  try {
    return await made
  } catch (error) {
    known.delete(key)
    throw error
  }
}
