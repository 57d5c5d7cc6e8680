/** Geometry of charts: numbers in, numbers out, all of them finite and within the box. */

export interface Scale {
  /** Value at the upper edge; positive. */
  readonly top: number
  /** From 0 to `top`, in even steps of 1, 2 or 5 times a power of ten. */
  readonly ticks: readonly number[]
}

/** A value that can be drawn; what is not a number of nought or more is a gap. */
export function drawable(value: number | null | undefined): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? Math.max(0, value) : null
}

/** An axis from zero for values up to `max`, with about four steps; steps are whole where the values are. */
export function scaleFor(max: number, whole: boolean): Scale {
  const most = Number.isFinite(max) && max > 0 ? Math.min(max, 1e15) : 1
  const raw = most / 4
  const power = 10 ** Math.floor(Math.log10(raw))
  const factor = [1, 2, 5, 10].find((one) => one * power >= raw * (1 - 1e-9)) ?? 10
  const step = whole ? Math.max(1, factor * power) : factor * power
  const count = Math.max(1, Math.ceil(most / step - 1e-9))
  const ticks = Array.from({ length: count + 1 }, (_, at) => Number((at * step).toPrecision(12)))
  return { top: ticks.at(-1) ?? 1, ticks }
}

/** Which of `count` labels are written, the first and the last always, `most` at most, evenly. */
export function labelled(count: number, most: number): number[] {
  if (count <= most) return Array.from({ length: count }, (_, at) => at)
  const step = (count - 1) / (most - 1)
  return Array.from({ length: most }, (_, at) => Math.round(at * step))
}

export interface Box {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** Where the middle of place `at` of `count` lies when each has an equal slot. */
export function slotMiddle({ left, right }: Box, at: number, count: number): number {
  return left + ((right - left) / Math.max(1, count)) * (at + 0.5)
}

/** Where point `at` of `count` lies when the first and the last stand at the edges. */
export function pointAt({ left, right }: Box, at: number, count: number): number {
  return count <= 1 ? (left + right) / 2 : left + ((right - left) * at) / (count - 1)
}

export function heightAt({ top, bottom }: Box, value: number, scale: Scale): number {
  return bottom - (bottom - top) * Math.min(1, value / scale.top)
}

/** At most two decimals: a path of a year is a few kilobytes. */
export function round(value: number): number {
  return Math.round(value * 100) / 100
}
