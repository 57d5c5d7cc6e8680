import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { isSoundEd25519Point } from './ed25519-point.ts'
import { KeyFault } from './fault.ts'
import {
  generateKeyPair,
  holdsPrivateKey,
  importPrivateKey,
  importPublicKey,
  type Curve,
} from './keys.ts'

const curves: readonly Curve[] = ['P-256', 'secp256k1', 'Ed25519']

function faultOf(attempt: () => unknown): string {
  try {
    attempt()
  } catch (fault) {
    if (fault instanceof KeyFault) return fault.code
    throw fault
  }
  return 'accepted'
}

describe.each(curves)('%s', (curve) => {
  test('a generated pair comes back with one id and its curve', () => {
    const pair = generateKeyPair(curve)
    const signing = importPrivateKey(pair.privateKey)
    const verifying = importPublicKey(pair.publicKey)
    expect(signing).toMatchObject({ id: verifying.id, curve, publicKeyBase64: pair.publicKey })
    expect(verifying.id).toMatch(/^[\w-]{16}$/)
  })

  test('a key has no second text', () => {
    const { publicKey } = generateKeyPair(curve)
    const der = Buffer.from(publicKey, 'base64')
    expect(faultOf(() => importPublicKey(`${publicKey}\n`))).toBe('key-not-base64')
    expect(faultOf(() => importPublicKey(publicKey.replace(/=*$/, '===')))).toBe('key-not-base64')
    expect(faultOf(() => importPublicKey(der.toString('hex')))).toMatch(/^key-not/)
    const longer = Buffer.concat([der, Buffer.from([0])]).toString('base64')
    expect(faultOf(() => importPublicKey(longer))).toMatch(/^key-not/)
  })

  test('a truncated key is refused', () => {
    const der = Buffer.from(generateKeyPair(curve).publicKey, 'base64')
    for (let length = 0; length < der.length; length++) {
      const short = der.subarray(0, length).toString('base64')
      expect(faultOf(() => importPublicKey(short))).toMatch(/^key-not/)
    }
  })

  test('a private key is not taken for a public one, nor the other way round', () => {
    const { publicKey, privateKey } = generateKeyPair(curve)
    expect(faultOf(() => importPublicKey(privateKey))).toBe('key-not-der')
    expect(faultOf(() => importPrivateKey(publicKey))).toBe('key-not-der')
  })
})

test.each([
  ['rsa', () => generateKeyPairSync('rsa', { modulusLength: 2048 })],
  ['P-384', () => generateKeyPairSync('ec', { namedCurve: 'secp384r1' })],
  ['Ed448', () => generateKeyPairSync('ed448')],
  ['X25519', () => generateKeyPairSync('x25519')],
])('%s is refused by its kind', (_name, generate) => {
  const { publicKey, privateKey } = generate()
  const spki = publicKey.export({ format: 'der', type: 'spki' }).toString('base64')
  const pkcs8 = privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64')
  expect(faultOf(() => importPublicKey(spki))).toBe('key-kind-refused')
  if (pkcs8.length <= 1024) expect(faultOf(() => importPrivateKey(pkcs8))).toBe('key-kind-refused')
})

test('PEM lines and endless texts are refused', () => {
  const { publicKey } = generateKeyPair('P-256')
  const pem = `-----BEGIN PUBLIC KEY-----\n${publicKey}\n-----END PUBLIC KEY-----`
  expect(faultOf(() => importPublicKey(pem))).toBe('key-not-base64')
  expect(faultOf(() => importPublicKey('A'.repeat(4_000_000)))).toBe('key-not-base64')
})

test.each(['P-256', 'secp256k1'] as const)('a point off %s is refused', (curve) => {
  const der = Buffer.from(generateKeyPair(curve).publicKey, 'base64')
  der[der.length - 1] = (der[der.length - 1] as number) ^ 1
  expect(faultOf(() => importPublicKey(der.toString('base64')))).toMatch(/^key-/)
})

test('a compressed point is refused: one key has one DER and one id', () => {
  const der = Buffer.from(generateKeyPair('P-256').publicKey, 'base64')
  const point = Buffer.concat([
    Buffer.from([2 + ((der.at(-1) as number) & 1)]),
    der.subarray(27, 59),
  ])
  const head = Buffer.from('3039301306072a8648ce3d020106082a8648ce3d030107032200', 'hex')
  const compressed = Buffer.concat([head, point]).toString('base64')
  expect(faultOf(() => importPublicKey(compressed))).toBe('key-not-canonical')
})

test('a private key with the public half of another is refused', () => {
  const [one, other] = [generateKeyPair('P-256'), generateKeyPair('P-256')]
  const der = Buffer.from(one.privateKey, 'base64')
  Buffer.from(other.publicKey, 'base64')
    .subarray(-64)
    .copy(der, der.length - 64)
  expect(faultOf(() => importPrivateKey(der.toString('base64')))).toMatch(/^key-/)
})

test.each([
  ['0', '0000000000000000000000000000000000000000000000000000000000000000'],
  ['the identity', '0100000000000000000000000000000000000000000000000000000000000000'],
  ['the identity with a sign', '0100000000000000000000000000000000000000000000000000000000000080'],
  ['−1', 'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f'],
  ['order 8', '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05'],
  ['order 8', 'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a'],
  ['not reduced', 'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f'],
  ['off the curve', '0200000000000000000000000000000000000000000000000000000000000000'],
])('the Ed25519 point %s is refused', (_name, hex) => {
  const head = Buffer.from('302a300506032b6570032100', 'hex')
  const spki = Buffer.concat([head, Buffer.from(hex, 'hex')]).toString('base64')
  expect(faultOf(() => importPublicKey(spki))).toBe('key-point-refused')
})

test('every generated Ed25519 key is a sound point', () => {
  for (let i = 0; i < 20; i++) {
    const der = Buffer.from(generateKeyPair('Ed25519').publicKey, 'base64')
    expect(isSoundEd25519Point(der.subarray(-32))).toBe(true)
  }
})

test('a private key is recognised in the forms in which people keep them, a public one and plain words are not', () => {
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const ed = generateKeyPairSync('ed25519')
  const held = [
    ec.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
    ec.privateKey.export({ format: 'pem', type: 'sec1' }).toString(),
    ec.privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
    ec.privateKey.export({ format: 'der', type: 'sec1' }).toString('base64'),
    ed.privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
    rsa.privateKey.export({ format: 'der', type: 'pkcs1' }).toString('base64url'),
    JSON.stringify(ec.privateKey.export({ format: 'jwk' })),
    `key=\n${ec.privateKey
      .export({ format: 'der', type: 'pkcs8' })
      .toString('base64')
      .replaceAll(/(.{20})/g, '$1\n')}`,
  ]
  const open = [
    ...[ec, rsa, ed].map(({ publicKey }) =>
      publicKey.export({ format: 'pem', type: 'spki' }).toString(),
    ),
    ...[ec, rsa, ed].map(({ publicKey }) =>
      publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
    ),
    JSON.stringify(ec.publicKey.export({ format: 'jwk' })),
    'Mfumo wa mikopo unahitaji huduma ya utambulisho wa waombaji kila siku ya kazi',
  ]
  expect(held.map(holdsPrivateKey)).toEqual(held.map(() => true))
  expect(open.map(holdsPrivateKey)).toEqual(open.map(() => false))
})
