import type { Text } from '@mtandao/problem'

/** One thing wrong with a document, and where. */
export interface DocumentFault {
  /** RFC 6901, '' for the document as a whole. */
  readonly pointer: string
  /** Line in the text as it was given, from 1, where it is known. */
  readonly line: number | null
  readonly text: Text
}

/** Stops the reading: thrown by readers, caught by `readDocument`. */
export class DocumentRefused extends Error {
  override readonly name = 'DocumentRefused'
  readonly faults: readonly DocumentFault[]

  constructor(faults: readonly DocumentFault[], options?: ErrorOptions) {
    super(faults[0]?.text.en ?? 'refused', options)
    this.faults = faults
  }
}

const texts = {
  'too-large': {
    sw: 'Hati ni kubwa mno: isizidi baiti {max}',
    en: 'The document is too large: at most {max} bytes',
  },
  empty: { sw: 'Hati haina kitu', en: 'The document is empty' },
  'not-text': {
    sw: 'Hati si maandishi ya UTF-8',
    en: 'The document is not UTF-8 text',
  },
  'too-deep': {
    sw: 'Hati ina ngazi nyingi mno: zisizidi {max}',
    en: 'The document is nested too deeply: at most {max} levels',
  },
  'too-many': {
    sw: 'Hati ina vipengele vingi mno: visizidi {max}',
    en: 'The document has too many members: at most {max}',
  },
  syntax: { sw: 'Haisomeki: {what}', en: 'It cannot be read: {what}' },
  alias: {
    sw: 'Hati haiwezi kutumia vifupisho vya YAML (& na *)',
    en: 'The document may not use YAML aliases (& and *)',
  },
  twice: {
    sw: 'Jina «{what}» limeandikwa mara mbili katika sehemu moja',
    en: 'The name «{what}» stands twice in the same place',
  },
  'too-slow': {
    sw: 'Kuisoma hati kunachukua muda au nafasi kupita kiasi; irahisishe',
    en: 'Reading the document takes too long or too much memory; make it simpler',
  },
  tag: { sw: 'Alama ya YAML «{what}» haikubaliwi', en: 'The YAML tag «{what}» is not accepted' },
  'not-object': {
    sw: 'Hati lazima iwe kundi la vipengele',
    en: 'The document must be an object',
  },
  'not-openapi': {
    sw: 'Hii si hati ya OpenAPI 3.0 au 3.1: kipengele «openapi» hakipo au si sahihi',
    en: 'This is not an OpenAPI 3.0 or 3.1 document: the member «openapi» is missing or wrong',
  },
  'remote-ref': {
    sw: 'Rejea «{what}» inaelekeza nje ya hati; hakuna kinachopakuliwa, weka yote ndani ya hati moja',
    en: 'The reference «{what}» leads out of the document; nothing is fetched, so put everything in one document',
  },
  'dangling-ref': {
    sw: 'Rejea «{what}» haielekei popote katika hati',
    en: 'The reference «{what}» leads nowhere in the document',
  },
  schema: {
    sw: 'Haifuati kanuni za OpenAPI: {what}',
    en: 'It does not follow the OpenAPI rules: {what}',
  },
  'no-operations': {
    sw: 'Hati haina operesheni hata moja',
    en: 'The document has no operation',
  },
  'too-many-operations': {
    sw: 'Hati ina operesheni nyingi mno: zisizidi {max}',
    en: 'The document has too many operations: at most {max}',
  },
  doctype: {
    sw: 'Hati ya XML haiwezi kuwa na DOCTYPE wala ENTITY',
    en: 'The XML may have neither DOCTYPE nor ENTITY',
  },
  'not-wsdl': {
    sw: 'Hii si hati ya WSDL 1.1: kipengele cha mwanzo lazima kiwe «definitions»',
    en: 'This is not a WSDL 1.1 document: the root must be «definitions»',
  },
  'remote-import': {
    sw: 'Hati inaleta «{what}» kutoka nje; hakuna kinachopakuliwa, weka yote ndani ya hati moja',
    en: 'The document imports «{what}» from outside; nothing is fetched, so put everything in one document',
  },
  'example-answer': {
    sw: 'Weka mfano wa jibu',
    en: 'Give an example of the answer',
  },
  'example-request': {
    sw: 'Weka mfano wa ombi',
    en: 'Give an example of the request',
  },
} as const

export type FaultKind = keyof typeof texts

export function documentFault(
  kind: FaultKind,
  {
    pointer = '',
    line = null,
    values = {},
  }: {
    readonly pointer?: string
    readonly line?: number | null
    readonly values?: Readonly<Record<string, string | number>>
  } = {},
): DocumentFault {
  const fill = (text: string) =>
    text.replaceAll(/\{(\w+)\}/g, (whole, name: string) =>
      String(values[name] ?? whole).slice(0, 300),
    )
  const { sw, en } = texts[kind]
  return { pointer, line, text: { sw: fill(sw), en: fill(en) } }
}
