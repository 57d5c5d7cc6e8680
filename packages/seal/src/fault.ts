/** Text for people, in both languages of the system. */
export interface BothLanguages {
  readonly sw: string
  readonly en: string
}

/** Every way a message can fail to be an envelope. Codes are stable: callers map them to their own problems. */
const envelopeFaults = {
  'too-large': {
    sw: 'Ujumbe ni mkubwa kuliko unaoruhusiwa',
    en: 'The message is larger than allowed',
  },
  'not-utf8': { sw: 'Ujumbe si UTF-8 sahihi', en: 'The message is not valid UTF-8' },
  'byte-order-mark': {
    sw: 'Ujumbe unaanza na alama ya BOM; iondolewe',
    en: 'The message begins with a byte order mark; leave it out',
  },
  'not-json': { sw: 'Ujumbe si JSON sahihi (RFC 8259)', en: 'The message is not JSON (RFC 8259)' },
  'not-xml': { sw: 'Ujumbe si XML sahihi', en: 'The message is not well-formed XML' },
  'too-deep': {
    sw: 'Ujumbe una ngazi nyingi za ndani kuliko zinazoruhusiwa',
    en: 'The message is nested deeper than allowed',
  },
  'too-many-members': {
    sw: 'Ujumbe una vipengele vingi kuliko vinavyoruhusiwa',
    en: 'The message has more members than allowed',
  },
  'number-too-long': {
    sw: 'Namba ina tarakimu nyingi kuliko zinazoruhusiwa',
    en: 'A number has more digits than allowed',
  },
  'lone-surrogate': {
    sw: 'Maandishi yana nusu ya herufi ya Unicode (surrogate pweke)',
    en: 'A string holds half of a Unicode character (a lone surrogate)',
  },
  'duplicate-member': {
    sw: 'Jina moja limeandikwa mara mbili katika sehemu moja',
    en: 'A member name stands twice in the same place',
  },
  'envelope-not-object': {
    sw: 'Bahasha ya JSON lazima iwe object',
    en: 'A JSON envelope must be an object',
  },
  'root-unknown': {
    sw: 'Mzizi wa XML lazima uwe esbrequest au esbresponse',
    en: 'The XML root must be esbrequest or esbresponse',
  },
  'data-missing': { sw: 'Bahasha haina data', en: 'The envelope has no data' },
  'data-not-object': { sw: 'data lazima iwe object', en: 'data must be an object' },
  'signature-not-text': { sw: 'Saini lazima iwe maandishi', en: 'The signature must be text' },
  'code-ambiguous': {
    sw: 'apiCode na pushCode haziwezi kuwa pamoja',
    en: 'apiCode and pushCode cannot stand together',
  },
  'member-type': {
    sw: 'Kipengele cha bahasha kina aina isiyo sahihi',
    en: 'A member of the envelope has the wrong type',
  },
  'doctype-refused': {
    sw: 'DOCTYPE hairuhusiwi',
    en: 'A document type declaration is not allowed',
  },
  'entity-refused': {
    sw: 'Entity zaidi ya tano za XML haziruhusiwi',
    en: 'Entities other than the five of XML are not allowed',
  },
  'processing-instruction-refused': {
    sw: 'Processing instruction hairuhusiwi',
    en: 'Processing instructions are not allowed',
  },
  'encoding-refused': {
    sw: 'XML lazima iwe toleo 1.0 kwa UTF-8',
    en: 'The XML must be version 1.0 in UTF-8',
  },
  'attribute-refused': {
    sw: 'Attribute hairuhusiwi kwenye vipengele vya bahasha',
    en: 'Attributes are not allowed on elements of the envelope',
  },
  'markup-refused': {
    sw: 'Maoni, CDATA au tagi zisizo za kawaida haziruhusiwi kwenye bahasha',
    en: 'Comments, CDATA and unusual tags are not allowed in the envelope',
  },
  'stray-text': {
    sw: 'Maandishi yasiyo na mahali kwenye bahasha',
    en: 'Text stands where the envelope has no place for it',
  },
  'not-translatable': {
    sw: 'Thamani haiwezi kuandikwa kwa XML',
    en: 'The value cannot be written in XML',
  },
} as const satisfies Record<string, BothLanguages>

export type EnvelopeFaultCode = keyof typeof envelopeFaults

/** Thrown for a message that is no acceptable envelope. `position` is a byte offset into the message. */
export class EnvelopeFault extends Error {
  readonly code: EnvelopeFaultCode
  readonly position: number
  readonly text: BothLanguages

  constructor(code: EnvelopeFaultCode, position = 0, options?: ErrorOptions) {
    const text = envelopeFaults[code]
    super(`${code} at byte ${position}: ${text.en}`, options)
    this.name = 'EnvelopeFault'
    this.code = code
    this.position = position
    this.text = text
  }
}

const keyFaults = {
  'key-not-base64': {
    sw: 'Ufunguo si base64 ya DER bila mistari ya PEM',
    en: 'The key is not base64 DER without PEM lines',
  },
  'key-not-der': {
    sw: 'Ufunguo hausomeki kama SPKI au PKCS#8',
    en: 'The key cannot be read as SPKI or PKCS#8',
  },
  'key-not-canonical': {
    sw: 'Ufunguo haujaandikwa kwa umbo la kawaida la DER',
    en: 'The key is not in the one usual DER form',
  },
  'key-kind-refused': {
    sw: 'Aina ya ufunguo haikubaliki: P-256, secp256k1 au Ed25519 pekee',
    en: 'This kind of key is not accepted: only P-256, secp256k1 or Ed25519',
  },
  'key-point-refused': {
    sw: 'Nukta ya ufunguo haipo kwenye mkunjo, au ni ya kundi dogo',
    en: 'The key is not a point of the curve, or lies in its small subgroup',
  },
  'key-halves-differ': {
    sw: 'Ufunguo wa siri na wa wazi havilingani',
    en: 'The private and the public half of the key do not belong together',
  },
} as const satisfies Record<string, BothLanguages>

export type KeyFaultCode = keyof typeof keyFaults

/** Thrown for a key that is not accepted. Never carries key material. */
export class KeyFault extends Error {
  readonly code: KeyFaultCode
  readonly text: BothLanguages

  constructor(code: KeyFaultCode, options?: ErrorOptions) {
    super(`${code}: ${keyFaults[code].en}`, options)
    this.name = 'KeyFault'
    this.code = code
    this.text = keyFaults[code]
  }
}
