import { createRequire } from 'node:module'
import { importPublicKey, verify, type SigningKey } from '../src/index.ts'

/** How the existing clients find the signed text in an answer. Each answers whether it would verify. */

interface Connector {
  readonly GovEsbHelper: new (options: { readonly esbPublicKey: string }) => {
    verifyThenReturnData(message: string, format: 'json' | 'xml'): string | null
  }
}

const { GovEsbHelper } = createRequire(import.meta.url)('govesb-connector-js') as Connector

/** The unmodified npm package. */
export function javascriptVerifies(
  bytes: Buffer,
  format: 'json' | 'xml',
  key: SigningKey,
): boolean {
  const helper = new GovEsbHelper({ esbPublicKey: key.publicKeyBase64 })
  return helper.verifyThenReturnData(bytes.toString(), format) !== null
}

/** From the first `{` after `data`, length = position of the last `,"signature"` minus 8. */
export function phpVerifies(bytes: Buffer, key: SigningKey): boolean {
  const text = bytes.toString('latin1')
  const start = text.indexOf('{', text.indexOf('data'))
  const signedText = text.slice(start, start + text.lastIndexOf(',"signature"') - 8)
  const { signature } = JSON.parse(bytes.toString()) as { readonly signature: string }
  return verify(publicHalf(key), Buffer.from(signedText, 'latin1'), signature)
}

/** Jackson: `readTree(x).get("data").toString()`. */
export function javaVerifies(bytes: Buffer, key: SigningKey): boolean {
  const { signature } = JSON.parse(bytes.toString()) as { readonly signature: string }
  const data = jacksonData(bytes.toString())
  return verify(publicHalf(key), Buffer.from(data), signature)
}

function publicHalf(key: SigningKey) {
  return importPublicKey(key.publicKeyBase64)
}

function jacksonData(text: string): string {
  const members = new Map<string, string>()
  new Jackson(text).rootMembers((name, value) => members.set(name, value))
  return members.get('data') ?? ''
}

/** What Jackson writes back for a JSON value: members in their order, big integers whole, doubles as Java prints them. */
export function jackson(text: string): string {
  return new Jackson(text).value()
}

class Jackson {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  rootMembers(take: (name: string, value: string) => void): void {
    this.#at += 1
    for (;;) {
      const name = JSON.parse(this.#token()) as string
      this.#at += 1
      take(name, this.value())
      if (this.#text[this.#at++] !== ',') return
    }
  }

  value(): string {
    const first = this.#text[this.#at]
    if (first === '{')
      return this.#list('}', () => `${this.value()}${this.#colon()}${this.value()}`)
    if (first === '[') return this.#list(']', () => this.value())
    const token = this.#token()
    if (first === '"') return javaString(JSON.parse(token) as string)
    return /^[-0-9]/.test(token) ? javaNumber(token) : token
  }

  #colon(): string {
    this.#at += 1
    return ':'
  }

  #list(closing: string, item: () => string): string {
    const opening = this.#text.charAt(this.#at++)
    const items: string[] = []
    while (this.#text[this.#at] !== closing) {
      items.push(item())
      if (this.#text[this.#at] === ',') this.#at += 1
    }
    this.#at += 1
    return opening + items.join() + closing
  }

  #token(): string {
    const found = /"(?:[^"\\]|\\.)*"|[^,\]}:]+/sy
    found.lastIndex = this.#at
    const token = found.exec(this.#text)?.[0] ?? ''
    this.#at += token.length
    return token
  }
}

function javaString(text: string): string {
  return JSON.stringify(text).replace(/\\u00[0-9a-f]{2}/g, (e) => `\\u${e.slice(2).toUpperCase()}`)
}

function javaNumber(token: string): string {
  if (/^-?\d+$/.test(token)) return BigInt(token).toString()
  const value = Number(token)
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0'
  if (!Number.isFinite(value)) return 'Infinity'
  const magnitude = Math.abs(value)
  if (magnitude >= 1e-3 && magnitude < 1e7)
    return Number.isInteger(value) ? `${value}.0` : `${value}`
  const [digits = '', exponent = ''] = value.toExponential().split('e')
  return `${digits.includes('.') ? digits : `${digits}.0`}E${Number(exponent)}`
}
