import { lookup } from 'node:dns/promises'
import {
  addressOfHost,
  classifyAddress,
  mayConnect,
  parseAddress,
  type Network,
} from '@mtandao/net'
import type { Text } from '@mtandao/problem'
import { problem } from './problems.ts'

/** Addresses of a name, as text; empty when there are none. */
export type Resolve = (name: string) => Promise<readonly string[]>

const addressesMax = 32

/** Asks the machine's own resolver, as a connection would. */
export const resolveByDns: Resolve = async (name) => {
  try {
    const found = await lookup(name, { all: true })
    return found.slice(0, addressesMax).map(({ address }) => address)
  } catch {
    // A name that is not there and a resolver that does not answer are the same to who enters it: no address.
    return []
  }
}

/**
 * Whether the bus may be told to call there: http or https, and every address of the host public or in an allowed network. The
 * gateway judges again at each connection; this tells the officer at once.
 * @throws Problem `networks.url-refused` with the field `url`
 */
export async function checkUrl(
  text: string,
  security: string,
  allowed: readonly Network[],
  resolve: Resolve,
): Promise<void> {
  const url = URL.parse(text)
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw refused({
      sw: 'Andika anuani kamili inayoanza na https:// au http://',
      en: 'Write a whole address that begins with https:// or http://',
    })
  }
  if (url.username !== '' || url.password !== '') {
    throw refused({
      sw: 'Siri haziandikwi katika anuani; tumia sehemu ya usalama',
      en: 'Secrets are not written into the address; use the security part',
    })
  }
  const given = addressOfHost(url.hostname)
  const spoken = url.hostname.replace(/^\[|\]$/g, '')
  const addresses = given ? [spoken] : await resolve(url.hostname)
  if (addresses.length === 0) {
    throw refused({
      sw: `Jina «${url.hostname}» halina anuani ya mtandao`,
      en: `The name «${url.hostname}» has no network address`,
    })
  }
  for (const address of addresses) {
    if (!mayConnect(address, allowed)) throw special(url.hostname, address)
  }
  const isOutside = addresses.some((address) => classifyAddress(address).reach === 'public')
  if (url.protocol === 'http:' && isOutside && (security === 'bearer' || security === 'basic')) {
    throw refused({
      sw: 'Siri haitumwi kwa http kupitia mtandao wa umma; tumia https',
      en: 'A secret is not sent by http over the public internet; use https',
    })
  }
}

function special(host: string, address: string) {
  const found = classifyAddress(address)
  const range = found.reach === 'special' ? `${found.cidr} (${found.name})` : '?'
  const shown = parseAddress(host.replace(/^\[|\]$/g, '')) ? host : `${host} → ${address}`
  return refused({
    sw: `${shown} ni anuani ya ndani au maalum: ${range}. Omba e-GA iruhusu mtandao huo.`,
    en: `${shown} is an internal or special address: ${range}. Ask e-GA to allow that network.`,
  })
}

function refused(detail: Text) {
  return problem('url-refused', { detail, extra: { field: 'url' } })
}
