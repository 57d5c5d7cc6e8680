import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bodyFromPlain, xmlBody } from './body.ts'
import { EnvelopeFault } from './fault.ts'
import { defaultLimits } from './json-scan.ts'

const fromJson = (text: string) => bodyFromPlain(Buffer.from(text), 'json')
const fromXml = (content: string) => xmlBody(Buffer.from(content), defaultLimits)

test.each([
  ['element children', '<nin>1</nin><jina>A &amp; B</jina>', '{"nin":"1","jina":"A & B"}'],
  ['a root wrapper', '<root><a>1</a></root>', '{"a":"1"}'],
  ['a root wrapper around text', '<root>habari</root>', '"habari"'],
  ['a name that repeats', '<a>1</a><b>2</b><a>3</a>', '{"a":["1","3"],"b":"2"}'],
  ['white space between elements', '\n <a>\n <b> 1 </b>\n</a>\n', '{"a":{"b":" 1 "}}'],
  [
    'leaves that look like numbers',
    '<simu>0712000000</simu><x>1</x>',
    '{"simu":"0712000000","x":"1"}',
  ],
  ['JSON text', '{"a": 1.0, "b":"&lt;b>"}', '{"a":1,"b":"<b>"}'],
  ['JSON text in a root', '<root>{"a":1}</root>', '{"a":1}'],
  ['JSON text in escaped root', '&lt;root&gt;{"a":1}&lt;/root&gt;', '{"a":1}'],
  ['escaped XML', '&lt;root&gt;&lt;a&gt;1 &amp;amp; 2&lt;/a&gt;&lt;/root&gt;', '{"a":"1 & 2"}'],
  ['escaped XML without a root', '&lt;a>1&lt;/a>&lt;b>2&lt;/b>', '{"a":"1","b":"2"}'],
  ['escaped XML in CDATA', '<![CDATA[<?xml version="1.0"?><a>1</a>]]>', '{"a":"1"}'],
  ['a NIDA payload', '<Payload><root><nin>1</nin></root></Payload>', '{"Payload":{"nin":"1"}}'],
  [
    'an escaped NIDA payload',
    '<Payload>&lt;root>&lt;nin>1&lt;/nin>&lt;/root></Payload>',
    '{"Payload":{"nin":"1"}}',
  ],
  ['a NIDA payload in JSON', '<Payload>{"nin":1}</Payload>', '{"Payload":{"nin":1}}'],
  ['nothing', '', '{}'],
  ['text', 'habari &amp; salamu', '"habari & salamu"'],
  ['text that is nearly XML', '&lt;b>', '"<b>"'],
  ['text that is nearly JSON', '{a}', '"{a}"'],
  ['text with a doctype', '&lt;!DOCTYPE x>&lt;a/>', '"<!DOCTYPE x><a/>"'],
  [
    'attributes',
    '<a x="1">t</a><b y="2"><c/></b>',
    '{"a":{"@x":"1","#text":"t"},"b":{"@y":"2","c":""}}',
  ],
  [
    'dangerous names',
    '<__proto__>1</__proto__><constructor>2</constructor>',
    '{"__proto__":"1","constructor":"2"}',
  ],
])('XML with %s means the right JSON', (_name, content, json) => {
  expect(fromXml(content).toJson().toString()).toBe(json)
})

test.each([
  [
    'members',
    '{"a":"x & <y>","b":1.0,"c":true,"d":null}',
    '<a>x &amp; &lt;y&gt;</a><b>1</b><c>true</c><d></d>',
  ],
  ['arrays', '{"a":[1,{"b":"2"}],"c":[]}', '<a>1</a><a><b>2</b></a><c></c>'],
  ['a payload', '{"Payload":{"nin":"1"}}', '<Payload><nin>1</nin></Payload>'],
  ['attributes', '{"a":{"@x":"\\"1\\"","#text":"t"}}', '<a x="&#34;1&#34;">t</a>'],
  ['a plain string', '"habari"', 'habari'],
  ['a string that looks like JSON', '"1"', '"1"'],
  ['a string that looks like XML', '"<a>1</a>"', '"&lt;a&gt;1&lt;/a&gt;"'],
  ['a number', '1.50', '1.5'],
  ['an array', '[1,"a"]', '[1,"a"]'],
  ['names XML has not', '{"a b":1}', '{"a b":1}'],
  ['arrays in arrays', '{"a":[[1]]}', '{"a":[[1]]}'],
  ['characters XML has not', '{"a":"\\u0000\uffff"}', '{"a":"\\u0000\\uffff"}'],
  ['a carriage return', '{"a":"1\\r2"}', '<a>1&#13;2</a>'],
  ['a lone root', '{"root":{"a":"1"}}', '{"root":{"a":"1"}}'],
  ['the envelope’s own tags', '{"data":"1"}', '&lt;data&gt;1&lt;/data&gt;'],
])('JSON with %s is written so in XML', (_name, json, content) => {
  expect(fromJson(json).toXml().toString()).toBe(content)
})

const name = fc.constantFrom('a', 'B', 'jina', 'data', 'signature', 'x-1', '_y.z', 'orodha')
/** What XML can say without loss: strings, objects with members, arrays of two or more. */
const sayable = fc.letrec<{ object: object; value: unknown }>((tie) => ({
  object: fc.dictionary(name, tie('value'), { minKeys: 1, maxKeys: 4, noNullPrototype: true }),
  value: fc.oneof(
    { maxDepth: 4 },
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom('0712', 'true', '{"a":1}', '<b>1</b>', ' ', '', ']]>', '&amp;', '\r\n\t'),
    tie('object'),
    fc.array(fc.oneof(fc.string({ unit: 'grapheme' }), tie('object')), {
      minLength: 2,
      maxLength: 3,
    }),
  ),
})).object

test('JSON that XML can say comes back the same', () => {
  fc.assert(
    fc.property(sayable, (value) => {
      const content = fromJson(JSON.stringify(value)).toXml().toString()
      expect(JSON.parse(fromXml(content).toJson().toString())).toEqual(value)
      const document = fromJson(JSON.stringify(value)).plain('xml')
      const back = bodyFromPlain(document, 'xml')
      expect(JSON.parse(back.toJson().toString())).toEqual(value)
    }),
    { numRuns: 300 },
  )
})

test('XML of elements comes back the same after JSON', () => {
  const content = fc
    .array(fc.tuple(name, fc.string({ unit: 'grapheme' })), { minLength: 2, maxLength: 4 })
    .map((all) => new Map(all))
    .filter((all) => all.size > 1 && !all.has('data') && !all.has('signature'))
    .map((all) =>
      Array.from(all, ([n, text]) => `<${n}>${text.replace(/[&<>\p{Cc}]/gu, '')}</${n}>`).join(''),
    )
  fc.assert(
    fc.property(content, (xml) => {
      expect(fromJson(fromXml(xml).toJson().toString()).toXml().toString()).toBe(xml)
    }),
  )
})

describe('plain bodies', () => {
  test.each([
    ['<a>1</a>', '<a>1</a>'],
    ['<a>1</a><b>2</b>', '<root><a>1</a><b>2</b></root>'],
    ['&lt;root>&lt;a>1&lt;/a>&lt;/root>', '<a>1</a>'],
    ['{"a":1,"b":2}', '<root><a>1</a><b>2</b></root>'],
    ['', '<root></root>'],
    ['<Payload><root><a>1</a></root></Payload>', '<Payload><root><a>1</a></root></Payload>'],
  ])('XML %s goes out as %s', (content, document) => {
    expect(fromXml(content).plain('xml').toString()).toBe(document)
  })

  test('JSON goes out compact, and as one XML document', () => {
    const body = fromJson(' {"a": 1.0, "data": "x"} ')
    expect(body.plain('json').toString()).toBe('{"a":1,"data":"x"}')
    expect(body.plain('xml').toString()).toBe('<root><a>1</a><data>x</data></root>')
    expect(fromJson('[1]').plain('xml').toString()).toBe('<root>[1]</root>')
  })

  test('a document comes in without its declaration and comments around the root', () => {
    const document =
      '<?xml version="1.0" encoding="UTF-8"?>\n<!-- é --><r x="a>b"><a>é</a></r>\n<!-- -->'
    const body = bodyFromPlain(Buffer.from(document), 'xml')
    expect(body.raw.toString()).toBe('<r x="a>b"><a>é</a></r>')
    expect(body.plain('json').toString()).toBe('{"r":{"@x":"a>b","a":"é"}}')
    expect(bodyFromPlain(Buffer.from('<r/>'), 'xml').raw.toString()).toBe('<r/>')
  })

  test.each([
    ['json', '', 'not-json'],
    ['json', '<a/>', 'not-json'],
    ['xml', '{}', 'not-xml'],
    ['xml', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', 'doctype-refused'],
  ] as const)('%s «%s» is refused', (format, text, code) => {
    expect(() => bodyFromPlain(Buffer.from(text), format)).toThrow(code)
  })
})

test('the payload is what a lone Payload wraps, in either format', () => {
  expect(fromJson('{"Payload":{"nin":1}}').payload().toJson().toString()).toBe('{"nin":1}')
  expect(fromJson('{"Payload":1,"b":2}').payload().toJson().toString()).toBe('{"Payload":1,"b":2}')
  expect(fromXml('<Payload><a>1</a></Payload>').payload().raw.toString()).toBe('<a>1</a>')
  expect(fromXml('<Payload/>').payload().toJson().toString()).toBe('{"Payload":{}}')
  expect(fromXml('<a>1</a>').payload().raw.toString()).toBe('<a>1</a>')
})

test('JSON text in XML is held to the same rules as JSON', () => {
  expect(() => fromXml('{"a":1,"a":2}').toJson()).toThrow(EnvelopeFault)
  expect(() => fromXml('['.repeat(100)).toJson()).toThrow('too-deep')
  expect(fromXml('{"a":9007199254740993}').unportableNumbers).toBe(1)
})

test('an XML body with the envelope’s own tags is sent as text, and means the same', () => {
  const body = fromXml('<r><data>1</data><signature>é</signature></r>')
  expect(body.toXml().toString()).not.toMatch(/<data>|<signature>/)
  expect(xmlBody(body.toXml(), defaultLimits).toJson()).toEqual(body.toJson())
})
