import { hex16, random32 } from './random.ts'

/** Milliseconds since the epoch. */
export interface Clock {
  /** The machine's time, for rights: what is in force is judged by the clock as it stands, corrected or not. */
  now(): number
  /** The journal's time, for entries and ids: never goes backwards, however the machine's clock jumps. */
  stamp(): number
}

/**
 * Wraps a source that may jump: stamps stand still until the source has caught up.
 * @param from the newest stamp already used: a restart with an earlier clock goes on from there
 */
export function createClock(source: () => number = Date.now, from = 0): Clock {
  let last = from
  return {
    now: source,
    stamp() {
      const read = source()
      if (read > last) last = read
      return last
    },
  }
}

let cachedMs = -1
let cachedText = ''

/** RFC 3339 in UTC with milliseconds; many messages share a millisecond, so the last one is kept. */
export function instantText(ms: number): string {
  if (ms !== cachedMs) {
    cachedMs = ms
    cachedText = new Date(ms).toISOString()
  }
  return cachedText
}

/**
 * UUIDv7 (RFC 9562 §5.7) of an exchange. The bits that the RFC leaves to the maker say where the evidence is, so that a
 * receipt is found without an index: rand_a = worker number (8 bits) ‖ 4 random, rand_b = index of the request entry
 * (40 bits) ‖ 22 random.
 */
export function exchangeId(ms: number, worker: number, index: number): string {
  const a = random32()
  const indexHigh = Math.floor(index / 0x1_0000_0000) & 0xff
  const indexLow = index >>> 0
  const high = Math.floor(ms / 0x1_0000)
  // rand_b: variant 10, then 40 bits of index, then 22 random bits: 2 + 40 + 22 = 64
  const w0 = 0x8000 | (indexHigh << 6) | (indexLow >>> 26)
  const w1 = (indexLow >>> 10) & 0xffff
  const w2 = ((indexLow & 0x3ff) << 6) | ((a >>> 16) & 0x3f)
  return `${hex16(high >>> 16)}${hex16(high)}-${hex16(ms)}-${hex16(0x7000 | ((worker & 0xff) << 4) | (a >>> 28))}-${hex16(w0)}-${hex16(w1)}${hex16(w2)}${hex16(a)}`
}

/** Where the request entry of an exchange lies; `undefined` for text that is no exchange id. */
export function locateExchange(id: string): { worker: number; index: number } | undefined {
  if (!/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id))
    return undefined
  const worker = Number.parseInt(id.slice(15, 17), 16)
  const randB = (BigInt(`0x${id.slice(19, 23)}${id.slice(24)}`) >> 22n) & 0xff_ffff_ffffn
  return { worker, index: Number(randB) }
}
