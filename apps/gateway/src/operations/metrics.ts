/**
 * Counters, gauges and histograms in the OpenMetrics text format (OpenMetrics 1.0 §3). Families are plain data, so that the
 * workers of one node can send theirs to the process that is scraped.
 */
export interface Family {
  readonly name: string
  readonly type: 'counter' | 'gauge' | 'histogram'
  readonly help: string
  readonly samples: readonly Sample[]
}

interface Sample {
  /** `_total`, `_bucket`, `_sum`, `_count` or nothing. */
  readonly suffix: string
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
}

/** Label values make new time series: past this many of one family the rest is counted together. */
const seriesMax = 5_000

export interface Counter {
  add(labels: Readonly<Record<string, string>>, by?: number): void
  family(): Family
}

export function createCounter(name: string, help: string): Counter {
  const series = new Map<string, { labels: Readonly<Record<string, string>>; value: number }>()
  return {
    add(labels, by = 1) {
      const found = seriesOf(series, labels, () => ({ labels, value: 0 }))
      found.value += by
    },
    family: () => ({
      name,
      help,
      type: 'counter',
      samples: [...series.values()].map(({ labels, value }) => ({
        suffix: '_total',
        labels,
        value,
      })),
    }),
  }
}

export interface Histogram {
  observe(labels: Readonly<Record<string, string>>, value: number): void
  family(): Family
}

/** @param bounds upper bounds, rising; +Inf is added */
export function createHistogram(name: string, help: string, bounds: readonly number[]): Histogram {
  const series = new Map<
    string,
    { labels: Readonly<Record<string, string>>; counts: number[]; sum: number }
  >()
  return {
    observe(labels, value) {
      const found = seriesOf(series, labels, () => ({
        labels,
        counts: Array.from({ length: bounds.length + 1 }, () => 0),
        sum: 0,
      }))
      let at = 0
      while (at < bounds.length && value > (bounds[at] ?? 0)) at += 1
      found.counts[at] = (found.counts[at] ?? 0) + 1
      found.sum += value
    },
    family: () => ({
      name,
      help,
      type: 'histogram',
      samples: [...series.values()].flatMap(({ labels, counts, sum }) =>
        histogramSamples(labels, bounds, counts, sum),
      ),
    }),
  }
}

export function histogramSamples(
  labels: Readonly<Record<string, string>>,
  bounds: readonly number[],
  counts: readonly number[],
  sum: number,
): Sample[] {
  let below = 0
  const buckets = counts.map((count, at) => {
    below += count
    return {
      suffix: '_bucket',
      labels: { ...labels, le: at < bounds.length ? String(bounds[at]) : '+Inf' },
      value: below,
    }
  })
  return [
    ...buckets,
    { suffix: '_sum', labels, value: sum },
    { suffix: '_count', labels, value: below },
  ]
}

function seriesOf<Entry>(
  series: Map<string, Entry>,
  labels: Readonly<Record<string, string>>,
  make: () => Entry,
): Entry {
  let key = ''
  for (const name in labels) key += `${labels[name]}\u0000`
  const found = series.get(key)
  if (found) return found
  if (series.size >= seriesMax) {
    const rest = Object.fromEntries(Object.keys(labels).map((name) => [name, 'other']))
    const restKey = Object.keys(labels)
      .map(() => 'other\u0000')
      .join('')
    const known = series.get(restKey)
    if (known) return known
    const made = { ...make(), labels: rest }
    series.set(restKey, made)
    return made
  }
  const made = make()
  series.set(key, made)
  return made
}

export function gauge(
  name: string,
  help: string,
  samples: readonly { labels?: Readonly<Record<string, string>>; value: number }[],
): Family {
  return {
    name,
    help,
    type: 'gauge',
    samples: samples.map(({ labels = {}, value }) => ({ suffix: '', labels, value })),
  }
}

/** Families of several workers as one document, told apart by the `worker` label. */
export function openMetricsText(
  workers: readonly {
    readonly worker: number | 'primary'
    readonly families: readonly Family[]
  }[],
): string {
  const merged = new Map<string, Family>()
  for (const { worker, families } of workers)
    for (const family of families) {
      const samples = family.samples.map((sample) => ({
        ...sample,
        labels: { ...sample.labels, worker: String(worker) },
      }))
      const known = merged.get(family.name)
      merged.set(family.name, {
        ...family,
        samples: known ? [...known.samples, ...samples] : samples,
      })
    }
  const lines = [...merged.values()].flatMap(({ name, type, help, samples }) => [
    `# TYPE ${name} ${type}`,
    `# HELP ${name} ${help}`,
    ...samples.map(({ suffix, labels, value }) => `${name}${suffix}${labelText(labels)} ${value}`),
  ])
  return `${lines.join('\n')}\n# EOF\n`
}

function labelText(labels: Readonly<Record<string, string>>): string {
  const parts = Object.entries(labels).map(
    ([name, value]) =>
      `${name}="${value.replace(/[\\"\n]/g, (one) => (one === '\n' ? '\\n' : `\\${one}`))}"`,
  )
  return parts.length === 0 ? '' : `{${parts.join(',')}}`
}
