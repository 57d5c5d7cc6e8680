import { parseAddress, type Address } from './address.ts'
import { contains, type Network } from './cidr.ts'
import { globalUnicast, specialRanges, translated } from './special-ranges.ts'

/** What kind of place an address is. */
export type AddressClass =
  | { readonly reach: 'public' }
  | {
      readonly reach: 'special'
      /** The range that makes it so, `10.0.0.0/8`. */
      readonly cidr: string
      readonly name: string
      readonly reference: string
    }
  /** A name, or no address at all: never to be taken for a public one. */
  | { readonly reach: 'unreadable' }

const open: AddressClass = { reach: 'public' }

/**
 * Judges an address (text as DNS and sockets give it, or parsed). Default deny: IPv6 outside 2000::/3 is special whether or not a
 * registry names it. A translated address (64:ff9b::/96) is what the IPv4 address in it is.
 */
export function classifyAddress(address: Address | string): AddressClass {
  const parsed = typeof address === 'string' ? parseAddress(address) : address
  if (!parsed) return { reach: 'unreadable' }
  const judged =
    parsed.family === 6 && contains(translated, parsed)
      ? ({ family: 4, bits: parsed.bits & 0xffff_ffffn } as const)
      : parsed
  for (const { network, cidr, name, reference } of specialRanges)
    if (contains(network, judged)) return { reach: 'special', cidr, name, reference }
  if (judged.family === 6 && !contains(globalUnicast, judged))
    return { reach: 'special', cidr: '::/0', name: 'not assigned', reference: 'RFC 4291 §2.4' }
  return open
}

/**
 * Whether a connection may go there: public, or in a network that was allowed. A translated address must be allowed as it is
 * written (64:ff9b::…): the network behind a translator need not be the one beside us.
 */
export function mayConnect(address: Address | string, allowed: readonly Network[]): boolean {
  const parsed = typeof address === 'string' ? parseAddress(address) : address
  if (!parsed) return false
  return (
    classifyAddress(parsed).reach === 'public' ||
    allowed.some((network) => contains(network, parsed))
  )
}
