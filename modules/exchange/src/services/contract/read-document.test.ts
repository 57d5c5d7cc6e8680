import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { depthMax, documentBytesMax } from './limits.ts'
import { exampleDocument } from './read-example.ts'
import { readDocumentApart } from './read-apart.ts'
import { readDocument, type DocumentKind } from './read-document.ts'

const openapi = {
  openapi: '3.1.0',
  info: { title: 'Watu', version: '1' },
  paths: {
    '/watu/{nin}': {
      parameters: [{ name: 'nin', in: 'path', required: true, schema: { type: 'string' } }],
      get: {
        summary: 'Mtu mmoja',
        responses: {
          200: {
            description: 'Sawa',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Mtu' },
                examples: { asha: { value: { nin: '1', jina: 'Asha' } } },
              },
            },
          },
        },
      },
    },
  },
  components: {
    schemas: {
      Mtu: {
        type: 'object',
        required: ['nin'],
        properties: { nin: { type: 'string' }, mzazi: { $ref: '#/components/schemas/Mtu' } },
      },
    },
  },
}

const read = (kind: DocumentKind, text: string) => readDocument(kind, text, 'Huduma')

async function faultsOf(kind: DocumentKind, text: string) {
  const { faults } = await read(kind, text)
  if (!faults) throw new Error('the document was taken')
  return faults
}

test('an OpenAPI 3.1 document becomes operations with parameters, answers and examples', async () => {
  const { contract } = await read('openapi', JSON.stringify(openapi))
  expect(contract).toMatchObject({
    format: 'openapi-3.1',
    title: 'Watu',
    operations: [
      {
        id: 'GET /watu/{nin}',
        pointer: '/paths/~1watu~1{nin}/get',
        parameters: [{ in: 'path', name: 'nin', required: true }],
        answers: [
          {
            status: '200',
            content: [{ examples: [{ name: 'asha', value: { nin: '1', jina: 'Asha' } }] }],
          },
        ],
      },
    ],
  })
})

test('the same in YAML and in OpenAPI 3.0', async () => {
  const { contract } = await read(
    'openapi',
    `openapi: 3.0.3
info: {title: Watu, version: "1"}
paths:
  /watu:
    get:
      responses:
        "200": {description: Sawa}
`,
  )
  expect(contract).toMatchObject({ format: 'openapi-3.0', operations: [{ id: 'GET /watu' }] })
})

test('a fault is told with its pointer and its line', async () => {
  const yaml = `openapi: 3.1.0
info:
  title: Watu
  version: "1"
paths:
  /watu:
    get:
      responses:
        "200":
          maelezo: description is missing
`
  const faults = await faultsOf('openapi', yaml)
  expect(faults).toContainEqual(
    expect.objectContaining({ pointer: '/paths/~1watu/get/responses/200', line: 9 }),
  )
  for (const { text } of faults) expect(text.sw).not.toBe(text.en)
})

test.each([
  ['JSON', '{"openapi": "3.1.0",\n "info": }', 2],
  ['YAML', 'openapi: 3.1.0\ninfo: [1, 2\npaths: {}\n', 3],
])('%s that cannot be read is told with its line', async (_, text, line) => {
  expect((await faultsOf('openapi', text))[0]).toMatchObject({ line })
})

test('nothing is fetched: references and imports to elsewhere are refused, and no connection is made', async () => {
  let connections = 0
  const server = createServer((_, response) => response.end('{}')).on('connection', () => {
    connections += 1
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}/`
  const withRef = (ref: string) =>
    JSON.stringify({ ...openapi, components: { schemas: { Mtu: { $ref: ref } } } })
  for (const ref of [`${url}a.json`, `${url}a.json#/b`, '../../etc/passwd', 'file:///etc/passwd']) {
    const [fault] = await faultsOf('openapi', withRef(ref))
    expect(fault).toMatchObject({ pointer: '/components/schemas/Mtu/$ref' })
    expect(fault?.text.en).toContain('nothing is fetched')
  }
  const elsewhere = {
    ...openapi,
    servers: [{ url }],
    externalDocs: { url },
    jsonSchemaDialect: `${url}dialect`,
    components: { schemas: { Mtu: { $id: `${url}mtu`, $schema: `${url}schema`, type: 'object' } } },
  }
  await read('openapi', JSON.stringify(elsewhere))
  await faultsOf('wsdl', wsdl(`<xsd:import namespace="x" schemaLocation="${url}x.xsd"/>`))
  await faultsOf('wsdl', `<!DOCTYPE d SYSTEM "${url}d.dtd">${wsdl('')}`)
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(connections).toBe(0)
  await new Promise((resolve) => server.close(resolve))
})

test('what an example holds is data: a $ref there is only text', async () => {
  const { contract } = await read(
    'openapi',
    JSON.stringify({
      ...openapi,
      components: {
        schemas: {
          Mtu: {
            type: 'object',
            example: { $ref: 'http://example.org' },
            properties: { $ref: { type: 'string' } },
          },
        },
      },
    }),
  )
  expect(contract?.format).toBe('openapi-3.1')
})

test('YAML aliases, tags and repeated names are refused', async () => {
  const laughs = `a: &a [x, x]\nb: &b [*a, *a, *a]\nc: [*b, *b, *b]\nopenapi: 3.1.0\n`
  expect((await faultsOf('openapi', laughs))[0]?.text.en).toContain('aliases')
  const tagged = 'openapi: !!binary aGE=\n'
  expect((await faultsOf('openapi', tagged))[0]?.text.en).toContain('tag')
  expect((await faultsOf('openapi', 'openapi: 3.1.0\nopenapi: 3.1.0\n'))[0]).toMatchObject({
    line: 2,
  })
})

test.each([
  ['JSON', `{"a":${'['.repeat(depthMax)}${']'.repeat(depthMax)}}`],
  ['very deep JSON', `{"a":${'['.repeat(900_000)}${']'.repeat(900_000)}}`],
  ['YAML', `a: ${'['.repeat(300_000)}${']'.repeat(300_000)}`],
  ['YAML by indent', Array.from({ length: 100 }, (_, at) => `${' '.repeat(at)}a:`).join('\n')],
  ['YAML by dashes', `a:\n${'- '.repeat(100_000)}1`],
])('%s deeper than allowed is refused at once', async (_, text) => {
  const begun = performance.now()
  expect((await faultsOf('openapi', text))[0]?.text.en).toMatch(/nested too deeply/)
  expect(performance.now() - begun).toBeLessThan(1_000)
})

test('a document at the limit is read, one byte more is not', async () => {
  const text = JSON.stringify(openapi)
  const padded = text + ' '.repeat(documentBytesMax - text.length)
  expect((await read('openapi', padded)).contract?.title).toBe('Watu')
  expect((await faultsOf('openapi', `${padded} `))[0]?.text.en).toContain('too large')
})

test.each([
  '',
  '   ',
  '[]',
  '"x"',
  '{}',
  'null',
  '\u0000',
  '{"openapi":"2.0"}',
  '{"openapi":"3.1.0","__proto__":{}}',
])('%j is refused with a reason and no exception', async (text) =>
  expect((await faultsOf('openapi', text)).length).toBeGreaterThan(0),
)

function wsdl(inSchema: string): string {
  return `<?xml version="1.0"?>
<wsdl:definitions name="Watu" xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:t">
  <wsdl:types><xsd:schema targetNamespace="urn:t">${inSchema}
    <xsd:element name="Ask"><xsd:complexType><xsd:sequence>
      <xsd:element name="nin" type="xsd:string"/>
      <xsd:element name="note" type="xsd:string" minOccurs="0"/>
    </xsd:sequence></xsd:complexType></xsd:element>
    <xsd:element name="Tell" type="t:Person"/>
    <xsd:complexType name="Person"><xsd:sequence>
      <xsd:element name="name" type="xsd:string"/>
      <xsd:element name="child" type="t:Person" minOccurs="0" maxOccurs="unbounded"/>
      <xsd:element name="sex" type="t:Sex"/>
    </xsd:sequence></xsd:complexType>
    <xsd:simpleType name="Sex"><xsd:restriction base="xsd:string"><xsd:enumeration value="F"/><xsd:enumeration value="M"/></xsd:restriction></xsd:simpleType>
  </xsd:schema></wsdl:types>
  <wsdl:message name="In"><wsdl:part name="p" element="t:Ask"/></wsdl:message>
  <wsdl:message name="Out"><wsdl:part name="p" element="t:Tell"/></wsdl:message>
  <wsdl:portType name="Port"><wsdl:operation name="Find"><wsdl:input message="t:In"/><wsdl:output message="t:Out"/></wsdl:operation></wsdl:portType>
</wsdl:definitions>`
}

test('a WSDL 1.1 document becomes the same model', async () => {
  const { contract } = await read('wsdl', wsdl(''))
  expect(contract).toMatchObject({
    format: 'wsdl-1.1',
    operations: [{ id: 'Find', request: { content: [{ schema: { $ref: '#/elements/Ask' } }] } }],
    root: {
      elements: { Ask: { required: ['nin'], properties: { nin: { type: 'string' } } } },
      types: {
        Sex: { enum: ['F', 'M'] },
        Person: { properties: { child: { type: 'array', items: { $ref: '#/types/Person' } } } },
      },
    },
  })
})

test.each([
  ['a DOCTYPE', `<!DOCTYPE x [<!ENTITY a "b">]>${wsdl('')}`, /DOCTYPE/],
  ['an import', wsdl('<xsd:include schemaLocation="other.xsd"/>'), /imports/],
  ['another root', '<a/>', /WSDL/],
  ['broken XML', '<definitions><a></definitions>', /cannot be read/],
  ['too deep', '<a>'.repeat(depthMax + 1), /nested/],
])('a WSDL with %s is refused', async (_, text, reason) => {
  expect((await faultsOf('wsdl', text))[0]?.text.en).toMatch(reason)
})

test('a GovESB code is told by example bodies, JSON or XML', async () => {
  const { contract } = await read(
    'example',
    exampleDocument('{"nin":"1"}', '<jina>Asha</jina><umri>3</umri>'),
  )
  expect(contract?.operations[0]).toMatchObject({
    request: { content: [{ type: 'application/json', schema: { required: ['nin'] } }] },
    answers: [{ content: [{ type: 'application/xml', schema: { required: ['jina', 'umri'] } }] }],
  })
  const faults = await faultsOf('example', exampleDocument('{"nin":', ''))
  expect(faults.map(({ pointer }) => pointer)).toEqual(['/request', '/answer'])
})

test('a document that is slow to read is refused in time, and holds up nobody', async () => {
  const many = Array.from({ length: 150_000 }, (_, at) => `k${at}: 1`).join('\n')
  let turns = 0
  const beat = setInterval(() => (turns += 1), 20)
  const { faults } = await readDocumentApart('openapi', many, 'x')
  clearInterval(beat)
  expect(faults?.length).toBeGreaterThan(0)
  expect(turns).toBeGreaterThan(10)
}, 30_000)

test('read apart, a document is the same', async () => {
  const apart = await readDocumentApart('openapi', JSON.stringify(openapi), 'x')
  expect(apart).toEqual(await read('openapi', JSON.stringify(openapi)))
})

test('of many documents at once few are read at a time, the rest wait, and too many are refused', async () => {
  let most = 0
  const watch = setInterval(() => {
    const threads = process.getActiveResourcesInfo().filter((one) => one === 'MessagePort').length
    most = Math.max(most, threads)
  }, 5)
  const before = process.getActiveResourcesInfo().filter((one) => one === 'MessagePort').length
  const all = await Promise.allSettled(
    Array.from({ length: 14 }, () => readDocumentApart('openapi', '{}', 'x')),
  )
  clearInterval(watch)
  expect(all.filter(({ status }) => status === 'rejected')).toHaveLength(2)
  expect(most - before).toBeLessThanOrEqual(2 * 2)
  expect((await readDocumentApart('openapi', JSON.stringify(openapi), 'x')).contract).toBeDefined()
}, 60_000)
