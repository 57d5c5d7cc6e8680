import { createPublicKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { verifySteps, type ChainToVerify } from './signed-step.ts'

interface Vectors {
  readonly publicKey: string
  readonly cases: readonly {
    readonly name: string
    readonly record: ChainToVerify
    readonly fault: { readonly step: number; readonly fault: string } | null
  }[]
}

const file = new URL('../../../../conformance/agreement-record/vectors.json', import.meta.url)
const { publicKey, cases } = JSON.parse(readFileSync(file, 'utf8')) as Vectors
const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' })

test.each(cases)('vector: $name', ({ record, fault }) => {
  expect(verifySteps(record, key) ?? null).toEqual(fault)
})
