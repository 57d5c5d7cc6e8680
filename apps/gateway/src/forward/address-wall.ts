import dns from 'node:dns'
import type { LookupFunction } from 'node:net'
import { addressOfHost, classifyAddress, mayConnect, type Network } from '@mtandao/net'
import type { Logger } from '@mtandao/log'
import { problem } from '../problems.ts'

/**
 * Keeps the bus from being turned against its own surroundings: endpoints are written by institutions, and what they name is
 * called from inside. The address that a connection is really made to is judged, at the moment it is made; what a name led to
 * earlier says nothing.
 */
export interface AddressWall {
  /** Networks opened by the administrator, as the routing in force says; `undefined` when no routing is in force (any more). */
  allowed(): readonly Network[] | undefined
  /** For a host that is an address in any spelling: sockets connect to it without asking `lookup`. @throws Problem `address-refused`, `no-routing` */
  requireHost(host: string): void
  /** Looks a name up and hands out what may be connected to: every address it leads to, or none. */
  readonly lookup: LookupFunction
}

export interface AddressWallOptions {
  readonly allowed: AddressWall['allowed']
  readonly logger: Logger
  readonly resolve?: Resolve
}

type Resolve = (
  name: string,
  options: dns.LookupAllOptions,
  done: (error: NodeJS.ErrnoException | null, addresses: dns.LookupAddress[]) => void,
) => void

const saidMax = 1_000

export function createAddressWall({
  allowed,
  logger,
  resolve = dns.lookup,
}: AddressWallOptions): AddressWall {
  // A refused endpoint may be called a thousand times a second: each is said once, and again after many others.
  const said = new Set<string>()

  function refuse(host: string, address: string, what: string) {
    const line = `${host} ${address}`
    if (!said.has(line)) {
      if (said.size >= saidMax) said.clear()
      said.add(line)
      logger.warn('address-refused', { host, address, what })
    }
    // Which address it was is for the log alone: the caller would learn the inside of a network.
    return problem('address-refused', { cause: new Error(`${host} is ${address}: ${what}`) })
  }

  return {
    allowed,
    requireHost(host) {
      const address = addressOfHost(host)
      if (!address) return
      const networks = allowed()
      if (!networks) throw problem('no-routing')
      if (!mayConnect(address, networks)) throw refuse(host, host, whatIs(classifyAddress(address)))
    },
    lookup(name, options, done) {
      resolve(name, { ...options, all: true }, (error, addresses) => {
        if (error) return done(error, '')
        // One forbidden address refuses the name: which of its addresses is tried first must not decide.
        const networks = allowed()
        if (!networks) return done(problem('no-routing'), '')
        const forbidden = addresses.find(({ address }) => !mayConnect(address, networks))
        const [first] = addresses
        if (forbidden)
          done(refuse(name, forbidden.address, whatIs(classifyAddress(forbidden.address))), '')
        else if (options.all) done(null, addresses)
        else if (first) done(null, first.address, first.family)
        else done(new Error(`${name} leads to no address`), '')
      })
    },
  }
}

function whatIs(judged: ReturnType<typeof classifyAddress>): string {
  return judged.reach === 'special' ? judged.name : judged.reach
}
