/** A strict reader of the OpenMetrics text format 1.0, as far as counters, gauges and histograms go. */
export interface MetricFamily {
  readonly type: 'counter' | 'gauge' | 'histogram'
  readonly help: string
  readonly samples: readonly MetricSample[]
}

interface MetricSample {
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
}

const suffixes = {
  counter: ['_total'],
  gauge: [''],
  histogram: ['_bucket', '_sum', '_count'],
} as const

/** @throws Error naming the line that is not as the specification says */
export function parseOpenMetrics(text: string): Map<string, MetricFamily> {
  if (!text.endsWith('\n# EOF\n')) throw new Error('the last line is not # EOF')
  const families = new Map<string, MetricFamily & { samples: MetricSample[] }>()
  const series = new Set<string>()
  let current: { name: string; type: MetricFamily['type']; help: string } | undefined
  for (const line of text.slice(0, -'# EOF\n'.length).split('\n').slice(0, -1)) {
    const type = /^# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge|histogram)$/.exec(line)
    const help = /^# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) (.*)$/.exec(line)
    if (type) {
      const name = type[1] ?? ''
      if (families.has(name)) throw new Error(`a second family: ${line}`)
      current = { name, type: type[2] as MetricFamily['type'], help: '' }
      families.set(name, { ...current, samples: [] })
    } else if (help) {
      if (help[1] !== current?.name) throw new Error(`HELP outside its family: ${line}`)
    } else {
      const sample = parseSample(line)
      const family = current && families.get(current.name)
      if (!current || !family) throw new Error(`a sample outside a family: ${line}`)
      const { name, type: kind } = current
      if (!suffixes[kind].some((suffix) => sample.name === name + suffix))
        throw new Error(`a sample of another family: ${line}`)
      const key = `${sample.name} ${labelKey(sample.labels)}`
      if (series.has(key)) throw new Error(`a series twice: ${line}`)
      series.add(key)
      if (kind === 'counter' && !(sample.value >= 0)) throw new Error(`a negative counter: ${line}`)
      family.samples.push(sample)
    }
  }
  for (const [name, { type, samples }] of families)
    if (type === 'histogram') checkHistogram(name, samples)
  return families
}

function parseSample(line: string): MetricSample {
  const found =
    /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (-?\d+(?:\.\d+)?(?:e[+-]?\d+)?|\+Inf|NaN)$/.exec(line)
  if (!found) throw new Error(`no sample: ${line}`)
  const [, name = '', inside = '', value = ''] = found
  const labels: Record<string, string> = {}
  let rest = inside
  while (rest !== '') {
    const pair = /^([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"(?:,(?=.)|$)/.exec(rest)
    if (!pair) throw new Error(`labels: ${line}`)
    const [all, label = '', text = ''] = pair
    if (label in labels) throw new Error(`a label twice: ${line}`)
    labels[label] = text
    rest = rest.slice(all.length)
  }
  return { name, labels, value: Number(value.replace('+Inf', 'Infinity')) }
}

/** The same text for the same labels, in whatever order they stand. */
function labelKey(labels: Readonly<Record<string, string>>): string {
  return Object.keys(labels)
    .toSorted((one, other) => (one < other ? -1 : 1))
    .map((name) => `${name}=${labels[name]}`)
    .join('\n')
}

/** Buckets rise in `le` and in value, end in +Inf, and +Inf is the count. */
function checkHistogram(name: string, samples: readonly MetricSample[]): void {
  const groups = new Map<string, MetricSample[]>()
  for (const sample of samples) {
    const { le: _le, ...rest } = sample.labels
    const key = labelKey(rest)
    groups.set(key, [...(groups.get(key) ?? []), sample])
  }
  for (const [key, group] of groups) {
    const buckets = group.filter((one) => one.name === `${name}_bucket`)
    const bounds = buckets.map(({ labels }) =>
      Number((labels['le'] ?? '').replace('+Inf', 'Infinity')),
    )
    const wrong = buckets.some(
      ({ value }, at) =>
        at > 0 &&
        (value < (buckets[at - 1]?.value ?? 0) || !((bounds[at] ?? 0) > (bounds[at - 1] ?? 0))),
    )
    if (wrong || bounds.at(-1) !== Infinity) throw new Error(`buckets of ${name} ${key}`)
    const count = group.find((one) => one.name === `${name}_count`)?.value
    const sum = group.find((one) => one.name === `${name}_sum`)?.value
    if (count !== buckets.at(-1)?.value || sum === undefined)
      throw new Error(`sums of ${name} ${key}`)
  }
}
