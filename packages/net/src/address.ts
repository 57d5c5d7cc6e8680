import { isIPv4, isIPv6 } from 'node:net'

/** An IP address as a number. An IPv4-mapped IPv6 address (RFC 4291 §2.5.5.2) is the IPv4 address that a packet goes to. */
export interface Address {
  readonly family: 4 | 6
  /** 32 or 128 bits. */
  readonly bits: bigint
}

const textMax = 100

/**
 * Reads an address in its usual text: four decimal numbers, or RFC 4291 §2.2 with or without a zone (`%eth0`, which is left out).
 * Other spellings (`0177.1`, `2130706433`) are names to this function: see `addressOfHost`.
 */
export function parseAddress(text: string): Address | undefined {
  if (text.length > textMax) return undefined
  if (isIPv4(text)) return { family: 4, bits: ipv4Bits(text) }
  if (!isIPv6(text)) return undefined
  const bits = ipv6Bits(text.replace(/%.*$/s, ''))
  return bits >> 32n === 0xffffn ? { family: 4, bits: bits & 0xffff_ffffn } : { family: 6, bits }
}

/**
 * The address that a URL's host spells in any way the URL standard knows: brackets, decimal, octal, hexadecimal, fewer than four
 * parts, full-width digits. `undefined` when it is a name, or nothing a URL may hold.
 */
export function addressOfHost(host: string): Address | undefined {
  const bare = /^\[(.*)\]$/s.exec(host)?.[1] ?? host
  const plain = parseAddress(bare)
  if (plain) return plain
  if (host.length > textMax * 3 || /[:@/?#\\]/.test(host)) return undefined
  const url = URL.parse(`http://${host}/`)
  if (!url) return undefined
  return parseAddress(url.hostname.replace(/\.$/, ''))
}

function ipv4Bits(text: string): bigint {
  return text.split('.').reduce((bits, part) => (bits << 8n) | BigInt(part), 0n)
}

function ipv6Bits(text: string): bigint {
  const dotted = /[^:]*\.[^:]*$/.exec(text)?.[0]
  let plain = text
  if (dotted !== undefined) {
    const low = ipv4Bits(dotted)
    const words = `${(low >> 16n).toString(16)}:${(low & 0xffffn).toString(16)}`
    plain = text.slice(0, -dotted.length) + words
  }
  const [head = '', tail] = plain.split('::')
  const words = (part: string) => (part === '' ? [] : part.split(':'))
  const before = words(head)
  const after = words(tail ?? '')
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0')
  return [...before, ...zeros, ...after].reduce(
    (bits, word) => (bits << 16n) | BigInt(`0x${word}`),
    0n,
  )
}
