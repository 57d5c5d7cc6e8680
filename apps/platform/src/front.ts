import type { Exchange, ExchangeView, Figures, JournalView } from '@mtandao/exchange/contract'
import type { Database } from '@mtandao/pg'
import type { Text } from '@mtandao/problem'
import type { Register } from '@mtandao/register/contract'

/** An exchange with the names that people know its parties by. */
export interface NamedExchange extends ExchangeView {
  readonly consumerName: Text | undefined
  readonly providerName: Text | undefined
}

/** Everything that moves on the front page, of one moment. */
export interface Live extends Figures {
  readonly at: Date
  readonly institutions: number
  readonly systems: number
  readonly newest: readonly NamedExchange[]
  readonly journals: readonly JournalView[]
}

export interface Front {
  live(): Promise<Live>
}

const newestShown = 15
/** All visitors share one reading for this long: the database does the same work for one as for thousands. */
const freshMs = 1_000

export function createFront(deps: {
  readonly database: Database
  readonly register: Register
  readonly exchange: Exchange
}): Front {
  const { database, register, exchange } = deps
  let reading: Promise<Live> | undefined
  let readAt = Number.NEGATIVE_INFINITY

  const named = async (rows: readonly ExchangeView[]): Promise<NamedExchange[]> => {
    const ids = rows.flatMap((row) => [row.consumer.institution, row.provider.institution])
    const known = [...new Set(ids.filter((id) => id !== null))]
    const names = await register.institutionNames(database, known)
    const nameOf = (id: string | null) => (id === null ? undefined : names.get(id))
    return rows.map((row) => ({
      ...row,
      consumerName: nameOf(row.consumer.institution),
      providerName: nameOf(row.provider.institution),
    }))
  }

  const read = async (): Promise<Live> => {
    const [figures, counts, newest, journals] = await Promise.all([
      exchange.figures(),
      register.count(database),
      exchange.listNewest(newestShown),
      exchange.listJournals(),
    ])
    return { at: new Date(), ...figures, ...counts, newest: await named(newest), journals }
  }

  return {
    live: () => {
      if (!reading || performance.now() - readAt > freshMs) {
        readAt = performance.now()
        const begun = read()
        reading = begun
        // A failure is told to those who wait for it, and not kept.
        begun.catch(() => {
          if (reading === begun) reading = undefined
        })
      }
      return reading
    },
  }
}
