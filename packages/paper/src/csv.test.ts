import { expect, test } from 'vitest'
import { csvOf } from './csv.ts'

test('cells are quoted where they must be, and nothing missing is an empty cell', () => {
  expect(csvOf(['a', 'b'], [['x, "y"', null]])).toBe('\ufeffa,b\r\n"x, ""y""",\r\n')
  expect(csvOf(['a', 'b'], [['mstari\nmwingine', true]])).toBe(
    '\ufeffa,b\r\n"mstari\nmwingine",true\r\n',
  )
})

test.each(['=1+1', '+1', '-1', '@x', '\tx', '\rx'])(
  '%j is not computed by a spreadsheet',
  (said) => {
    expect(csvOf(['a'], [[said]])).toMatch(/^\ufeffa\r\n"?'/)
  },
)

test('numbers stay numbers, negative ones too', () => {
  expect(csvOf(['a'], [[-3.5]])).toBe('\ufeffa\r\n-3.5\r\n')
})
