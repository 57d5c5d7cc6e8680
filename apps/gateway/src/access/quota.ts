import type { Agreement } from '@mtandao/contracts'

/** What the quota of an agreement says to one more call. */
export type QuotaVerdict =
  | { readonly allow: true; readonly rateLimit: string }
  | {
      readonly allow: false
      readonly reason: 'minute' | 'day' | 'concurrency'
      readonly retryAfterSeconds: number
      readonly rateLimit: string
    }

/** Calls counted in the windows `minute` and `day`, by agreement, and how many of them are in flight; see `merge`. */
export interface QuotaCounts {
  readonly minute: number
  readonly day: number
  readonly calls: Readonly<Record<string, Count>>
}

type Count = readonly [minute: number, day: number, inFlight?: number]

/**
 * Counts calls per agreement: a minute window, a day window, and calls in flight. One process counts exactly. Several
 * workers tell each other their counts four times a second (operations/cluster.ts), so together they can overshoot by what
 * arrives in a quarter of a second, never more; a restart goes on from the counts kept on disk.
 */
export interface QuotaLedger {
  take(agreement: Agreement): QuotaVerdict
  release(agreement: Agreement): void
  /** This process's own counts in the windows of now. */
  own(): QuotaCounts
  /** Own and merged counts together. */
  all(): QuotaCounts
  /** What the other processes (or an earlier run) counted in these windows; replaces what was merged before. */
  merge(others: QuotaCounts): void
}

interface Counter {
  minute: number
  minuteCalls: number
  minuteOthers: number
  day: number
  dayCalls: number
  dayOthers: number
  inFlight: number
  inFlightOthers: number
}

const minuteMs = 60_000
const dayMs = 86_400_000

function windowsOf(now: number, utcOffsetMinutes: number) {
  return {
    minute: Math.floor(now / minuteMs),
    day: Math.floor((now + utcOffsetMinutes * minuteMs) / dayMs),
  }
}

function emptyCounter(minute: number, day: number): Counter {
  return {
    minute,
    minuteCalls: 0,
    minuteOthers: 0,
    day,
    dayCalls: 0,
    dayOthers: 0,
    inFlight: 0,
    inFlightOthers: 0,
  }
}

/** @param utcOffsetMinutes where the day begins: 180 for East Africa Time. */
export function createQuotaLedger(nowMs: () => number, utcOffsetMinutes: number): QuotaLedger {
  const counters = new Map<string, Counter>()
  const windows = (now: number) => windowsOf(now, utcOffsetMinutes)

  function counterOf(id: string, minute: number, day: number): Counter {
    let counter = counters.get(id)
    if (!counter) {
      counter = emptyCounter(minute, day)
      counters.set(id, counter)
    }
    if (counter.minute !== minute) {
      counter.minute = minute
      counter.minuteCalls = counter.minuteOthers = 0
    }
    if (counter.day !== day) {
      counter.day = day
      counter.dayCalls = counter.dayOthers = 0
    }
    return counter
  }

  function counted(of: (counter: Counter) => readonly [number, number, number]): QuotaCounts {
    const { minute, day } = windows(nowMs())
    const calls: Record<string, Count> = {}
    for (const [id, counter] of counters) {
      const [minuteCalls, dayCalls, inFlight] = of(counter)
      const isToday = counter.day === day
      if (!isToday && inFlight === 0) continue
      calls[id] = [counter.minute === minute ? minuteCalls : 0, isToday ? dayCalls : 0, inFlight]
    }
    return { minute, day, calls }
  }

  return {
    take({ id, quota }) {
      const now = nowMs()
      const { minute, day } = windows(now)
      const counter = counterOf(id, minute, day)
      const leftMinute = quota.perMinute - counter.minuteCalls - counter.minuteOthers
      const leftDay = quota.perDay - counter.dayCalls - counter.dayOthers
      const toMinute = Math.ceil(((minute + 1) * minuteMs - now) / 1000)
      const toDay = Math.ceil(((day + 1) * dayMs - utcOffsetMinutes * minuteMs - now) / 1000)
      const header = (taken: number) =>
        leftDay < leftMinute
          ? `"day";r=${Math.max(0, leftDay - taken)};t=${toDay}`
          : `"minute";r=${Math.max(0, leftMinute - taken)};t=${toMinute}`
      if (leftDay <= 0)
        return { allow: false, reason: 'day', retryAfterSeconds: toDay, rateLimit: header(0) }
      if (leftMinute <= 0)
        return { allow: false, reason: 'minute', retryAfterSeconds: toMinute, rateLimit: header(0) }
      if (counter.inFlight + counter.inFlightOthers >= quota.concurrency)
        return { allow: false, reason: 'concurrency', retryAfterSeconds: 1, rateLimit: header(0) }
      counter.minuteCalls += 1
      counter.dayCalls += 1
      counter.inFlight += 1
      return { allow: true, rateLimit: header(1) }
    },
    release({ id }) {
      const counter = counters.get(id)
      if (counter && counter.inFlight > 0) counter.inFlight -= 1
    },
    own: () => counted((counter) => [counter.minuteCalls, counter.dayCalls, counter.inFlight]),
    all: () =>
      counted((counter) => [
        counter.minuteCalls + counter.minuteOthers,
        counter.dayCalls + counter.dayOthers,
        counter.inFlight + counter.inFlightOthers,
      ]),
    merge(others) {
      const { minute, day } = windows(nowMs())
      for (const counter of counters.values()) counter.inFlightOthers = 0
      for (const [id, [minuteCalls, dayCalls, inFlight = 0]] of Object.entries(others.calls)) {
        const counter = counterOf(id, minute, day)
        counter.inFlightOthers = inFlight
        if (others.minute === minute) counter.minuteOthers = minuteCalls
        if (others.day === day) counter.dayOthers = dayCalls
      }
    },
  }
}

/** Adds up counts of several processes; only the newest windows count. */
export function addCounts(all: readonly QuotaCounts[]): QuotaCounts {
  const minute = Math.max(0, ...all.map((one) => one.minute))
  const day = Math.max(0, ...all.map((one) => one.day))
  const calls: Record<string, [number, number, number]> = {}
  for (const one of all)
    for (const [id, [minuteCalls, dayCalls, inFlight = 0]] of Object.entries(one.calls)) {
      const sum = (calls[id] ??= [0, 0, 0])
      if (one.minute === minute) sum[0] += minuteCalls
      if (one.day === day) sum[1] += dayCalls
      sum[2] += inFlight
    }
  return { minute, day, calls }
}

/** What outlives the process that counted: nothing of it is in flight any more. */
export function pastCounts({ minute, day, calls }: QuotaCounts): QuotaCounts {
  const past = Object.entries(calls).map(
    ([id, [minuteCalls, dayCalls]]) => [id, [minuteCalls, dayCalls] as const] as const,
  )
  return { minute, day, calls: Object.fromEntries(past) }
}
