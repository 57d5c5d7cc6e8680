import { createSign, hash, sign as cryptoSign } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import {
  contentDigest,
  generateKeyPair,
  httpSigner,
  importPrivateKey,
  importPublicKey,
  sign,
  signHttpMessage,
  type R1Request,
  type SigningKey,
} from '../index.ts'
import { explainEnvelope, explainR1, printable } from './index.ts'

const key = importPrivateKey(generateKeyPair('P-256').privateKey)
const other = importPrivateKey(generateKeyPair('secp256k1').privateKey)
const publicHalf = (one: SigningKey) => importPublicKey(one.publicKeyBase64)
const keys = [publicHalf(key)]

const sentData =
  '{"apiCode":"ABC","esbBody":{"z":1.5,"a":"Bwana Asha ñ / «x» <b>","10":true,"2":["x",null],"amount":100.0}}'

function message(signed: string | Buffer, data = sentData, by = key): Buffer {
  return Buffer.from(
    JSON.stringify({ data: 'X', signature: sign(by, Buffer.from(signed)) }).replace(
      '"X"',
      () => data,
    ),
  )
}
const explain = (bytes: Buffer, format: 'json' | 'xml' = 'json') =>
  explainEnvelope(bytes, format, { keys })

test('a good message is valid, and the bytes checked are named by their place', async () => {
  const bytes = message(sentData)
  const said = await explain(bytes)
  expect(said).toMatchObject({ verdict: 'valid', verified: { key: key.id, text: 'raw' }, start: 8 })
  expect(bytes.subarray(said.start, said.end).toString()).toBe(sentData)
})

const python = (text: string) =>
  text.replaceAll(/[\u0080-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
const spaced =
  '{"apiCode": "ABC", "esbBody": {"z": 1.5, "a": "Bwana Asha ñ / «x» <b>", "10": true, "2": ["x", null], "amount": 100.0}}'

describe('what was signed instead is found', () => {
  test.each([
    ['Python with spaces and escapes', python(spaced), ['spaces', 'escaped-unicode']],
    ['Python without escapes', spaced, ['spaces']],
    [
      'JavaScript that parsed it first',
      JSON.stringify(JSON.parse(sentData)),
      ['compact', 'numeric-names-first', 'numbers'],
    ],
    [
      'pretty text',
      JSON.stringify(JSON.parse('{"apiCode":"ABC","b":"c"}'), undefined, 2),
      ['indented'],
      '{"apiCode":"ABC","b":"c"}',
    ],
    [
      'PHP with its escapes',
      python(sentData).replaceAll('/', '\\/'),
      ['compact', 'escaped-slashes', 'escaped-unicode'],
    ],
    [
      'members in order of their names',
      '{"apiCode":"ABC","esbBody":{"10":true,"2":["x",null],"a":"Bwana Asha ñ / «x» <b>","amount":100.0,"z":1.5}}',
      ['compact', 'sorted'],
    ],
    ['a line end after it', `${sentData}\n`, ['newline-after']],
    [
      'only the body',
      JSON.stringify({ a: 1 }),
      ['body-only'],
      '{"apiCode":"ABC","esbBody":{"a":1}}',
    ],
    [
      'Gson hiding markup',
      sentData.replaceAll('<', '\\u003c').replaceAll('>', '\\u003e'),
      ['compact', 'escaped-markup'],
    ],
    [
      'the whole message without its signature',
      `{"data":${sentData}}`,
      ['whole-message', 'compact'],
    ],
    ['it as a JSON string', JSON.stringify(sentData), ['as-json-string']],
  ])('%s', async (_, signed, mistakes, data = sentData) => {
    const said = await explain(message(signed, data))
    expect(said.verdict).toBe('invalid')
    expect(said.cause?.mistakes).toEqual(mistakes)
    expect(said.cause?.signed.toString()).toBe(signed)
    const at = said.cause?.difference?.at ?? -1
    const sent = Buffer.from(data)
    expect(Buffer.from(signed).subarray(0, at)).toEqual(sent.subarray(0, at))
    expect(Buffer.from(signed)[at]).not.toBe(sent[at])
  })

  test('a digest that was hashed again', async () => {
    const digest = hash('sha256', sentData)
    const said = await explain(message(digest))
    expect(said.cause?.mistakes).toEqual(['digest-of-it'])
  })

  test('a text the asker gives', async () => {
    const said = await explainEnvelope(message('something else'), 'json', {
      keys,
      given: Buffer.from('something else'),
    })
    expect(said.cause?.mistakes).toEqual(['as-given'])
  })
})

describe('how the signature was written is found', () => {
  const der = Buffer.from(sign(key, Buffer.from(sentData)), 'base64')
  const withSignature = (signature: string) =>
    Buffer.from(JSON.stringify({ data: 'X', signature }).replace('"X"', () => sentData))
  const raw = cryptoSign('sha256', Buffer.from(sentData), {
    key: key.keyObject,
    dsaEncoding: 'ieee-p1363',
  })
  test.each([
    ['r ‖ s', raw.toString('base64'), ['raw-r-s']],
    ['r ‖ s in base64url, as JWS', raw.toString('base64url'), ['base64url', 'raw-r-s']],
    ['hexadecimal', der.toString('hex'), ['hex']],
    ['line breaks', der.toString('base64').replace(/.{40}/, '$&\n'), ['base64-spaces']],
    ['not a signature', 'saini', ['not-a-signature']],
  ])('%s', async (_, signature, mistakes) => {
    const said = await explain(withSignature(signature))
    expect(said.verdict).toBe('invalid')
    expect(said.signatureMistakes.filter((one) => one !== 'base64-unpadded')).toEqual(
      expect.arrayContaining(mistakes.filter((one) => one !== 'base64url')),
    )
    if (mistakes[0] !== 'not-a-signature') expect(said.cause?.difference).toBeUndefined()
  })

  test('SHA-1', async () => {
    const sha1 = createSign('sha1').update(sentData).sign(key.keyObject, 'base64')
    expect((await explain(withSignature(sha1))).cause?.mistakes).toEqual(['sha1'])
  })

  test('a key that does not count', async () => {
    const said = await explainEnvelope(message(sentData, sentData, other), 'json', {
      keys,
      others: [{ key: publicHalf(other), why: 'key-of-another-client' }],
    })
    expect(said).toMatchObject({
      verdict: 'invalid',
      cause: { mistakes: ['key-of-another-client'], key: other.id, difference: undefined },
    })
  })

  test('a key nobody knows leaves no cause, in bounds', async () => {
    const said = await explain(message(sentData, sentData, other))
    expect(said).toMatchObject({ verdict: 'invalid' })
    expect(said.cause).toBeUndefined()
    expect(said.tried).toBeLessThanOrEqual(2_500)
  })
})

describe('XML', () => {
  const data = '<data>\n  <apiCode>ABC</apiCode>\n  <esbBody><a>1</a></esbBody>\n</data>'
  const xml = (signed: string) =>
    Buffer.from(
      `<esbrequest>${data}<signature>${sign(key, Buffer.from(signed))}</signature></esbrequest>`,
    )
  test.each([
    ['as sent', data, 'valid', undefined],
    ['without its tags', data.slice(6, -7), 'invalid', ['data-without-tags']],
    [
      'without spaces between tags',
      data.replaceAll(/>\s+</g, '><'),
      'invalid',
      ['spaces-between-tags'],
    ],
    ['with other line ends', data.replaceAll('\n', '\r\n'), 'invalid', ['line-ends']],
    ['only the body', '<a>1</a>', 'invalid', ['body-only']],
  ])('%s', async (_, signed, verdict, mistakes) => {
    const said = await explain(xml(signed), 'xml')
    expect(said.verdict).toBe(verdict)
    expect(said.cause?.mistakes).toEqual(mistakes)
  })
})

test('a message that cannot be read says where, one without signature that it has none', async () => {
  expect(await explain(Buffer.from('{"data":{"a":1,}}'))).toMatchObject({
    verdict: 'malformed',
    fault: { code: 'not-json', position: 15 },
  })
  expect(await explain(Buffer.from('{"data":{}}'))).toMatchObject({ verdict: 'unsigned' })
})

test('nothing invisible stays invisible', () => {
  expect(printable(Buffer.from('a\r\n\tb\u00a0\ufeff\u0000'))).toBe(
    'a\\r\\n\\tb\\u00a0\\ufeff\\u0000',
  )
})

describe('RFC 9421', () => {
  const now = 1_800_000_000
  const body = Buffer.from('{"a":1}')
  const covered = ['@method', '@path', 'x-road-client', 'content-digest']
  const base = (): R1Request => ({
    method: 'POST',
    scheme: 'http',
    target: '/r1/TEST/GOV/1/s/x/y',
    headers: {
      host: 'bus.example',
      'x-road-client': 'TEST/GOV/2/c',
      'content-digest': contentDigest(body),
    },
    body,
  })
  function signed(components = covered, created = now, change: Partial<R1Request> = {}): R1Request {
    const request = base()
    const { signatureInput, signature } = signHttpMessage(
      {
        method: change.method ?? request.method,
        targetUri: `${change.scheme ?? 'http'}://bus.example${change.target ?? request.target}`,
        headers: { ...request.headers, ...change.headers },
      },
      components,
      httpSigner(key),
      { created },
    )
    return {
      ...request,
      headers: { ...request.headers, 'signature-input': signatureInput, signature },
    }
  }
  const explainIt = (request: R1Request, others?: Parameters<typeof explainR1>[1]['others']) =>
    explainR1(request, { keys, nowSeconds: now, ...(others && { others }) })

  test('a good request is valid, and its base is shown as it was signed', () => {
    const said = explainIt(signed())
    expect(said).toMatchObject({ verdict: 'valid', verifiedBy: key.id, digest: 'matches' })
    expect(said.signatures[0]?.base?.toString()).toContain('"@method": POST\n"@path": /r1/TEST')
  })

  test('what is too old, from the future or not covered says so, though the signature itself is right', () => {
    expect(explainIt(signed(covered, now - 301))).toMatchObject({
      verdict: 'invalid',
      reason: 'too-old',
      cause: { mistakes: [] },
    })
    expect(explainIt(signed(covered, now + 60))).toMatchObject({ reason: 'from-the-future' })
    expect(explainIt(signed(['@method', '@path', 'x-road-client']))).toMatchObject({
      reason: 'not-covered',
      signatures: [{ uncovered: ['"content-digest"'] }],
    })
  })

  test('another body than the digest says is told with the digest that is due', () => {
    const said = explainIt({ ...signed(), body: Buffer.from('{"a": 1}') })
    expect(said).toMatchObject({
      verdict: 'digest-wrong',
      digest: 'differs',
      digestDue: contentDigest(Buffer.from('{"a": 1}')),
    })
  })

  test('DER where r ‖ s is due, and other texts, are found', () => {
    const request = signed()
    const text = explainIt(request).signatures[0]?.base ?? Buffer.alloc(0)
    const put = (signature: Buffer): R1Request => ({
      ...request,
      headers: { ...request.headers, signature: `sig=:${signature.toString('base64')}:` },
    })
    const der = cryptoSign('sha256', text, key.keyObject)
    expect(explainIt(put(der))).toMatchObject({
      reason: 'wrong',
      cause: { mistakes: ['der-instead-of-raw'] },
    })
    const raw = (bytes: string) =>
      cryptoSign('sha256', Buffer.from(bytes, 'latin1'), {
        key: key.keyObject,
        dsaEncoding: 'ieee-p1363',
      })
    const latin = text.toString('latin1')
    expect(explainIt(put(raw(`${latin}\n`)))).toMatchObject({
      cause: { mistakes: ['newline-after'] },
    })
    expect(explainIt(put(raw(latin.replaceAll('\n', '\r\n'))))).toMatchObject({
      cause: { mistakes: ['carriage-returns'] },
    })
    expect(explainIt(put(raw(latin.replace('POST', 'post'))))).toMatchObject({
      cause: { mistakes: ['lower-case-method'] },
    })
  })

  test('a component that is not there is named', () => {
    const request = signed()
    expect(
      explainIt({ ...request, headers: { ...request.headers, 'x-road-client': undefined } }),
    ).toMatchObject({
      reason: 'component-missing',
      signatures: [{ missing: '"x-road-client"' }],
    })
  })

  test('no signature, and one that cannot be read', () => {
    expect(explainIt(base())).toMatchObject({
      verdict: 'unsigned',
      required: expect.arrayContaining(['"@method"']),
    })
    expect(
      explainIt({
        ...base(),
        headers: { ...base().headers, signature: 'x', 'signature-input': '(((' },
      }),
    ).toMatchObject({
      verdict: 'invalid',
      reason: 'malformed',
      signatures: [],
    })
  })
})
