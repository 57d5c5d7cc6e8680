import { documentFault, DocumentRefused, type DocumentFault } from './document-fault.ts'
import { documentBytesMax } from './limits.ts'
import { readExample } from './read-example.ts'
import { readOpenApi } from './read-openapi.ts'
import { readWsdl } from './read-wsdl.ts'
import type { ServiceContract } from './service-contract.ts'

export type DocumentKind = 'openapi' | 'wsdl' | 'example'

export type Reading =
  | { readonly contract: ServiceContract; readonly faults?: undefined }
  | { readonly contract?: undefined; readonly faults: readonly DocumentFault[] }

/** Reads a document of any kind into the one model, or says everything that is wrong with it. Fetches nothing, ever. */
export async function readDocument(
  kind: DocumentKind,
  text: string,
  title: string,
): Promise<Reading> {
  const size = Buffer.byteLength(text)
  if (size > documentBytesMax) {
    return { faults: [documentFault('too-large', { values: { max: documentBytesMax } })] }
  }
  if (text.trim() === '') return { faults: [documentFault('empty')] }
  if (text.includes('\u0000') || text.includes('\uFFFD'))
    return { faults: [documentFault('not-text')] }
  const plain = text.replace(/^\uFEFF/, '')
  try {
    if (kind === 'openapi') return { contract: await readOpenApi(plain) }
    if (kind === 'wsdl') return { contract: readWsdl(plain) }
    return { contract: readExample(plain, title) }
  } catch (error) {
    if (error instanceof DocumentRefused) return { faults: error.faults }
    throw error
  }
}
