import { h, type ComponentChildren, type JSX } from 'preact'
import {
  drawable,
  heightAt,
  labelled,
  pointAt,
  round,
  scaleFor,
  slotMiddle,
  type Box,
  type Scale,
} from './chart-scale.ts'
import { messages } from './messages.ts'
import { table, type Column } from './parts.ts'
import type { Say } from './say.ts'

export interface ChartSeries {
  /** In the reader's language. */
  readonly label: string
  /** One for each label of the chart; null where nothing is known. */
  readonly values: readonly (number | null)[]
}

export interface ChartProps {
  readonly say: Say
  /** Unlike the others of the page. */
  readonly id: string
  /** What it shows; everything here is already said in the reader's language. */
  readonly title: string
  /** The same in a sentence, for those who do not see it. */
  readonly description: string
  /** What the labels are: heads the first column of the table. */
  readonly axis: string
  readonly labels: readonly string[]
  /** The same in a few letters, for the axis; `labels` unless given. */
  readonly short?: readonly string[]
  /** One to four: more cannot be told apart. */
  readonly series: readonly ChartSeries[]
  /** Of values, in the table and on the axis; `say.number` unless given. */
  readonly format?: (value: number) => string
  /** Instead of an empty chart: why it is empty and what to do next. */
  readonly empty: ComponentChildren
}

const width = 480
const height = 240
const box: Box = { left: 62, right: 472, top: 22, bottom: 208 }
const xLabelsMax = 5
const seriesMax = 4
/** Above this many points only some get a marker. */
const markersMax = 24

/** Lines over time. Each line has a marker and a dash of its own beside its colour. */
export function lineChart(props: ChartProps & { readonly area?: boolean }): JSX.Element {
  return draw(props, maxOf(props.series), pointAt, (series, scale) =>
    series.flatMap((one, at) => line(one, at, scale, props.area ?? false)),
  )
}

/** Bars side by side for each label. Each series has a pattern beside its colour. */
export function barChart(props: ChartProps): JSX.Element {
  return draw(props, maxOf(props.series), slotMiddle, (series, scale) => {
    const slot = (box.right - box.left) / Math.max(1, props.labels.length)
    const bar = (slot * 0.8) / series.length
    return series.flatMap(({ values }, at) =>
      values.map((value, place) => {
        const x = slotMiddle(box, place, props.labels.length) + (at - series.length / 2) * bar
        return rect(props.id, at, { x, width: bar, from: 0, to: drawable(value) ?? 0, scale })
      }),
    )
  })
}

/** Bars on top of each other: the parts of a whole for each label. */
export function stackedChart(props: ChartProps): JSX.Element {
  const sums = props.labels.map((_, place) =>
    props.series.reduce((sum, { values }) => sum + (drawable(values[place]) ?? 0), 0),
  )
  return draw(props, Math.max(0, ...sums), slotMiddle, (series, scale) => {
    const slot = (box.right - box.left) / Math.max(1, props.labels.length)
    return props.labels.flatMap((_, place) => {
      let from = 0
      return series.map(({ values }, at) => {
        const to = from + (drawable(values[place]) ?? 0)
        const x = slotMiddle(box, place, props.labels.length) - slot * 0.4
        const part = rect(props.id, at, { x, width: slot * 0.8, from, to, scale })
        from = to
        return part
      })
    })
  })
}

/** A line the size of a word, for a cell of a table that says the figures itself. */
export function sparkline(values: readonly (number | null)[], label: string): JSX.Element {
  const small: Box = { left: 2, right: 118, top: 3, bottom: 25 }
  const scale = scaleFor(maxOf([{ label, values }]), false)
  return h(
    'svg',
    { class: 'spark', viewBox: '0 0 120 28', role: 'img', 'aria-label': label },
    h('path', { class: 'chart-line s1', d: pathOf(values, scale, small) }),
  )
}

type Drawing = (series: readonly ChartSeries[], scale: Scale) => ComponentChildren

/** Where label `at` of `count` stands: under its point, or under the middle of its bar. */
type PlaceOf = typeof slotMiddle

function draw(props: ChartProps, max: number, placeOf: PlaceOf, drawing: Drawing): JSX.Element {
  const { id, title } = props
  const series = props.series.slice(0, seriesMax)
  const known = series.some(({ values }) => values.some((value) => drawable(value) !== null))
  const caption = h('figcaption', { id: `${id}-caption` }, title)
  if (!known || props.labels.length === 0) {
    return h('figure', { class: 'chart', id }, caption, h('div', { class: 'empty' }, props.empty))
  }
  const whole = series.every(({ values }) =>
    values.every((value) => value === null || Number.isInteger(value)),
  )
  const scale = scaleFor(max, whole)
  return h(
    'figure',
    { class: 'chart', id },
    caption,
    series.length > 1 ? legend(id, series) : null,
    h(
      'svg',
      {
        viewBox: `0 0 ${width} ${height}`,
        role: 'img',
        'aria-labelledby': `${id}-title ${id}-desc`,
      },
      h('title', { id: `${id}-title` }, title),
      h('desc', { id: `${id}-desc` }, props.description),
      patterns(id),
      axes(props, scale, placeOf),
      drawing(series, scale),
    ),
    asTable({ ...props, series }),
  )
}

function axes(
  { say, labels, short = labels, format }: ChartProps,
  scale: Scale,
  placeOf: PlaceOf,
): JSX.Element {
  const t = say.of(messages)
  const unit = format ? 1 : scale.top >= 10_000_000 ? 1_000_000 : scale.top >= 10_000 ? 1_000 : 1
  const write = (value: number) => (format ? format(value) : say.number(value / unit))
  const count = labels.length
  return h(
    'g',
    { class: 'chart-axes', 'aria-hidden': 'true' },
    unit === 1
      ? null
      : h('text', { x: 4, y: 12 }, t(unit === 1_000 ? 'chart.thousands' : 'chart.millions')),
    ...scale.ticks.map((tick) => {
      const y = round(heightAt(box, tick, scale))
      return h(
        'g',
        null,
        h('line', { x1: box.left, x2: box.right, y1: y, y2: y }),
        h('text', { x: box.left - 6, y: y + 4, 'text-anchor': 'end' }, write(tick)),
      )
    }),
    ...labelled(count, xLabelsMax).map((at) => {
      const x = round(placeOf(box, at, count))
      return h('text', { x, y: box.bottom + 20, 'text-anchor': anchorOf(x) }, short[at])
    }),
  )
}

/** Long labels at the edges stay inside. */
function anchorOf(x: number): 'start' | 'middle' | 'end' {
  if (x < box.left + 30) return 'start'
  return x > box.right - 30 ? 'end' : 'middle'
}

function legend(id: string, series: readonly ChartSeries[]): JSX.Element {
  return h(
    'ul',
    { class: 'chart-legend' },
    ...series.map(({ label }, at) =>
      h(
        'li',
        null,
        h(
          'svg',
          { viewBox: '0 0 24 14', 'aria-hidden': 'true' },
          h('rect', {
            x: 0,
            y: 1,
            width: 24,
            height: 12,
            fill: fillOf(id, at),
            class: `f${at + 1}`,
          }),
          marker(at, 12, 7),
        ),
        label,
      ),
    ),
  )
}

function asTable({ say, title, axis, labels, series, format = say.number, empty }: ChartProps) {
  const columns: Column<number>[] = [
    { label: axis, cell: (at) => labels[at] },
    ...series.map(({ label, values }): Column<number> => ({
      label,
      number: true,
      cell: (at) => {
        const value = values[at]
        return value === null || value === undefined
          ? say.of(messages)('chart.none')
          : format(value)
      },
    })),
  ]
  return h(
    'details',
    null,
    h('summary', null, say.of(messages)('chart.table')),
    table({ caption: title, unseenCaption: true, columns, rows: labels.map((_, at) => at), empty }),
  )
}

function line(
  { values }: ChartSeries,
  at: number,
  scale: Scale,
  area: boolean,
): (JSX.Element | null)[] {
  const every = Math.max(1, Math.ceil(values.length / markersMax))
  return [
    area ? h('path', { class: `chart-area f${at + 1}`, d: areaOf(values, scale, box) }) : null,
    h('path', { class: `chart-line s${at + 1}`, d: pathOf(values, scale, box) }),
    ...values.map((value, place) => {
      const known = drawable(value)
      if (known === null || (place % every !== 0 && place !== values.length - 1)) return null
      return marker(
        at,
        round(pointAt(box, place, values.length)),
        round(heightAt(box, known, scale)),
      )
    }),
  ]
}

/** Circle, square, triangle, diamond: told apart without colour. */
function marker(at: number, x: number, y: number): JSX.Element {
  const shape = { class: `chart-mark f${at + 1}` }
  if (at === 0) return h('circle', { ...shape, cx: x, cy: y, r: 3 })
  if (at === 1) return h('rect', { ...shape, x: x - 3, y: y - 3, width: 6, height: 6 })
  const corners =
    at === 2
      ? [
          [x, y - 4],
          [x + 4, y + 3],
          [x - 4, y + 3],
        ]
      : [
          [x, y - 4],
          [x + 4, y],
          [x, y + 4],
          [x - 4, y],
        ]
  return h('polygon', {
    ...shape,
    points: corners.map((corner) => corner.map(round).join(',')).join(' '),
  })
}

/** Gaps stay gaps. */
function pathOf(values: readonly (number | null)[], scale: Scale, within: Box): string {
  let pen = 'M'
  const parts: string[] = []
  values.forEach((value, at) => {
    const known = drawable(value)
    if (known === null) {
      pen = 'M'
      return
    }
    parts.push(
      `${pen}${round(pointAt(within, at, values.length))} ${round(heightAt(within, known, scale))}`,
    )
    pen = 'L'
  })
  return parts.join('')
}

/** Down to the axis at both ends; what is not known counts as nothing. */
function areaOf(values: readonly (number | null)[], scale: Scale, within: Box): string {
  const filled = values.map((value) => drawable(value) ?? 0)
  const right = round(pointAt(within, filled.length - 1, filled.length))
  const left = round(pointAt(within, 0, filled.length))
  return `${pathOf(filled, scale, within)}L${right} ${within.bottom}L${left} ${within.bottom}Z`
}

interface Bar {
  readonly x: number
  readonly width: number
  readonly from: number
  readonly to: number
  readonly scale: Scale
}

function rect(
  id: string,
  at: number,
  { x, width: wide, from, to, scale }: Bar,
): JSX.Element | null {
  if (to <= from) return null
  const upper = heightAt(box, to, scale)
  return h('rect', {
    class: `f${at + 1}`,
    fill: fillOf(id, at),
    x: round(x),
    y: round(upper),
    width: round(Math.max(0.5, wide)),
    height: round(heightAt(box, from, scale) - upper),
  })
}

/** The first series is plain, the others are hatched; the pattern's own colours come from the classes. */
function fillOf(id: string, at: number): string {
  return at === 0 ? 'currentColor' : `url(#${id}-p${at + 1})`
}

function patterns(id: string): JSX.Element {
  const marks = ['M0 6L6 0', 'M0 3H6', 'M3 0V6']
  return h(
    'defs',
    null,
    ...marks.map((d, at) =>
      h(
        'pattern',
        { id: `${id}-p${at + 2}`, width: 6, height: 6, patternUnits: 'userSpaceOnUse' },
        h('rect', { class: `chart-ground f${at + 2}`, width: 6, height: 6 }),
        h('path', { class: 'chart-hatch', d }),
      ),
    ),
  )
}

function maxOf(series: readonly ChartSeries[]): number {
  let max = 0
  for (const { values } of series) {
    for (const value of values) max = Math.max(max, drawable(value) ?? 0)
  }
  return max
}
