import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { isStrictSignature, sign, verify } from './ecdsa.ts'
import { KeyFault } from './fault.ts'
import { generateKeyPair, importPrivateKey, importPublicKey } from './keys.ts'

interface Vectors {
  readonly message: string
  readonly keys: Record<'P-256' | 'secp256k1', string>
  readonly cases: readonly {
    readonly id: string
    readonly class: string
    readonly curve: 'P-256' | 'secp256k1'
    readonly valid: boolean
    readonly signature: string
  }[]
}

const file = new URL('../../../conformance/ecdsa/signatures.json', import.meta.url)
const vectors = JSON.parse(readFileSync(file, 'utf8')) as Vectors

test('every signature of conformance/ecdsa is judged as it says', () => {
  const message = Buffer.from(vectors.message)
  const keys = {
    'P-256': importPublicKey(vectors.keys['P-256']),
    secp256k1: importPublicKey(vectors.keys.secp256k1),
  }
  const misjudged = vectors.cases.filter(
    ({ curve, signature, valid }) => verify(keys[curve], message, signature) !== valid,
  )
  expect(misjudged).toEqual([])
  expect(vectors.cases.length).toBeGreaterThan(200)
})

test('a malformed signature is refused before OpenSSL sees it', () => {
  const wellFormed = new Set(['valid', 'valid: n − s; clients make both', 'well formed, wrong'])
  for (const { curve, signature, class: kind } of vectors.cases) {
    if (kind.startsWith('base64')) continue
    const der = Buffer.from(signature, 'base64')
    expect([kind, isStrictSignature(der, curve)]).toEqual([kind, wellFormed.has(kind)])
  }
})

const curves = ['P-256', 'secp256k1'] as const

test.each(curves)('what %s signs verifies, and nothing else does', (curve) => {
  const pair = generateKeyPair(curve)
  const [signing, verifying] = [importPrivateKey(pair.privateKey), importPublicKey(pair.publicKey)]
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1 }), fc.nat(), (bytes, at) => {
      const signature = sign(signing, bytes)
      expect(verify(verifying, bytes, signature)).toBe(true)
      const changed = Uint8Array.from(bytes)
      changed[at % bytes.length] = (changed[at % bytes.length] as number) ^ 1
      expect(verify(verifying, changed, signature)).toBe(false)
    }),
    { numRuns: 40 },
  )
})

test('a signature is for one curve', () => {
  const [one, other] = curves.map((curve) => generateKeyPair(curve))
  if (one === undefined || other === undefined) throw new Error('two curves')
  const signature = sign(importPrivateKey(one.privateKey), Buffer.from('x'))
  expect(verify(importPublicKey(other.publicKey), Buffer.from('x'), signature)).toBe(false)
})

test('an Ed25519 key neither signs nor verifies here', () => {
  const pair = generateKeyPair('Ed25519')
  expect(() => sign(importPrivateKey(pair.privateKey), Buffer.from('x'))).toThrow(KeyFault)
  expect(verify(importPublicKey(pair.publicKey), Buffer.from('x'), 'AAAA')).toBe(false)
})

test('any bytes as signature are refused without an exception', () => {
  const key = importPublicKey(generateKeyPair('P-256').publicKey)
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.base64String(), fc.string({ unit: 'binary' })), (text) => {
      expect(verify(key, Buffer.from('x'), text)).toBe(false)
    }),
  )
})
