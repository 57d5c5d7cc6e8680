import { jsonBody } from './body.ts'
import type { Envelope } from './envelope.ts'
import { EnvelopeFault } from './fault.ts'
import { compactRange, scanJson, type JsonMember, type JsonScan, type Limits } from './json-scan.ts'

/** `{"data":{…},"signature":"…"}`, members in any order, unknown and null members let be. Throws `EnvelopeFault`. */
export function parseJsonEnvelope(bytes: Buffer, limits: Limits): Envelope {
  const scan = scanJson(bytes, limits)
  if (bytes[scan.root.start] !== 0x7b)
    throw new EnvelopeFault('envelope-not-object', scan.root.start)
  const data = memberOf(scan, 1, 'data')
  if (data === undefined) throw new EnvelopeFault('data-missing', scan.root.start)
  if (bytes[data.start] !== 0x7b) throw new EnvelopeFault('data-not-object', data.start)
  const within = (name: string): JsonMember | undefined => memberOf(scan, 2, name, data)
  const esbBody = within('esbBody')
  return {
    format: 'json',
    root: 'object',
    signedText: bytes.subarray(data.start, data.end),
    fallbackText: () => compactUnlessSame(scan, data),
    signature: signatureOf(scan),
    code: codeOf(scan, within('apiCode'), within('pushCode')),
    userId: idOf(scan, within('userId')),
    requestId: idOf(scan, within('requestId')),
    success: successOf(scan, within('success')),
    message: textOf(scan, within('message')),
    body: esbBody && jsonBody(scan, esbBody.start, esbBody.end),
  }
}

/** A member by name; null is the same as absent. */
function memberOf(
  scan: JsonScan,
  depth: 1 | 2,
  name: string,
  inside: { readonly start: number; readonly end: number } = scan.root,
): JsonMember | undefined {
  for (const member of scan.members)
    if (
      member.depth === depth &&
      member.name === name &&
      member.start > inside.start &&
      member.start < inside.end
    )
      return scan.bytes[member.start] === 0x6e ? undefined : member
  return undefined
}

function compactUnlessSame(scan: JsonScan, data: JsonMember): Buffer | undefined {
  const compact = compactRange(scan, data.start, data.end)
  // Unchanged ranges come back as a view of the message itself; anything else was edited somewhere.
  return compact.buffer === scan.bytes.buffer && compact.length === data.end - data.start
    ? undefined
    : compact
}

function signatureOf(scan: JsonScan): string | undefined {
  const member = memberOf(scan, 1, 'signature')
  if (member === undefined) return undefined
  if (scan.bytes[member.start] !== 0x22) throw new EnvelopeFault('signature-not-text', member.start)
  return stringOf(scan, member)
}

function codeOf(
  scan: JsonScan,
  apiCode: JsonMember | undefined,
  pushCode: JsonMember | undefined,
): Envelope['code'] {
  if (apiCode && pushCode) throw new EnvelopeFault('code-ambiguous', pushCode.start)
  const value = idOf(scan, apiCode ?? pushCode)
  return value === undefined ? undefined : { kind: apiCode ? 'apiCode' : 'pushCode', value }
}

/** Codes and ids are strings; some clients write those of digits alone as integers. */
function idOf(scan: JsonScan, member: JsonMember | undefined): string | undefined {
  if (member === undefined) return undefined
  if (scan.bytes[member.start] === 0x22) return stringOf(scan, member)
  const text = scan.bytes.toString('latin1', member.start, member.end)
  if (!/^\d{1,40}$/.test(text)) throw new EnvelopeFault('member-type', member.start)
  return text
}

function textOf(scan: JsonScan, member: JsonMember | undefined): string | undefined {
  if (member === undefined) return undefined
  if (scan.bytes[member.start] !== 0x22) throw new EnvelopeFault('member-type', member.start)
  return stringOf(scan, member)
}

function successOf(scan: JsonScan, member: JsonMember | undefined): boolean | undefined {
  if (member === undefined) return undefined
  const first = scan.bytes[member.start]
  if (first === 0x74) return true
  if (first === 0x66) return false
  throw new EnvelopeFault('member-type', member.start)
}

function stringOf(scan: JsonScan, member: JsonMember): string {
  const quoted = scan.bytes.toString('utf8', member.start, member.end)
  return quoted.includes('\\') ? (JSON.parse(quoted) as string) : quoted.slice(1, -1)
}
