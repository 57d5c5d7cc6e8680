import type { Body, Format } from './body.ts'
import { sign } from './ecdsa.ts'
import { EnvelopeFault } from './fault.ts'
import type { SigningKey } from './keys.ts'
import { escapeXml, isXmlText } from './xml-scan.ts'

export interface BuiltEnvelope {
  /** The whole message. */
  readonly bytes: Buffer
  /** base64 DER over the `data` value (JSON) or `<data>…</data>` (XML). */
  readonly signature: string
  /** Numbers that JavaScript or Java clients cannot verify after re-serialising; always 0 in XML. */
  readonly unportableNumbers: number
}

export interface ResponseParts {
  readonly format: Format
  readonly success: boolean
  readonly body?: Body | undefined
  readonly message?: string | undefined
  readonly requestId?: string | undefined
}

export interface RequestParts {
  readonly format: Format
  readonly codeKind: 'apiCode' | 'pushCode'
  readonly code: string
  readonly userId?: string | undefined
  readonly body?: Body | undefined
  readonly requestId?: string | undefined
}

/** A signed answer of the bus. Layout and escapes are those that all existing clients reconstruct. */
export function buildResponse(parts: ResponseParts, key: SigningKey): BuiltEnvelope {
  const { format, success, body, message, requestId } = parts
  const fields: readonly Field[] = [
    ['success', success],
    ['esbBody', body],
    ['message', message],
    ['requestId', requestId],
  ]
  return format === 'json' ? buildJson(fields, key) : buildXml('esbresponse', fields, key)
}

/** A signed request of the bus to a provider or to the callback of a consumer. */
export function buildRequest(parts: RequestParts, key: SigningKey): BuiltEnvelope {
  const { format, codeKind, code, userId, body, requestId } = parts
  const fields: readonly Field[] = [
    [codeKind, code],
    ['userId', userId],
    ['esbBody', body],
    ['requestId', requestId],
  ]
  return format === 'json' ? buildJson(fields, key) : buildXml('esbrequest', fields, key)
}

type Field = readonly [name: string, value: string | boolean | Body | undefined]

function buildJson(fields: readonly Field[], key: SigningKey): BuiltEnvelope {
  const chunks: (string | Buffer)[] = []
  let unportableNumbers = 0
  let opening = '{'
  for (const [name, value] of fields) {
    if (value === undefined) continue
    if (typeof value === 'object') {
      chunks.push(`${opening}"${name}":`, value.toJson())
      unportableNumbers += value.unportableNumbers
    } else {
      const text = typeof value === 'string' ? value.toWellFormed() : value
      chunks.push(`${opening}"${name}":${JSON.stringify(text)}`)
    }
    opening = ','
  }
  chunks.push('}')
  return seal('{"data":', chunks, key, [',"signature":"', '"}'], unportableNumbers)
}

function buildXml(root: string, fields: readonly Field[], key: SigningKey): BuiltEnvelope {
  const chunks: (string | Buffer)[] = ['<data>']
  for (const [name, value] of fields) {
    if (value === undefined) continue
    if (typeof value === 'object') chunks.push(`<${name}>`, value.toXml(), `</${name}>`)
    else chunks.push(`<${name}>${xmlField(String(value))}</${name}>`)
  }
  chunks.push('</data>')
  return seal(`<${root}>`, chunks, key, ['<signature>', `</signature></${root}>`], 0)
}

function xmlField(text: string): string {
  const wellFormed = text.toWellFormed()
  if (!isXmlText(wellFormed)) throw new EnvelopeFault('not-translatable')
  return escapeXml(wellFormed)
}

/** Lays the message out once and signs the `data` part of that very buffer: what is signed is what is sent. */
function seal(
  before: string,
  data: readonly (string | Buffer)[],
  key: SigningKey,
  [between, after]: readonly [string, string],
  unportableNumbers: number,
): BuiltEnvelope {
  let length = 0
  for (const chunk of data)
    length += typeof chunk === 'string' ? Buffer.byteLength(chunk) : chunk.length
  const signatureLengthMax = 96
  const ends = before.length + between.length + signatureLengthMax + after.length
  const bytes = Buffer.allocUnsafe(ends + length)
  let at = bytes.write(before, 0)
  for (const chunk of data)
    at += typeof chunk === 'string' ? bytes.write(chunk, at) : chunk.copy(bytes, at)
  const signature = sign(key, bytes.subarray(before.length, at))
  at += bytes.write(between + signature + after, at)
  return { bytes: bytes.subarray(0, at), signature, unportableNumbers }
}
