import { createPublicKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { javascriptVerifies, javaVerifies, phpVerifies } from '../test/existing-clients.ts'
import {
  bodyFromPlain,
  buildRequest,
  buildResponse,
  EnvelopeFault,
  generateKeyPair,
  importPrivateKey,
  importPublicKey,
  parseEnvelope,
  sign,
  verifyEnvelope,
  type Format,
} from './index.ts'
import { scanJson } from './json-scan.ts'

interface Vector {
  readonly id: string
  readonly kind: string
  readonly format: Format
  readonly publicKey: string
  readonly message: string
  readonly valid: boolean
  readonly signedText?: string
}

const file = new URL('../../../conformance/govesb/vectors.json', import.meta.url)
const vectors = JSON.parse(readFileSync(file, 'utf8')) as readonly Vector[]

const keys = {
  'P-256': importPrivateKey(generateKeyPair('P-256').privateKey),
  secp256k1: importPrivateKey(generateKeyPair('secp256k1').privateKey),
}
const busKey = keys['P-256']

function faultOf(attempt: () => unknown): string {
  try {
    attempt()
  } catch (fault) {
    if (fault instanceof EnvelopeFault) return fault.code
    throw fault
  }
  return 'accepted'
}

const parse = (message: string, format: Format = 'json') =>
  parseEnvelope(Buffer.from(message), format)

describe('messages of the existing clients', () => {
  test.each(vectors.filter(({ valid }) => valid))(
    '$id is accepted over its raw bytes',
    async (vector) => {
      const envelope = parse(vector.message, vector.format)
      expect(envelope.signedText.toString()).toBe(vector.signedText)
      const verified = await verifyEnvelope(envelope, [importPublicKey(vector.publicKey)])
      expect(verified?.text).toBe('raw')
      if (vector.kind !== 'response')
        expect(envelope.code?.kind).toBe(vector.kind === 'push-request' ? 'pushCode' : 'apiCode')
      expect(envelope.success).toBe(
        vector.kind === 'response' ? !vector.id.includes('failed') : undefined,
      )
    },
  )

  test.each(vectors.filter(({ valid }) => !valid))('$id is refused', async (vector) => {
    const key = importPublicKey(vector.publicKey)
    const fault = faultOf(() => parse(vector.message, vector.format))
    if (fault !== 'accepted') expect(['duplicate-member', 'doctype-refused']).toContain(fault)
    else expect(await verifyEnvelope(parse(vector.message, vector.format), [key])).toBeUndefined()
  })

  test('the token that the Java connector adds is nowhere in what is forwarded', () => {
    for (const vector of vectors.filter(({ message }) => message.includes('tok123'))) {
      const { code, body, userId } = parse(vector.message, vector.format)
      if (code === undefined) throw new Error('no code')
      const parts = { codeKind: code.kind, code: code.value, body, userId, requestId: 'x' }
      for (const format of ['json', 'xml'] as const)
        expect(buildRequest({ format, ...parts }, busKey).bytes.toString()).not.toContain('tok123')
    }
  })

  test('their NIDA bodies unwrap to the same payload', () => {
    const nida = vectors.filter(({ kind, valid }) => kind === 'nida-request' && valid)
    expect(nida.length).toBeGreaterThan(5)
    for (const vector of nida) {
      const payload = JSON.parse(
        parse(vector.message, vector.format).body?.payload().toJson().toString() ?? '',
      ) as Record<string, unknown>
      expect(Object.keys(payload).slice(0, 2)).toEqual(['nin', 'jina'])
    }
  })
})

describe.each(['P-256', 'secp256k1'] as const)('answers signed with %s', (curve) => {
  const key = keys[curve]

  test('verify in all three clients, JSON and XML', () => {
    for (const vector of vectors.filter(({ valid }) => valid)) {
      const { body } = parse(vector.message, vector.format)
      const json = buildResponse({ format: 'json', success: true, body, requestId: 'é"1' }, key)
      expect(phpVerifies(json.bytes, key)).toBe(true)
      expect(javaVerifies(json.bytes, key)).toBe(true)
      expect(javascriptVerifies(json.bytes, 'json', key)).toBe(json.unportableNumbers === 0)
      const xml = buildResponse({ format: 'xml', success: true, body, message: 'a<b&c>' }, key)
      expect(javascriptVerifies(xml.bytes, 'xml', key)).toBe(true)
      expect(parseEnvelope(xml.bytes, 'xml').message).toBe('a<b&c>')
    }
  })
})

/** JSON with everything that has two spellings: escapes, exponents, zeros, white space. */
const awkwardJson = fc.letrec<Record<'value', string>>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom('null', 'true', 'false', '1.0', '-0', '1e21', '12345678.5', '0.00001', '1E2'),
    fc.constantFrom(
      '9007199254740993',
      '0.10',
      '1e400',
      '-0.0',
      '100',
      '7e-7',
      '0.001',
      '9999999.5',
    ),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
    fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }).map(String),
    fc.string({ unit: 'binary' }).map((text) => JSON.stringify(text.toWellFormed())),
    fc.constantFrom(String.raw`"\u00e9\/\u001F\u000A"`, '"é/"', String.raw`"\ud83d\ude00 😀"`),
    fc.array(tie('value'), { maxLength: 4 }).map((items) => `[ ${items.join(' ,\n')}]`),
    fc
      .uniqueArray(fc.oneof(fc.string(), fc.constantFrom('data', 'signature', '__proto__', '7')), {
        maxLength: 4,
      })
      .chain((names) =>
        fc.tuple(...names.map((name) => tie('value').map((v) => [name, v] as const))),
      )
      .map((all) => `{\t${all.map(([n, v]) => `${JSON.stringify(n)} : ${v}`).join(',')} }`),
  ),
})).value

/** Sends JSON as XML, and says what it means on arrival. */
const sendAsXml = async (text: Buffer) => {
  const body = bodyFromPlain(text, 'json')
  const built = buildResponse({ format: 'xml', success: true, body }, busKey)
  expect(javascriptVerifies(built.bytes, 'xml', busKey)).toBe(true)
  const envelope = parseEnvelope(built.bytes, 'xml')
  expect((await verifyEnvelope(envelope, [busKey]))?.text).toBe('raw')
  return envelope.body?.toJson() ?? Buffer.alloc(0)
}

describe('what the bus builds', () => {
  test('JSON verifies in PHP always, and in JavaScript and Java unless it is marked', () => {
    fc.assert(
      fc.property(awkwardJson, (json) => {
        const body = bodyFromPlain(Buffer.from(json), 'json')
        const { bytes, unportableNumbers } = buildResponse(
          { format: 'json', success: true, body },
          busKey,
        )
        const { marks, edits } = scanJson(bytes)
        expect(edits).toEqual([])
        expect(unportableNumbers).toBe(marks.filter(({ kind }) => kind === 'number').length)
        expect(phpVerifies(bytes, busKey)).toBe(true)
        const both = javascriptVerifies(bytes, 'json', busKey) && javaVerifies(bytes, busKey)
        expect(both).toBe(marks.length === 0)
      }),
      { numRuns: 300 },
    )
  })

  test('any JSON body comes back as the same value, JSON all the way', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), fc.string(), async (value, message) => {
        const body = bodyFromPlain(Buffer.from(JSON.stringify(value)), 'json')
        const built = buildResponse({ format: 'json', success: false, body, message }, busKey)
        const envelope = parseEnvelope(built.bytes, 'json')
        expect(await verifyEnvelope(envelope, [busKey])).toMatchObject({ text: 'raw' })
        expect(envelope).toMatchObject({ success: false, message: message.toWellFormed() })
        const back = value === null ? 'null' : envelope.body?.toJson().toString()
        expect(JSON.parse(back ?? '')).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
  })

  test('any JSON body sent as XML verifies in JavaScript, and translating again changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(awkwardJson, async (json) => {
        const once = await sendAsXml(Buffer.from(json))
        expect((await sendAsXml(once)).toString()).toBe(once.toString())
      }),
      { numRuns: 300 },
    )
  })

  test('requests carry their fields in a fixed order', () => {
    const body = bodyFromPlain(Buffer.from('{"a":"1"}'), 'json')
    const parts = { codeKind: 'pushCode', code: 'P&1', userId: 'U', body, requestId: 'R' } as const
    expect(buildRequest({ format: 'json', ...parts }, busKey).bytes.toString()).toMatch(
      /^\{"data":\{"pushCode":"P&1","userId":"U","esbBody":\{"a":"1"\},"requestId":"R"\},"signature":"[\w+/=]+"\}$/,
    )
    expect(buildRequest({ format: 'xml', ...parts }, busKey).bytes.toString()).toMatch(
      /^<esbrequest><data><pushCode>P&amp;1<\/pushCode><userId>U<\/userId><esbBody><a>1<\/a><\/esbBody><requestId>R<\/requestId><\/data><signature>[\w+/=]+<\/signature><\/esbrequest>$/,
    )
  })

  test('a field that XML cannot hold is refused, not lost', () => {
    const parts = { format: 'xml', success: false, message: 'a\u0000b' } as const
    expect(faultOf(() => buildResponse(parts, busKey))).toBe('not-translatable')
  })

  test('an end-to-end encrypted body passes untouched and opens at its recipient', () => {
    const require = createRequire(import.meta.url)
    const { GovEsbHelper } = require('govesb-connector-js') as {
      GovEsbHelper: new (options: object) => {
        encrypt(data: string, key: string): string
        decrypt(encrypted: string): string
      }
    }
    const recipient = generateKeyPair('P-256')
    const helper = new GovEsbHelper({ clientPrivateKey: recipient.privateKey })
    createPublicKey(`-----BEGIN PUBLIC KEY-----\n${recipient.publicKey}\n-----END PUBLIC KEY-----`)
    const encrypted = helper.encrypt('siri', recipient.publicKey)
    const body = bodyFromPlain(Buffer.from(encrypted), 'json')
    for (const format of ['json', 'xml'] as const) {
      const { bytes } = buildResponse({ format, success: true, body }, busKey)
      const received = parseEnvelope(bytes, format).body
      expect(received?.toJson().toString()).toBe(encrypted)
      if (format === 'xml') expect(received?.raw.toString()).toBe(encrypted)
      expect(helper.decrypt(received?.toJson().toString() ?? '')).toBe('siri')
    }
  })
})

const signed = (data: string) => `{"data":${data},"signature":"${sign(busKey, Buffer.from(data))}"}`

describe('awkward but good messages', () => {
  test.each([
    ['1.0', '{"apiCode":"A","esbBody":{"x":1.0}}'],
    ['2^53+1', '{"apiCode":"A","esbBody":{"x":9007199254740993}}'],
    [String.raw`\u00e9`, String.raw`{"apiCode":"A","esbBody":{"x":"\u00e9"}}`],
    ['spaces', '{ "apiCode": "A",\n "esbBody": {"x": 1} }'],
  ])('%s works over its raw bytes', async (_name, data) => {
    expect((await verifyEnvelope(parse(signed(data)), [busKey]))?.text).toBe('raw')
  })

  test('a message signed in compact form and sent with white space verifies as compact', async () => {
    const compact = '{"apiCode":"A","esbBody":{"x":"é"}}'
    const signature = sign(busKey, Buffer.from(compact))
    const sent = JSON.stringify({ signature, data: JSON.parse(compact) as unknown }, null, 2)
    expect((await verifyEnvelope(parse(sent), [busKey]))?.text).toBe('compact')
  })

  test('null and unknown members are let be', async () => {
    const data = '{"apiCode":"A","pushCode":null,"userId":null,"esbBody":null,"mpya":[1]}'
    const envelope = parse(`{"x":1,"data":${data},"signature":null,"authorization":"t"}`)
    expect(envelope).toMatchObject({ code: { kind: 'apiCode', value: 'A' }, body: undefined })
    expect(envelope.signature).toBeUndefined()
    expect(await verifyEnvelope(envelope, [busKey])).toBeUndefined()
  })

  test('codes and ids of digits may be numbers', () => {
    const data = '{"apiCode":10025,"userId":7,"requestId":12345678901234567890}'
    expect(parse(`{"data":${data}}`)).toMatchObject({
      code: { value: '10025' },
      userId: '7',
      requestId: '12345678901234567890',
    })
  })

  test('XML offsets are exact bytes in multi-byte text, with a declaration and white space', async () => {
    const data =
      '<data>\n<apiCode>Ñ😀</apiCode> <esbBody>é<!-- ü --><![CDATA[<ß>]]></esbBody>\r\n</data>'
    const signature = sign(busKey, Buffer.from(data))
    const message = `<?xml version="1.0" encoding="utf-8"?>\n<esbrequest>\n${data}\n<signature>${signature}</signature></esbrequest>\n`
    const envelope = parse(message, 'xml')
    expect(envelope.signedText.toString()).toBe(data)
    expect(envelope.body?.raw.toString()).toBe('é<!-- ü --><![CDATA[<ß>]]>')
    expect(envelope.code?.value).toBe('Ñ😀')
    expect((await verifyEnvelope(envelope, [busKey]))?.text).toBe('raw')
  })

  test('an empty esbBody tag is an empty body', () => {
    const envelope = parse('<esbrequest><data><esbBody/></data></esbrequest>', 'xml')
    expect(envelope.body?.toJson().toString()).toBe('{}')
    expect(envelope.signature).toBeUndefined()
  })
})

const xml = (inner: string) => `<esbrequest>${inner}</esbrequest>`
const inData = (inner: string) =>
  xml(`<data><apiCode>A</apiCode>${inner}</data><signature>s</signature>`)

test.each<[string, Format, string]>([
  ['not-json', 'json', ''],
  ['not-json', 'json', '{"data":{}'],
  ['not-json', 'json', '{"data":{},}'],
  ['not-json', 'json', "{'data':{}}"],
  ['not-json', 'json', '{"data":{"apiCode":01}}'],
  ['not-json', 'json', '{"data":{"apiCode":"\t"}}'],
  ['not-json', 'json', '{"data":{}} {}'],
  ['not-json', 'json', '{"data":NaN}'],
  ['not-json', 'json', String.raw`{"data":{"a":"\x41"}}`],
  ['byte-order-mark', 'json', '\ufeff{"data":{}}'],
  ['envelope-not-object', 'json', '[]'],
  ['envelope-not-object', 'json', '"data"'],
  ['data-missing', 'json', '{}'],
  ['data-missing', 'json', '{"data":null,"signature":"s"}'],
  ['data-not-object', 'json', '{"data":[],"signature":"s"}'],
  ['data-not-object', 'json', '{"data":"{}","signature":"s"}'],
  ['signature-not-text', 'json', '{"data":{},"signature":1}'],
  ['code-ambiguous', 'json', '{"data":{"apiCode":"a","pushCode":"b"}}'],
  ['member-type', 'json', '{"data":{"apiCode":{"a":1}}}'],
  ['member-type', 'json', '{"data":{"apiCode":1.5}}'],
  ['member-type', 'json', '{"data":{"success":"true"}}'],
  ['member-type', 'json', '{"data":{"message":[]}}'],
  ['duplicate-member', 'json', '{"data":{},"data":{}}'],
  ['duplicate-member', 'json', String.raw`{"data":{},"d\u0061ta":{}}`],
  ['duplicate-member', 'json', '{"data":{"esbBody":{"a":{"b":1,"b":1}}}}'],
  ['duplicate-member', 'json', '{"data":{},"signature":"a","signature":"b"}'],
  ['lone-surrogate', 'json', String.raw`{"data":{"a":"\ud800"}}`],
  ['lone-surrogate', 'json', String.raw`{"data":{"a":"\udc00\ud800"}}`],
  ['lone-surrogate', 'json', String.raw`{"data":{"a":"\ud800A"}}`],
  ['too-deep', 'json', `{"data":{"esbBody":${'['.repeat(100_000)}`],
  ['number-too-long', 'json', `{"data":{"esbBody":${'9'.repeat(1001)}}}`],
  ['too-many-members', 'json', `{"data":{"esbBody":[${'1,'.repeat(100_000)}1]}}`],
  ['not-xml', 'xml', ''],
  ['not-xml', 'xml', 'data'],
  ['not-xml', 'xml', '{"data":{}}'],
  ['not-xml', 'xml', '<esbrequest><data><a></data></esbrequest>'],
  ['not-xml', 'xml', `${inData('')}${inData('')}`],
  ['not-xml', 'xml', inData('<esbBody a=1></esbBody>')],
  ['not-xml', 'xml', inData('<esbBody>\u0001</esbBody>')],
  ['byte-order-mark', 'xml', `\ufeff${inData('')}`],
  ['root-unknown', 'xml', '<data></data>'],
  ['root-unknown', 'xml', '<EsbRequest></EsbRequest>'],
  ['data-missing', 'xml', xml('<signature>s</signature>')],
  ['duplicate-member', 'xml', xml('<data></data><data></data>')],
  ['duplicate-member', 'xml', inData('<apiCode>B</apiCode>')],
  ['duplicate-member', 'xml', xml('<signature>a</signature><data></data><signature>b</signature>')],
  ['attribute-refused', 'xml', '<esbrequest a="1"><data></data></esbrequest>'],
  ['attribute-refused', 'xml', inData('<esbBody a="1"></esbBody>')],
  ['attribute-refused', 'xml', xml('<data></data><signature a="1">s</signature>')],
  ['markup-refused', 'xml', xml('<data ></data>')],
  ['markup-refused', 'xml', xml('<data></data >')],
  ['markup-refused', 'xml', xml('<data/>')],
  ['markup-refused', 'xml', inData('<userId>a<!-- x -->b</userId>')],
  ['markup-refused', 'xml', inData('<userId><![CDATA[a]]></userId>')],
  ['markup-refused', 'xml', `<!-- x -->${inData('')}`],
  ['member-type', 'xml', inData('<userId><b>1</b></userId>')],
  ['member-type', 'xml', inData('<success>TRUE</success>')],
  ['stray-text', 'xml', inData('text')],
  ['stray-text', 'xml', xml('x<data></data>')],
  ['code-ambiguous', 'xml', inData('<pushCode>B</pushCode>')],
  ['doctype-refused', 'xml', `<!DOCTYPE esbrequest>${inData('')}`],
  [
    'doctype-refused',
    'xml',
    `<?xml version="1.0"?>\n<!DOCTYPE x [<!ENTITY a "${'b'.repeat(10)}">]>${inData('')}`,
  ],
  ['entity-refused', 'xml', inData('<esbBody>&nbsp;</esbBody>')],
  ['entity-refused', 'xml', inData('<esbBody>&xxe;</esbBody>')],
  ['processing-instruction-refused', 'xml', inData('<esbBody><?php x ?></esbBody>')],
  ['encoding-refused', 'xml', `<?xml version="1.0" encoding="ISO-8859-1"?>${inData('')}`],
  ['encoding-refused', 'xml', `<?xml version="1.1"?>${inData('')}`],
  ['too-deep', 'xml', inData(`<esbBody>${'<a>'.repeat(10_000)}`)],
  ['too-many-members', 'xml', inData(`<esbBody>${'<a/>'.repeat(100_001)}</esbBody>`)],
])('%s is the fault of some %s', (code, format, message) => {
  expect(faultOf(() => parse(message, format))).toBe(code)
})

test.each(['json', 'xml'] as const)(
  'bytes that are no UTF-8, and too many bytes, are refused (%s)',
  (format) => {
    const limits = { bytesMax: 10, depthMax: 8, membersMax: 8 }
    expect(faultOf(() => parseEnvelope(Buffer.from([0x7b, 0xff]), format))).toBe('not-utf8')
    expect(faultOf(() => parseEnvelope(Buffer.alloc(11), format, limits))).toBe('too-large')
  },
)

test('a fault tells where it is and says it in both languages', () => {
  try {
    parse('{"data":{"é":1,"é":2}}')
    expect.unreachable()
  } catch (fault) {
    expect(fault).toMatchObject({
      position: 16,
      text: { sw: expect.any(String), en: expect.any(String) },
    })
  }
})

const exercise = (bytes: Buffer, format: Format) =>
  faultOf(() => {
    const envelope = parseEnvelope(bytes, format)
    envelope.fallbackText()
    const { body } = envelope
    if (body === undefined) return
    body.toXml()
    body.plain('xml')
    body.plain('json')
    body.payload().toJson()
    buildResponse({ format, success: true, body }, busKey)
  })

test('whatever the bytes, nothing but EnvelopeFault is thrown', () => {
  const mutation = fc.record({
    vector: fc.constantFrom(...vectors),
    at: fc.nat(),
    cut: fc.nat({ max: 3 }),
    paste: fc.oneof(
      fc.uint8Array({ maxLength: 3 }),
      fc
        .constantFrom('<', '{', '"', '</data>', '&lt;', '[', '\\u')
        .map((text) => Buffer.from(text)),
    ),
  })
  fc.assert(
    fc.property(mutation, ({ vector, at, cut, paste }) => {
      const bytes = Buffer.from(vector.message)
      const place = at % bytes.length
      const changed = Buffer.concat([bytes.subarray(0, place), paste, bytes.subarray(place + cut)])
      exercise(changed, vector.format)
    }),
    { numRuns: 1500 },
  )
  fc.assert(
    fc.property(fc.uint8Array(), fc.constantFrom<Format>('json', 'xml'), (bytes, format) => {
      exercise(Buffer.from(bytes), format)
    }),
  )
})
