import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { explain, explanations } from './explanations.ts'

const docs = new URL('../../../../docs/', import.meta.url)

test('every code of the gateway in docs/problems.md has its words, with the same title', async () => {
  const page = await readFile(new URL('problems.md', docs), 'utf8')
  const listed = [
    ...page.matchAll(/^\| `(gateway\.[a-z0-9-]+)` +\| \d+ +\| (.+?) +\| (.+?) +\| /gm),
  ]
  expect(listed.length).toBeGreaterThan(50)
  for (const [, code = '', sw, en] of listed) {
    // What the operations port says to the platform ends no exchange.
    if (/^gateway\.(ops-|delivery-|count-)/.test(code)) continue
    expect(explanations[code]?.title, code).toEqual({ sw, en })
  }
})

test('every outcome of the journal that is no problem code has its words', async () => {
  const page = await readFile(new URL('protocols/journal-entry.md', docs), 'utf8')
  const outcomes = page.slice(page.indexOf('## Outcomes'), page.indexOf('## What never'))
  const listed = [...outcomes.matchAll(/^\| `([a-z0-9.-]+)` /gm)].map(([, code = '']) => code)
  expect(listed).toContain('gateway.interrupted')
  for (const code of listed) {
    const known = code === 'provider.status-5xx' ? 'provider.status-503' : code
    expect(explain(known).title.en, code).not.toContain('does not know')
  }
})

test('a code that nobody knows here is explained without pretending', () => {
  expect(explain('gateway.of-tomorrow').title.en).toContain('does not know')
  expect(explain('constructor').title.en).toContain('does not know')
})
