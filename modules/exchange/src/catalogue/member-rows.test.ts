import { expect, test } from 'vitest'
import { memberRows } from './member-rows.ts'

test('members are told outer before inner, a shape that comes again once', () => {
  const root = {
    s: {
      Mtu: {
        type: 'object',
        required: ['nin'],
        properties: {
          nin: { type: 'string', minLength: 20, description: 'Namba' },
          watoto: { type: 'array', items: { $ref: '#/s/Mtu' } },
          jinsia: { enum: ['KE', 'ME'] },
          mahali: { allOf: [{ properties: { mkoa: { type: ['string', 'null'] } } }] },
        },
      },
    },
  }
  const { rows, more } = memberRows(root, { $ref: '#/s/Mtu' }, 50)
  expect(more).toBe(false)
  expect(rows).toMatchObject([
    { path: 'nin', type: 'string', required: true, limits: ['minLength 20'], description: 'Namba' },
    { path: 'watoto[]', repeats: true },
    { path: 'jinsia', values: ['KE', 'ME'] },
    { path: 'mahali' },
    { path: 'mahali.mkoa', type: 'string | null' },
  ])
  expect(memberRows(root, { $ref: '#/s/Mtu' }, 2)).toMatchObject({
    more: true,
    rows: { length: 2 },
  })
})
