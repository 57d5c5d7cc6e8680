import { expect, test } from 'vitest'
import { addresseeOf, everyone, type Nameable } from './addressee-form.ts'
import { addresseeShape } from './obligation-shapes.ts'
import { slugOf } from './slug.ts'

const institutions: readonly Nameable[] = [
  { id: 'maji', acronym: 'MoW', name: { sw: 'Wizara ya Maji', en: 'Ministry of Water' } },
  { id: 'afya', acronym: 'MoH', name: { sw: 'Wizara ya Afya', en: 'Ministry of Health' } },
  { id: 'tba', acronym: 'TBA', name: { sw: 'Wakala wa Majengo', en: 'Buildings Agency' } },
  { id: 'tba-2', acronym: 'TBA', name: { sw: 'Bodi ya Mfano', en: 'Board of Mfano' } },
]
const made = (fields: Partial<typeof everyone>) =>
  addresseeOf({ ...everyone, ...fields }, institutions)

test('a form left as it is means everybody', () => {
  expect(made({})).toEqual({ type: 'institutions', which: { is: 'all' } })
})

test('e-GA and the Government need no conditions', () => {
  expect(made({ addressee: 'ega', systems: 'with' })).toEqual({ type: 'ega' })
  expect(made({ addressee: 'central-government' })).toEqual({ type: 'central-government' })
})

test('one condition stands alone; several go together as was chosen', () => {
  expect(made({ systems: 'with' })).toMatchObject({ which: { is: 'has-systems' } })
  const two = { kinds: ['ministry', 'agency'], citizens: 'with' } as const
  const of = [{ is: 'kinds', kinds: ['ministry', 'agency'] }, { is: 'has-citizen-data' }]
  expect(made({ ...two, kinds: [...two.kinds] })).toMatchObject({ which: { is: 'both', of } })
  expect(made({ ...two, kinds: [...two.kinds], combine: 'any' })).toMatchObject({
    which: { is: 'any', of },
  })
})

test('what is turned round is denied, and whoever is left out is left out of all of it', () => {
  expect(
    made({
      addressee: 'joint',
      combine: 'any',
      kinds: ['board'],
      kindsAre: 'others',
      systems: 'without',
      except: 'MoH',
    }),
  ).toEqual({
    type: 'joint',
    which: {
      is: 'both',
      of: [
        {
          is: 'any',
          of: [
            { is: 'not', of: { is: 'kinds', kinds: ['board'] } },
            { is: 'not', of: { is: 'has-systems' } },
          ],
        },
        { is: 'not', of: { is: 'list', institutions: ['afya'] } },
      ],
    },
  })
})

test('institutions are named by id, acronym or name, in any case, once each', () => {
  const list = ' wizara  ya MAJI\r\nmow\n\nafya; Buildings Agency'
  expect(made({ list })).toMatchObject({
    which: { is: 'list', institutions: ['afya', 'maji', 'tba'] },
  })
})

test('a name that nobody has, or two, is said back beside its field', () => {
  expect(() => made({ except: 'Wizara ya Ndoto' })).toThrow(
    expect.objectContaining({
      code: 'directives.institution-unknown',
      extra: { field: 'except' },
      detail: expect.objectContaining({ sw: expect.stringContaining('Wizara ya Ndoto') }),
    }),
  )
  expect(() => made({ list: 'TBA-3' })).toThrow('institution-unknown')
  // Two boards share the acronym, but one of them has it as its id.
  expect(made({ list: 'tba' })).toMatchObject({ which: { institutions: ['tba'] } })
})

test('whatever the form makes is what programs may send', () => {
  for (const fields of [
    {},
    { kinds: ['ministry' as const], systems: 'with' as const, except: 'maji' },
    { kinds: ['ministry' as const], citizens: 'without' as const, list: 'maji', except: 'afya' },
  ])
    expect(addresseeShape.safeParse(made({ ...fields })).success).toBe(true)
})

test('conditions stand at most three deep', () => {
  const deep = (depth: number): unknown =>
    depth === 0 ? { is: 'all' } : { is: 'not', of: deep(depth - 1) }
  const sent = (depth: number) =>
    addresseeShape.safeParse({ type: 'institutions', which: deep(depth) }).success
  expect([sent(3), sent(4)]).toEqual([true, false])
})

test.each([
  ['Unda Kamati ya Uongozi wa TEHAMA', 30, 'unda-kamati-ya-uongozi-wa'],
  ['  Écrit à la main! ', 30, 'ecrit-a-la-main'],
  ['¿¡', 30, 'x'],
  ['Nenorefusanalisilovunjika', 10, 'nenorefusa'],
])('the id of «%s» in %i characters is %s', (title, max, id) => {
  expect(slugOf(title, max)).toBe(id)
})
