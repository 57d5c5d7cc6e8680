import { parseAddress, type Address } from './address.ts'

/** Addresses with the same first `prefix` bits. */
export interface Network {
  readonly family: 4 | 6
  readonly bits: bigint
  readonly prefix: number
}

/**
 * Reads `address/prefix` (RFC 4632 §3.1, RFC 4291 §2.3). A lone address is a network of one. Bits beyond the prefix must be zero:
 * who writes `10.1.2.3/8` may have meant either, and is asked again. IPv4-mapped networks are written as IPv4.
 */
export function parseCidr(text: string): Network | undefined {
  const found = /^([^/%]+)(?:\/(0|[1-9]\d{0,2}))?$/.exec(text)
  const address = found?.[1] === undefined ? undefined : parseAddress(found[1])
  if (!address) return undefined
  // `::ffff:10.0.0.0/104` would count in another family than it is written in.
  if (address.family === 4 && text.includes(':')) return undefined
  const width = address.family === 4 ? 32 : 128
  const prefix = found?.[2] === undefined ? width : Number(found[2])
  if (prefix > width) return undefined
  const rest = BigInt(width - prefix)
  if ((address.bits >> rest) << rest !== address.bits) return undefined
  return { family: address.family, bits: address.bits, prefix }
}

export function contains(network: Network, address: Address): boolean {
  if (network.family !== address.family) return false
  const rest = BigInt((network.family === 4 ? 32 : 128) - network.prefix)
  return address.bits >> rest === network.bits >> rest
}
