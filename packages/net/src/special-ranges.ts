import { parseCidr, type Network } from './cidr.ts'

/** A range that is not the public internet: nobody outside may make us call it. */
export interface SpecialRange {
  readonly network: Network
  readonly cidr: string
  /** As the IANA registries call it (RFC 6890 and its updates). */
  readonly name: string
  readonly reference: string
}

/**
 * IANA special-purpose address registries, IPv4 and IPv6; multicast (RFC 5771, RFC 4291); and service addresses of hosting
 * platforms that lie in public ranges. Narrower ranges stand before wider ones: the first that fits names the address. Ranges
 * that the registries call globally reachable (AS112, AMT) are left out: they are the public internet.
 */
const ipv4: readonly (readonly [string, string, string])[] = [
  ['0.0.0.0/8', 'this network', 'RFC 791 §3.2'],
  ['10.0.0.0/8', 'private use', 'RFC 1918'],
  ['100.64.0.0/10', 'shared address space', 'RFC 6598'],
  ['127.0.0.0/8', 'loopback', 'RFC 1122 §3.2.1.3'],
  ['169.254.169.254/32', 'instance metadata', 'RFC 3927'],
  ['169.254.0.0/16', 'link local', 'RFC 3927'],
  ['172.16.0.0/12', 'private use', 'RFC 1918'],
  ['192.0.0.0/24', 'IETF protocol assignments', 'RFC 6890 §2.1'],
  ['192.0.2.0/24', 'documentation', 'RFC 5737'],
  ['192.88.99.0/24', '6to4 relay anycast', 'RFC 7526'],
  ['192.168.0.0/16', 'private use', 'RFC 1918'],
  ['198.18.0.0/15', 'benchmarking', 'RFC 2544'],
  ['198.51.100.0/24', 'documentation', 'RFC 5737'],
  ['203.0.113.0/24', 'documentation', 'RFC 5737'],
  ['224.0.0.0/4', 'multicast', 'RFC 5771'],
  ['255.255.255.255/32', 'limited broadcast', 'RFC 8190'],
  ['240.0.0.0/4', 'reserved', 'RFC 1112 §4'],
  ['168.63.129.16/32', 'hosting platform service', 'Azure: virtual public IP of the host'],
]

const ipv6: readonly (readonly [string, string, string])[] = [
  ['::/128', 'unspecified', 'RFC 4291 §2.5.2'],
  ['::1/128', 'loopback', 'RFC 4291 §2.5.3'],
  ['::/96', 'IPv4-compatible', 'RFC 4291 §2.5.5.1'],
  ['64:ff9b:1::/48', 'IPv4-IPv6 translation, local use', 'RFC 8215'],
  ['100::/64', 'discard only', 'RFC 6666'],
  ['2001::/32', 'Teredo', 'RFC 4380'],
  ['2001::/23', 'IETF protocol assignments', 'RFC 2928'],
  ['2001:db8::/32', 'documentation', 'RFC 3849'],
  ['2002::/16', '6to4', 'RFC 3056'],
  ['3fff::/20', 'documentation', 'RFC 9637'],
  ['5f00::/16', 'segment routing', 'RFC 9602'],
  ['fd00:ec2::254/128', 'instance metadata', 'RFC 4193'],
  ['fc00::/7', 'unique local', 'RFC 4193'],
  ['fe80::/10', 'link local', 'RFC 4291 §2.5.6'],
  ['fec0::/10', 'site local', 'RFC 3879'],
  ['ff00::/8', 'multicast', 'RFC 4291 §2.7'],
]

export const specialRanges: readonly SpecialRange[] = [...ipv4, ...ipv6].map(
  ([cidr, name, reference]) => ({ network: network(cidr), cidr, name, reference }),
)

/** RFC 6052 §2.1: the low 32 bits are the IPv4 address that the translator calls. */
export const translated = network('64:ff9b::/96')

/** RFC 4291 §2.4: what IANA has handed out for the public IPv6 internet. All the rest is not assigned. */
export const globalUnicast = network('2000::/3')

function network(cidr: string): Network {
  const parsed = parseCidr(cidr)
  if (!parsed) throw new Error(`invariant: ${cidr} is a network`)
  return parsed
}
