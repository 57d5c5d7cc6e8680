import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { httpbis } from 'http-message-signatures'
import { parseDictionary, parseItem, type InnerList } from 'structured-headers'
import { describe, expect, test } from 'vitest'
import { componentValue, type SignedRequest, type SignedResponse } from './http-components.ts'
import {
  hmacKey,
  httpSigner,
  httpVerifier,
  rsaPssVerifier,
  type HttpVerifier,
} from './http-keys.ts'
import {
  signatureBase,
  signHttpMessage,
  verifyHttpMessage,
  type VerifyOptions,
} from './http-signature.ts'
import { generateKeyPair, importPrivateKey, importPublicKey } from './keys.ts'

interface AppendixB {
  readonly keys: Record<
    string,
    {
      readonly publicKey?: string
      readonly privateKey?: string
      readonly secret?: string
      readonly alg: string
    }
  >
  readonly request: SignedRequest
  readonly response: SignedResponse
  readonly cases: readonly {
    readonly section: string
    readonly message: 'request' | 'response'
    readonly signatureInput: string
    readonly signature: string
    readonly base: string
  }[]
}

const file = new URL('../../../conformance/rfc9421/appendix-b.json', import.meta.url)
const appendix = JSON.parse(readFileSync(file, 'utf8')) as AppendixB

function rfcKey(keyid: string | undefined): HttpVerifier | undefined {
  const key = appendix.keys[keyid ?? '']
  if (key === undefined || keyid === undefined) return undefined
  if (key.secret !== undefined) return hmacKey(keyid, Buffer.from(key.secret, 'base64'))
  if (key.alg === 'rsa-pss-sha512') return rsaPssVerifier(keyid, key.publicKey ?? '')
  return httpVerifier(importPublicKey(key.publicKey ?? ''), keyid)
}

const now = 1618884475
const anyOf = { keyOf: rfcKey, required: [], now } satisfies VerifyOptions

describe.each(appendix.cases)('RFC 9421 $section', (vector) => {
  const plain = appendix[vector.message]
  const message = {
    ...plain,
    headers: {
      ...plain.headers,
      'signature-input': vector.signatureInput,
      signature: vector.signature,
    },
  }

  test('has the published signature base', () => {
    const [input] = parseDictionary(vector.signatureInput).values()
    expect(signatureBase(message, input as InnerList)).toBe(vector.base)
  })

  test('verifies, and does not when anything it covers is changed', () => {
    expect(verifyHttpMessage(message, anyOf)).toMatchObject({ verified: true, created: 1618884473 })
    const changed = {
      ...message,
      headers: {
        ...message.headers,
        signature: vector.signature.replace(/:(.)/, (_all, c: string) => (c === 'A' ? ':B' : ':A')),
      },
    }
    expect(verifyHttpMessage(changed, anyOf)).toEqual({ verified: false, reason: 'wrong' })
    if (vector.section === 'B.2.1') return
    const other =
      'status' in message
        ? { ...message, status: 201 }
        : { ...message, targetUri: 'https://example.org/foo?param=Value&Pet=cat' }
    expect(verifyHttpMessage(other, anyOf)).toMatchObject({ verified: false })
  })
})

test('Ed25519 signatures are deterministic: we make the published one of B.2.6', () => {
  const signer = httpSigner(
    importPrivateKey(appendix.keys['test-key-ed25519']?.privateKey ?? ''),
    'test-key-ed25519',
  )
  const vector = appendix.cases.find(({ section }) => section === 'B.2.6')
  const components = ['date', '@method', '@path', '@authority', 'content-type', 'content-length']
  const made = signHttpMessage(
    appendix.request,
    components,
    signer,
    { created: 1618884473 },
    'sig-b26',
  )
  expect(made).toEqual({ signatureInput: vector?.signatureInput, signature: vector?.signature })
})

const example: SignedRequest = {
  method: 'POST',
  targetUri:
    'https://WWW.Example.com:443/path?param=value&foo=bar&baz=batman&qux=&var=this%20is%20a%20big%0Amultiline%20value&bar=with+plus+whitespace&fa%C3%A7ade%22%3A%20=something&twice=1&twice=2',
  headers: {
    host: 'www.example.com',
    'x-ows-header': '   Leading and trailing whitespace.   ',
    'x-obs-fold-header': 'Obsolete\r\n    line folding.',
    'cache-control': ['max-age=60', '   must-revalidate'],
    'example-dict': ' a=1,    b=2;x=1;y=2,   c=(a   b   c), d ',
    'content-digest': 'sha-256=:AAAA:,   sha-512=:BBBB:',
    'x-empty-header': '',
    evil: 'a\nb',
  },
}

test.each([
  ['"@method"', 'POST'],
  ['"@authority"', 'www.example.com'],
  ['"@scheme"', 'https'],
  ['"@path"', '/path'],
  ['"@query-param";name="baz"', 'batman'],
  ['"@query-param";name="qux"', ''],
  ['"@query-param";name="var"', 'this%20is%20a%20big%0Amultiline%20value'],
  ['"@query-param";name="bar"', 'with%20plus%20whitespace'],
  ['"@query-param";name="fa%C3%A7ade%22%3A%20"', 'something'],
  ['"x-ows-header"', 'Leading and trailing whitespace.'],
  ['"x-obs-fold-header"', 'Obsolete line folding.'],
  ['"cache-control"', 'max-age=60, must-revalidate'],
  ['"cache-control";bs', ':bWF4LWFnZT02MA==:, :bXVzdC1yZXZhbGlkYXRl:'],
  ['"example-dict"', 'a=1,    b=2;x=1;y=2,   c=(a   b   c), d'],
  ['"example-dict";key="a"', '1'],
  ['"example-dict";key="b"', '2;x=1;y=2'],
  ['"example-dict";key="c"', '(a b c)'],
  ['"example-dict";key="d"', '?1'],
  ['"content-digest";sf', 'sha-256=:AAAA:, sha-512=:BBBB:'],
  ['"x-empty-header"', ''],
])('the component %s is %j (RFC 9421 section 2)', (component, value) => {
  expect(componentValue(example, parseItem(component))).toBe(value)
})

test.each([
  ['"@status"', 'responses only'],
  ['"@unknown"', 'no derived component'],
  ['"@method";sf', 'takes no parameter'],
  ['"@query-param"', 'needs a name'],
  ['"@query-param";name="absent"', 'is absent'],
  ['"@query-param";name="twice"', 'stands twice'],
  ['"Host"', 'lower case'],
  ['"absent"', 'is absent'],
  ['"__proto__"', 'is absent'],
  ['"host";tr', 'unknown parameter'],
  ['"host";sf', 'no known structured type'],
  ['"x-ows-header";key="a"', 'structured field'],
  ['"example-dict";key="z"', 'no such member'],
  ['"host";bs;sf', 'mixes'],
  ['"@method";req', 'request of a response'],
  ['"evil"', 'line break'],
  ['token', 'not a string'],
])('the component %s is refused: %s', (component, why) => {
  expect(() => componentValue(example, parseItem(component))).toThrow(why)
})

const of = (targetUri: string, name: string) =>
  componentValue({ method: 'GET', targetUri, headers: {} }, [name, new Map()])

test('targets without path, query or usual port', () => {
  expect(of('http://a.tz', '@path')).toBe('/')
  expect(of('http://a.tz', '@query')).toBe('?')
  expect(of('http://a.tz:8090/x?', '@authority')).toBe('a.tz:8090')
  expect(of('http://a.tz:8090/x?y', '@request-target')).toBe('/x?y')
  expect(() => of('/x', '@path')).toThrow('absolute')
})

const five = (value: string) => Array.from('abcde', (l) => value.replace('sig', l)).join(', ')

const curves = ['Ed25519', 'P-256'] as const

describe.each(curves)('a request signed with %s', (curve) => {
  const pair = generateKeyPair(curve)
  const signer = httpSigner(importPrivateKey(pair.privateKey))
  const verifier = httpVerifier(importPublicKey(pair.publicKey))
  const keyOf = (keyid: string | undefined) => (keyid === verifier.keyid ? verifier : undefined)
  const covered = ['@method', '@target-uri', 'content-digest']
  const sign = (parameters: object = { created: now }, label?: string) => {
    const made = signHttpMessage(appendix.request, covered, signer, parameters, label)
    return {
      ...appendix.request,
      headers: {
        ...appendix.request.headers,
        'signature-input': made.signatureInput,
        signature: made.signature,
      },
    }
  }
  const options: VerifyOptions = { keyOf, required: covered, now, maxAgeSeconds: 60 }

  test('verifies with what it covers', () => {
    const verdict = verifyHttpMessage(sign({ created: now, nonce: 'n-1' }), options)
    expect(verdict).toMatchObject({
      verified: true,
      keyid: signer.keyid,
      nonce: 'n-1',
      label: 'sig',
    })
  })

  test.each<[string, object, Partial<VerifyOptions>]>([
    ['too-old', { created: now - 61 }, {}],
    ['too-old', {}, {}],
    ['from-the-future', { created: now + 31 }, {}],
    ['expired', { created: now, expires: now }, {}],
    ['key-unknown', { created: now }, { keyOf: () => undefined }],
    ['not-covered', { created: now }, { required: ['@method', 'host'] }],
    ['not-covered', { created: now }, { required: [{ name: '@method', req: true }] }],
    ['wrong', { created: now }, { keyOf: () => ({ ...verifier, verify: () => false }) }],
    ['absent', { created: now }, { tag: 'other' }],
    ['absent', { created: now }, { label: 'other' }],
  ])('is refused as %s with %j', (reason, parameters, change) => {
    const verdict = verifyHttpMessage(sign(parameters), { ...options, ...change })
    expect(verdict).toMatchObject({ verified: false, reason })
  })

  test('a lost header, another algorithm and broken fields are told apart', () => {
    const message = sign()
    const changedBy = (headers: object) => ({
      ...message,
      headers: { ...message.headers, ...headers },
    })
    const reasonOf = (headers: object) => {
      const verdict = verifyHttpMessage(changedBy(headers), options)
      return verdict.verified ? 'verified' : verdict.reason
    }
    const input = message.headers['signature-input']
    expect(reasonOf({ 'content-digest': undefined })).toBe('component-missing')
    expect(reasonOf({ signature: undefined })).toBe('absent')
    expect(reasonOf({ 'signature-input': '(' })).toBe('malformed')
    expect(reasonOf({ signature: 'sig=1' })).toBe('malformed')
    expect(reasonOf({ 'signature-input': 'sig=1' })).toBe('malformed')
    expect(reasonOf({ 'signature-input': `${input};created="x"` })).toBe('malformed')
    expect(reasonOf({ 'signature-input': `${input};nonce=1` })).toBe('malformed')
    expect(reasonOf({ 'signature-input': `${input};alg="hmac-sha256"` })).toBe('algorithm-mismatch')
    expect(reasonOf({ 'signature-input': `${input};alg="${verifier.algorithm}"` })).toBe('wrong')
    expect(
      reasonOf({ 'signature-input': five(input), signature: five(message.headers.signature) }),
    ).toBe('malformed')
  })

  test('one good signature among others is found by its label or by itself', () => {
    const one = sign({ created: now }, 'one')
    const bad = sign({ created: now }, 'bad')
    const headers = {
      ...one.headers,
      'signature-input': [bad.headers['signature-input'], one.headers['signature-input']],
      signature: [bad.headers.signature.replace(/:..../, ':AAAA'), one.headers.signature],
    }
    const both = { ...appendix.request, headers }
    expect(verifyHttpMessage(both, options)).toMatchObject({ verified: true, label: 'one' })
    expect(verifyHttpMessage(both, { ...options, label: 'bad' })).toMatchObject({ reason: 'wrong' })
  })

  test('a response is bound to its request with ;req', () => {
    const response = { ...appendix.response, request: appendix.request }
    const components = [
      '@status',
      { name: '@method', req: true },
      { name: 'content-digest', req: true },
      { name: 'content-digest', key: 'sha-512' },
    ] as const
    const made = signHttpMessage(response, components, signer, { created: now })
    const headers = {
      ...response.headers,
      'signature-input': made.signatureInput,
      signature: made.signature,
    }
    const signed = { ...response, headers }
    expect(verifyHttpMessage(signed, { ...options, required: components })).toMatchObject({
      verified: true,
    })
    const other = { ...signed, request: { ...appendix.request, method: 'GET' } }
    expect(verifyHttpMessage(other, { ...options, required: components })).toMatchObject({
      reason: 'wrong',
    })
  })

  test('http-message-signatures verifies ours, and we verify its', async () => {
    const { method, targetUri: url } = appendix.request
    const ours = sign()
    const foreign = { method, url, headers: ours.headers as Record<string, string> }
    const algs = [signer.algorithm]
    expect(
      await httpbis.verifyMessage(
        {
          keyLookup: async () => ({ algs, verify: async (data, s) => verifier.verify(data, s) }),
          notAfter: now + 1,
        },
        foreign,
      ),
    ).toBe(true)
    const theirs = await httpbis.signMessage(
      {
        key: { id: signer.keyid, alg: signer.algorithm, sign: async (data) => signer.sign(data) },
        fields: [...covered, '@authority', '@path', '@query'],
        paramValues: { created: new Date(now * 1000) },
      },
      { method, url, headers: appendix.request.headers as Record<string, string> },
    )
    const headers = Object.fromEntries(
      Object.entries(theirs.headers).map(([n, v]) => [n.toLowerCase(), v]),
    )
    expect(verifyHttpMessage({ ...appendix.request, headers }, options)).toMatchObject({
      verified: true,
    })
  })
})

test('secp256k1 has no algorithm here, and short RSA keys are refused', () => {
  const pair = generateKeyPair('secp256k1')
  expect(() => httpSigner(importPrivateKey(pair.privateKey))).toThrow('key-kind-refused')
  expect(() => rsaPssVerifier('k', pair.publicKey)).toThrow('key-kind-refused')
  expect(() => rsaPssVerifier('k', 'AAAA')).toThrow('key-not-der')
  expect(() => rsaPssVerifier('k', '?')).toThrow('key-not-base64')
})

test('whatever the fields say, verifying throws nothing', () => {
  const text = fc.oneof(
    fc.string(),
    fc.constantFrom(
      'sig=()',
      'sig=("@method");created=1',
      'sig=:AAAA:',
      'sig=("@query-param";name="a")',
      'sig=(1 a :AA==:)',
    ),
  )
  fc.assert(
    fc.property(text, text, (input, signature) => {
      const message = { ...appendix.request, headers: { 'signature-input': input, signature } }
      expect(
        verifyHttpMessage(message, { ...anyOf, keyOf: () => rfcKey('test-key-ed25519') }).verified,
      ).toBe(false)
    }),
    { numRuns: 300 },
  )
})
