import { Validator } from '@seriousme/openapi-schema-validator'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPortal, type Portal } from './portal.ts'

let portal: Portal
beforeAll(async () => {
  portal = await openPortal()
}, 120_000)
afterAll(() => portal.close())

test('the description of the API is a valid OpenAPI 3.1 document of every operation', async () => {
  const document = (await portal.description()) as {
    paths: Record<string, Record<string, { operationId: string; summary: string }>>
  }
  const { valid, errors } = await new Validator().validate(document)
  expect([valid, errors]).toEqual([true, undefined])
  const described = Object.values(document.paths).flatMap((path) =>
    Object.values(path).map(({ operationId }) => operationId),
  )
  const { operations } = portal.web
  expect(described.toSorted()).toEqual(operations.map(({ id }) => id).toSorted())
})

test('every operation says itself in both languages and is named as operations are', () => {
  const faults = portal.web.operations
    .filter(
      ({ id, summary }) =>
        !/^[a-z-]+\.[a-z]+(-[a-z]+)+$/.test(id) ||
        summary.sw.trim() === '' ||
        summary.en.trim() === '' ||
        summary.sw === summary.en,
    )
    .map(({ id }) => id)
  expect(faults).toEqual([])
})
