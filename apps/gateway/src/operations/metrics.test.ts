import { expect, test } from 'vitest'
import { createCounter, createHistogram, gauge, openMetricsText } from './metrics.ts'

test('two workers make one OpenMetrics document', () => {
  const counter = createCounter('gateway_exchanges', 'Exchanges')
  counter.add({ door: 'r1', outcome: 'ok' })
  counter.add({ door: 'r1', outcome: 'ok' }, 2)
  const histogram = createHistogram('gateway_latency_seconds', 'Latency', [0.01, 0.1])
  for (const value of [0.005, 0.05, 5]) histogram.observe({ service: 'a"b' }, value)
  const families = [counter.family(), histogram.family(), gauge('up', 'Up', [{ value: 1 }])]
  expect(
    openMetricsText([
      { worker: 0, families },
      { worker: 1, families: [counter.family()] },
    ]),
  ).toBe(
    `# TYPE gateway_exchanges counter
# HELP gateway_exchanges Exchanges
gateway_exchanges_total{door="r1",outcome="ok",worker="0"} 3
gateway_exchanges_total{door="r1",outcome="ok",worker="1"} 3
# TYPE gateway_latency_seconds histogram
# HELP gateway_latency_seconds Latency
gateway_latency_seconds_bucket{service="a\\"b",le="0.01",worker="0"} 1
gateway_latency_seconds_bucket{service="a\\"b",le="0.1",worker="0"} 2
gateway_latency_seconds_bucket{service="a\\"b",le="+Inf",worker="0"} 3
gateway_latency_seconds_sum{service="a\\"b",worker="0"} 5.055
gateway_latency_seconds_count{service="a\\"b",worker="0"} 3
# TYPE up gauge
# HELP up Up
up{worker="0"} 1
# EOF
`,
  )
})

test('a flood of label values is counted together', () => {
  const counter = createCounter('c', 'C')
  for (let at = 0; at < 6_000; at += 1) counter.add({ code: `x${at}` })
  const { samples } = counter.family()
  expect(samples.length).toBe(5_001)
  expect(samples.at(-1)).toMatchObject({ labels: { code: 'other' }, value: 1_000 })
})
