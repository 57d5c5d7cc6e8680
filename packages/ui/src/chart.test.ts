import fc from 'fast-check'
import { renderToString } from 'preact-render-to-string'
import { expect, test } from 'vitest'
import { labelled, scaleFor } from './chart-scale.ts'
import { barChart, lineChart, sparkline, stackedChart, type ChartProps } from './chart.ts'
import { speak } from './say.ts'

const say = speak('sw')
const base = {
  say,
  id: 'mchoro',
  title: 'Miamala kwa siku',
  description: 'Miamala ya siku tatu.',
  axis: 'Siku',
  empty: 'Hakuna kitu bado.',
}
const value = fc.oneof(
  fc.constant(null),
  fc.nat(1_000_000_000),
  fc.double(),
  fc.constantFrom(0, -1, Number.NaN, Number.POSITIVE_INFINITY, Number.MAX_VALUE),
)
const props = fc
  .tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 5 }))
  .chain(([points, series]) =>
    fc.record({
      labels: fc.constant(Array.from({ length: points }, (_, at) => `siku ${at}`)),
      series: fc.array(
        fc.record({
          label: fc.constant('Miamala'),
          values: fc.array(value, { minLength: points, maxLength: points }),
        }),
        { minLength: series, maxLength: series },
      ),
    }),
  )
  .map((some): ChartProps => ({ ...base, ...some }))
const charts = fc.constantFrom(lineChart, barChart, stackedChart, (all: ChartProps) =>
  lineChart({ ...all, area: true }),
)

/** Every place that is drawn to: attributes and paths of the one drawing. */
function placesIn(html: string): { x: number; y: number }[] {
  const svg = /<svg viewBox="0 0 480 240".*?<\/svg>/s.exec(html)?.[0] ?? ''
  const drawn = svg.replace(/<defs>.*?<\/defs>/s, '')
  const number = (tag: string, name: string) =>
    Number(new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? 0)
  const rects = [...drawn.matchAll(/<rect [^>]*>/g)].flatMap(([tag]) => [
    { x: number(tag, 'x'), y: number(tag, 'y') },
    { x: number(tag, 'x') + number(tag, 'width'), y: number(tag, 'y') + number(tag, 'height') },
  ])
  const circles = [...drawn.matchAll(/<circle [^>]*>/g)].map(([tag]) => ({
    x: number(tag, 'cx'),
    y: number(tag, 'cy'),
  }))
  const texts = [...drawn.matchAll(/<text [^>]*>/g)].map(([tag]) => ({
    x: number(tag, 'x'),
    y: number(tag, 'y'),
  }))
  const paths = [...drawn.matchAll(/ (?:d|points)="([^"]*)"/g)].flatMap(([, d = '']) =>
    [...d.matchAll(/([^MLZ ,]+)[ ,]([^MLZ ,]+)/g)].map(([, x, y]) => ({
      x: Number(x),
      y: Number(y),
    })),
  )
  return [...rects, ...circles, ...texts, ...paths]
}

test('whatever the data, nothing is drawn outside the box and nothing is not a number', () => {
  fc.assert(
    fc.property(charts, props, (chart, given) => {
      const html = renderToString(chart(given))
      const svg = /<svg viewBox="0 0 480 240".*?<\/svg>/s.exec(html)?.[0] ?? ''
      expect(svg).not.toMatch(/="[^"]*(NaN|Infinity|undefined)/)
      for (const { x, y } of placesIn(html)) {
        expect(x).toBeGreaterThanOrEqual(0)
        expect(x).toBeLessThanOrEqual(480)
        expect(y).toBeGreaterThanOrEqual(0)
        expect(y).toBeLessThanOrEqual(240)
      }
    }),
  )
})

test('every chart says what it shows and has its table, a row for each label', () => {
  const given = {
    ...base,
    labels: ['Jtt', 'Jnn', 'Jtn'],
    series: [{ label: 'Miamala', values: [3, null, 8] }],
  }
  for (const chart of [lineChart, barChart, stackedChart]) {
    const html = renderToString(chart(given))
    expect(html).toContain('role="img"')
    expect(html).toContain('<title id="mchoro-title">Miamala kwa siku</title>')
    expect(html).toContain('<desc id="mchoro-desc">Miamala ya siku tatu.</desc>')
    expect(html.match(/<tbody>.*<\/tbody>/s)?.[0].match(/<tr>/g)?.length).toBe(3)
    expect(html).toContain('haijulikani')
    expect(html).not.toContain('style=')
  }
})

test('without data there is no drawing but what to do next', () => {
  for (const series of [[], [{ label: 'Miamala', values: [null, Number.NaN] }]]) {
    const html = renderToString(lineChart({ ...base, labels: ['a', 'b'], series }))
    expect(html).toContain('Hakuna kitu bado.')
    expect(html).not.toContain('<svg')
  }
  expect(renderToString(barChart({ ...base, labels: [], series: [] }))).toContain('class="empty"')
})

test('several series are told apart by pattern and marker, not by colour alone', () => {
  const series = ['Mpokea', 'Basi', 'Mtoa'].map((label) => ({ label, values: [1, 2] }))
  const html = renderToString(stackedChart({ ...base, labels: ['a', 'b'], series }))
  expect(html).toContain('url(#mchoro-p2)')
  expect(html).toContain('url(#mchoro-p3)')
  expect(html).toContain('class="chart-legend"')
  const lines = renderToString(lineChart({ ...base, labels: ['a', 'b'], series }))
  expect(lines).toContain('<circle')
  expect(lines).toContain('<polygon')
})

test('large numbers are written in thousands on the axis, and whole in the table', () => {
  const html = renderToString(
    barChart({ ...base, labels: ['a'], series: [{ label: 'Miamala', values: [48_000] }] }),
  )
  expect(html).toContain('maelfu')
  expect(html).toContain(say.number(48_000))
})

test('ticks begin at nought, rise evenly and cover the greatest value', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-6, max: 1e14, noNaN: true }), fc.boolean(), (max, whole) => {
      const { top, ticks } = scaleFor(max, whole)
      expect(ticks[0]).toBe(0)
      expect(top).toBeGreaterThanOrEqual(max * (1 - 1e-9))
      expect(ticks.length).toBeLessThanOrEqual(6)
      if (whole) expect(ticks.every(Number.isInteger)).toBe(true)
    }),
  )
})

test('labels are few, and the first and the last are among them', () => {
  expect(labelled(3, 5)).toEqual([0, 1, 2])
  expect(labelled(365, 5)).toEqual([0, 91, 182, 273, 364])
})

test('a sparkline says in words what it is', () => {
  expect(renderToString(sparkline([1, 2, null], 'inapanda'))).toContain('aria-label="inapanda"')
})
