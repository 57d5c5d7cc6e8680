import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { owes } from '../addressees.ts'
import { getRule } from '../rules/registry.ts'
import { firstRuleSet } from './settings.ts'
import {
  acceptance,
  directiveOf,
  issuances,
  obligations,
  resolutions,
  thirdSession,
} from './third-session.ts'

const flat = (text: string) => text.replace(/\s+/g, ' ')
const article = flat(readFileSync(new URL('article.sw.txt', import.meta.url), 'utf8'))

describe('what the seed says of the session stands in the article', () => {
  test('its figures do', () => {
    for (const words of [
      'Februari 08- 10 mwaka huu',
      'Ukumbi wa Mikutano wa Kimataifa wa Arusha (AICC)',
      'wadau 1,624',
      'jumla ya mada 22',
      'nguzo kuu nne (4)',
      'maazimio 12',
    ])
      expect(article).toContain(words)
    expect(thirdSession).toMatchObject({ participants: 1_624, topics: 22, pillars: 4 })
    expect(resolutions.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
  })

  test.each(thirdSession.presenters)('$acronym presented', ({ inArticle }) => {
    expect(article).toContain(inArticle)
  })

  test.each(resolutions)('resolution $number rests on words of the article', (one) => {
    expect(one.reconstructed).toBe(true)
    expect(one.sentence.length).toBeGreaterThan(40)
    expect(article).toContain(one.sentence)
  })

  test('the minister accepted them', () => expect(article).toContain(acceptance.sentence))
})

describe('the twelve directives', () => {
  const institution = {
    id: 'maji',
    kind: 'ministry',
    systems: [{ id: 'maji-ankara', citizenData: true, onBus: true }],
  }
  const central = { id: 'central-government', kind: null, systems: [] }

  test.each(resolutions)(
    '$number has an obligation and was issued by the minister',
    ({ number }) => {
      const mine = obligations.filter(({ directive }) => directive === directiveOf(number))
      expect(mine.length).toBeGreaterThan(0)
      for (const one of mine) expect(getRule(firstRuleSet, one.rule).name).toBe(one.rule)
      expect(issuances.find(({ directive }) => directive === directiveOf(number))).toMatchObject({
        issuedOn: '2023-02-10',
      })
    },
  )

  test('nobody but the Government is chased for 10 and 11', () => {
    for (const number of [10, 11])
      for (const { addressee } of obligations.filter(
        ({ directive }) => directive === directiveOf(number),
      )) {
        expect(owes(addressee, institution)).toBe(false)
        expect(owes(addressee, { ...institution, id: 'ega' })).toBe(false)
        expect(owes(addressee, central)).toBe(true)
      }
  })

  test('5 is owed by e-GA together with institutions', () => {
    const [five] = obligations.filter(({ directive }) => directive === directiveOf(5))
    expect(five?.addressee.type).toBe('joint')
  })

  test('joining GovESB was issued again by the Vice-President and the Prime Minister', () => {
    const six = issuances.filter(({ directive }) => directive === directiveOf(6))
    expect(six.map(({ issuedOn, dueOn }) => [issuedOn, dueOn])).toEqual([
      ['2023-02-10', null],
      ['2025-02-11', null],
      ['2025-06-23', '2025-07-30'],
    ])
  })

  test('ids are unique, and every number that a rule needs has a citation and waits for confirmation', () => {
    expect(new Set(obligations.map(({ id }) => id)).size).toBe(obligations.length)
    for (const one of firstRuleSet.settings)
      expect(one).toMatchObject({ verified: false, citation: expect.stringMatching(/\S/) })
  })

  test('what rests on the Act says its section, and is to be confirmed', () => {
    const cited = obligations.filter(({ citation }) => citation.includes('kif.'))
    expect(cited.map(({ citation }) => citation.split('kif. ')[1])).toEqual([
      '18',
      '18–20',
      '24',
      '26(1)(d)',
      '26(1)(d)',
    ])
    expect(cited.every(({ verified }) => !verified)).toBe(true)
  })
})
