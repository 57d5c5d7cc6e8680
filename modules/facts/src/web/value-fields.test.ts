import { expect, test } from 'vitest'
import { z } from 'zod'
import { catalogue } from '../catalogue.ts'
import { doing } from './doing-messages.ts'
import { valueFields } from './value-fields.ts'

test('every member of every type of value has its words, and there are no others', () => {
  for (const [type, { value }] of Object.entries(catalogue)) {
    const members = value instanceof z.ZodObject ? Object.keys(value.shape) : []
    expect([type, (valueFields[type] ?? []).map(({ name }) => name)]).toEqual([type, members])
  }
  expect(Object.keys(valueFields)).toEqual(Object.keys(catalogue))
})

test('whoever declares is told what each type is for', () => {
  for (const [type, { source }] of Object.entries(catalogue))
    if (source === 'declared') expect(Object.keys(doing)).toContain(`declare.${type}`)
})
