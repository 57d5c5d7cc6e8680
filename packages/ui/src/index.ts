export {
  barChart,
  lineChart,
  sparkline,
  stackedChart,
  type ChartProps,
  type ChartSeries,
} from './chart.ts'
export * from './fields.ts'
export * from './page.ts'
export * from './parts.ts'
export {
  chooseLanguage,
  speak,
  timeZone,
  type Language,
  type Message,
  type Messages,
  type Plural,
  type Say,
  type Values,
} from './say.ts'
