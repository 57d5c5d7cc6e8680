import { expect, test } from 'vitest'
import { partsOf } from './names.ts'

test('a subject of a quarter keeps the whole quarter', () => {
  expect(partsOf('nida/kikao-kazi-3-1-huduma/2026/27-Q2')).toEqual({
    institution: 'nida',
    obligation: 'kikao-kazi-3-1-huduma',
    period: '2026/27-Q2',
  })
  expect(partsOf('nida/kikao-kazi-3-4-bajeti')).toMatchObject({ period: undefined })
})
