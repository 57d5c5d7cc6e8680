import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addressOfHost,
  classifyAddress,
  contains,
  mayConnect,
  parseAddress,
  parseCidr,
} from './index.ts'

const reach = (text: string) => classifyAddress(text).reach
const network = (cidr: string) => {
  const parsed = parseCidr(cidr)
  if (!parsed) throw new Error(cidr)
  return parsed
}

describe('addresses nobody outside may make us call', () => {
  test.each([
    ['0.0.0.0', 'this network'],
    ['10.255.255.255', 'private use'],
    ['100.100.100.200', 'shared address space'],
    ['127.0.0.1', 'loopback'],
    ['127.255.255.254', 'loopback'],
    ['169.254.0.1', 'link local'],
    ['169.254.169.254', 'instance metadata'],
    ['172.16.0.1', 'private use'],
    ['172.31.255.255', 'private use'],
    ['192.0.0.192', 'IETF protocol assignments'],
    ['192.168.1.1', 'private use'],
    ['198.19.0.1', 'benchmarking'],
    ['224.0.0.1', 'multicast'],
    ['240.0.0.1', 'reserved'],
    ['255.255.255.255', 'limited broadcast'],
    ['168.63.129.16', 'hosting platform service'],
    ['::', 'unspecified'],
    ['::1', 'loopback'],
    ['::ffff:127.0.0.1', 'loopback'],
    ['::ffff:7f00:1', 'loopback'],
    ['0:0:0:0:0:ffff:a00:1', 'private use'],
    ['::127.0.0.1', 'IPv4-compatible'],
    ['64:ff9b::10.0.0.1', 'private use'],
    ['64:ff9b::a9fe:a9fe', 'instance metadata'],
    ['64:ff9b:1::8.8.8.8', 'IPv4-IPv6 translation, local use'],
    ['2001::1', 'Teredo'],
    ['2001:db8::1', 'documentation'],
    ['2002:7f00:1::', '6to4'],
    ['fd00:ec2::254', 'instance metadata'],
    ['fd12:3456::1', 'unique local'],
    ['fe80::1%eth0', 'link local'],
    ['fec0::1', 'site local'],
    ['ff02::1', 'multicast'],
    ['4000::1', 'not assigned'],
    ['::2:0:0:1', 'not assigned'],
  ])('%s is %s', (text, name) => {
    expect(classifyAddress(text)).toMatchObject({ reach: 'special', name })
  })
})

test.each([
  '1.1.1.1',
  '9.255.255.255',
  '11.0.0.0',
  '172.15.255.255',
  '172.32.0.0',
  '192.167.255.255',
  '192.169.0.0',
  '223.255.255.255',
  '41.59.0.1',
  '2606:4700::1111',
  '2c0f:f248::1',
  '64:ff9b::1.1.1.1',
  '::ffff:1.1.1.1',
])('%s is public', (text) => expect(reach(text)).toBe('public'))

test.each([
  '',
  'localhost',
  '127.1',
  '0x7f000001',
  '2130706433',
  '1.1.1.1.1',
  '::g',
  '[::1]',
  '01.1.1.1',
])('%j is not read as an address, and so not as a public one', (text) => {
  expect(reach(text)).toBe('unreadable')
  expect(mayConnect(text, [network('0.0.0.0/0'), network('::/0')])).toBe(false)
})

test.each([
  ['127.1', '127.0.0.1'],
  ['0x7f000001', '127.0.0.1'],
  ['0177.0.0.1', '127.0.0.1'],
  ['2130706433', '127.0.0.1'],
  ['[::1]', '::1'],
  ['::1', '::1'],
  ['[0:0::0:1]', '::1'],
  ['127.0.0.1.', '127.0.0.1'],
  ['１２７.０.０.１', '127.0.0.1'],
  ['[::ffff:127.0.0.1]', '127.0.0.1'],
  ['%31%32%37.0.0.1', '127.0.0.1'],
])('the host %s of a URL is %s', (host, address) => {
  expect(addressOfHost(host)).toEqual(parseAddress(address))
})

test.each(['example.go.tz', 'localhost', '', 'a b', 'user@127.0.0.1', '127.0.0.1:80', '256.1.1.1'])(
  'the host %j is no address',
  (host) => expect(addressOfHost(host)).toBeUndefined(),
)

test.each([
  '10.0.0.0/33',
  '10.0.0.1/8',
  '10.0.0.0/08',
  '::/129',
  'x/8',
  '10.0.0.0/',
  '::ffff:10.0.0.0/104',
  'fe80::%1/10',
  '10/8',
])('%s is no network', (text) => expect(parseCidr(text)).toBeUndefined())

test('an allowed network opens itself and nothing else', () => {
  const allowed = [network('10.1.0.0/16'), network('fd00:1::/32'), network('127.0.0.1')]
  for (const inside of [
    '10.1.0.0',
    '10.1.255.255',
    'fd00:1::5',
    '127.0.0.1',
    '::ffff:10.1.2.3',
    '8.8.8.8',
  ])
    expect(mayConnect(inside, allowed), inside).toBe(true)
  for (const outside of [
    '10.2.0.0',
    '10.0.255.255',
    'fd00:2::',
    '127.0.0.2',
    '64:ff9b::10.1.2.3',
    '::10.1.2.3',
  ])
    expect(mayConnect(outside, allowed), outside).toBe(false)
})

test('every address is in its own network, and in those above it', () => {
  fc.assert(
    fc.property(
      fc
        .boolean()
        .chain((four) =>
          fc.tuple(fc.constant(four), four ? fc.ipV4() : fc.ipV6(), fc.nat(four ? 32 : 128)),
        ),
      ([, text, prefix]) => {
        const address = parseAddress(text)
        if (!address) throw new Error(text)
        const width = address.family === 4 ? 32 : 128
        const rest = BigInt(width - Math.min(prefix, width))
        const above = {
          family: address.family,
          bits: (address.bits >> rest) << rest,
          prefix: Math.min(prefix, width),
        }
        expect(contains(above, address)).toBe(true)
        const flipped = { ...address, bits: address.bits ^ (1n << BigInt(width - 1)) }
        expect(contains(above, flipped)).toBe(above.prefix === 0)
      },
    ),
  )
})

test('a mapped address is judged as the IPv4 address it is', () => {
  fc.assert(
    fc.property(fc.ipV4(), (text) => {
      expect(classifyAddress(`::ffff:${text}`)).toEqual(classifyAddress(text))
      expect(classifyAddress(`64:ff9b::${text}`)).toEqual(classifyAddress(text))
    }),
  )
})
