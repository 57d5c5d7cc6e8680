import { expect, test } from 'vitest'
import { rules } from './registry.ts'
import { ruleDecides, settingWords } from './rule-decides.ts'

test('every version of every rule says in words how it decides, and what its settings are', () => {
  expect(Object.keys(ruleDecides).sort()).toEqual(
    rules.map(({ name, version }) => `${name}@${version}`).sort(),
  )
  const keys = rules.flatMap(({ name, settings }) => settings.map((one) => `${name}.${one}`))
  expect(Object.keys(settingWords).sort()).toEqual([...new Set(keys)].sort())
})

test('a number that stands in the words is a setting of that rule', () => {
  for (const { name, version, settings } of rules)
    for (const [, used] of JSON.stringify(ruleDecides[`${name}@${version}`]).matchAll(
      /\{([a-z-]+)\}/g,
    ))
      expect(settings, name).toContain(used)
})
