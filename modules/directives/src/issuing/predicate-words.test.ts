import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fits } from '../addressees.ts'
import type { InstitutionSeen, Predicate } from '../model.ts'
import { addresseeWords, predicateWords, type PredicateNames } from './predicate-words.ts'

const kinds: Readonly<Record<string, { sw: string; en: string }>> = {
  ministry: { sw: 'Wizara', en: 'Ministry' },
  agency: { sw: 'Wakala', en: 'Agency' },
}
const names: PredicateNames = {
  kind: (code) => kinds[code] ?? { sw: code, en: code },
  institution: (id) => ({ sw: `Taasisi ${id}`, en: `Institution ${id}` }),
}
const said = (which: Predicate) => predicateWords(which, names)

const all: Predicate = { is: 'all' }
const ministries: Predicate = { is: 'kinds', kinds: ['ministry', 'agency'] }
const citizens: Predicate = { is: 'has-citizen-data' }
const systems: Predicate = { is: 'has-systems' }
const two: Predicate = { is: 'list', institutions: ['maji', 'afya'] }

describe('who owes, in words', () => {
  test.each<[Predicate, string, string]>([
    [all, 'taasisi zote za umma', 'all public institutions'],
    [
      ministries,
      'taasisi ambazo ni za aina ya Wizara au Wakala',
      'institutions that are of the kind Ministry or Agency',
    ],
    [two, 'Taasisi maji na Taasisi afya', 'Institution maji and Institution afya'],
    [
      systems,
      'taasisi ambazo zina mifumo kwenye rejista',
      'institutions that have systems in the register',
    ],
    [
      { is: 'both', of: [ministries, citizens] },
      'taasisi ambazo ni za aina ya Wizara au Wakala, na pia zina mifumo yenye taarifa za wananchi',
      'institutions that are of the kind Ministry or Agency, and also have systems that hold data of citizens',
    ],
    [
      { is: 'both', of: [all, systems, { is: 'not', of: two }] },
      'taasisi ambazo zina mifumo kwenye rejista, na pia hazimo katika orodha ya Taasisi maji na Taasisi afya',
      'institutions that have systems in the register, and also are not in the list of Institution maji and Institution afya',
    ],
    [
      { is: 'both', of: [systems, { is: 'any', of: [ministries, citizens] }] },
      'taasisi ambazo zina mifumo kwenye rejista, na pia (ni za aina ya Wizara au Wakala, au zina mifumo yenye taarifa za wananchi)',
      'institutions that have systems in the register, and also (are of the kind Ministry or Agency, or have systems that hold data of citizens)',
    ],
    [
      { is: 'not', of: { is: 'any', of: [ministries, systems] } },
      'taasisi ambazo si za aina ya Wizara wala Wakala, na pia hazina mfumo kwenye rejista',
      'institutions that are not of the kind Ministry or Agency, and also have no system in the register',
    ],
    [{ is: 'not', of: { is: 'not', of: all } }, 'taasisi zote za umma', 'all public institutions'],
    [{ is: 'not', of: all }, 'hakuna taasisi', 'no institution'],
    [{ is: 'any', of: [] }, 'hakuna taasisi', 'no institution'],
  ])('%j', (which, sw, en) => {
    expect(said(which)).toEqual({ sw, en })
  })

  test('counts what would be a long list of names', () => {
    const institutions = ['a', 'b', 'c', 'd', 'e', 'f', 'g']
    expect(said({ is: 'list', institutions }).en).toBe(
      'Institution a, Institution b, Institution c, Institution d, Institution e and 2 others',
    )
    expect(said({ is: 'list', institutions: institutions.slice(0, 6) }).sw).toContain('Taasisi f')
  })

  test('of e-GA, the Government, and both together', () => {
    expect(addresseeWords({ type: 'ega' }, names).sw).toBe('e-GA yenyewe')
    expect(addresseeWords({ type: 'central-government' }, names).en).toContain('Government')
    expect(addresseeWords({ type: 'joint', which: all }, names).sw).toBe(
      'e-GA kwa kushirikiana na taasisi zote za umma',
    )
    expect(addresseeWords({ type: 'institutions', which: systems }, names)).toEqual(said(systems))
  })
})

const { predicate } = fc.letrec<{ predicate: Predicate }>((tie) => ({
  predicate: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(all, ministries, citizens, systems, two),
    fc.array(tie('predicate'), { maxLength: 3 }).map((of): Predicate => ({ is: 'both', of })),
    fc.array(tie('predicate'), { maxLength: 3 }).map((of): Predicate => ({ is: 'any', of })),
    tie('predicate').map((of): Predicate => ({ is: 'not', of })),
  ),
}))

const country: readonly InstitutionSeen[] = ['ministry', 'agency', 'board', null].flatMap((kind) =>
  [[], [false], [true]].flatMap((held) =>
    ['maji', 'mto'].map((id) => ({
      id,
      kind,
      systems: held.map((citizenData) => ({ id: 's', citizenData, onBus: true })),
    })),
  ),
)

test('"all" is only said of everyone, and "none" of nobody', () => {
  fc.assert(
    fc.property(predicate, (which) => {
      const { en } = said(which)
      const hit = country.filter((one) => fits(which, one)).length
      if (en === 'all public institutions') expect(hit).toBe(country.length)
      if (en === 'no institution') expect(hit).toBe(0)
    }),
  )
})
