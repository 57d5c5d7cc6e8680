import { bodyFromPlain, EnvelopeFault } from '@mtandao/seal'
import { documentFault, DocumentRefused, type DocumentFault } from './document-fault.ts'
import { schemaOfExample } from './schema-of-example.ts'
import { textOf, type ContractMedia, type Json, type ServiceContract } from './service-contract.ts'
import { readJsonOrYaml } from './read-text.ts'

/**
 * A service that has only a GovESB code: what goes in and what comes out, each as one example, JSON or XML. Kept as one JSON
 * text `{"request": "…", "answer": "…"}` whose members are the examples as they were given.
 * @throws DocumentRefused
 */
export function readExample(text: string, title: string): ServiceContract {
  const { value } = readJsonOrYaml(text)
  const faults: DocumentFault[] = []
  const request = mediaOf('request', textOf(value['request']), faults)
  const answer = mediaOf('answer', textOf(value['answer']), faults)
  if (faults.length > 0) throw new DocumentRefused(faults)
  return {
    format: 'govesb',
    title,
    version: '',
    description: '',
    operations: [
      {
        id: 'govesb',
        method: null,
        path: null,
        summary: '',
        description: '',
        deprecated: false,
        pointer: '',
        parameters: [],
        request: { required: true, description: '', content: request },
        answers: [
          { status: '200', description: '', headers: [], content: answer, pointer: '/answer' },
        ],
        security: [],
      },
    ],
    root: {},
  }
}

/** The text that `readExample` reads. */
export function exampleDocument(request: string, answer: string): string {
  return JSON.stringify({ request, answer })
}

function mediaOf(
  which: 'request' | 'answer',
  text: string,
  faults: DocumentFault[],
): ContractMedia[] {
  const pointer = `/${which}`
  const trimmed = text.trim()
  if (trimmed === '') {
    faults.push(documentFault(`example-${which}`, { pointer }))
    return []
  }
  const isXml = trimmed.startsWith('<')
  try {
    const json: unknown = JSON.parse(
      bodyFromPlain(Buffer.from(isXml ? rooted(trimmed) : trimmed), isXml ? 'xml' : 'json')
        .toJson()
        .toString(),
    )
    // JSON.parse gives nothing but JSON.
    const value = json as Json
    return [
      {
        type: isXml ? 'application/xml' : 'application/json',
        schema: schemaOfExample(value),
        examples: [{ name: 'example', value: isXml ? trimmed : value }],
        pointer,
      },
    ]
  } catch (error) {
    if (!(error instanceof EnvelopeFault)) throw error
    faults.push({ pointer, line: null, text: error.text })
    return []
  }
}

/** GovESB bodies are content: several elements side by side. */
function rooted(xml: string): string {
  return `<root>${xml.replace(/^<\?xml[^>]*\?>/, '')}</root>`
}
