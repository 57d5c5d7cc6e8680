import { expect, test } from 'vitest'
import { assess, FactIndex, firstRuleSet } from '../../modules/directives/src/index.ts'
import { factBatches, makeCountry, start } from './directives-fill.ts'

test('what `npm run bench:directives` measures has results of every kind', () => {
  const country = makeCountry(20)
  const index = new FactIndex()
  for (const batch of factBatches(country, 20_000)) for (const fact of batch) index.add(fact)
  const inputs = { ruleSet: firstRuleSet, exemptions: [], ...country }
  const made = assess(inputs, { at: start, knownBy: start }, index)
  expect(index.size).toBe(20_000)
  expect(made).toHaveLength(20 * 60)
  const seen = new Set(made.map(({ result }) => result))
  expect(seen).toEqual(new Set(['met', 'partly', 'not-met', 'unknown']))
})
