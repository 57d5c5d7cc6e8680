export { firstDifference, printable, type Difference, type Excerpt } from './difference.ts'
export {
  explainEnvelope,
  type Cause,
  type EnvelopeExplanation,
  type ExplainOptions,
  type KeyMistake,
  type Mistake,
} from './envelope.ts'
export {
  explainR1,
  type R1Cause,
  type R1ExplainOptions,
  type R1Explanation,
  type R1Mistake,
  type R1SignatureView,
} from './r1.ts'
