import { isUtf8 } from 'node:buffer'
import { EnvelopeFault } from './fault.ts'
import { hashOf, nameOf, ObjectNames } from './object-names.ts'
import { portableNumber } from './portable-number.ts'

export interface Limits {
  /** Bytes of the whole message. */
  readonly bytesMax: number
  /** Nesting of objects, arrays and elements; the outermost is 1. */
  readonly depthMax: number
  /** Object members, array items and elements in the whole message. */
  readonly membersMax: number
}

export const defaultLimits: Limits = {
  bytesMax: 16 * 1024 * 1024,
  depthMax: 64,
  membersMax: 100_000,
}

/** A member of an object near the root. Offsets are bytes; the value is [start, end). */
export interface JsonMember {
  readonly name: string
  /** 1: member of the root object; 2: member of an object that is a value of the root object. */
  readonly depth: number
  readonly start: number
  readonly end: number
}

/** What one pass over a JSON text found. `edits` and `marks` are ordered by position. */
export interface JsonScan {
  readonly bytes: Buffer
  readonly root: { readonly start: number; readonly end: number }
  readonly members: readonly JsonMember[]
  /** What has to change for the compact form. */
  readonly edits: readonly Edit[]
  /** Places that JavaScript or Java clients write differently when they serialise again. */
  readonly marks: readonly Mark[]
}

export interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

export interface Mark {
  readonly at: number
  readonly kind: 'number' | 'text' | 'order'
}

/** Jackson refuses longer numbers by default; a longer one could stall parsers with quadratic arithmetic. */
const numberLengthMax = 1000

/**
 * One strict pass over JSON bytes (RFC 8259): grammar, UTF-8, limits, and no member name twice in ANY object. Inside
 * the body too: JavaScript keeps the last of two, others the first or both, so two readers of one signed text would
 * see different values, and none could verify what another re-serialised. Throws `EnvelopeFault`.
 */
export function scanJson(bytes: Buffer, limits: Limits = defaultLimits): JsonScan {
  if (bytes.length > limits.bytesMax) throw new EnvelopeFault('too-large', limits.bytesMax)
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf)
    throw new EnvelopeFault('byte-order-mark')
  if (!isUtf8(bytes)) throw new EnvelopeFault('not-utf8')
  return new Scanner(bytes, limits).scan()
}

/** The compact form of the value at [start, end): no white space, strings as RFC 8785, numbers as `portableNumber`. */
export function compactRange(scan: JsonScan, start: number, end: number): Buffer {
  const { bytes, edits } = scan
  const parts: Buffer[] = []
  let kept = start
  for (let i = firstFrom(edits, start); i < edits.length; i++) {
    const edit = edits[i] as Edit
    if (edit.start >= end) break
    parts.push(bytes.subarray(kept, edit.start))
    if (edit.text !== '') parts.push(Buffer.from(edit.text))
    kept = edit.end
  }
  const rest = bytes.subarray(kept, end)
  if (parts.length === 0) return rest
  parts.push(rest)
  return Buffer.concat(parts)
}

function firstFrom(edits: readonly Edit[], start: number): number {
  let low = 0
  let high = edits.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((edits[middle] as Edit).start < start) low = middle + 1
    else high = middle
  }
  return low
}

/** Compact form of a whole JSON text, and how many of its numbers some existing clients cannot verify. */
export function compact(
  bytes: Buffer,
  limits?: Limits,
): { readonly bytes: Buffer; readonly unportable: number } {
  const scan = scanJson(bytes, limits)
  const unportable = scan.marks.filter((mark) => mark.kind === 'number').length
  return { bytes: compactRange(scan, scan.root.start, scan.root.end), unportable }
}

/** The cursor of one pass. It owns its lists until `scan` hands them out. */
class Scanner {
  readonly #bytes: Buffer
  readonly #limits: Limits
  readonly #members: JsonMember[] = []
  readonly #edits: Edit[] = []
  readonly #marks: Mark[] = []
  /** Names of all open objects, one object after the other: hash, start and end of the quoted name. */
  readonly #names: number[] = []
  #at = 0
  #depth = 0
  #left: number
  readonly #end: number

  constructor(bytes: Buffer, limits: Limits) {
    this.#bytes = bytes
    this.#limits = limits
    this.#left = limits.membersMax
    this.#end = bytes.length
  }

  scan(): JsonScan {
    this.#space()
    const start = this.#at
    this.#value()
    const end = this.#at
    this.#space()
    if (this.#at !== this.#bytes.length) throw this.#fault('not-json')
    return {
      bytes: this.#bytes,
      root: { start, end },
      members: this.#members,
      edits: this.#edits,
      marks: this.#marks,
    }
  }

  /** The byte at `at`, 0 past the end. Never reads out of bounds: one such read makes V8 slow for good. */
  #byte(at: number): number {
    return at < this.#end ? (this.#bytes[at] as number) : 0
  }

  #fault(code: ConstructorParameters<typeof EnvelopeFault>[0], at = this.#at): EnvelopeFault {
    return new EnvelopeFault(code, at)
  }

  #value(): void {
    const byte = this.#byte(this.#at)
    if (byte === 0x22) this.#string()
    else if (byte === 0x7b) this.#object()
    else if (byte === 0x5b) this.#array()
    else if (byte === 0x74) this.#word('true')
    else if (byte === 0x66) this.#word('false')
    else if (byte === 0x6e) this.#word('null')
    else this.#number()
  }

  #word(word: string): void {
    for (let i = 0; i < word.length; i++)
      if (this.#byte(this.#at + i) !== word.charCodeAt(i)) throw this.#fault('not-json')
    this.#at += word.length
  }

  #space(): void {
    let byte = this.#byte(this.#at)
    if (byte > 0x20) return
    const start = this.#at
    while (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09)
      byte = this.#byte(++this.#at)
    if (this.#at > start) this.#edits.push({ start, end: this.#at, text: '' })
  }

  #enter(): void {
    if (++this.#depth > this.#limits.depthMax) throw this.#fault('too-deep')
    this.#at += 1
    this.#space()
  }

  #count(): void {
    if (--this.#left < 0) throw this.#fault('too-many-members')
  }

  #array(): void {
    this.#enter()
    if (this.#byte(this.#at) !== 0x5d) {
      for (;;) {
        this.#count()
        this.#value()
        this.#space()
        const byte = this.#byte(this.#at)
        if (byte === 0x5d) break
        if (byte !== 0x2c) throw this.#fault('not-json')
        this.#at += 1
        this.#space()
      }
    }
    this.#at += 1
    this.#depth -= 1
  }

  #object(): void {
    this.#enter()
    if (this.#byte(this.#at) !== 0x7d) {
      const names = new ObjectNames(this.#names)
      for (;;) {
        this.#count()
        this.#member(names)
        this.#space()
        const byte = this.#byte(this.#at)
        if (byte === 0x7d) break
        if (byte !== 0x2c) throw this.#fault('not-json')
        this.#at += 1
        this.#space()
      }
      names.close()
    }
    this.#at += 1
    this.#depth -= 1
  }

  #member(names: ObjectNames): void {
    const bytes = this.#bytes
    const nameStart = this.#at
    if (this.#byte(nameStart) !== 0x22) throw this.#fault('not-json')
    const hash = this.#string()
    const nameEnd = this.#at
    if (!names.add(bytes, hash, nameStart, nameEnd))
      throw this.#fault('duplicate-member', nameStart)
    if (names.outOfOrder(bytes, nameStart, nameEnd))
      this.#marks.push({ at: nameStart, kind: 'order' })
    this.#space()
    if (this.#byte(this.#at) !== 0x3a) throw this.#fault('not-json')
    this.#at += 1
    this.#space()
    const start = this.#at
    const depth = this.#depth
    // Reserved before its value is scanned, so that members come in the order they stand in.
    const place = depth <= 2 ? this.#members.length : -1
    if (place >= 0) this.#members.push(unread)
    this.#value()
    if (place >= 0)
      this.#members[place] = {
        name: nameOf(bytes, nameStart, nameEnd),
        depth,
        start,
        end: this.#at,
      }
  }

  /** Passes a string; answers a hash of its bytes (of its decoded bytes where it has escapes). */
  #string(): number {
    const bytes = this.#bytes
    const start = this.#at
    let hash = 0
    let i = start + 1
    const end = this.#end
    for (;;) {
      if (i >= end) throw this.#fault('not-json', i)
      const byte = bytes[i] as number
      if (byte === 0x22) break
      if (byte === 0x5c) return this.#stringWithEscapes(start, i)
      if (byte < 0x20) throw this.#fault('not-json', i)
      hash = (Math.imul(hash, 31) + byte) | 0
      i += 1
    }
    this.#at = i + 1
    return hash
  }

  #stringWithEscapes(start: number, firstEscape: number): number {
    const bytes = this.#bytes
    let usual = true
    let i = firstEscape
    for (;;) {
      const byte = this.#byte(i)
      if (byte === 0x22) break
      if (byte < 0x20) throw this.#fault('not-json', i)
      if (byte !== 0x5c) {
        i += 1
        continue
      }
      const escaped = this.#byte(i + 1)
      if (escaped === 0x75) {
        i = this.#unicodeEscape(i)
        usual = false
      } else {
        if (!simpleEscapes.has(escaped)) throw this.#fault('not-json', i)
        usual &&= escaped !== 0x2f
        i += 2
      }
    }
    this.#at = i + 1
    const quoted = bytes.toString('utf8', start, this.#at)
    const text = JSON.parse(quoted) as string
    if (!usual) this.#usualForm(start, quoted, text)
    return hashOf(text)
  }

  #usualForm(start: number, quoted: string, text: string): void {
    const form = JSON.stringify(text)
    // RFC 8785 writes \u001f, Jackson writes \u001F: no form pleases both.
    if (/\\u00[01][a-f]/.test(form)) this.#marks.push({ at: start, kind: 'text' })
    if (form !== quoted) this.#edits.push({ start, end: this.#at, text: form })
  }

  /** Passes \uXXXX, and the second half where it is the first half of a pair. */
  #unicodeEscape(at: number): number {
    const unit = hex4(this.#bytes, at + 2)
    if (unit < 0) throw this.#fault('not-json', at)
    if (unit < 0xd800 || unit > 0xdfff) return at + 6
    const second =
      this.#byte(at + 6) === 0x5c && this.#byte(at + 7) === 0x75 ? hex4(this.#bytes, at + 8) : -1
    if (unit > 0xdbff || second < 0xdc00 || second > 0xdfff) throw this.#fault('lone-surrogate', at)
    return at + 12
  }

  #number(): void {
    const start = this.#at
    const whole = this.#byte(start) === 0x2d ? start + 1 : start
    let i = this.#digitsEnd(whole)
    const startsWithZero = this.#byte(whole) === 0x30
    if (i === whole || (startsWithZero && i > whole + 1)) throw this.#fault('not-json', start)
    const next = this.#byte(i)
    const isInteger = next !== 0x2e && next !== 0x65 && next !== 0x45
    if (!isInteger) i = this.#fractionAndExponent(i)
    if (i - start > numberLengthMax) throw this.#fault('number-too-long', start)
    this.#at = i
    if (isInteger && i - whole <= 15 && (!startsWithZero || whole === start)) return
    const text = this.#bytes.toString('latin1', start, i)
    const number = portableNumber(text)
    if (number.text !== text) this.#edits.push({ start, end: i, text: number.text })
    if (!number.portable) this.#marks.push({ at: start, kind: 'number' })
  }

  #fractionAndExponent(at: number): number {
    let i = at
    if (this.#byte(i) === 0x2e) {
      i = this.#digitsEnd(at + 1)
      if (i === at + 1) throw this.#fault('not-json', at)
    }
    if (this.#byte(i) === 0x65 || this.#byte(i) === 0x45) {
      const sign = this.#byte(i + 1)
      const digits = sign === 0x2b || sign === 0x2d ? i + 2 : i + 1
      i = this.#digitsEnd(digits)
      if (i === digits) throw this.#fault('not-json', at)
    }
    return i
  }

  #digitsEnd(at: number): number {
    let i = at
    for (;;) {
      const byte = this.#byte(i)
      if (byte < 0x30 || byte > 0x39) return i
      i += 1
    }
  }
}

const unread: JsonMember = { name: '', depth: 0, start: 0, end: 0 }
/** After a backslash: " \ / b f n r t */
const simpleEscapes = new Set([0x22, 0x5c, 0x2f, 0x62, 0x66, 0x6e, 0x72, 0x74])

function hex4(bytes: Buffer, at: number): number {
  const text = bytes.toString('latin1', at, Math.min(at + 4, bytes.length))
  return /^[0-9a-fA-F]{4}$/.test(text) ? Number.parseInt(text, 16) : -1
}
